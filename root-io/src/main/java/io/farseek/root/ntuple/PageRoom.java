package io.farseek.root.ntuple;

/** Where pages are decompressed, one after the other, before arrays are made of their values. One thread at a time. */
final class PageRoom {
    /** A page as it was before compression; longer than the page. */
    byte[] plain = {};

    private byte[] joined = {};

    /** At least {@code bytes} bytes, with what the page before left in them. */
    byte[] joined(int bytes) {
        if (joined.length < bytes) {
            joined = new byte[bytes];
        }
        return joined;
    }
}
