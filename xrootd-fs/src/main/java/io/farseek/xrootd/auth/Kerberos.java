package io.farseek.xrootd.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;

/**
 * {@code krb5}: a Kerberos 5 AP-REQ for the server's principal, made by the JDK's GSS. The ticket comes from a keytab if one is configured,
 * from a configured ticket cache, from the platform's login, from the ticket cache of the environment, in this order.
 */
final class Kerberos implements Mechanism {
    private static final String KRB5 = "1.2.840.113554.1.2.2";
    private static final String PRINCIPAL_NAME = "1.2.840.113554.1.2.2.1";
    private static final String LOGIN_MODULE = "com.sun.security.auth.module.Krb5LoginModule";

    private final CredentialSettings settings;

    Kerberos(CredentialSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "krb5";
    }

    @Override
    public String remedy() {
        return "get a ticket with kinit, or see that the keytab is up to date";
    }

    @Override
    public @Nullable Negotiation begin(String parameters, Peer peer) throws IOException {
        int comma = parameters.indexOf(',');
        String principal = comma < 0 ? parameters : parameters.substring(0, comma);
        byte[] request = request(principal);
        if (request == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("krb5\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(request);
        return Negotiation.oneStep("krb5", out.toByteArray());
    }

    private byte @Nullable [] request(String principal) throws IOException {
        if (settings.kerberosKeytab() != null) {
            return loggedIn(
                    Map.of(
                            "useKeyTab",
                            "true",
                            "storeKey",
                            "true",
                            "keyTab",
                            settings.kerberosKeytab().toString(),
                            "principal",
                            String.valueOf(settings.kerberosPrincipal())),
                    "keytab " + settings.kerberosKeytab(),
                    principal);
        }
        if (settings.kerberosCache() == null && settings.login().hasKerberos()) {
            return settings.login().run(() -> apRequest(principal));
        }
        Path cache = settings.locate(settings.kerberosCache(), "KRB5CCNAME", "/tmp/krb5cc_" + UserId.TEXT);
        if (!Files.isReadable(cache)) {
            if (settings.kerberosCache() != null) {
                throw new IOException("the ticket cache " + cache + " cannot be read");
            }
            return null;
        }
        return loggedIn(
                Map.of("useTicketCache", "true", "ticketCache", cache.toString()), "ticket cache " + cache, principal);
    }

    private byte[] loggedIn(Map<String, String> options, String what, String principal) throws IOException {
        Subject subject = new Subject();
        try {
            LoginContext context = new LoginContext("farseek", subject, null, configuration(options));
            context.login();
            PrivilegedExceptionAction<byte[]> action = () -> apRequest(principal);
            return Subject.doAs(subject, action);
        } catch (LoginException e) {
            throw new IOException("no Kerberos login from " + what + ": " + e.getMessage(), e);
        } catch (PrivilegedActionException e) {
            throw new IOException(
                    "no Kerberos ticket for " + principal + " from " + what + ": "
                            + e.getException().getMessage(),
                    e.getException());
        }
    }

    private static Configuration configuration(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put("doNotPrompt", "true");
        all.put("refreshKrb5Config", "true");
        all.put("isInitiator", "true");
        AppConfigurationEntry entry =
                new AppConfigurationEntry(LOGIN_MODULE, AppConfigurationEntry.LoginModuleControlFlag.REQUIRED, all);
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String application) {
                return new AppConfigurationEntry[] {entry};
            }
        };
    }

    private static byte[] apRequest(String principal) throws GSSException, IOException {
        GSSManager manager = GSSManager.getInstance();
        GSSContext context = manager.createContext(
                manager.createName(principal, new Oid(PRINCIPAL_NAME)),
                new Oid(KRB5),
                null,
                GSSContext.DEFAULT_LIFETIME);
        try {
            context.requestMutualAuth(false);
            context.requestCredDeleg(false);
            return withoutGssFrame(context.initSecContext(new byte[0], 0, 0));
        } finally {
            context.dispose();
        }
    }

    /** RFC 4121 4.1: 0x60, length, object id, the token's kind 01 00; the Kerberos message follows. */
    static byte[] withoutGssFrame(byte[] token) throws IOException {
        int at = 1;
        if (token.length < 4 || token[0] != 0x60) {
            throw new IOException("the JVM's GSS made no Kerberos token");
        }
        int length = token[at++] & 0xff;
        at += length > 0x80 ? length - 0x80 : 0;
        at += 2 + (token[at + 1] & 0xff);
        if (at + 2 >= token.length || token[at] != 1 || token[at + 1] != 0) {
            throw new IOException("the JVM's GSS made no Kerberos request");
        }
        return java.util.Arrays.copyOfRange(token, at + 2, token.length);
    }
}
