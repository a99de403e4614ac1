package io.farseek.xrootd.session;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.Capabilities;
import io.farseek.readahead.RangeReader;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.readahead.SinkRange;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.StatInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file open for reading on one or more sessions (lanes). One lane answers its requests one after another, so a server that is slow to
 * answer gets more lanes while requests wait, up to the settings' limits. When a lane is lost, what was under way on it goes on over
 * another, from the byte it had come to; when the last one is lost, the file is opened anew where it is found, and must be the same.
 */
public final class RemoteFile implements RangeReader {
    private final StatInfo stat;
    private final LaneSet lanes;
    private final ReadRequests requests;
    private final ReadDispatch dispatch;

    private RemoteFile(
            XrdPath path, ClientSettings settings, SessionPool pool, Router router, Clock clock, OpenFile opened) {
        this.stat = opened.stat();
        this.requests = new ReadRequests(settings, opened.session());
        this.lanes = new LaneSet(opened, settings, requests);
        this.dispatch = new ReadDispatch(path, settings, pool, router, clock, lanes, requests);
    }

    static RemoteFile open(XrdPath path, ClientSettings settings, SessionPool pool, Router router, Clock clock)
            throws IOException {
        OpenFile opened = OpenFile.first(path, router);
        if (settings.pageChecksums() == ClientSettings.PageChecksums.REQUIRED
                && !opened.session().server().hasPages()) {
            opened.session()
                    .closeHandle(opened.handle(), settings.requestTimeout().toNanos());
            throw new IOException(opened.session().endpoint().address() + " cannot send page checksums, which the"
                    + " configuration requires to read " + path);
        }
        return new RemoteFile(path, settings, pool, router, clock, opened);
    }

    /** What the server said of the file when it was opened. */
    public StatInfo stat() {
        return stat;
    }

    /** The data server the file is open on. */
    public Endpoint server() {
        return lanes.opened().session().endpoint();
    }

    /** Sessions the file is open on at present. */
    public int sessions() {
        return lanes.size();
    }

    @Override
    public long length() {
        return stat.size();
    }

    @Override
    public Capabilities capabilities() {
        return requests.capabilities(VectorLimits.USUAL);
    }

    @Override
    public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
        Part part = new Part(range, sink);
        dispatch.submit(Piece.plain(part));
        return part;
    }

    /** The same; the calling thread looks for the reply itself for 0.1 ms, unless others are being waited for on the session. */
    @Override
    public Cancellable readAwaited(ByteRange range, ReadCause cause, RangeSink sink) {
        Part part = new Part(range, sink);
        dispatch.submitAwaited(Piece.plain(part));
        return part;
    }

    @Override
    public List<Cancellable> readAll(List<SinkRange> ranges, ReadCause cause) {
        List<Cancellable> parts = new ArrayList<>(ranges.size());
        List<Part> small = new ArrayList<>(ranges.size());
        boolean vectored = ranges.size() > 1 && requests.areVectored();
        int mostBytes = vectored ? dispatch.limits().segmentBytes() : 0;
        for (SinkRange each : ranges) {
            Part part = new Part(each.range(), each.sink());
            parts.add(part);
            if (vectored && each.range().length() <= mostBytes) {
                small.add(part);
            } else {
                dispatch.submit(Piece.plain(part));
            }
        }
        small.sort(Part.BY_PLACE);
        dispatch.submitVectors(small);
        return parts;
    }

    /** Closes the handles without waiting; what is under way fails. */
    @Override
    public void close() {
        dispatch.close();
    }
}
