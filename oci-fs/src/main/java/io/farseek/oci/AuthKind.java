package io.farseek.oci;

import java.util.Locale;

/** How requests are signed. */
enum AuthKind {
    AUTO,
    API_KEY,
    PROFILE,
    SESSION_TOKEN,
    INSTANCE_PRINCIPAL,
    RESOURCE_PRINCIPAL,
    OKE_WORKLOAD_IDENTITY;

    /**
     * What a class given to Oracle's connector as custom authenticator stands for, in this key's spelling. Classes of others cannot be used:
     * they are built against the SDK as it is, not as it is inside our jar.
     */
    static String ofAuthenticator(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (simple.contains("instanceprincipal")) {
            return "instance-principal";
        }
        if (simple.contains("resourceprincipal")) {
            return "resource-principal";
        }
        if (simple.contains("workloadidentity")) {
            return "oke-workload-identity";
        }
        if (simple.contains("sessiontoken") || simple.contains("upst")) {
            return "session-token";
        }
        if (simple.contains("simple") || simple.contains("userprincipal") || simple.contains("apikey")) {
            return "api-key";
        }
        return className;
    }
}
