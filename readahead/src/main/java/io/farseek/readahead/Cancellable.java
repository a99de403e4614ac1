package io.farseek.readahead;

/** A request under way. */
@FunctionalInterface
public interface Cancellable {
    /** Nothing to cancel. */
    Cancellable NONE = () -> {};

    /**
     * Asks for the request to end early. Returns at once and may be called any number of times from any thread. The sink still gets its one
     * terminal event, soon, and until then owns nothing and may be handed further bytes.
     */
    void cancel();
}
