package io.farseek.fs.hadoop;

/** Whether Hadoop here knows bulk delete. Apart from {@link BulkDeletes}, which cannot even be linked where it does not. */
public final class BulkDeleteSupport {
    public static final boolean PRESENT = isPresent();

    /** A scheme that nobody asks for. */
    public static final String SCHEME_WHERE_ABSENT = "farseek-unused";

    private BulkDeleteSupport() {}

    private static boolean isPresent() {
        try {
            Class.forName("org.apache.hadoop.fs.BulkDelete", false, BulkDeleteSupport.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
