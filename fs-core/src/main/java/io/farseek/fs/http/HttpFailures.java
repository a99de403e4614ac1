package io.farseek.fs.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into the JDK's exception for it, which says what was tried, where, and what to do. */
final class HttpFailures {
    private HttpFailures() {}

    /** Whether the peer may simply have closed a kept connection before it saw the request. */
    static boolean looksStale(Exception failure) {
        return failure instanceof NoHttpResponseException
                || failure instanceof ConnectionClosedException
                || (failure instanceof SocketException && !(failure instanceof ConnectException))
                || (failure instanceof SSLException && failure.getCause() instanceof SocketException);
    }

    static IOException of(
            Exception failure, HttpCall call, HttpSettings settings, Lifeline life, @Nullable InetAddress at) {
        String where = call.described() + (at == null ? "" : " at " + at.getHostAddress());
        Lifeline.Phase phase = life.phase();
        Lifeline.Fate fate = life.fate();
        if (fate != null) {
            return ended(fate, phase, where, failure, call, settings);
        }
        if (failure instanceof HttpException || failure instanceof MessageConstraintException) {
            return caused(
                    new ProtocolException(where + ": what answered does not speak HTTP (" + failure.getMessage()
                            + "). Check the endpoint's port, and whether it wants http or https"),
                    failure);
        }
        if (failure instanceof InterruptedIOException interrupted && !(failure instanceof SocketTimeoutException)) {
            Thread.currentThread().interrupt();
            return interrupted;
        }
        if (failure instanceof UnknownHostException || failure instanceof ConnectException) {
            return (IOException) failure;
        }
        if (failure instanceof SSLException tls) {
            return tls(tls, where, call, phase);
        }
        if (failure instanceof SocketTimeoutException timeout) {
            boolean ours = phase == Lifeline.Phase.QUEUE || phase == Lifeline.Phase.CONNECT;
            return ours ? timeout : timeout(where, phase, settings, failure);
        }
        if (failure instanceof NoHttpResponseException
                || failure instanceof ConnectionClosedException
                || failure instanceof EOFException) {
            return caused(
                    new EOFException(where + ": the server closed the connection while " + phase
                            + ". It may be overloaded or restarting; try again"),
                    failure);
        }
        if (failure instanceof SocketException) {
            return caused(
                    new SocketException(where + ": the connection broke while " + phase + " (" + failure.getMessage()
                            + "). Try again"),
                    failure);
        }
        return failure instanceof IOException io
                ? io
                : new IOException(where + ": " + failure + " while " + phase, failure);
    }

    private static IOException ended(
            Lifeline.Fate fate,
            Lifeline.Phase phase,
            String where,
            Exception failure,
            HttpCall call,
            HttpSettings settings) {
        return switch (fate) {
            case ABORTED -> caused(new ExchangeAbortedException(where + ": aborted while " + phase), failure);
            case INTERRUPTED -> {
                Thread.currentThread().interrupt();
                yield caused(new InterruptedIOException(where + ": interrupted while " + phase), failure);
            }
            case DEADLINE ->
                caused(
                        new SocketTimeoutException(where + ": not done within the attempt's deadline of "
                                + call.deadline() + ", still " + phase + ". Ask for less at once, or allow more time"),
                        failure);
            case PHASE_TIMEOUT -> timeout(where, phase, settings, failure);
            case STALLED ->
                caused(
                        new SocketTimeoutException(where + ": gave up " + phase + ", less than "
                                + settings.progress().bytes() + " bytes moved in "
                                + settings.progress().window()),
                        failure);
        };
    }

    private static IOException timeout(String where, Lifeline.Phase phase, HttpSettings settings, Exception failure) {
        String limit = switch (phase) {
            case TLS -> " within " + settings.tls().handshakeTimeout();
            case CONNECT -> " within " + settings.connections().connectTimeout();
            default -> " within " + settings.responseTimeout();
        };
        return caused(
                new SocketTimeoutException(where + ": timed out" + limit + " " + phase
                        + ". The server or the network hangs; a retry goes to another address if there is one"),
                failure);
    }

    private static IOException tls(SSLException failure, String where, HttpCall call, Lifeline.Phase phase) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("plaintext connection") || text.contains("Unsupported or unrecognized")) {
            return caused(
                    new SSLException(
                            where + ": the port does not speak TLS. Use an http:// endpoint, or the port that does"),
                    failure);
        }
        if (failure instanceof SSLHandshakeException) {
            boolean trust = text.contains("PKIX")
                    || text.contains("trustAnchors")
                    || text.contains("ertificate")
                    || text.contains("alternative name");
            return caused(
                    new SSLHandshakeException(
                            where + ": the TLS handshake with " + call.uri().getHost()
                                    + " failed: " + text
                                    + (trust
                                            ? ". If the certificate is one of your own authority, name it as the trust store (a PEM file will do);"
                                                    + " if it names another host, correct the endpoint"
                                            : ". Check that both sides have a TLS version and cipher in common")),
                    failure);
        }
        return caused(new SSLException(where + ": the TLS connection broke while " + phase + ": " + text), failure);
    }

    private static IOException caused(IOException failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }
}
