package io.farseek.fs.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "[2001:db8::1], 2001:db8::1",
        "2001:db8::1, 2001:db8::1",
        "::1, ::1",
        "data.localhost, 127.0.0.1"
    })
    void addresses(String host, String address) throws UnknownHostException {
        assertThat(Literals.parse(host)).isEqualTo(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "eos.example.org",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.1.5",
                "1",
                "0x7f.1",
                "a:b",
                "[]",
                "[name]",
                ""
            })
    void names(String host) {
        assertThat(Literals.parse(host)).isNull();
    }
}
