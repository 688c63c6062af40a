//! The parser: bytes in, events out, in any pieces.
//!
//! A state machine over single bytes with fast paths for runs, so that a message means the same
//! however it is cut. What it accepts and refuses, with which code, is as in llhttp, Node's parser:
//! `lenient` is Node's `insecureHTTPParser`.
//!
//! Neighbours: `start_line.rs`, `header_lines.rs`, `chunks.rs` have the states' bytes.

use super::message::{Event, Failure, Kind, Message, failure};
use super::start_line::UrlPart;

/// Where in a message the next byte lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Start,
    // Request lines.
    Method,
    AfterMethod,
    BeforeUrl,
    Url(UrlPart),
    UrlEnd,
    BeforeProtocol,
    RequestLineEnd,
    RequestLineFeed,
    Preface(u8),
    // Both kinds.
    Protocol(u8),
    Slash,
    Major,
    Dot,
    Minor,
    // Status lines.
    AfterVersion,
    Status(u8),
    AfterStatus,
    StatusText,
    StatusFeed,
    // Headers and trailers.
    HeadersStart,
    FieldStart,
    FieldName,
    ValueStart,
    ValueStartFeed,
    EmptyValueFold,
    Value,
    ValueFeed,
    ValueFold,
    HeadersFeed,
    // Bodies.
    Identity,
    UntilEnd,
    ChunkSizeFirst,
    ChunkSize,
    ChunkSizeFeed,
    Extensions,
    ExtensionName,
    ExtensionValue,
    ExtensionQuoted,
    ExtensionPair,
    ExtensionQuotedEnd,
    ChunkData,
    ChunkDataReturn,
    ChunkDataFeed,
    // Between messages.
    MessageDone,
    Closed,
}

/// What became of a byte.
pub enum Took {
    /// The byte is read.
    Byte,
    /// The state changed; the byte is for the new one.
    Nothing,
    /// The byte was the last of the head.
    Head,
}

/// Reads the messages of one connection.
pub struct Parser {
    pub kind: Kind,
    pub(super) lenient: bool,
    pub(super) limit: usize,
    pub(super) state: State,
    /// See there.
    pub message: Message,
    /// Where in `message.bytes` the text that is being read begins.
    pub(super) begin: usize,
    /// How many bytes of the head count against the limit.
    pub(super) counted: usize,
    pub(super) in_trailers: bool,
    /// Whether what the connection brings after this head is for another protocol.
    pub upgrade: bool,
    /// Whether the message ended with its head: no `Done` will follow.
    pub ended_with_head: bool,
}

impl Parser {
    /// A parser whose heads may have `limit` bytes.
    pub fn new(kind: Kind, lenient: bool, limit: usize) -> Parser {
        Parser {
            kind,
            lenient,
            limit,
            state: State::Start,
            message: Message::default(),
            begin: 0,
            counted: 0,
            in_trailers: false,
            upgrade: false,
            ended_with_head: false,
        }
    }

    /// Reads `input` from `at` on to the next event; `None` when all of it is read. `at` is moved
    /// behind what was read, or to the byte that is wrong.
    ///
    /// # Errors
    /// Bytes that no message can have. The parser is of no use after that.
    pub fn step(&mut self, input: &[u8], at: &mut usize) -> Result<Option<Event>, Failure> {
        loop {
            match self.state {
                State::MessageDone => {
                    self.end_message();
                    return Ok(Some(Event::Done));
                }
                State::Identity | State::ChunkData | State::UntilEnd => {
                    return Ok(self.body(input, at));
                }
                _ => {}
            }
            let Some(&byte) = input.get(*at) else { return Ok(None) };
            match self.take(byte, input, at)? {
                Took::Byte => *at += 1,
                Took::Nothing => {}
                Took::Head => {
                    *at += 1;
                    self.choose_body();
                    return Ok(Some(Event::Head));
                }
            }
        }
    }

    /// The connection has ended. `Done` if that is how the body ends.
    ///
    /// # Errors
    /// A message is not complete.
    pub fn finish(&mut self) -> Result<Option<Event>, Failure> {
        match self.state {
            State::UntilEnd => {
                self.state = State::Closed;
                Ok(Some(Event::Done))
            }
            State::Start | State::Closed => Ok(None),
            _ => Err(failure("HPE_INVALID_EOF_STATE", "Invalid EOF state")),
        }
    }

    /// The message whose head was told has no body, whatever the head says.
    pub fn skip_body(&mut self) {
        self.message.flags.skip_body = true;
        if !self.ended_with_head {
            self.state = State::MessageDone;
        }
    }

    fn take(&mut self, byte: u8, input: &[u8], at: &mut usize) -> Result<Took, Failure> {
        use State::*;
        match self.state {
            Start if byte == b'\r' || byte == b'\n' => Ok(Took::Byte),
            Start => {
                self.begin_message();
                Ok(Took::Nothing)
            }
            Closed if byte == b'\r' || byte == b'\n' => Ok(Took::Byte),
            Closed if self.lenient => {
                self.state = Start;
                Ok(Took::Nothing)
            }
            Closed => {
                *at += 1;
                Err(failure("HPE_CLOSED_CONNECTION", "Data after `Connection: close`"))
            }
            HeadersStart | FieldStart | FieldName | ValueStart | ValueStartFeed
            | EmptyValueFold | Value | ValueFeed | ValueFold | HeadersFeed => {
                self.take_of_headers(byte, input, at)
            }
            ChunkSizeFirst | ChunkSize | ChunkSizeFeed | Extensions | ExtensionName
            | ExtensionValue | ExtensionQuoted | ExtensionPair | ExtensionQuotedEnd
            | ChunkDataReturn | ChunkDataFeed => self.take_of_chunks(byte),
            _ => self.take_of_start_line(byte, input, at),
        }
    }

    fn begin_message(&mut self) {
        self.message.clear();
        self.begin = 0;
        self.counted = 0;
        self.in_trailers = false;
        self.upgrade = false;
        self.ended_with_head = false;
        self.state = match self.kind {
            Kind::Request => State::Method,
            Kind::Response => State::Protocol(0),
        };
    }

    /// What follows the head.
    fn choose_body(&mut self) {
        self.counted = 0;
        let flags = self.message.flags;
        let connect = self.method() == b"CONNECT";
        self.upgrade = if flags.upgrade && flags.connection_upgrade {
            self.kind == Kind::Request || self.message.status == 101
        } else {
            connect
        };
        let chunked = flags.chunked;
        let has_body = chunked || self.message.remaining > 0;
        self.state = if connect || (self.upgrade && !has_body) {
            State::MessageDone
        } else if chunked {
            State::ChunkSizeFirst
        } else if self.message.needs_end(self.kind) {
            State::UntilEnd
        } else if self.message.remaining > 0 {
            State::Identity
        } else {
            State::MessageDone
        };
        self.ended_with_head = self.state == State::MessageDone && !self.upgrade;
        if self.ended_with_head {
            self.end_message();
        }
    }

    /// Whether a request says it has a body whose length cannot be known.
    pub(super) fn has_unknown_length(&self) -> bool {
        let flags = self.message.flags;
        self.kind == Kind::Request
            && flags.transfer_encoding
            && !flags.chunked
            && !self.lenient
            && !self.in_trailers
    }

    fn end_message(&mut self) {
        let keep = self.message.keeps_alive(self.kind);
        self.state = if keep { State::Start } else { State::Closed };
    }

    fn body(&mut self, input: &[u8], at: &mut usize) -> Option<Event> {
        let rest = input.len() - *at;
        let here = if self.state == State::UntilEnd {
            rest
        } else {
            usize::try_from(self.message.remaining).map_or(rest, |remaining| remaining.min(rest))
        };
        if here == 0 {
            return None;
        }
        let piece = *at..*at + here;
        *at += here;
        if self.state != State::UntilEnd {
            self.message.remaining -= here as u64;
            if self.message.remaining == 0 {
                self.state = if self.state == State::Identity {
                    State::MessageDone
                } else {
                    State::ChunkDataReturn
                };
            }
        }
        Some(Event::Body(piece))
    }

    /// Whether the last chunk has been read.
    pub fn in_trailers(&self) -> bool {
        self.in_trailers
    }

    /// The method of the request.
    pub fn method(&self) -> &[u8] {
        &self.message.bytes[self.message.method.clone()]
    }

    /// Copies the run of bytes that `belongs` holds true of; how many there were.
    pub(super) fn copy_run(
        &mut self,
        input: &[u8],
        at: &mut usize,
        belongs: fn(u8) -> bool,
    ) -> Result<usize, Failure> {
        let rest = &input[*at..];
        let length = rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len());
        *at += length;
        self.count(length)?;
        self.message.bytes.extend_from_slice(&rest[..length]);
        Ok(length)
    }

    pub(super) fn count(&mut self, length: usize) -> Result<(), Failure> {
        self.counted += length;
        if self.counted >= self.limit {
            return Err(failure("HPE_HEADER_OVERFLOW", "Header overflow"));
        }
        Ok(())
    }
}
