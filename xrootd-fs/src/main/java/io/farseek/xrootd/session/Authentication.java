package io.farseek.xrootd.session;

import io.farseek.xrootd.auth.Mechanism;
import io.farseek.xrootd.auth.Negotiation;
import io.farseek.xrootd.auth.Peer;
import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.SecurityOffer;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Proves on a connection that has logged in who the client is, in one of the ways the server offers. Used by one thread. */
final class Authentication {
    private final Connection connection;
    private final Endpoint endpoint;
    private final Duration patience;
    private final Peer peer;
    private final List<String> tried = new ArrayList<>();

    Authentication(Connection connection, Endpoint endpoint, boolean encrypted, Duration patience) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.patience = patience;
        Socket socket = connection.socket();
        this.peer = new Peer(
                endpoint.host(),
                endpoint.port(),
                socket.getInetAddress(),
                socket.getLocalAddress(),
                socket.getLocalPort(),
                encrypted);
    }

    /**
     * Tries the offers in the server's order, each with the mechanisms of its name.
     *
     * @throws AuthenticationFailedException when no credential was accepted
     */
    void prove(List<SecurityOffer> offers, List<Mechanism> mechanisms) throws IOException {
        for (SecurityOffer offer : offers) {
            for (Mechanism mechanism : mechanisms) {
                if (mechanism.name().equals(offer.mechanism()) && prove(mechanism, offer)) {
                    return;
                }
            }
        }
        List<String> names =
                offers.stream().map(SecurityOffer::mechanism).distinct().toList();
        throw new AuthenticationFailedException("no way to authenticate to " + endpoint.address() + ": it accepts "
                + String.join(", ", names)
                + (tried.isEmpty() ? ", for which there are no credentials" : "; tried " + String.join("; ", tried)));
    }

    private boolean prove(Mechanism mechanism, SecurityOffer offer) throws IOException {
        Reply reply;
        try {
            Negotiation negotiation = mechanism.begin(offer.parameters(), peer);
            if (negotiation == null) {
                return inVain(mechanism, "no credential found");
            }
            byte[] challenge = {};
            do {
                Call step = new Call(Requests.auth(mechanism.name(), negotiation.next(challenge)), patience.toNanos());
                connection.send(step);
                reply = connection.readUntil(step);
                challenge = reply.body();
            } while (reply.status() == Protocol.AUTH_MORE);
        } catch (IOException e) {
            if (!connection.isAlive()) {
                throw e;
            }
            return inVain(mechanism, String.valueOf(e.getMessage()));
        }
        if (reply.isOk()) {
            return true;
        }
        if (reply.status() != Protocol.ERROR) {
            throw new BrokenProtocolException(endpoint.address() + " answered kXR_auth with status " + reply.status());
        }
        ServerErrorException refusal = reply.error("kXR_auth", endpoint.address());
        return inVain(mechanism, refusal.text() + " (" + ErrorCode.name(refusal.code()) + " " + refusal.code() + ")");
    }

    private boolean inVain(Mechanism mechanism, String why) {
        tried.add(mechanism.name() + ": " + why + " - " + mechanism.remedy());
        return false;
    }
}
