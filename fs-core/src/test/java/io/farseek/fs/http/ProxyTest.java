package io.farseek.fs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.Recorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy: absolute-form for http, a tunnel for https, Basic credentials for both. */
@Timeout(30)
class ProxyTest {
    @TempDir
    Path folder;

    private static ProxySettings at(LoopbackServer proxy, String user, String... direct) {
        return new ProxySettings("127.0.0.1", proxy.port(), user, "open sesame", List.of(direct));
    }

    private static String get(HttpSettings settings, URI uri) throws IOException {
        try (HttpTransport transport = HttpTransport.open(settings, new Recorder());
                HttpReply reply = transport.prepare(HttpCall.of("GET", uri)).execute()) {
            return reply.status() + " " + new String(reply.body().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void plainHttpGoesAsAWholeAddress() throws Exception {
        try (LoopbackServer proxy = LoopbackServer.answering("via proxy")) {
            URI uri = URI.create("http://only-the-proxy-knows.example/a%20b?c=d");
            assertThat(get(HttpSettings.DEFAULT.withProxy(at(proxy, "ali")), uri))
                    .isEqualTo("200 via proxy");
            assertThat(proxy.lines()).containsExactly("GET http://only-the-proxy-knows.example/a%20b?c=d HTTP/1.1");
            assertThat(proxy.requests.get(0).headers())
                    .containsEntry("proxy-authorization", "Basic YWxpOm9wZW4gc2VzYW1l")
                    .containsEntry("host", "only-the-proxy-knows.example");
        }
    }

    @Test
    void someHostsAreReachedDirectly() throws Exception {
        try (LoopbackServer proxy = LoopbackServer.answering("via proxy");
                LoopbackServer direct = LoopbackServer.answering("direct")) {
            HttpSettings settings = HttpSettings.DEFAULT.withProxy(at(proxy, null, "127.0.0.1", ".internal.example"));
            assertThat(get(settings, direct.uri("/"))).isEqualTo("200 direct");
            assertThat(settings.proxy().covers("a.internal.example")).isFalse();
            assertThat(settings.proxy().covers("b.example")).isTrue();
        }
    }

    @Test
    void httpsGoesThroughATunnelAndTheProxySeesNothingOfIt() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "dns:hidden.example");
        try (LoopbackServer target = new LoopbackServer(
                        certificate
                                .server()
                                .getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                        peer -> {
                            while (peer.next() != null) {
                                peer.reply(200, "inside");
                            }
                        });
                LoopbackServer proxy = new LoopbackServer(peer -> tunnel(peer, target.port()))) {
            HttpSettings settings = HttpSettings.DEFAULT
                    .withProxy(at(proxy, "ali"))
                    .withTls(TlsSettings.DEFAULT.withTrustStore(certificate.pem(), null));
            assertThat(get(settings, URI.create("https://hidden.example:9443/x")))
                    .isEqualTo("200 inside");
            assertThat(proxy.lines()).containsExactly("CONNECT hidden.example:9443 HTTP/1.1");
            assertThat(target.lines()).containsExactly("GET /x HTTP/1.1");
            assertThat(target.requests.get(0).headers()).doesNotContainKey("proxy-authorization");
        }
    }

    private static void tunnel(LoopbackServer.Peer peer, int port) throws Exception {
        peer.next();
        peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
        try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = new Thread(() -> {
                try {
                    onward.getInputStream().transferTo(peer.out);
                } catch (IOException e) {
                    return; // one side went away
                }
            });
            back.setDaemon(true);
            back.start();
            byte[] some = new byte[8192];
            for (int got = peer.in.read(some); got >= 0; got = peer.in.read(some)) {
                onward.getOutputStream().write(some, 0, got);
            }
        }
    }

    @Test
    void aProxyThatRefuses() throws Exception {
        for (int status : new int[] {407, 403}) {
            try (LoopbackServer proxy = new LoopbackServer(peer -> {
                peer.next();
                peer.reply(status, "");
            })) {
                assertThatThrownBy(() ->
                                get(HttpSettings.DEFAULT.withProxy(at(proxy, "ali")), URI.create("https://x.example/")))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("proxy 127.0.0.1:" + proxy.port() + " as ali")
                        .hasMessageContaining(String.valueOf(status))
                        .hasMessageNotContaining("sesame");
            }
        }
    }
}
