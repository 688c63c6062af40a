//! Request lines and status lines.
//!
//! Neighbours: `parser.rs`, which has the states.

use super::bytes::{METHODS, OF_HTTP, is_url, is_user_info, is_value};
use super::message::{Failure, Kind, failure};
use super::parser::{Parser, State, Took};

/// Parts of the target of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UrlPart {
    Start,
    Schema,
    Slashes(u8),
    Server,
    ServerAfterAt,
    Path,
    Query,
    Fragment,
}

const NOT_HTTP: Failure = failure("HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/");

const fn version(reason: &'static str) -> Failure {
    failure("HPE_INVALID_VERSION", reason)
}

const fn url(reason: &'static str) -> Failure {
    failure("HPE_INVALID_URL", reason)
}

impl Parser {
    fn go(&mut self, state: State) -> Result<Took, Failure> {
        self.state = state;
        Ok(Took::Byte)
    }

    fn go_with_byte(&mut self, state: State) -> Result<Took, Failure> {
        self.state = state;
        Ok(Took::Nothing)
    }

    pub(super) fn take_of_start_line(
        &mut self,
        byte: u8,
        input: &[u8],
        at: &mut usize,
    ) -> Result<Took, Failure> {
        use State::*;
        match (self.state, byte) {
            (Method, _) => self.take_of_method(byte),
            (AfterMethod, b' ') => self.go(BeforeUrl),
            (AfterMethod, _) => Err(failure("HPE_INVALID_METHOD", "Expected space after method")),
            (BeforeUrl, b' ') => Ok(Took::Byte),
            (BeforeUrl, _) => {
                self.begin = self.message.bytes.len();
                let connect = self.method() == b"CONNECT";
                self.go_with_byte(Url(if connect { UrlPart::Server } else { UrlPart::Start }))
            }
            (Url(part), _) => self.take_of_url(part, byte, input, at),
            (UrlEnd, b'\n') => {
                self.message.version = (0, 9);
                self.go(HeadersStart)
            }
            (UrlEnd, _) => Err(url("Expected CRLF")),
            (BeforeProtocol, b' ') => Ok(Took::Byte),
            (BeforeProtocol, _) => self.go_with_byte(Protocol(0)),
            (Protocol(known), _) if byte == b"HTTP"[usize::from(known)] => {
                if known < 3 {
                    return self.go(Protocol(known + 1));
                }
                let method = METHODS.iter().position(|name| name.as_bytes() == self.method());
                if self.kind == Kind::Request && method.is_none_or(|method| method >= OF_HTTP) {
                    *at += 1;
                    let reason = "Invalid method for HTTP/x.x request";
                    return Err(failure("HPE_INVALID_CONSTANT", reason));
                }
                self.go(Slash)
            }
            (Slash, b'/') => self.go(Major),
            (Protocol(_) | Slash, _) => Err(NOT_HTTP),
            (Major, b'0'..=b'9') => {
                self.message.version.0 = byte - b'0';
                self.go(Dot)
            }
            (Major, _) => Err(version("Invalid major version")),
            (Dot, b'.') => self.go(Minor),
            (Dot, _) => Err(version("Expected dot")),
            (Minor, b'0'..=b'9') => {
                self.message.version.1 = byte - b'0';
                let known = matches!(self.message.version, (0, 9) | (1, 0 | 1) | (2, 0));
                if !known && !self.lenient {
                    *at += 1;
                    return Err(version("Invalid HTTP version"));
                }
                self.go(match self.kind {
                    Kind::Response => AfterVersion,
                    Kind::Request if self.method() == b"PRI" => Preface(0),
                    Kind::Request => RequestLineEnd,
                })
            }
            (Minor, _) => Err(version("Invalid minor version")),
            (RequestLineEnd, b'\r') => self.go(RequestLineFeed),
            (RequestLineEnd, b'\n') if self.lenient => self.go(HeadersStart),
            (RequestLineFeed, b'\n') => self.go(HeadersStart),
            (RequestLineFeed, _) if self.lenient => self.go_with_byte(HeadersStart),
            (RequestLineFeed, _) => Err(failure("HPE_STRICT", "Expected CRLF after version")),
            (RequestLineEnd, _) => Err(version("Expected CRLF after version")),
            (Preface(known), _) if byte == b"\r\n\r\nSM\r\n\r\n"[usize::from(known)] => {
                if known == 9 {
                    *at += 1;
                    return Err(failure("HPE_PAUSED_H2_UPGRADE", "Pause on PRI/Upgrade"));
                }
                self.go(Preface(known + 1))
            }
            (Preface(_), _) => Err(version("Expected HTTP/2 Connection Preface")),
            _ => self.take_of_status_line(byte, input, at),
        }
    }

    fn take_of_method(&mut self, byte: u8) -> Result<Took, Failure> {
        let bytes = &mut self.message.bytes;
        bytes.push(byte);
        if METHODS.iter().any(|name| name.as_bytes().starts_with(bytes)) {
            return Ok(Took::Byte);
        }
        bytes.pop();
        if METHODS.iter().any(|name| name.as_bytes() == bytes.as_slice()) {
            self.message.method = 0..bytes.len();
            return self.go_with_byte(State::AfterMethod);
        }
        Err(failure("HPE_INVALID_METHOD", "Invalid method encountered"))
    }

    fn take_of_url(
        &mut self,
        part: UrlPart,
        byte: u8,
        input: &[u8],
        at: &mut usize,
    ) -> Result<Took, Failure> {
        use UrlPart::*;
        if matches!(part, Server | ServerAfterAt | Path | Query | Fragment) {
            let run = match part {
                Server => self.copy_run(input, at, is_user_info)?,
                ServerAfterAt => 0,
                _ => self.copy_run(input, at, is_url)?,
            };
            if run > 0 {
                return Ok(Took::Nothing);
            }
            let next = match byte {
                b' ' => Some(State::BeforeProtocol),
                b'\r' => Some(State::UrlEnd),
                b'\n' if self.lenient => {
                    self.message.version = (0, 9);
                    Some(State::HeadersStart)
                }
                b'\n' => {
                    let reason = "Missing expected CR after request line";
                    return Err(failure("HPE_CR_EXPECTED", reason));
                }
                _ => None,
            };
            if let Some(next) = next {
                self.message.target = self.begin..self.message.bytes.len();
                return self.go(next);
            }
        }
        let next = match (part, byte) {
            (Start, b'/' | b'*') => Path,
            (Start, b'a'..=b'z' | b'A'..=b'Z') => Schema,
            (Start | Schema | Slashes(_), b' ' | b'\r' | b'\n') => {
                return Err(url("Invalid characters in url"));
            }
            (Start, _) => return Err(url("Unexpected start char in url")),
            (Schema, b'a'..=b'z' | b'A'..=b'Z') => Schema,
            (Schema, b':') => Slashes(0),
            (Slashes(0), b'/') => Slashes(1),
            (Slashes(_), b'/') => Server,
            (Schema | Slashes(_), _) => return Err(url("Unexpected char in url schema")),
            (Server | ServerAfterAt, b'/') => Path,
            (Server | ServerAfterAt, b'?') => Query,
            (Server | ServerAfterAt, b'[' | b']') => Server,
            (Server, b'@') => ServerAfterAt,
            (ServerAfterAt, b'@') => return Err(url("Double @ in url")),
            (ServerAfterAt, _) if is_user_info(byte) => Server,
            (Server | ServerAfterAt, _) => return Err(url("Unexpected char in url server")),
            (Path, b'?') => Query,
            (Path | Query, b'#') => Fragment,
            (Path, _) => return Err(url("Invalid char in url path")),
            (Query, b'?') => Query,
            (Query, _) => return Err(url("Invalid char in url query")),
            (Fragment, b'?' | b'#') => Fragment,
            (Fragment, _) => return Err(url("Invalid char in url fragment start")),
        };
        self.count(1)?;
        self.message.bytes.push(byte);
        self.go(State::Url(next))
    }

    fn take_of_status_line(
        &mut self,
        byte: u8,
        input: &[u8],
        at: &mut usize,
    ) -> Result<Took, Failure> {
        use State::*;
        const STATUS: &str = "HPE_INVALID_STATUS";
        match (self.state, byte) {
            (AfterVersion, b' ') => self.go(Status(0)),
            (AfterVersion, _) => Err(version("Expected space after version")),
            (Status(digits), b'0'..=b'9') => {
                self.message.status = self.message.status * 10 + u16::from(byte - b'0');
                self.go(if digits == 2 { AfterStatus } else { Status(digits + 1) })
            }
            (Status(_), _) => Err(failure(STATUS, "Invalid status code")),
            (AfterStatus, b' ') => {
                self.begin = self.message.bytes.len();
                self.go(StatusText)
            }
            (AfterStatus, b'\r') => self.go(StatusFeed),
            (AfterStatus, b'\n') if self.lenient => self.go(HeadersStart),
            (AfterStatus, _) => Err(failure(STATUS, "Invalid response status")),
            (StatusText, b'\r') => {
                self.message.target = self.begin..self.message.bytes.len();
                self.go(StatusFeed)
            }
            (StatusText, b'\n') => {
                if !self.lenient {
                    *at += 1;
                    let reason = "Missing expected CR after response line";
                    return Err(failure("HPE_CR_EXPECTED", reason));
                }
                self.message.target = self.begin..self.message.bytes.len();
                self.go(HeadersStart)
            }
            (StatusText, _) => {
                // Anything but the end of the line.
                if self.copy_run(input, at, is_value)? == 0 {
                    self.count(1)?;
                    self.message.bytes.push(byte);
                    return Ok(Took::Byte);
                }
                Ok(Took::Nothing)
            }
            (StatusFeed, b'\n') => self.go(HeadersStart),
            (StatusFeed, _) if self.lenient => self.go_with_byte(HeadersStart),
            (StatusFeed, _) => Err(failure("HPE_STRICT", "Expected LF after CR")),
            _ => unreachable!("{:?} is no state of a status line", self.state),
        }
    }
}
