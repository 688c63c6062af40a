//! Messages whole, and cut at every position: the events must be the same.

use super::message::{Event, Failure, Kind};
use super::parser::Parser;

/// The events as text; pieces of a body that follow each other are one.
fn read(kind: Kind, lenient: bool, limit: usize, pieces: &[&[u8]], end: bool) -> (String, usize) {
    let mut parser = Parser::new(kind, lenient, limit);
    let mut told = String::new();
    let mut body = Vec::new();
    let mut before = 0;
    for piece in pieces {
        let mut at = 0;
        loop {
            match parser.step(piece, &mut at) {
                Ok(None) => break,
                Ok(Some(Event::Body(range))) => body.extend_from_slice(&piece[range]),
                Ok(Some(event)) => tell(&mut told, &mut body, &parser, &event),
                Err(why) => {
                    flush(&mut told, &mut body);
                    told += &fail(why);
                    return (told, before + at);
                }
            }
        }
        before += piece.len();
    }
    if end {
        match parser.finish() {
            Ok(None) => {}
            Ok(Some(event)) => tell(&mut told, &mut body, &parser, &event),
            Err(why) => told += &fail(why),
        }
    }
    flush(&mut told, &mut body);
    (told, before)
}

fn fail(why: Failure) -> String {
    format!("{}: {}", why.code, why.reason)
}

fn flush(told: &mut String, body: &mut Vec<u8>) {
    if !body.is_empty() {
        *told += &format!("<{}>", String::from_utf8_lossy(body));
        body.clear();
    }
}

fn tell(told: &mut String, body: &mut Vec<u8>, parser: &Parser, event: &Event) {
    flush(told, body);
    let message = &parser.message;
    let text = |range: &std::ops::Range<usize>| {
        String::from_utf8_lossy(&message.bytes[range.clone()]).into_owned()
    };
    let fields: Vec<String> = message
        .fields
        .iter()
        .map(|field| format!("{}={}", text(&field.name), text(&field.value)))
        .collect();
    if *event == Event::Head {
        let version = message.version;
        *told += &format!("{}.{} ", version.0, version.1);
        *told += &match parser.kind {
            Kind::Request => format!("{} {}", text(&message.method), text(&message.target)),
            Kind::Response => format!("{} {}", message.status, text(&message.target)),
        };
        *told += &format!(" {fields:?}");
        *told += if message.keeps_alive(parser.kind) { " keep" } else { " close" };
        *told += if parser.upgrade { " upgrade" } else { "" };
        *told += if parser.ended_with_head { " ended;" } else { ";" };
    } else {
        *told += if parser.in_trailers() { "done" } else { "done;" };
        if parser.in_trailers() {
            *told += &format!(" {fields:?};");
        }
    }
}

const LIMIT: usize = 16 * 1024;

/// Reads it whole, in two pieces cut everywhere, and byte by byte.
fn check(kind: Kind, lenient: bool, message: &str, expected: &str) {
    let bytes = message.as_bytes();
    let whole = read(kind, lenient, LIMIT, &[bytes], true);
    assert_eq!(whole.0, expected, "{message:?}");
    for cut in 0..=bytes.len() {
        let (first, second) = bytes.split_at(cut);
        let pieces = read(kind, lenient, LIMIT, &[first, second], true);
        assert_eq!(pieces, whole, "{message:?} cut at {cut}");
    }
    let singles: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(read(kind, lenient, LIMIT, &singles, true), whole, "{message:?} in bytes");
}

#[test]
fn requests_are_read_however_they_are_cut() {
    let table = [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "1.1 GET / [\"Host=a\"] keep ended;"),
        (
            "\r\nGET /x?y#z HTTP/1.0\r\nA:  b c \t\r\nE:\r\n\r\n",
            "1.0 GET /x?y#z [\"A=b c\", \"E=\"] close ended;",
        ),
        (
            "POST /p HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
            "1.1 POST /p [\"Content-Length=5\"] keep;<hello>done;",
        ),
        (
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b;c=\"d\\\"e\"\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n",
            "1.1 POST / [\"Transfer-Encoding=chunked\"] keep;<hello0123456789>done [];",
        ),
        (
            "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n1\r\nx\r\n0\r\nT: u\r\nV: w\r\n\r\nGET /2 HTTP/1.1\r\n\r\n",
            "1.1 POST / [\"Transfer-Encoding=gzip, Chunked\"] keep;<x>done [\"T=u\", \"V=w\"];1.1 GET /2 [] keep ended;",
        ),
        (
            "CONNECT h:443 HTTP/1.1\r\nContent-Length: 4\r\n\r\n",
            "1.1 CONNECT h:443 [\"Content-Length=4\"] keep upgrade;done;",
        ),
        (
            "GET /ws HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\n",
            "1.1 GET /ws [\"Connection=keep-alive, Upgrade\", \"Upgrade=websocket\"] keep upgrade;done;",
        ),
        (
            "GET http://u:p@h:1/ HTTP/1.1\r\nConnection: close\r\n\r\n\r\n",
            "1.1 GET http://u:p@h:1/ [\"Connection=close\"] close ended;",
        ),
        ("OPTIONS * HTTP/1.1\r\n\r\n", "1.1 OPTIONS * [] keep ended;"),
    ];
    for (message, expected) in table {
        check(Kind::Request, false, message, expected);
    }
}

#[test]
fn responses_are_read_however_they_are_cut() {
    let table = [
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 204 No Content\r\n\r\n",
            "1.1 200 OK [\"Content-Length=2\"] keep;<hi>done;1.1 204 No Content [] keep ended;",
        ),
        ("HTTP/1.1 200\r\n\r\nto the end", "1.1 200  [] close;<to the end>done;"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nxyz",
            "1.1 200 OK [\"Transfer-Encoding=gzip\"] close;<xyz>done;",
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
            "1.1 101 Switching Protocols [\"Connection=upgrade\", \"Upgrade=x\"] keep upgrade;done;",
        ),
        (
            "HTTP/1.0 304 Not\r\nConnection: keep-alive\r\n\r\n",
            "1.0 304 Not [\"Connection=keep-alive\"] keep ended;",
        ),
    ];
    for (message, expected) in table {
        check(Kind::Response, false, message, expected);
    }
}

#[test]
fn what_is_no_message_is_refused() {
    let requests = [
        ("\x16\x03\x01", "HPE_INVALID_METHOD: Invalid method encountered"),
        ("GETX / HTTP/1.1", "HPE_INVALID_METHOD: Expected space after method"),
        ("GET  x\n", "HPE_INVALID_URL: Invalid characters in url"),
        ("GET ? ", "HPE_INVALID_URL: Unexpected start char in url"),
        ("GET / HTTQ", "HPE_INVALID_CONSTANT: Expected HTTP/, RTSP/ or ICE/"),
        ("PLAY / HTTP/1.1", "HPE_INVALID_CONSTANT: Invalid method for HTTP/x.x request"),
        ("GET / HTTP/1.2", "HPE_INVALID_VERSION: Invalid HTTP version"),
        ("GET / HTTP/1.1\n", "HPE_INVALID_VERSION: Expected CRLF after version"),
        ("GET / HTTP/1.1\r\n a: b", "HPE_UNEXPECTED_SPACE: Unexpected space after start line"),
        ("GET / HTTP/1.1\r\na b: c", "HPE_INVALID_HEADER_TOKEN: Invalid header token"),
        ("GET / HTTP/1.1\r\na: b\nc", "HPE_CR_EXPECTED: Missing expected CR after header value"),
        ("GET / HTTP/1.1\r\na: b\rc", "HPE_LF_EXPECTED: Missing expected LF after header value"),
        ("GET / HTTP/1.1\r\na: b\0", "HPE_INVALID_HEADER_TOKEN: Invalid header value char"),
        (
            "GET / HTTP/1.1\r\na: b\r\n c",
            "HPE_INVALID_HEADER_TOKEN: Unexpected whitespace after header value",
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HPE_INVALID_TRANSFER_ENCODING: Transfer-Encoding can't be present with Content-Length",
        ),
        (
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
            "HPE_INVALID_CONTENT_LENGTH: Content-Length can't be present with Transfer-Encoding",
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
            "HPE_UNEXPECTED_CONTENT_LENGTH: Duplicate Content-Length",
        ),
        (
            "POST / HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\n",
            "HPE_INVALID_CONTENT_LENGTH: Invalid character in Content-Length",
        ),
        (
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
            "HPE_INVALID_TRANSFER_ENCODING: Invalid `Transfer-Encoding` header value",
        ),
        (
            "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
            "HPE_INVALID_TRANSFER_ENCODING: Request has invalid `Transfer-Encoding`",
        ),
        ("GET / HTTP/1.1\r\n", "HPE_INVALID_EOF_STATE: Invalid EOF state"),
    ];
    for (message, expected) in requests {
        check(Kind::Request, false, message, expected);
    }
    let head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    let told = "1.1 POST / [\"Transfer-Encoding=chunked\"] keep;";
    let chunks = [
        ("g", "HPE_INVALID_CHUNK_SIZE: Invalid character in chunk size"),
        ("1 \r\n", "HPE_INVALID_CHUNK_SIZE: Invalid character in chunk size"),
        ("11111111111111111", "HPE_INVALID_CHUNK_SIZE: Chunk size overflow"),
        ("1\n", "HPE_CR_EXPECTED: Missing expected CR after chunk size"),
        ("1;\r", "HPE_STRICT: Invalid character in chunk extensions"),
        (
            "0\r\nContent-Length: 1",
            "HPE_INVALID_CONTENT_LENGTH: Content-Length can't be present with Transfer-Encoding",
        ),
    ];
    for (body, expected) in chunks {
        let body = if body.ends_with('1') && body.contains(':') {
            format!("{body}\r\n\r\n")
        } else {
            body.to_owned()
        };
        check(Kind::Request, false, &format!("{head}{body}"), &format!("{told}{expected}"));
    }
    check(
        Kind::Request,
        false,
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET",
        "1.1 GET / [\"Connection=close\"] close ended;HPE_CLOSED_CONNECTION: Data after `Connection: close`",
    );
}

#[test]
fn lenient_parsers_read_what_old_programs_send() {
    let table = [
        ("GET / HTTP/1.1\na: b\n c\n\n", "1.1 GET / [\"a=bc\"] keep ended;"),
        (
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n1 \nx\n0\r\n\r\n",
            "1.1 POST / [\"Transfer-Encoding=chunked\", \"Content-Length=1\"] keep;<x>done [];",
        ),
    ];
    for (message, expected) in table {
        check(Kind::Request, true, message, expected);
    }
}

#[test]
fn heads_have_a_limit() {
    let message = format!("GET / HTTP/1.1\r\na: {}\r\n\r\n", "x".repeat(100));
    let told = |limit| read(Kind::Request, false, limit, &[message.as_bytes()], true).0;
    assert_eq!(told(102), "HPE_HEADER_OVERFLOW: Header overflow");
    assert!(told(103).starts_with("1.1 GET"), "{}", told(103));
    let singles: Vec<&[u8]> = message.as_bytes().chunks(1).collect();
    let (told, _) = read(Kind::Request, false, 102, &singles, true);
    assert_eq!(told, "HPE_HEADER_OVERFLOW: Header overflow");
}

#[test]
fn a_reader_can_say_that_there_is_no_body() {
    let bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\n";
    let mut parser = Parser::new(Kind::Response, false, LIMIT);
    let mut at = 0;
    assert_eq!(parser.step(bytes, &mut at), Ok(Some(Event::Head)));
    parser.skip_body();
    assert_eq!(parser.step(bytes, &mut at), Ok(Some(Event::Done)));
    assert_eq!(parser.step(bytes, &mut at), Ok(None));
    assert_eq!(parser.message.status, 200);
}
