//! The lines between the chunks of a body. Extensions are read over.
//!
//! Neighbours: `parser.rs`, which has the states.

use super::bytes::{is_token, is_value};
use super::message::{Failure, failure};
use super::parser::{Parser, State, Took};

const SIZE: Failure = failure("HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size");

/// How many bytes the extensions of one chunk may have.
const EXTENSIONS_LIMIT: usize = 16 * 1024;

const fn strict(reason: &'static str) -> Failure {
    failure("HPE_STRICT", reason)
}

const fn no_return(reason: &'static str) -> Failure {
    failure("HPE_CR_EXPECTED", reason)
}

impl Parser {
    pub(super) fn take_of_chunks(&mut self, byte: u8) -> Result<Took, Failure> {
        use State::*;
        let lenient = self.lenient;
        let next = match (self.state, byte) {
            (ChunkSizeFirst, _) => {
                // The headers are told; what follows the last chunk is trailers.
                self.message.clear_fields();
                self.message.remaining = 0;
                self.counted = 0;
                self.add_digit(byte)?;
                ChunkSize
            }
            (ChunkSize, b'\r') => ChunkSizeFeed,
            (ChunkSize, b'\n') if lenient => return self.begin_chunk(Took::Byte),
            (ChunkSize, b'\n') => {
                return Err(no_return("Missing expected CR after chunk size"));
            }
            (ChunkSize, b';') => Extensions,
            (ChunkSize, b' ' | b'\t') if lenient => ChunkSize,
            (ChunkSize, _) => {
                self.add_digit(byte)?;
                ChunkSize
            }
            (ChunkSizeFeed, b'\n') => return self.begin_chunk(Took::Byte),
            (ChunkSizeFeed, _) if lenient => return self.begin_chunk(Took::Nothing),
            (ChunkSizeFeed, _) => return Err(strict("Expected LF after chunk size")),
            (ChunkDataReturn, b'\r') => ChunkDataFeed,
            (ChunkDataReturn, b'\n') if lenient => ChunkSizeFirst,
            (ChunkDataReturn, b'\n') => {
                return Err(no_return("Missing expected CR after chunk data"));
            }
            (ChunkDataFeed, b'\n') => ChunkSizeFirst,
            (ChunkDataReturn | ChunkDataFeed, _) if lenient => {
                self.state = ChunkSizeFirst;
                return Ok(Took::Nothing);
            }
            (ChunkDataReturn | ChunkDataFeed, _) => {
                return Err(strict("Expected LF after chunk data"));
            }
            _ => {
                self.counted += 1;
                if self.counted > EXTENSIONS_LIMIT {
                    let code = "HPE_CHUNK_EXTENSIONS_OVERFLOW";
                    return Err(failure(code, "Chunk extensions overflow"));
                }
                self.next_of_extensions(byte)?
            }
        };
        self.state = next;
        Ok(Took::Byte)
    }

    fn next_of_extensions(&self, byte: u8) -> Result<State, Failure> {
        use State::*;
        let next = match (self.state, byte) {
            (Extensions, b' ' | b'\r') => {
                return Err(strict("Invalid character in chunk extensions"));
            }
            (Extensions | ExtensionName, _) if is_token(byte) => ExtensionName,
            (Extensions | ExtensionName, b'=') => ExtensionValue,
            (Extensions | ExtensionName, b';') => Extensions,
            (ExtensionName, b'\r') => ChunkSizeFeed,
            (Extensions | ExtensionName, b'\n') => {
                return Err(no_return("Missing expected CR after chunk extension name"));
            }
            (ExtensionValue, b'"') => ExtensionQuoted,
            (ExtensionValue, _) if is_token(byte) => ExtensionValue,
            (ExtensionValue | ExtensionQuotedEnd, b';') => Extensions,
            (ExtensionValue | ExtensionQuotedEnd, b'\r') => ChunkSizeFeed,
            (ExtensionValue | ExtensionQuotedEnd, b'\n') => {
                return Err(no_return("Missing expected CR after chunk extension value"));
            }
            (ExtensionQuoted, b'"') => ExtensionQuotedEnd,
            (ExtensionQuoted, b'\\') => ExtensionPair,
            (ExtensionQuoted | ExtensionPair, _) if is_value(byte) => ExtensionQuoted,
            (ExtensionValue, _) => {
                return Err(strict("Invalid character in chunk extensions value"));
            }
            (ExtensionQuoted, _) => {
                return Err(strict("Invalid character in chunk extensions quoted value"));
            }
            (ExtensionPair, _) => {
                return Err(strict("Invalid quoted-pair in chunk extensions quoted value"));
            }
            (ExtensionQuotedEnd, _) => {
                return Err(strict("Invalid character in chunk extensions quote value"));
            }
            _ => return Err(strict("Invalid character in chunk extensions name")),
        };
        Ok(next)
    }

    fn add_digit(&mut self, byte: u8) -> Result<(), Failure> {
        let digit = char::from(byte).to_digit(16).ok_or(SIZE)?;
        let size = self.message.remaining;
        if size >> 60 != 0 {
            return Err(failure("HPE_INVALID_CHUNK_SIZE", "Chunk size overflow"));
        }
        self.message.remaining = size << 4 | u64::from(digit);
        Ok(())
    }

    fn begin_chunk(&mut self, took: Took) -> Result<Took, Failure> {
        self.counted = 0;
        self.in_trailers = self.message.remaining == 0;
        self.state = if self.in_trailers { State::FieldStart } else { State::ChunkData };
        Ok(took)
    }
}
