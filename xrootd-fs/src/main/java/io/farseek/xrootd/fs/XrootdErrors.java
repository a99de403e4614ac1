package io.farseek.xrootd.fs;

import io.farseek.fs.store.RemoteFileChangedException;
import io.farseek.xrootd.session.AuthenticationFailedException;
import io.farseek.xrootd.session.DamagedDataException;
import io.farseek.xrootd.session.FileChangedException;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.security.AccessControlException;

/** Turns what servers and sessions say into Hadoop's exceptions. Messages name the URI; the server's address, words and code are kept. */
final class XrootdErrors {
    /** What was being done, where the same code means different things. */
    enum During {
        READ,
        WRITE,
        DELETE,
        OTHER
    }

    private XrootdErrors() {}

    static IOException translate(IOException e, String uri, During during) {
        if (e instanceof ServerErrorException refusal) {
            return refused(refusal, uri, during);
        }
        if (e instanceof FileChangedException) {
            return new RemoteFileChangedException(uri, String.valueOf(e.getMessage()), e);
        }
        if (e instanceof DamagedDataException) {
            return because(new ChecksumException(uri + ": " + e.getMessage(), 0), e);
        }
        if (e instanceof AuthenticationFailedException) {
            return because(new AccessControlException(uri + ": " + e.getMessage()), e);
        }
        return e;
    }

    private static IOException refused(ServerErrorException e, String uri, During during) {
        String message = uri + ": " + e.getMessage();
        return switch (e.code()) {
            case ErrorCode.NOT_FOUND, ErrorCode.NO_REPLICAS -> because(new FileNotFoundException(message), e);
            case ErrorCode.FS_ERROR -> fileSystemError(e, message, uri, during);
            case ErrorCode.NOT_AUTHORIZED, ErrorCode.AUTH_FAILED, ErrorCode.SIGNATURE, ErrorCode.DECRYPTION ->
                because(new AccessControlException(message), e);
            case ErrorCode.READ_ONLY ->
                because(new AccessControlException(message + ": the file system is read-only"), e);
            case ErrorCode.NOT_FILE, ErrorCode.IS_DIRECTORY ->
                during == During.WRITE
                        ? because(new FileAlreadyExistsException(message), e)
                        : because(new FileNotFoundException(message + ": it is a directory"), e);
            case ErrorCode.ITEM_EXISTS ->
                during == During.DELETE
                        ? because(new PathIsNotEmptyDirectoryException(uri), e)
                        : because(new FileAlreadyExistsException(message), e);
            case ErrorCode.NO_SPACE, ErrorCode.OVER_QUOTA ->
                new PathIOException(uri, "no space left or quota exceeded: " + e.getMessage(), e);
            case ErrorCode.CHECKSUM_ERROR, ErrorCode.TOO_MANY_ERRORS -> because(new ChecksumException(message, 0), e);
            case ErrorCode.NO_SERVER -> because(new ConnectException(message), e);
            case ErrorCode.CANCELLED -> because(new InterruptedIOException(message), e);
            case ErrorCode.REQUEST_TIMED_OUT, ErrorCode.TIMER_EXPIRED ->
                because(new SocketTimeoutException(message), e);
            case ErrorCode.FILE_LOCKED -> new PathIOException(uri, "somebody is writing it: " + e.getMessage(), e);
            case ErrorCode.UNSUPPORTED -> new PathIOException(uri, "the server cannot: " + e.getMessage(), e);
            default -> new PathIOException(uri, e.getMessage(), e);
        };
    }

    /** One code for everything the server's own file system says; only its words tell. */
    private static IOException fileSystemError(ServerErrorException e, String message, String uri, During during) {
        String text = e.text().toLowerCase(java.util.Locale.ROOT);
        if (text.contains("not a directory")) {
            return during == During.WRITE
                    ? because(new ParentNotDirectoryException(message), e)
                    : because(new FileNotFoundException(message), e);
        }
        if (text.contains("not empty")) {
            return because(new PathIsNotEmptyDirectoryException(uri), e);
        }
        if (text.contains("no space left") || text.contains("quota")) {
            return new PathIOException(uri, "no space left or quota exceeded: " + e.getMessage(), e);
        }
        if (text.contains("permission denied")) {
            return because(new AccessControlException(message), e);
        }
        return new PathIOException(uri, e.getMessage(), e);
    }

    private static <E extends IOException> E because(E made, IOException cause) {
        made.initCause(cause);
        return made;
    }
}
