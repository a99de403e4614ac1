package io.farseek.xrootd.fs;

/** The file system of scheme {@code roots}, as Hadoop's service loader finds it. */
public final class RootsFileSystem extends XrootdFileSystem {
    @Override
    public String getScheme() {
        return "roots";
    }
}
