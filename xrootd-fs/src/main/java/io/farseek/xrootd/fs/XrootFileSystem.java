package io.farseek.xrootd.fs;

/** The file system of scheme {@code xroot}, as Hadoop's service loader finds it. */
public final class XrootFileSystem extends XrootdFileSystem {
    @Override
    public String getScheme() {
        return "xroot";
    }
}
