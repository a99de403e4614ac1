package io.farseek.s3;

import io.farseek.fs.http.LoopbackServer.Request;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store that sees whose key a request is signed with, and what tests of credentials set up for it. */
abstract class SignedRequests {
    static final String LATER = "2099-01-01T00:00:00Z";

    @TempDir
    Path folder;

    private final List<String> properties = new ArrayList<>();
    ScriptedS3 store;
    Configuration configuration;

    @BeforeEach
    void start() throws IOException {
        store = new ScriptedS3(request -> ScriptedS3.answer(404, "", ""));
        configuration = store.configuration();
        configuration.unset(S3Keys.ACCESS_KEY.fullName());
        configuration.unset(S3Keys.SECRET_KEY.fullName());
        configuration.unset(S3Keys.SESSION_TOKEN.fullName());
    }

    @AfterEach
    void stop() throws IOException {
        properties.forEach(System::clearProperty);
        store.close();
    }

    void from(String sources) {
        configuration.set("fs.farseek.s3.credentials.provider", sources);
    }

    void profile(String name, String content) throws IOException {
        from("profile");
        configuration.set("fs.farseek.s3.credentials.profile", name);
        configuration.set(
                "fs.farseek.s3.credentials.profile-file",
                Files.writeString(folder.resolve("profiles"), content).toString());
    }

    void property(String name, String value) {
        properties.add(name);
        System.setProperty(name, value);
    }

    String signer() throws IOException {
        lookUp(configuration);
        return signer(store.requests().get(0));
    }

    static void lookUp(Configuration configuration) throws IOException {
        try (OpenedStore opened = OpenedStore.open(configuration, "bucket")) {
            opened.store().head("key");
            throw new IllegalStateException("the scripted store has no objects");
        } catch (FileNotFoundException asked) {
            // The request has been signed and answered.
        }
    }

    /** The access key and, if there is one, the session token. */
    static String signer(Request request) {
        String signature = request.headers().getOrDefault("authorization", "");
        String key = signature.isEmpty() ? "nobody" : signature.replaceFirst(".*Credential=([^/]*)/.*", "$1");
        String token = request.headers().get("x-amz-security-token");
        return token == null ? key : key + " with " + token;
    }
}
