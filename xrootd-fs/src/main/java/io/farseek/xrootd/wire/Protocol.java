package io.farseek.xrootd.wire;

/** The numbers of the XRootD protocol 5.2 (public description "XRootD Protocol Version 5.2.0"). All integers travel big endian. */
public final class Protocol {
    public static final int DEFAULT_PORT = 1094;
    public static final int HEADER_BYTES = 24;
    public static final int REPLY_HEADER_BYTES = 8;
    public static final int PAGE_BYTES = 4096;

    public static final int AUTH = 3000;
    public static final int QUERY = 3001;
    public static final int CHMOD = 3002;
    public static final int CLOSE = 3003;
    public static final int DIRLIST = 3004;
    public static final int PROTOCOL = 3006;
    public static final int LOGIN = 3007;
    public static final int MKDIR = 3008;
    public static final int MV = 3009;
    public static final int OPEN = 3010;
    public static final int PING = 3011;
    public static final int READ = 3013;
    public static final int RM = 3014;
    public static final int RMDIR = 3015;
    public static final int SYNC = 3016;
    public static final int STAT = 3017;
    public static final int WRITE = 3019;
    public static final int FATTR = 3020;
    public static final int STATX = 3022;
    public static final int ENDSESS = 3023;
    public static final int READV = 3025;
    public static final int PGWRITE = 3026;
    public static final int LOCATE = 3027;
    public static final int TRUNCATE = 3028;
    public static final int PGREAD = 3030;

    public static final int OK = 0;
    public static final int OK_SO_FAR = 4000;
    public static final int ATTENTION = 4001;
    public static final int AUTH_MORE = 4002;
    public static final int ERROR = 4003;
    public static final int REDIRECT = 4004;
    public static final int WAIT = 4005;
    public static final int WAIT_RESPONSE = 4006;
    public static final int STATUS = 4007;

    public static final int ATTENTION_MESSAGE = 5002;
    public static final int ATTENTION_RESPONSE = 5008;

    public static final int OPEN_DELETE = 0x2;
    public static final int OPEN_FORCE = 0x4;
    public static final int OPEN_NEW = 0x8;
    public static final int OPEN_READ = 0x10;
    public static final int OPEN_UPDATE = 0x20;
    public static final int OPEN_REFRESH = 0x80;
    public static final int OPEN_MAKE_PATH = 0x100;
    public static final int OPEN_RETURN_STAT = 0x400;
    public static final int OPEN_PERSIST_ON_CLOSE = 0x1000;

    public static final int LOCATE_REFRESH = 0x80;

    public static final int QUERY_CHECKSUM = 3;
    public static final int QUERY_SPACE = 5;
    public static final int QUERY_CONFIG = 7;

    public static final int FLAG_SERVER = 0x1;
    public static final int FLAG_MANAGER = 0x2;
    public static final int FLAG_META = 0x100;
    public static final int FLAG_PAGES = 0x200000;
    public static final int FLAG_HAVE_TLS = 0x80000000;
    public static final int FLAG_GO_TO_TLS = 0x40000000;
    public static final int FLAG_TLS_LOGIN = 0x04000000;
    public static final int FLAG_TLS_SESSION = 0x08000000;

    private Protocol() {}

    /** The request's name as the protocol description writes it, for messages. */
    public static String requestName(int code) {
        return switch (code) {
            case AUTH -> "kXR_auth";
            case QUERY -> "kXR_query";
            case CHMOD -> "kXR_chmod";
            case CLOSE -> "kXR_close";
            case DIRLIST -> "kXR_dirlist";
            case PROTOCOL -> "kXR_protocol";
            case LOGIN -> "kXR_login";
            case MKDIR -> "kXR_mkdir";
            case MV -> "kXR_mv";
            case OPEN -> "kXR_open";
            case PING -> "kXR_ping";
            case READ -> "kXR_read";
            case RM -> "kXR_rm";
            case RMDIR -> "kXR_rmdir";
            case SYNC -> "kXR_sync";
            case STAT -> "kXR_stat";
            case WRITE -> "kXR_write";
            case FATTR -> "kXR_fattr";
            case STATX -> "kXR_statx";
            case ENDSESS -> "kXR_endsess";
            case READV -> "kXR_readv";
            case PGWRITE -> "kXR_pgwrite";
            case LOCATE -> "kXR_locate";
            case TRUNCATE -> "kXR_truncate";
            case PGREAD -> "kXR_pgread";
            default -> "request " + code;
        };
    }
}
