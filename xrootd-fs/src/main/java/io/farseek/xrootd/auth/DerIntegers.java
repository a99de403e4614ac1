package io.farseek.xrootd.auth;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The integers of a DER sequence of integers, such as Diffie-Hellman parameters. */
record DerIntegers(List<BigInteger> values) {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 2;

    DerIntegers {
        values = List.copyOf(values);
    }

    static DerIntegers parse(byte[] der) throws IOException {
        int[] at = {0};
        int length = header(der, at, SEQUENCE);
        int end = at[0] + length;
        List<BigInteger> found = new ArrayList<>();
        while (at[0] < end) {
            int bytes = header(der, at, INTEGER);
            found.add(new BigInteger(der, at[0], bytes));
            at[0] += bytes;
        }
        return new DerIntegers(found);
    }

    BigInteger get(int index) throws IOException {
        if (index >= values.size()) {
            throw new IOException("a sequence of " + values.size() + " integers where more were expected");
        }
        return values.get(index);
    }

    private static int header(byte[] der, int[] at, int tag) throws IOException {
        if (at[0] + 2 > der.length || der[at[0]] != tag) {
            throw new IOException("not DER: no tag " + tag + " at " + at[0]);
        }
        int length = der[at[0] + 1] & 0xff;
        at[0] += 2;
        if (length > 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int i = 0; i < bytes && i < 4 && at[0] < der.length; i++) {
                length = (length << 8) | (der[at[0]++] & 0xff);
            }
        }
        if (length < 0 || at[0] + length > der.length) {
            throw new IOException("not DER: a length of " + length + " at " + at[0]);
        }
        return length;
    }
}
