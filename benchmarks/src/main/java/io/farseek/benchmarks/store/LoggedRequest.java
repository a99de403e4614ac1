package io.farseek.benchmarks.store;

/**
 * One request a {@link StoreFront} served.
 *
 * @param startNanos when it had arrived whole, by {@link System#nanoTime}
 * @param target path and query as sent
 * @param range the Range header, empty when there was none
 * @param status of the answer; 0 when there was none
 * @param sent bytes of the request's body
 * @param received bytes of the answer's body that the client took
 * @param firstByteNanos from the request's end to the answer's first byte
 * @param totalNanos from the request's end to the answer's last byte
 * @param complete false when client or store broke off before the answer's end
 */
public record LoggedRequest(
        long startNanos,
        String method,
        String target,
        String range,
        int status,
        long sent,
        long received,
        long firstByteNanos,
        long totalNanos,
        boolean complete) {}
