package io.farseek.xrootd.fs;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.Capabilities;
import io.farseek.readahead.RangeReader;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.readahead.SinkRange;
import io.farseek.xrootd.session.RemoteFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A remote file whose failures are Hadoop's exceptions. */
final class TranslatingReader implements RangeReader {
    private final RemoteFile file;
    private final String uri;

    TranslatingReader(RemoteFile file, String uri) {
        this.file = file;
        this.uri = uri;
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public Capabilities capabilities() {
        return file.capabilities();
    }

    @Override
    public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
        return file.read(range, cause, new TranslatingSink(sink));
    }

    @Override
    public Cancellable readAwaited(ByteRange range, ReadCause cause, RangeSink sink) {
        return file.readAwaited(range, cause, new TranslatingSink(sink));
    }

    @Override
    public List<Cancellable> readAll(List<SinkRange> ranges, ReadCause cause) {
        List<SinkRange> wrapped = new ArrayList<>(ranges.size());
        for (SinkRange each : ranges) {
            wrapped.add(new SinkRange(each.range(), new TranslatingSink(each.sink())));
        }
        return file.readAll(wrapped, cause);
    }

    @Override
    public void close() {
        file.close();
    }

    private final class TranslatingSink implements RangeSink {
        private final RangeSink sink;

        TranslatingSink(RangeSink sink) {
            this.sink = sink;
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            sink.onBytes(bytes);
        }

        @Override
        public void onComplete() {
            sink.onComplete();
        }

        @Override
        public void onFailure(IOException failure) {
            sink.onFailure(XrootdErrors.translate(failure, uri, XrootdErrors.During.READ));
        }
    }
}
