package io.farseek.xrootd.wire;

/** Error codes of kXR_error replies. */
public final class ErrorCode {
    public static final int ARG_INVALID = 3000;
    public static final int ARG_MISSING = 3001;
    public static final int ARG_TOO_LONG = 3002;
    public static final int FILE_LOCKED = 3003;
    public static final int FILE_NOT_OPEN = 3004;
    public static final int FS_ERROR = 3005;
    public static final int INVALID_REQUEST = 3006;
    public static final int IO_ERROR = 3007;
    public static final int NO_MEMORY = 3008;
    public static final int NO_SPACE = 3009;
    public static final int NOT_AUTHORIZED = 3010;
    public static final int NOT_FOUND = 3011;
    public static final int SERVER_ERROR = 3012;
    public static final int UNSUPPORTED = 3013;
    public static final int NO_SERVER = 3014;
    public static final int NOT_FILE = 3015;
    public static final int IS_DIRECTORY = 3016;
    public static final int CANCELLED = 3017;
    public static final int ITEM_EXISTS = 3018;
    public static final int CHECKSUM_ERROR = 3019;
    public static final int IN_PROGRESS = 3020;
    public static final int OVER_QUOTA = 3021;
    public static final int SIGNATURE = 3022;
    public static final int DECRYPTION = 3023;
    public static final int OVERLOADED = 3024;
    public static final int READ_ONLY = 3025;
    public static final int BAD_PAYLOAD = 3026;
    public static final int ATTRIBUTE_NOT_FOUND = 3027;
    public static final int TLS_REQUIRED = 3028;
    public static final int NO_REPLICAS = 3029;
    public static final int AUTH_FAILED = 3030;
    public static final int IMPOSSIBLE = 3031;
    public static final int CONFLICT = 3032;
    public static final int TOO_MANY_ERRORS = 3033;
    public static final int REQUEST_TIMED_OUT = 3034;
    public static final int TIMER_EXPIRED = 3035;

    private static final String[] NAMES = {
        "kXR_ArgInvalid",
        "kXR_ArgMissing",
        "kXR_ArgTooLong",
        "kXR_FileLocked",
        "kXR_FileNotOpen",
        "kXR_FSError",
        "kXR_InvalidRequest",
        "kXR_IOError",
        "kXR_NoMemory",
        "kXR_NoSpace",
        "kXR_NotAuthorized",
        "kXR_NotFound",
        "kXR_ServerError",
        "kXR_Unsupported",
        "kXR_noserver",
        "kXR_NotFile",
        "kXR_isDirectory",
        "kXR_Cancelled",
        "kXR_ItExists",
        "kXR_ChkSumErr",
        "kXR_inProgress",
        "kXR_overQuota",
        "kXR_SigVerErr",
        "kXR_DecryptErr",
        "kXR_Overloaded",
        "kXR_fsReadOnly",
        "kXR_BadPayload",
        "kXR_AttrNotFound",
        "kXR_TLSRequired",
        "kXR_noReplicas",
        "kXR_AuthFailed",
        "kXR_Impossible",
        "kXR_Conflict",
        "kXR_TooManyErrs",
        "kXR_ReqTimedOut",
        "kXR_TimerExpired",
    };

    private ErrorCode() {}

    public static String name(int code) {
        int index = code - ARG_INVALID;
        return index >= 0 && index < NAMES.length ? NAMES[index] : "code " + code;
    }
}
