package io.farseek.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureMemoTest {
    private static final URI OBJECT = URI.create("http://localhost/n/ns/b/bucket/o/object");
    private static final Map<String, List<String>> RANGE = Map.of("range", List.of("bytes=0-9"));

    private String keyId = "ST$one";
    private String covered = "date (request-target) host";
    private int signatures;

    @SuppressWarnings("deprecation") // The interface asks for it.
    private final SignatureMemo memo = new SignatureMemo(
            (uri, method, headers, body) -> Map.of(
                    "date", "now", "authorization", "Signature headers=\"" + covered + "\",number=" + ++signatures),
            new BasicAuthenticationDetailsProvider() {
                @Override
                public String getKeyId() {
                    return keyId;
                }

                @Override
                public InputStream getPrivateKey() {
                    throw new AssertionError("the signer's business");
                }

                @Override
                public String getPassPhrase() {
                    throw new AssertionError("the signer's business");
                }

                @Override
                public char[] getPassphraseCharacters() {
                    throw new AssertionError("the signer's business");
                }
            });

    @Test
    void allRangesOfAnObjectAreSignedOnce() {
        Map<String, String> first = memo.signRequest(OBJECT, "get", RANGE, null);
        assertThat(memo.signRequest(OBJECT, "get", Map.of("range", List.of("bytes=10-19")), null))
                .isEqualTo(first);
        assertThat(signatures).isEqualTo(1);
    }

    @Test
    void eachTargetHasASignatureOfItsOwn() {
        Map<String, String> first = memo.signRequest(OBJECT, "get", RANGE, null);
        assertThat(memo.signRequest(URI.create(OBJECT + "?versionId=2"), "get", RANGE, null))
                .isNotEqualTo(first);
        assertThat(memo.signRequest(OBJECT, "head", Map.of(), null)).isNotEqualTo(first);
    }

    @Test
    void aRefreshedTokenIsSignedAnew() {
        Map<String, String> first = memo.signRequest(OBJECT, "get", RANGE, null);
        keyId = "ST$two";
        assertThat(memo.signRequest(OBJECT, "get", RANGE, null)).isNotEqualTo(first);
    }

    @Test
    void aSignatureThatCoversMoreIsNotUsedAgain() {
        covered = "date (request-target) host opc-obo-token";
        Map<String, String> first = memo.signRequest(OBJECT, "get", RANGE, null);
        assertThat(memo.signRequest(OBJECT, "get", RANGE, null)).isNotEqualTo(first);
    }

    @Test
    void whatIsWrittenIsSignedEachTime() {
        memo.signRequest(OBJECT, "put", Map.of(), "body");
        memo.signRequest(OBJECT, "put", Map.of(), "body");
        memo.signRequest(OBJECT, "delete", Map.of(), null);
        memo.signRequest(OBJECT, "delete", Map.of(), null);
        assertThat(signatures).isEqualTo(4);
    }

    @Test
    void aDateThatIsGivenIsKept() {
        Map<String, List<String>> dated = Map.of("Date", List.of("Thu, 05 Jan 2014 21:31:40 GMT"));
        memo.signRequest(OBJECT, "get", dated, null);
        memo.signRequest(OBJECT, "get", dated, null);
        assertThat(signatures).isEqualTo(2);
    }
}
