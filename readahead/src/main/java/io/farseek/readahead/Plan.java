package io.farseek.readahead;

import java.util.List;

/** What a read makes necessary and what it makes likely: the requests to send, those that the reader waits for first. */
public record Plan(List<Request> requests) {
    public static final Plan NOTHING = new Plan(List.of());

    public Plan {
        requests = List.copyOf(requests);
    }

    /** One range request. Those of a plan share no byte with each other or with what is there already. */
    public record Request(ByteRange range, ReadCause cause) {}
}
