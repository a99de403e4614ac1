package io.farseek.benchmarks.store;

import java.io.IOException;
import java.net.URI;

/** A store on the loopback address that is as slow and as limited as a distant one. */
public interface SimulatedStore extends AutoCloseable {
    /** Where it listens; its buckets, or folders of that name, are below. */
    URI endpoint();

    /** What has been asked and sent since the start. */
    Traffic traffic();

    /** Every request served, refused ones too. */
    RequestLog log();

    /** Ends every connection. */
    @Override
    void close() throws IOException;

    /**
     * Requests by kind, and bytes of object content sent.
     *
     * @param gets requests for content, of one range or many
     * @param heads other requests about one object
     */
    record Traffic(long gets, long heads, long lists, long bytesSent) {
        public Traffic since(Traffic earlier) {
            return new Traffic(
                    gets - earlier.gets, heads - earlier.heads, lists - earlier.lists, bytesSent - earlier.bytesSent);
        }
    }
}
