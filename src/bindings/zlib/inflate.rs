//! Decompressing zlib, gzip and raw deflate, and either of the first two.
//!
//! A gzip file can have several members: what follows one is the next, unless it is a zero byte,
//! with which files are filled up.

use super::codec::{Codec, Failure, Step, flush};
use zlib_rs::{Inflate, InflateError, InflateFlush, Status};

/// What is expected around the compressed data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    Zlib,
    Gzip,
    Raw,
    /// zlib or gzip, by the first two bytes.
    Any,
}

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// A decompressor.
pub struct Inflater {
    inflate: Inflate,
    expected: Expected,
    /// What has been found out about [`Expected::Any`]; else the same as `expected`.
    found: Expected,
    /// How many bytes of gzip's mark have been seen while finding out.
    magic_seen: usize,
    window_bits: i32,
    dictionary: Vec<u8>,
    reject_garbage: bool,
}

impl Inflater {
    /// A decompressor with these options; `window_bits` is 0 for what the data says.
    ///
    /// # Errors
    /// When the dictionary cannot be used.
    pub fn new(
        expected: Expected,
        window_bits: i32,
        dictionary: Vec<u8>,
        reject_garbage: bool,
    ) -> Result<Inflater, Failure> {
        let mut inflater = Inflater {
            inflate: begin(expected, window_bits),
            expected,
            found: expected,
            magic_seen: 0,
            window_bits,
            dictionary,
            reject_garbage,
        };
        inflater.use_raw_dictionary()?;
        Ok(inflater)
    }

    /// Raw data does not say that it needs a dictionary: it is set beforehand.
    fn use_raw_dictionary(&mut self) -> Result<(), Failure> {
        if self.expected != Expected::Raw || self.dictionary.is_empty() {
            return Ok(());
        }
        self.inflate
            .set_dictionary(&self.dictionary)
            .map(drop)
            .map_err(|_| Failure::new("Failed to set dictionary", "Z_DATA_ERROR", -3))
    }

    /// Looks at the first bytes, without using them up; `false` when there are too few.
    fn find_out(&mut self, input: &[u8]) -> bool {
        for byte in input {
            if *byte != GZIP_MAGIC[self.magic_seen] {
                self.found = Expected::Zlib;
                return true;
            }
            self.magic_seen += 1;
            if self.magic_seen == GZIP_MAGIC.len() {
                self.found = Expected::Gzip;
                return true;
            }
        }
        false
    }

    fn run(
        &mut self,
        flush: InflateFlush,
        input: &[u8],
        output: &mut [u8],
        step: &mut Step,
    ) -> Result<Status, InflateError> {
        let (taken, written) = (self.inflate.total_in(), self.inflate.total_out());
        let result =
            self.inflate.decompress(&input[step.consumed..], &mut output[step.produced..], flush);
        step.consumed += (self.inflate.total_in() - taken) as usize;
        step.produced += (self.inflate.total_out() - written) as usize;
        result
    }

    fn failure(&self, error: InflateError) -> Failure {
        let (message, code, number) = match error {
            InflateError::NeedDict { .. } if self.dictionary.is_empty() => {
                return Failure::new("Missing dictionary", "Z_NEED_DICT", 2);
            }
            InflateError::NeedDict { .. } => {
                return Failure::new("Bad dictionary", "Z_NEED_DICT", 2);
            }
            InflateError::StreamError => ("Zlib error", "Z_STREAM_ERROR", -2),
            InflateError::DataError => ("Zlib error", "Z_DATA_ERROR", -3),
            InflateError::MemError => ("Zlib error", "Z_MEM_ERROR", -4),
        };
        Failure::new(self.inflate.error_message().unwrap_or(message), code, number)
    }
}

fn begin(expected: Expected, window_bits: i32) -> Inflate {
    // Both libraries know gzip by 16 more, and either by 32 more.
    let bits = match expected {
        Expected::Zlib | Expected::Raw => window_bits,
        Expected::Gzip => window_bits + 16,
        Expected::Any => window_bits + 32,
    };
    Inflate::new(expected != Expected::Raw, bits as u8)
}

impl Codec for Inflater {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Step {
        let mut step = Step::default();
        if self.found == Expected::Any {
            self.find_out(input);
        }
        let kind = match flush {
            1 | 3 => InflateFlush::SyncFlush,
            other => InflateFlush::try_from(other as i32).unwrap_or_default(),
        };
        let mut result = self.run(kind, input, output, &mut step);
        if let Err(InflateError::NeedDict { .. }) = result
            && self.expected != Expected::Raw
            && !self.dictionary.is_empty()
            && self.inflate.set_dictionary(&self.dictionary).is_ok()
        {
            result = self.run(kind, input, output, &mut step);
        }
        while result == Ok(Status::StreamEnd)
            && self.found == Expected::Gzip
            && input.get(step.consumed).is_some_and(|next| *next != 0)
        {
            if self.reject_garbage {
                step.failure = Some(Failure::new("", "ERR_TRAILING_JUNK_AFTER_STREAM_END", 0));
                return step;
            }
            self.inflate = begin(Expected::Gzip, self.window_bits);
            result = self.run(kind, input, output, &mut step);
        }
        step.failure = match result {
            Ok(Status::StreamEnd) => None,
            Ok(_) if flush == flush::FINISH && step.produced < output.len() => {
                Some(Failure::unexpected_end())
            }
            Ok(_) => None,
            Err(error) => Some(self.failure(error)),
        };
        step
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.inflate = begin(self.expected, self.window_bits);
        self.found = self.expected;
        self.magic_seen = 0;
        self.use_raw_dictionary()
    }
}
