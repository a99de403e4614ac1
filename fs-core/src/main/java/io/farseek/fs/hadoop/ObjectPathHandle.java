package io.farseek.fs.hadoop;

import io.farseek.fs.store.ObjectStat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.hadoop.fs.InvalidPathHandleException;
import org.apache.hadoop.fs.PathHandle;

/**
 * A file as it was when the handle was made. An object has no identity but its key, so a handle never survives a rename.
 *
 * @param exact whether the content must still be the same
 */
record ObjectPathHandle(ObjectStat stat, boolean exact) implements PathHandle {
    private static final int FORMAT = 1;

    /** Reads what {@link #bytes} wrote. */
    static ObjectPathHandle of(PathHandle handle) throws IOException {
        if (handle instanceof ObjectPathHandle ours) {
            return ours;
        }
        ByteBuffer bytes = handle.bytes();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(copy))) {
            if (in.readByte() != FORMAT) {
                throw new InvalidPathHandleException("not a path handle of this file system");
            }
            boolean exact = in.readBoolean();
            String key = in.readUTF();
            String etag = in.readUTF();
            return new ObjectPathHandle(new ObjectStat(key, in.readLong(), in.readLong(), etag, Map.of()), exact);
        } catch (java.io.EOFException | IllegalArgumentException e) {
            throw new InvalidPathHandleException("a damaged path handle", e);
        }
    }

    @Override
    public ByteBuffer bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeBoolean(exact);
            out.writeUTF(stat.key());
            out.writeUTF(stat.etag());
            out.writeLong(stat.length());
            // Where an etag tells versions apart the time is left out: an upload's end and a look at its object
            // soon after may be told in different seconds.
            out.writeLong(stat.etag().isEmpty() ? stat.modifiedMillis() : 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("path handle of " + stat.key(), e);
        }
        return ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer();
    }

    /** Fails when the file is not what the handle was made of. */
    void check(ObjectStat now) throws InvalidPathHandleException {
        boolean same = stat.etag().isEmpty()
                ? stat.length() == now.length() && stat.modifiedMillis() == now.modifiedMillis()
                : stat.etag().equals(now.etag());
        if (exact && !same) {
            throw new InvalidPathHandleException(stat.key() + " has changed since the path handle was made");
        }
    }
}
