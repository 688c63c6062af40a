//! Compressing to zlib, gzip and raw deflate.
//!
//! zlib-rs compresses; its output differs from that of Node's zlib in bytes, never in content.

use super::codec::{Codec, Failure, Step, flush};
use zlib_rs::{Deflate, DeflateConfig, DeflateError, DeflateFlush, Method, Status, Strategy};

/// What surrounds the compressed data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Container {
    Zlib,
    Gzip,
    Raw,
}

/// A compressor.
pub struct Deflater {
    deflate: Deflate,
    dictionary: Vec<u8>,
}

impl Deflater {
    /// A compressor with these options, which are in zlib's ranges.
    ///
    /// # Errors
    /// When the dictionary cannot be used.
    pub fn new(
        container: Container,
        window_bits: i32,
        level: i32,
        memory_level: i32,
        strategy: i32,
        dictionary: Vec<u8>,
    ) -> Result<Deflater, Failure> {
        let window_bits = match container {
            Container::Zlib => window_bits,
            Container::Gzip => window_bits + 16,
            Container::Raw => -window_bits,
        };
        let config = DeflateConfig {
            level,
            method: Method::Deflated,
            window_bits,
            mem_level: memory_level,
            strategy: match strategy {
                1 => Strategy::Filtered,
                2 => Strategy::HuffmanOnly,
                3 => Strategy::Rle,
                4 => Strategy::Fixed,
                _ => Strategy::Default,
            },
        };
        // A gzip file has no place to name a dictionary: there it is not used, as in Node.
        let dictionary = if container == Container::Gzip { Vec::new() } else { dictionary };
        let mut deflater = Deflater { deflate: Deflate::new_with_config(config), dictionary };
        deflater.use_dictionary()?;
        Ok(deflater)
    }

    fn use_dictionary(&mut self) -> Result<(), Failure> {
        if self.dictionary.is_empty() {
            return Ok(());
        }
        self.deflate
            .set_dictionary(&self.dictionary)
            .map(drop)
            .map_err(|error| failure(error, Some("Failed to set dictionary")))
    }
}

fn failure(error: DeflateError, message: Option<&'static str>) -> Failure {
    let (code, number) = match error {
        DeflateError::StreamError => ("Z_STREAM_ERROR", -2),
        DeflateError::DataError => ("Z_DATA_ERROR", -3),
        DeflateError::MemError => ("Z_MEM_ERROR", -4),
    };
    Failure::new(message.unwrap_or("Zlib error"), code, number)
}

impl Codec for Deflater {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Step {
        let (taken, written) = (self.deflate.total_in(), self.deflate.total_out());
        let kind = DeflateFlush::try_from(flush as i32).unwrap_or_default();
        let result = self.deflate.compress(input, output, kind);
        let mut step = Step {
            consumed: (self.deflate.total_in() - taken) as usize,
            produced: (self.deflate.total_out() - written) as usize,
            failure: None,
        };
        step.failure = match result {
            Ok(Status::Ok | Status::BufError)
                if flush == flush::FINISH && step.produced < output.len() =>
            {
                Some(Failure::unexpected_end())
            }
            Ok(_) => None,
            Err(error) => Some(failure(error, self.deflate.error_message())),
        };
        step
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.deflate.reset();
        self.use_dictionary()
    }

    fn set_level(&mut self, level: i32) -> Result<(), Failure> {
        // What was compressed so far has been flushed: nothing is pending. The strategy, which
        // zlib-rs leaves to itself here, only bears on the size.
        self.deflate
            .set_level(level)
            .map(drop)
            .map_err(|error| failure(error, Some("Failed to set parameters")))
    }
}
