package io.farseek.root.cli;

import io.farseek.root.file.StreamedObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON text. NaN and infinities become strings, since JSON has no numbers for them. */
final class Json {

    private static final int DEEPEST = 64;

    private Json() {}

    static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value, 0);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value, int depth) {
        if (value == null || depth > DEEPEST) {
            text.append("null");
        } else if (value instanceof StreamedObject object) {
            append(text, object.members(), depth + 1);
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator);
                quote(text, String.valueOf(entry.getKey()));
                text.append(':');
                append(text, entry.getValue(), depth + 1);
                separator = ",";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                text.append(i == 0 ? "" : ",");
                append(text, list.get(i), depth + 1);
            }
            text.append(']');
        } else if (value instanceof long[] values) {
            text.append(Arrays.toString(values).replace(" ", ""));
        } else if (value instanceof double[] values) {
            append(text, Arrays.stream(values).boxed().toList(), depth + 1);
        } else if (value instanceof byte[] bytes) {
            text.append("{\"bytes\":").append(bytes.length).append('}');
        } else if (value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof Number number) {
            double real = number.doubleValue();
            boolean finite = !Double.isNaN(real) && !Double.isInfinite(real);
            text.append(finite ? number.toString() : "\"" + number + "\"");
        } else {
            quote(text, String.valueOf(value));
        }
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
