package io.farseek.fs.store;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Content held in memory. */
record BufferedContent(List<ByteBuffer> parts, long length) implements ContentSource {
    @Override
    public InputStream open() {
        List<ByteBuffer> unread = parts.stream().map(ByteBuffer::duplicate).toList();
        return new InputStream() {
            private int current;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                while (current < unread.size() && !unread.get(current).hasRemaining()) {
                    current++;
                }
                if (length == 0) {
                    return 0;
                }
                if (current == unread.size()) {
                    return -1;
                }
                int taken = Math.min(length, unread.get(current).remaining());
                unread.get(current).get(target, offset, taken);
                return taken;
            }
        };
    }
}
