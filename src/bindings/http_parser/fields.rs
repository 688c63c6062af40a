//! The headers that decide about framing and connection, once their values are read.
//!
//! What could be read in two ways (two lengths, a length and chunks, `chunked` that is not last) is
//! refused: servers that disagree about it can be made to take one request for two.

use super::message::{Failure, Kind, Message, failure};

/// Headers with a meaning here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Special {
    /// Any other.
    None,
    /// `Connection`, `Proxy-Connection`
    Connection,
    /// `Content-Length`
    ContentLength,
    /// `Transfer-Encoding`
    TransferEncoding,
    /// `Upgrade`
    Upgrade,
}

impl Special {
    /// The one with this name, in whatever case.
    pub fn named(name: &[u8]) -> Special {
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        match name.len() {
            7 if is("upgrade") => Special::Upgrade,
            10 if is("connection") => Special::Connection,
            14 if is("content-length") => Special::ContentLength,
            16 if is("proxy-connection") => Special::Connection,
            17 if is("transfer-encoding") => Special::TransferEncoding,
            _ => Special::None,
        }
    }

    /// Whether this header may follow those before it.
    ///
    /// # Errors
    /// A length beside a transfer encoding.
    pub fn check_beside(self, message: &Message, lenient: bool) -> Result<(), Failure> {
        match self {
            _ if lenient => Ok(()),
            Special::TransferEncoding if message.flags.content_length => Err(failure(
                "HPE_INVALID_TRANSFER_ENCODING",
                "Transfer-Encoding can't be present with Content-Length",
            )),
            Special::ContentLength if message.flags.transfer_encoding => Err(failure(
                "HPE_INVALID_CONTENT_LENGTH",
                "Content-Length can't be present with Transfer-Encoding",
            )),
            _ => Ok(()),
        }
    }

    /// Notes what the value says.
    ///
    /// # Errors
    /// A value that this header cannot have.
    pub fn note(
        self,
        value: &[u8],
        message: &mut Message,
        kind: Kind,
        lenient: bool,
    ) -> Result<(), Failure> {
        match self {
            Special::None => {}
            Special::Upgrade => message.flags.upgrade |= !value.is_empty(),
            Special::Connection => note_connection(value, message),
            Special::ContentLength => note_length(value, message)?,
            Special::TransferEncoding => note_encodings(value, message, kind, lenient)?,
        }
        Ok(())
    }
}

fn note_connection(value: &[u8], message: &mut Message) {
    for token in value.split(|byte| *byte == b',') {
        let token = token.trim_ascii();
        message.flags.close |= token.eq_ignore_ascii_case(b"close");
        message.flags.keep_alive |= token.eq_ignore_ascii_case(b"keep-alive");
        message.flags.connection_upgrade |= token.eq_ignore_ascii_case(b"upgrade");
    }
}

fn note_length(value: &[u8], message: &mut Message) -> Result<(), Failure> {
    const CODE: &str = "HPE_INVALID_CONTENT_LENGTH";
    if value.is_empty() {
        return Err(failure(CODE, "Empty Content-Length"));
    }
    if message.flags.content_length {
        return Err(failure("HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length"));
    }
    let mut length = 0u64;
    for byte in value {
        if !byte.is_ascii_digit() {
            return Err(failure(CODE, "Invalid character in Content-Length"));
        }
        length = length
            .checked_mul(10)
            .and_then(|length| length.checked_add(u64::from(byte - b'0')))
            .ok_or(failure(CODE, "Content-Length overflow"))?;
    }
    message.flags.content_length = true;
    message.remaining = length;
    Ok(())
}

fn note_encodings(
    value: &[u8],
    message: &mut Message,
    kind: Kind,
    lenient: bool,
) -> Result<(), Failure> {
    const CODE: &str = "HPE_INVALID_TRANSFER_ENCODING";
    if value.is_empty() {
        return Err(failure(CODE, "Empty Transfer-Encoding"));
    }
    let strict = kind == Kind::Request && !lenient;
    let mut chunked = message.flags.chunked;
    message.flags.transfer_encoding = true;
    for encoding in value.split(|byte| *byte == b',') {
        if chunked && strict {
            return Err(failure(CODE, "Invalid `Transfer-Encoding` header value"));
        }
        chunked = encoding.trim_ascii().eq_ignore_ascii_case(b"chunked");
    }
    message.flags.chunked = chunked;
    Ok(())
}
