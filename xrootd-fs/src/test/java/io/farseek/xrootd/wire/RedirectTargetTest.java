package io.farseek.xrootd.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both forms of a redirect, and that TLS is never given up. */
class RedirectTargetTest {
    private static final int URL = -1;

    private static RedirectTarget parse(int port, String text, boolean tls) throws BrokenProtocolException {
        byte[] words = text.getBytes(StandardCharsets.UTF_8);
        return RedirectTarget.parse(
                ByteBuffer.allocate(4 + words.length).putInt(port).put(words).array(), tls);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data.example.org                        | data.example.org | ''      | ''
            Data.Example.org?cap.sym=a&cap.msg=b    | data.example.org | cap.sym=a&cap.msg=b | ''
            data.example.org?&cap.sym=a?token       | data.example.org | cap.sym=a | token
            data.example.org??token                 | data.example.org | ''      | token
            [::127.0.0.1]                           | 127.0.0.1        | ''      | ''
            [::ffff:10.1.2.3]?x=1                   | 10.1.2.3         | x=1     | ''
            [2001:db8::1]                           | 2001:db8::1      | ''      | ''
            """)
    void hostsCarryOpaqueTextAndToken(String text, String host, String opaque, String token)
            throws BrokenProtocolException {
        assertThat(parse(1095, text, false))
                .isEqualTo(new RedirectTarget(new Endpoint(host, 1095, false), "", opaque, token));
    }

    @Test
    void urlsMayNameAnotherPath() throws BrokenProtocolException {
        assertThat(parse(URL, "root://user@data.example.org:1099//other/path?cap=1?token", false))
                .isEqualTo(new RedirectTarget(
                        new Endpoint("data.example.org", 1099, false), "/other/path", "cap=1", "token"));
        assertThat(parse(URL, "root://data.example.org", false).endpoint().port())
                .isEqualTo(Protocol.DEFAULT_PORT);
    }

    @ParameterizedTest
    @CsvSource({"1094,data.example.org", "-1,root://data.example.org//f", "-1,xroot://data.example.org//f"})
    void tlsIsNeverGivenUp(int port, String text) throws BrokenProtocolException {
        assertThat(parse(port, text, true).endpoint().tls()).isTrue();
        assertThat(parse(port, text, false).endpoint().tls()).isFalse();
        assertThat(parse(URL, "roots://data.example.org//f", false).endpoint().tls())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?x=1", "file:///etc/passwd", "http://data.example.org/f", "root://:99999/f"})
    void whatIsNoServerIsRefused(String text) {
        assertThatThrownBy(() -> parse(URL, text, false)).isInstanceOf(BrokenProtocolException.class);
    }

    @Test
    void shortAndAbsurdRedirectsAreRefused() {
        assertThatThrownBy(() -> RedirectTarget.parse(new byte[4], false)).isInstanceOf(BrokenProtocolException.class);
        assertThatThrownBy(() -> parse(70_000, "data.example.org", false)).isInstanceOf(BrokenProtocolException.class);
    }
}
