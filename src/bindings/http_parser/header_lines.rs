//! Headers and trailers.
//!
//! Neighbours: `parser.rs`, which has the states; `fields.rs`, which knows what headers mean.

use super::bytes::{is_token, is_value};
use super::fields::Special;
use super::message::{Failure, Field, failure};
use super::parser::{Parser, State, Took};

const fn token(reason: &'static str) -> Failure {
    failure("HPE_INVALID_HEADER_TOKEN", reason)
}

impl Parser {
    pub(super) fn take_of_headers(
        &mut self,
        byte: u8,
        input: &[u8],
        at: &mut usize,
    ) -> Result<Took, Failure> {
        use State::*;
        let next = match (self.state, byte) {
            (HeadersStart, b' ') if !self.lenient => {
                *at += 1;
                let reason = "Unexpected space after start line";
                return Err(failure("HPE_UNEXPECTED_SPACE", reason));
            }
            (HeadersStart, b' ') => FieldStart,
            (HeadersStart, _) => {
                self.state = FieldStart;
                return Ok(Took::Nothing);
            }
            (FieldStart, b'\r') => HeadersFeed,
            (FieldStart, b'\n') if self.lenient => return self.end_headers(),
            (FieldStart, b'\n') => {
                *at += 1;
                return Err(token("Invalid header field char"));
            }
            (FieldStart, b':') => return Err(token("Invalid header token")),
            (FieldStart, _) => {
                self.begin = self.message.bytes.len();
                self.state = FieldName;
                return Ok(Took::Nothing);
            }
            (FieldName, _) => return self.take_of_name(byte, input, at),
            (ValueStart, b' ' | b'\t') => return Ok(Took::Byte),
            (ValueStart, b'\r') => ValueStartFeed,
            (ValueStart, b'\n') if self.lenient => EmptyValueFold,
            (ValueStart, b'\n') => {
                *at += 1;
                return Err(token("Invalid header value char"));
            }
            (ValueStart, _) => {
                self.state = Value;
                return Ok(Took::Nothing);
            }
            (ValueStartFeed, b'\n') => EmptyValueFold,
            (ValueStartFeed, _) if self.lenient => {
                self.state = EmptyValueFold;
                return Ok(Took::Nothing);
            }
            (ValueStartFeed, _) => return Err(failure("HPE_STRICT", "Expected LF after CR")),
            (EmptyValueFold, b' ' | b'\t') if self.lenient => ValueStart,
            (EmptyValueFold, b' ' | b'\t') => {
                *at += 1;
                return Err(token("Invalid header value char"));
            }
            (EmptyValueFold, _) => return self.end_value(),
            (Value, _) => return self.take_of_value(byte, input, at),
            (ValueFeed, b'\n') => ValueFold,
            (ValueFeed, _) => {
                return Err(failure("HPE_LF_EXPECTED", "Missing expected LF after header value"));
            }
            (ValueFold, b' ' | b'\t') if self.lenient => Value,
            (ValueFold, b' ' | b'\t') => {
                return Err(token("Unexpected whitespace after header value"));
            }
            (ValueFold, _) => return self.end_value(),
            (HeadersFeed, b'\n') => return self.end_headers(),
            (HeadersFeed, _) if self.lenient => {
                *at -= 1; // the end is there without the line feed
                return self.end_headers();
            }
            _ => return Err(failure("HPE_STRICT", "Expected LF after headers")),
        };
        self.state = next;
        Ok(Took::Byte)
    }

    fn take_of_name(&mut self, byte: u8, input: &[u8], at: &mut usize) -> Result<Took, Failure> {
        if self.copy_run(input, at, is_token)? > 0 {
            return Ok(Took::Nothing);
        }
        let name = self.begin..self.message.bytes.len();
        let special = Special::named(&self.message.bytes[name.clone()]);
        if byte == b' ' && special != Special::None {
            if self.lenient {
                return Ok(Took::Byte);
            }
            *at += 1;
            return Err(token("Invalid header field char"));
        }
        if byte != b':' {
            return Err(token("Invalid header token"));
        }
        if let Err(why) = special.check_beside(&self.message, self.lenient) {
            *at += 1;
            return Err(why);
        }
        let end = name.end;
        self.message.fields.push(Field { name, value: end..end });
        self.state = State::ValueStart;
        Ok(Took::Byte)
    }

    fn take_of_value(&mut self, byte: u8, input: &[u8], at: &mut usize) -> Result<Took, Failure> {
        if self.copy_run(input, at, is_value)? > 0 {
            return Ok(Took::Nothing);
        }
        match byte {
            b'\r' => self.state = State::ValueFeed,
            b'\n' if self.lenient => self.state = State::ValueFold,
            b'\n' => {
                let reason = "Missing expected CR after header value";
                return Err(failure("HPE_CR_EXPECTED", reason));
            }
            _ if self.lenient => {
                self.count(1)?;
                self.message.bytes.push(byte);
            }
            _ => return Err(token("Invalid header value char")),
        }
        Ok(Took::Byte)
    }

    /// The value is complete; the byte belongs to the next line.
    fn end_value(&mut self) -> Result<Took, Failure> {
        let mut end = self.message.bytes.len();
        let Some(field) = self.message.fields.last_mut() else {
            return Err(token("Invalid header token")); // a value has a name before it
        };
        let begin = field.value.start;
        while end > begin && matches!(self.message.bytes[end - 1], b' ' | b'\t') {
            end -= 1;
        }
        field.value = begin..end;
        let special = Special::named(&self.message.bytes[field.name.clone()]);
        if special != Special::None {
            let value = self.message.bytes[begin..end].to_vec();
            special.note(&value, &mut self.message, self.kind, self.lenient)?;
        }
        self.state = State::FieldStart;
        Ok(Took::Nothing)
    }

    fn end_headers(&mut self) -> Result<Took, Failure> {
        if self.in_trailers {
            self.state = State::MessageDone;
            return Ok(Took::Byte);
        }
        if self.has_unknown_length() {
            let reason = "Request has invalid `Transfer-Encoding`";
            return Err(failure("HPE_INVALID_TRANSFER_ENCODING", reason));
        }
        Ok(Took::Head)
    }
}
