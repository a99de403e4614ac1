package io.farseek.xrootd.auth;

import java.nio.charset.StandardCharsets;

/** {@code unix}: says who the user is and is believed. */
final class UnixName implements Mechanism {
    private final String user;
    private final String group;

    UnixName(String user, String group) {
        this.user = user;
        this.group = group;
    }

    @Override
    public String name() {
        return "unix";
    }

    @Override
    public String remedy() {
        return "give a user name that the server knows, as in root://user@host";
    }

    @Override
    public Negotiation begin(String parameters, Peer peer) {
        String text = "unix\0" + user + (group.isEmpty() ? "" : " " + group) + "\0";
        return Negotiation.oneStep("unix", text.getBytes(StandardCharsets.UTF_8));
    }
}
