package io.farseek.s3;

import io.farseek.fs.http.LoopbackServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/** A store on loopback that answers each request with the bytes a test gives, for what no real server does when asked. */
final class ScriptedS3 implements Closeable {
    /** At an answer's end: the server closes the connection there, finished or not. */
    static final String CLOSE = "\0close";

    /** From request to the whole answer, head included; an unfinished one leaves the client waiting. */
    interface Script {
        String answer(LoopbackServer.Request request) throws Exception;
    }

    private final LoopbackServer server;

    ScriptedS3(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    ScriptedS3(ServerSocket listener, Script script) {
        server = new LoopbackServer(listener, peer -> {
            for (LoopbackServer.@Nullable Request request = peer.next(); request != null; request = peer.next()) {
                boolean head = request.line().startsWith("HEAD ");
                String answer = script.answer(request);
                if (answer.endsWith(CLOSE)) {
                    peer.send(answer.substring(0, answer.length() - CLOSE.length()));
                    return;
                }
                peer.send(head && !answer.isEmpty() ? answer.substring(0, answer.indexOf("\r\n\r\n") + 4) : answer);
            }
        });
    }

    /** Request lines, in the order in which they came. */
    List<String> lines() {
        return server.lines();
    }

    List<LoopbackServer.Request> requests() {
        return List.copyOf(server.requests);
    }

    String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    Configuration configuration() {
        Configuration configuration = new Configuration(false);
        configuration.set(S3Keys.ENDPOINT.fullName(), uri());
        configuration.set(S3Keys.ACCESS_KEY.fullName(), "key");
        configuration.set(S3Keys.SECRET_KEY.fullName(), "secret");
        configuration.set(S3Keys.SESSION_TOKEN.fullName(), "token");
        configuration.set(S3Keys.ATTEMPTS.fullName(), "3");
        configuration.set(S3Keys.BACKOFF.fullName(), "1ms");
        configuration.set(S3Keys.THROTTLE_BACKOFF.fullName(), "1ms");
        return configuration;
    }

    FileSystem open(Configuration configuration) throws IOException {
        return FileSystem.newInstance(URI.create("s3://bucket"), configuration);
    }

    FileSystem open() throws IOException {
        return open(configuration());
    }

    /** An error as S3 tells it. */
    static String refusal(int status, String code, String message) {
        return answer(
                status,
                "x-amz-request-id: REQUEST17\r\nContent-Type: application/xml\r\n",
                "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message><RequestId>REQUEST17</RequestId></Error>");
    }

    /** @param fields header lines, each with its end */
    static String answer(int status, String fields, String body) {
        return "HTTP/1.1 " + status + " Scripted\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
