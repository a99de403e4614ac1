package io.farseek.fs.http;

import java.io.IOException;

/** One request, to be sent at most once by one thread, and ended by any. */
public interface HttpExchange {
    /**
     * Sends the request and waits for the head of the answer, whatever its status. Blocks within the settings' time-outs. The caller closes
     * the reply.
     *
     * @throws java.net.UnknownHostException when the host has no address
     * @throws java.net.ConnectException when no address accepts a connection
     * @throws java.net.SocketTimeoutException when any of the time-outs ran out
     * @throws javax.net.ssl.SSLException when there was no secure connection to be had
     * @throws java.net.ProtocolException when what answered does not speak HTTP
     * @throws ExchangeAbortedException after {@link #abort}
     * @throws java.io.InterruptedIOException after an interrupt, with the thread's flag set
     */
    HttpReply execute() throws IOException;

    /** Ends the exchange, wherever it is: {@link #execute} and reads of the body fail at once. From any thread, any number of times. */
    void abort();
}
