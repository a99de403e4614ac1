package io.farseek.xrootd.auth;

import java.net.InetAddress;

/**
 * The two ends of a connection that is to be authenticated.
 *
 * @param host the server as the user or the redirect named it
 * @param remote the server's address
 * @param local this end's address and port, as the server sees them unless something in between translates
 * @param tls whether the connection is encrypted
 */
public record Peer(String host, int port, InetAddress remote, InetAddress local, int localPort, boolean tls) {}
