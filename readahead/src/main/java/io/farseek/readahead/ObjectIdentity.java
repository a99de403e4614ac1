package io.farseek.readahead;

/**
 * One version of one object: the key under which its bytes are shared by every stream and task of the JVM.
 *
 * @param endpoint the place whose latency and bandwidth the object shares, such as {@code s3 https://host bucket}
 * @param name the object's name within the endpoint
 * @param version what changes whenever the content does: an etag, or length and modification time. Empty when nothing is known: such an
 *     object is never shared between streams
 */
public record ObjectIdentity(String endpoint, String name, String version) {
    public boolean shareable() {
        return !version.isEmpty();
    }

    @Override
    public String toString() {
        return endpoint + " " + name + (version.isEmpty() ? "" : " (" + version + ")");
    }
}
