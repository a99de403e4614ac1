package io.farseek.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.UploadId;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * An upload whose parts are in the store but which nobody sees yet.
 *
 * @param upload with the key that it will have
 * @param finished whether the file was closed; if not, it can only be aborted
 */
record PendingUpload(UploadId upload, boolean finished, List<PartReceipt> parts) {
    private static final String MAGIC = "farseek-pending-1";

    PendingUpload {
        parts = List.copyOf(parts);
    }

    long length() {
        return parts.stream().mapToLong(PartReceipt::length).sum();
    }

    /** One line for the upload, one for each part. */
    static byte[] write(List<PendingUpload> uploads) {
        StringBuilder text = new StringBuilder();
        for (PendingUpload each : uploads) {
            text.append(MAGIC)
                    .append(each.finished() ? " finished " : " open ")
                    .append(each.parts().size())
                    .append(' ')
                    .append(URLEncoder.encode(each.upload().id(), UTF_8))
                    .append(' ')
                    .append(URLEncoder.encode(each.upload().key(), UTF_8))
                    .append('\n');
            for (PartReceipt part : each.parts()) {
                text.append(part.partNumber())
                        .append(' ')
                        .append(part.length())
                        .append(' ')
                        .append(URLEncoder.encode(part.etag(), UTF_8))
                        .append('\n');
            }
        }
        return text.toString().getBytes(UTF_8);
    }

    /** @param where the record's URI, for messages */
    static List<PendingUpload> read(byte[] bytes, String where) throws IOException {
        List<PendingUpload> uploads = new ArrayList<>();
        List<String> lines = new String(bytes, UTF_8).lines().toList();
        try {
            int at = 0;
            while (at < lines.size()) {
                List<String> head = words(lines.get(at));
                if (!head.get(0).equals(MAGIC)) {
                    throw new IOException(where + " is no record of pending uploads of this release");
                }
                int count = Integer.parseInt(head.get(2));
                List<PartReceipt> parts = new ArrayList<>(count);
                for (String line : lines.subList(at + 1, at + 1 + count)) {
                    List<String> part = words(line);
                    parts.add(new PartReceipt(
                            Integer.parseInt(part.get(0)),
                            URLDecoder.decode(part.get(2), UTF_8),
                            Long.parseLong(part.get(1))));
                }
                UploadId upload =
                        new UploadId(URLDecoder.decode(head.get(4), UTF_8), URLDecoder.decode(head.get(3), UTF_8));
                uploads.add(new PendingUpload(upload, head.get(1).equals("finished"), parts));
                at += count + 1;
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException(where + " is a damaged record of pending uploads", e);
        }
        return uploads;
    }

    private static List<String> words(String line) {
        return List.of(line.split(" ", -1));
    }
}
