package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.ServerErrorException;
import io.farseek.xrootd.wire.StatInfo;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Opens a file anew after its last lane was lost, as long as the recovery timeout allows. It must still be the same file. */
final class FileRecovery implements Runnable {
    private final XrdPath path;
    private final ClientSettings settings;
    private final Router router;
    private final LaneSet lanes;
    private final ReadDispatch dispatch;
    private final long deadlineNanos;

    FileRecovery(XrdPath path, ClientSettings settings, Router router, LaneSet lanes, ReadDispatch dispatch) {
        this.path = path;
        this.settings = settings;
        this.router = router;
        this.lanes = lanes;
        this.dispatch = dispatch;
        this.deadlineNanos = System.nanoTime() + settings.recoveryTimeout().toNanos();
    }

    @Override
    public void run() {
        long pauseMillis = 50;
        while (!lanes.isClosed()) {
            try {
                recovered(attempt());
                return;
            } catch (ServerErrorException | FileChangedException e) {
                if (isFinal(e) || past()) {
                    giveUp(e);
                    return;
                }
                Log.LOG.debug("{} not yet to be had again", path, e);
            } catch (IOException e) {
                if (past()) {
                    giveUp(ServerFailure.describe("recovering " + path, e));
                    return;
                }
                Log.LOG.debug("{} not yet to be had again", path, e);
            }
            try {
                Router.sleep(TimeUnit.MILLISECONDS.toNanos(pauseMillis), "recovery");
            } catch (IOException e) {
                giveUp(e);
                return;
            }
            pauseMillis = Math.min(2000, pauseMillis * 2);
        }
        giveUp(new IOException(path + " was closed"));
    }

    private boolean past() {
        return System.nanoTime() - deadlineNanos > 0;
    }

    private boolean isFinal(IOException e) {
        if (!(e instanceof ServerErrorException refusal)) {
            return true;
        }
        // A manager whose server has just gone says "not found" until it is back.
        return !(lanes.opened().managed() && refusal.code() == ErrorCode.NOT_FOUND);
    }

    private OpenFile attempt() throws IOException {
        Set<String> avoid = lanes.takeFailedServers();
        OpenFile before = lanes.opened();
        OpenFile again = OpenFile.again(path, router, avoid, Math.max(1, deadlineNanos - System.nanoTime()));
        StatInfo now = again.stat();
        if (!before.sameVersion(now)) {
            closeHandle(again);
            throw new FileChangedException(path + " changed while it was being read: opened with length "
                    + before.stat().size() + ", now " + now.size() + " on "
                    + again.session().endpoint().address());
        }
        return again;
    }

    private void recovered(OpenFile again) {
        if (!lanes.reopened(again)) {
            closeHandle(again);
        }
        dispatch.takeWaiting();
    }

    private void closeHandle(OpenFile file) {
        file.session().closeHandle(file.handle(), settings.requestTimeout().toNanos());
    }

    /** Fails whatever waited for the recovery. */
    void giveUp(IOException why) {
        lanes.notReopened().forEach(each -> each.fail(why));
    }
}
