package io.farseek.fs.stream;

import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.UploadId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The upload of one part, run once or dropped once; whichever comes first releases the buffer. */
final class PartTask implements Runnable {
    private final ObjectStore store;
    private final UploadId upload;
    private final int number;
    private final PartBuffer content;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CompletableFuture<PartReceipt> receipt = new CompletableFuture<>();

    PartTask(ObjectStore store, UploadId upload, int number, PartBuffer content) {
        this.store = store;
        this.upload = upload;
        this.number = number;
        this.content = content;
    }

    int number() {
        return number;
    }

    CompletableFuture<PartReceipt> receipt() {
        return receipt;
    }

    @Override
    public void run() {
        if (!claimed.compareAndSet(false, true)) {
            return;
        }
        // The buffer is given back before the receipt is: whoever waits for the receipt may count on the memory.
        try {
            PartReceipt uploaded = store.uploadPart(upload, number, content);
            content.release();
            receipt.complete(uploaded);
        } catch (Exception | Error e) {
            content.release();
            receipt.completeExceptionally(e);
        }
    }

    /** Keeps it from starting. One that has started goes on to its end, which {@link #receipt} tells. */
    void drop() {
        if (claimed.compareAndSet(false, true)) {
            content.release();
            receipt.cancel(false);
        }
    }
}
