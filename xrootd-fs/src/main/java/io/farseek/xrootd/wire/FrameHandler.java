package io.farseek.xrootd.wire;

/** Says whose the frames are. Called by the thread that reads the connection. */
public interface FrameHandler {
    /**
     * The receiver waiting under a stream id.
     *
     * @throws BrokenProtocolException when nobody is
     */
    ReplyReceiver receiver(int streamId) throws BrokenProtocolException;

    /** The final frame under this stream id has been read: it may be used again. Called before the receiver hears of the end. */
    void release(int streamId);

    /** A message of the server's to all, to be logged. */
    void onMessage(String text);
}
