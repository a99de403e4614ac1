package io.farseek.fs.http;

import java.time.Duration;

/**
 * How many connections there are, and for how long.
 *
 * @param most open connections at one time, idle ones included
 * @param poolTimeout longest wait for one of them
 * @param connectTimeout longest time for a TCP connection to one address
 * @param idleTimeout how long an unused connection is kept, unless the server said less
 * @param maxAge how old a connection may get before it is replaced, so that load moves to new addresses
 * @param verifyAfter a connection that was idle for longer is checked before it is used again
 */
public record ConnectionSettings(
        int most,
        Duration poolTimeout,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration maxAge,
        Duration verifyAfter) {
    public static final ConnectionSettings DEFAULT = new ConnectionSettings(
            200,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(55),
            Duration.ofMinutes(10),
            Duration.ofSeconds(2));

    public ConnectionSettings {
        if (most < 1) {
            throw new IllegalArgumentException("a limit of " + most + " connections");
        }
        Positive.check("pool time-out", poolTimeout);
        Positive.check("connect time-out", connectTimeout);
        Positive.check("idle time-out", idleTimeout);
        Positive.check("connection age", maxAge);
        if (verifyAfter.isNegative()) {
            throw new IllegalArgumentException("a negative time of " + verifyAfter + " to verify connections after");
        }
    }

    public ConnectionSettings withMost(int other) {
        return new ConnectionSettings(other, poolTimeout, connectTimeout, idleTimeout, maxAge, verifyAfter);
    }

    public ConnectionSettings withPoolTimeout(Duration other) {
        return new ConnectionSettings(most, other, connectTimeout, idleTimeout, maxAge, verifyAfter);
    }

    public ConnectionSettings withConnectTimeout(Duration other) {
        return new ConnectionSettings(most, poolTimeout, other, idleTimeout, maxAge, verifyAfter);
    }

    public ConnectionSettings withIdleTimeout(Duration other) {
        return new ConnectionSettings(most, poolTimeout, connectTimeout, other, maxAge, verifyAfter);
    }

    public ConnectionSettings withMaxAge(Duration other) {
        return new ConnectionSettings(most, poolTimeout, connectTimeout, idleTimeout, other, verifyAfter);
    }

    public ConnectionSettings withVerifyAfter(Duration other) {
        return new ConnectionSettings(most, poolTimeout, connectTimeout, idleTimeout, maxAge, other);
    }
}
