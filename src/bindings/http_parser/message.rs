//! What a parser tells: events, failures, and the head of a message.
//!
//! Invariant: the texts of a head lie in one buffer, copied once while they were read; ranges lead
//! to them. So it does not matter how the bytes were cut on their way.

use std::ops::Range;

/// Which messages a parser reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// What servers read.
    Request,
    /// What clients read.
    Response,
}

/// What the bytes so far have brought.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    /// The start line and all headers: see [`Message`].
    Head,
    /// A piece of the body: where it lies in the input.
    Body(Range<usize>),
    /// The message is complete; its trailers are the fields of [`Message`].
    Done,
}

/// Why the bytes are no message. `code` and `reason` are llhttp's, as programs know them.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub struct Failure {
    /// `HPE_…`
    pub code: &'static str,
    /// A sentence.
    pub reason: &'static str,
}

/// A failure with this code and reason.
pub const fn failure(code: &'static str, reason: &'static str) -> Failure {
    Failure { code, reason }
}

/// One header or trailer, in [`Message::bytes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name, as it was written.
    pub name: Range<usize>,
    /// The value, without white space around it.
    pub value: Range<usize>,
}

/// What the connection and the framing of a message depend on.
#[derive(Clone, Copy, Default, Debug)]
pub struct Flags {
    /// `Connection: keep-alive`
    pub keep_alive: bool,
    /// `Connection: close`
    pub close: bool,
    /// `Connection: upgrade`
    pub connection_upgrade: bool,
    /// `Upgrade` has a value.
    pub upgrade: bool,
    /// `Transfer-Encoding` has a value.
    pub transfer_encoding: bool,
    /// The last transfer encoding is `chunked`.
    pub chunked: bool,
    /// `Content-Length` has a value.
    pub content_length: bool,
    /// The reader has said that there is no body (an answer to HEAD).
    pub skip_body: bool,
}

/// The message that is being read.
#[derive(Default, Debug)]
pub struct Message {
    /// The texts.
    pub bytes: Vec<u8>,
    /// The method; empty in responses.
    pub method: Range<usize>,
    /// The target of a request, the message of a response.
    pub target: Range<usize>,
    /// Headers; after the body: trailers.
    pub fields: Vec<Field>,
    /// HTTP's version.
    pub version: (u8, u8),
    /// The status of a response.
    pub status: u16,
    /// See there.
    pub flags: Flags,
    /// What is left of the body or of the chunk.
    pub remaining: u64,
}

impl Message {
    /// Forgets everything but the memory.
    pub fn clear(&mut self) {
        self.clear_fields();
        self.method = 0..0;
        self.target = 0..0;
        self.version = (1, 1);
        self.status = 0;
        self.flags = Flags::default();
        self.remaining = 0;
    }

    /// Forgets the headers, once they are told.
    pub fn clear_fields(&mut self) {
        self.bytes.clear();
        self.fields.clear();
        self.target = 0..0;
        self.method = 0..0;
    }

    /// Whether a response's body goes on until the connection ends.
    pub fn needs_end(&self, kind: Kind) -> bool {
        let flags = self.flags;
        if kind == Kind::Request
            || self.status / 100 == 1
            || matches!(self.status, 204 | 304)
            || flags.skip_body
        {
            return false;
        }
        if flags.transfer_encoding && !flags.chunked {
            return true;
        }
        !flags.chunked && !flags.content_length
    }

    /// Whether another message may follow on this connection.
    pub fn keeps_alive(&self, kind: Kind) -> bool {
        let wanted = if self.version.0 > 0 && self.version.1 > 0 {
            !self.flags.close
        } else {
            self.flags.keep_alive
        };
        wanted && !self.needs_end(kind)
    }
}
