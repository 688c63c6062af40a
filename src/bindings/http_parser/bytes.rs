//! Which bytes may stand where, and the methods there are.

/// Method names, in the order of `http.METHODS`'s numbers in llhttp; those from `OPTIONS_OF_RTSP`
/// on belong to RTSP, and are read so that the message about them is right.
pub const METHODS: [&str; 47] = [
    "DELETE",
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "CONNECT",
    "OPTIONS",
    "TRACE",
    "COPY",
    "LOCK",
    "MKCOL",
    "MOVE",
    "PROPFIND",
    "PROPPATCH",
    "SEARCH",
    "UNLOCK",
    "BIND",
    "REBIND",
    "UNBIND",
    "ACL",
    "REPORT",
    "MKACTIVITY",
    "CHECKOUT",
    "MERGE",
    "M-SEARCH",
    "NOTIFY",
    "SUBSCRIBE",
    "UNSUBSCRIBE",
    "PATCH",
    "PURGE",
    "MKCALENDAR",
    "LINK",
    "UNLINK",
    "SOURCE",
    "PRI",
    "QUERY",
    "DESCRIBE",
    "ANNOUNCE",
    "SETUP",
    "PLAY",
    "PAUSE",
    "TEARDOWN",
    "GET_PARAMETER",
    "SET_PARAMETER",
    "REDIRECT",
    "RECORD",
    "FLUSH",
];

/// How many of [`METHODS`] are HTTP's.
pub const OF_HTTP: usize = 36;

const TOKEN: u8 = 1;
const VALUE: u8 = 2;
const URL: u8 = 4;
const USER_INFO: u8 = 8;

/// What each byte may be part of.
static CLASSES: [u8; 256] = classes();

const fn is_in(byte: u8, list: &[u8]) -> bool {
    let mut at = 0;
    while at < list.len() {
        if list[at] == byte {
            return true;
        }
        at += 1;
    }
    false
}

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        let mut class = 0;
        if b.is_ascii_alphanumeric() || is_in(b, b"!#$%&'*+-.^_`|~") {
            class |= TOKEN;
        }
        if b == b'\t' || (b >= b' ' && b != 0x7F) {
            class |= VALUE;
        }
        if (b > b' ' && b != 0x7F && b != b'#' && b != b'?') || b == b'\t' || b == 0x0C {
            class |= URL;
        }
        if b.is_ascii_alphanumeric() || is_in(b, b"-_.!~*'()%;:&=+$,") {
            class |= USER_INFO;
        }
        table[byte] = class;
        byte += 1;
    }
    table
}

/// Part of a name of a header.
pub fn is_token(byte: u8) -> bool {
    CLASSES[usize::from(byte)] & TOKEN != 0
}

/// Part of a value.
pub fn is_value(byte: u8) -> bool {
    CLASSES[usize::from(byte)] & VALUE != 0
}

/// Part of a path or a query, but `?` and `#`.
pub fn is_url(byte: u8) -> bool {
    CLASSES[usize::from(byte)] & URL != 0
}

/// Part of the authority of a URL, but `@`, `[` and `]`.
pub fn is_user_info(byte: u8) -> bool {
    CLASSES[usize::from(byte)] & USER_INFO != 0
}
