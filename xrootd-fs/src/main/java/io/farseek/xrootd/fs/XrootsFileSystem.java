package io.farseek.xrootd.fs;

/** The file system of scheme {@code xroots}, as Hadoop's service loader finds it. */
public final class XrootsFileSystem extends XrootdFileSystem {
    @Override
    public String getScheme() {
        return "xroots";
    }
}
