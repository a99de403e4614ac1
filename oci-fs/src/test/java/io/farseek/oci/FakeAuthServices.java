package io.farseek.oci;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.farseek.oci.embedded.EmbeddedOci;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * The services that give principals their tokens: the metadata service of an instance, the federation service, and the one beside the
 * Kubernetes API server. Each token is trusted by the object storage for the session key that the caller sent.
 */
final class FakeAuthServices implements AutoCloseable {
    private static final Pattern SESSION_KEY = Pattern.compile("\"(?:publicKey|podKey)\"\\s*:\\s*\"([^\"]+)\"");

    /** What was asked for: {@code METHOD path}, then the authorization after a space. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** The bodies of what asked for a token. */
    final List<String> bodies = new CopyOnWriteArrayList<>();

    private final EmbeddedOci store;
    private final Map<String, String> metadata = new HashMap<>();
    private final HttpServer server;

    private FakeAuthServices(EmbeddedOci store, HttpServer server) {
        this.store = store;
        this.server = server;
        server.createContext("/", this::handle);
        server.start();
    }

    /** Metadata and federation service, without TLS. */
    static FakeAuthServices plain(EmbeddedOci store) throws IOException {
        return new FakeAuthServices(
                store, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** What a pod asks, on an address and the port that the SDK has built in. */
    static FakeAuthServices cluster(EmbeddedOci store, SSLContext tls, String address) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(address, 12250), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new FakeAuthServices(store, server);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the metadata service says at a path. */
    void metadata(String path, String content) {
        metadata.put(path, content);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            String known = metadata.get(path);
            if (known != null) {
                answer(exchange, "text/plain", known);
            } else if (path.equals("/v1/x509")) {
                bodies.add(body);
                answer(exchange, "application/json", "{\"token\":\"" + tokenFor(body) + "\"}");
            } else if (path.equals("/resourcePrincipalSessionTokens")) {
                bodies.add(body);
                String token = "{\"token\":\"ST$" + tokenFor(body) + "\"}";
                answer(
                        exchange,
                        "application/json",
                        "\"" + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)) + "\"");
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String tokenFor(String body) throws IOException {
        Matcher key = SESSION_KEY.matcher(body);
        if (!key.find()) {
            throw new IOException("no session key in " + body);
        }
        try {
            RSAPublicKey session = (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key.group(1))));
            String token = token(session);
            store.trust("ST$" + token, session);
            return token;
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException("the session key cannot be read", e);
        }
    }

    /** A token that is good for decades and names its session key (RFC 7517, RFC 7519). */
    static String token(PublicKey session) {
        RSAPublicKey key = (RSAPublicKey) session;
        String jwk = "{\"kty\":\"RSA\",\"kid\":\"session\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\""
                + number(key.getModulus()) + "\",\"e\":\"" + number(key.getPublicExponent()) + "\"}";
        return part("{\"alg\":\"none\"}") + "."
                + part("{\"exp\":4102444800,\"iat\":1700000000,\"jwk\":\"" + jwk.replace("\"", "\\\"") + "\"}") + ".x";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
