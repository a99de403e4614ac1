package io.farseek.readahead;

/** The sizes in bytes a recorder keeps, each a histogram. The name is how it is exported. */
public enum Size {
    READ("read.size"),
    GET("get.size"),
    SEEK_FORWARD("seek.forward"),
    SEEK_BACKWARD("seek.backward");

    private final String exportName;

    Size(String exportName) {
        this.exportName = exportName;
    }

    public String exportName() {
        return exportName;
    }
}
