package io.farseek.xrootd.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Extended attributes (kXR_fattr): a vector of names, each led by a 16-bit result, and a vector of values, each led by its 32-bit length,
 * one attribute a request. On the wire user attributes carry the prefix {@code U.} in listings only.
 */
public final class Attributes {
    public static final int MOST_NAME_BYTES = 248;
    public static final int MOST_VALUE_BYTES = 65536;

    private static final int DELETE = 0;
    private static final int GET = 1;
    private static final int LIST = 2;
    private static final int SET = 3;
    private static final int NEW_ONLY = 1;
    private static final String USER_PREFIX = "U.";

    private Attributes() {}

    public static Request list(String path) {
        return Requests.attributes(LIST, 0, 0, ending(path.getBytes(StandardCharsets.UTF_8)));
    }

    public static Request get(String path, String name) {
        return Requests.attributes(GET, 1, 0, named(path, name).toByteArray());
    }

    public static Request remove(String path, String name) {
        return Requests.attributes(DELETE, 1, 0, named(path, name).toByteArray());
    }

    /** Sets one attribute; {@code create} makes it fail when the attribute exists. */
    public static Request set(String path, String name, byte[] value, boolean create) {
        if (value.length > MOST_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "an attribute's value is at most " + MOST_VALUE_BYTES + " bytes, not " + value.length);
        }
        ByteArrayOutputStream out = named(path, name);
        out.writeBytes(ByteBuffer.allocate(4).putInt(value.length).array());
        out.writeBytes(value);
        return Requests.attributes(SET, 1, create ? NEW_ONLY : 0, out.toByteArray());
    }

    /** The names in a listing's reply: NUL-terminated, with or without the prefix for user attributes. */
    public static List<String> parseNames(byte[] body) {
        List<String> names = new ArrayList<>();
        for (String each : new String(body, StandardCharsets.UTF_8).split("\0", 0)) {
            if (!each.isEmpty()) {
                names.add(each.startsWith(USER_PREFIX) ? each.substring(USER_PREFIX.length()) : each);
            }
        }
        return names;
    }

    /** What a get, set or remove of one attribute came to: 0 or an {@link ErrorCode} by attribute name. */
    public static Map<String, Integer> parseResults(byte[] body) throws BrokenProtocolException {
        Map<String, Integer> results = new LinkedHashMap<>();
        valuesAt(body, results);
        return results;
    }

    /** The value in a get's reply. */
    public static byte[] parseValue(byte[] body) throws BrokenProtocolException {
        ByteBuffer in = ByteBuffer.wrap(body).position(valuesAt(body, new LinkedHashMap<>()));
        if (in.remaining() < 4) {
            throw new BrokenProtocolException("an attribute reply without a value");
        }
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BrokenProtocolException("an attribute reply names a value of " + length + " bytes");
        }
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    private static int valuesAt(byte[] body, Map<String, Integer> results) throws BrokenProtocolException {
        if (body.length < 2) {
            throw new BrokenProtocolException("an attribute reply of " + body.length + " bytes");
        }
        int at = 2;
        for (int left = body[1] & 0xff; left > 0; left--) {
            if (at + 2 > body.length) {
                throw new BrokenProtocolException("an attribute reply ends early");
            }
            int result = ByteBuffer.wrap(body).getShort(at) & 0xffff;
            String name = FrameDecoder.text(body, at + 2);
            results.put(name, result);
            at += 2 + name.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        if (at > body.length) {
            throw new BrokenProtocolException("an attribute reply ends within a name");
        }
        return at;
    }

    private static ByteArrayOutputStream named(String path, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MOST_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "an attribute's name has 1 to " + MOST_NAME_BYTES + " bytes: '" + name + "'");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ending(path.getBytes(StandardCharsets.UTF_8)));
        out.write(0);
        out.write(0);
        out.writeBytes(ending(bytes));
        return out;
    }

    private static byte[] ending(byte[] text) {
        return java.util.Arrays.copyOf(text, text.length + 1);
    }
}
