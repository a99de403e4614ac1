package io.farseek.fs.http;

import java.io.IOException;

/** The exchange ended because {@link HttpExchange#abort} was called. */
public final class ExchangeAbortedException extends IOException {
    public ExchangeAbortedException(String message) {
        super(message);
    }
}
