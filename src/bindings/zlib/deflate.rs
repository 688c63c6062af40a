//! Compressing to zlib, gzip and raw deflate.
//!
//! zlib-rs compresses; its output differs from that of Node's zlib in bytes, never in content. What
//! surrounds the compressed data is written here: zlib-rs cannot change the level of a stream under
//! way, but another compressor that knows the last 32 KiB can go on where one stopped.

use super::codec::{Codec, Failure, Step, flush};
use std::cell::Cell;
use zlib_rs::adler32::adler32;
use zlib_rs::crc32::crc32;
use zlib_rs::{Deflate, DeflateConfig, DeflateError, DeflateFlush, Method, Status, Strategy};

/// What surrounds the compressed data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Container {
    Zlib,
    Gzip,
    Raw,
}

/// How to compress.
#[derive(Clone, Copy)]
pub struct Settings {
    pub container: Container,
    pub window_bits: i32,
    pub level: i32,
    pub memory_level: i32,
    pub strategy: i32,
}

impl Settings {
    /// What surrounds the data makes no difference to the compressor.
    fn compresses_like(&self, other: &Settings) -> bool {
        let of = |settings: &Settings| {
            (settings.window_bits, settings.level, settings.memory_level, settings.strategy)
        };
        of(self) == of(other)
    }
}

/// How far back compressed data can point.
const WINDOW: usize = 32 * 1024;

/// A compressor.
pub struct Deflater {
    settings: Settings,
    /// The settings of `deflate`.
    compressed_with: Settings,
    dictionary: Vec<u8>,
    /// There until the end.
    deflate: Option<Deflate>,
    /// Of all input: Adler-32 or CRC-32.
    checksum: u32,
    taken: u32,
    /// The last input, or the dictionary: at least what can be pointed to.
    window: Vec<u8>,
    /// Bytes of the container that wait for room in the output.
    pending: Vec<u8>,
    ended: bool,
    /// Everything so far has been written, up to the end of a byte.
    flushed: bool,
}

impl Deflater {
    /// A compressor with these settings, which are in zlib's ranges.
    ///
    /// # Errors
    /// When the dictionary cannot be used.
    pub fn new(mut settings: Settings, dictionary: Vec<u8>) -> Result<Deflater, Failure> {
        // As zlib does: the smallest window does not work.
        settings.window_bits = settings.window_bits.max(9);
        // A gzip file has no place to name a dictionary: there it is not used, as in Node.
        let dictionary =
            if settings.container == Container::Gzip { Vec::new() } else { dictionary };
        let mut deflater = Deflater {
            settings,
            compressed_with: settings,
            deflate: None,
            dictionary,
            checksum: 0,
            taken: 0,
            window: Vec::new(),
            pending: Vec::new(),
            ended: false,
            flushed: true,
        };
        deflater.begin()?;
        Ok(deflater)
    }

    /// The beginning of the container, and the dictionary.
    fn begin(&mut self) -> Result<(), Failure> {
        self.checksum = if self.settings.container == Container::Zlib { 1 } else { 0 };
        self.taken = 0;
        self.ended = false;
        self.flushed = true;
        self.pending = self.header();
        self.window.clone_from(&self.dictionary);
        self.replace_compressor(&self.dictionary.clone())
    }

    /// Goes on with another compressor that knows these bytes.
    fn replace_compressor(&mut self, dictionary: &[u8]) -> Result<(), Failure> {
        if let Some(deflate) = self.deflate.take() {
            set_aside(self.compressed_with, deflate);
        }
        let deflate = self.deflate.insert(compressor(self.settings));
        self.compressed_with = self.settings;
        use_dictionary(deflate, dictionary)
    }

    fn header(&self) -> Vec<u8> {
        let Settings { container, window_bits, level, strategy, .. } = self.settings;
        let is_fast = strategy >= 2 || (0..2).contains(&level);
        match container {
            Container::Raw => Vec::new(),
            Container::Gzip => {
                let extra = if level == 9 { 2 } else { 4 * u8::from(is_fast) };
                vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extra, OPERATING_SYSTEM]
            }
            Container::Zlib => {
                let effort = match level {
                    _ if is_fast => 0,
                    2..6 => 1,
                    -1 | 6 => 2,
                    _ => 3,
                };
                let method = 8 | ((window_bits - 8) << 4);
                let with_dictionary = i32::from(!self.dictionary.is_empty());
                let mut header = (method << 8) | (effort << 6) | (with_dictionary << 5);
                header += 31 - header % 31;
                let mut bytes = (header as u16).to_be_bytes().to_vec();
                if with_dictionary == 1 {
                    bytes.extend_from_slice(&adler32(1, &self.dictionary).to_be_bytes());
                }
                bytes
            }
        }
    }

    fn trailer(&self) -> Vec<u8> {
        match self.settings.container {
            Container::Raw => Vec::new(),
            Container::Zlib => self.checksum.to_be_bytes().to_vec(),
            Container::Gzip => [self.checksum.to_le_bytes(), self.taken.to_le_bytes()].concat(),
        }
    }

    /// Takes notice of input that has been compressed.
    fn remember(&mut self, input: &[u8]) {
        match self.settings.container {
            Container::Zlib => self.checksum = adler32(self.checksum, input),
            Container::Gzip => self.checksum = crc32(self.checksum, input),
            Container::Raw => {}
        }
        self.taken = self.taken.wrapping_add(input.len() as u32);
        if input.len() >= WINDOW {
            self.window.clear();
            self.window.extend_from_slice(&input[input.len() - WINDOW..]);
            return;
        }
        if self.window.len() + input.len() > 4 * WINDOW {
            self.window.drain(..self.window.len() - WINDOW);
        }
        self.window.extend_from_slice(input);
    }

    fn write_pending(&mut self, output: &mut [u8], step: &mut Step) {
        let count = self.pending.len().min(output.len() - step.produced);
        output[step.produced..step.produced + count].copy_from_slice(&self.pending[..count]);
        self.pending.drain(..count);
        step.produced += count;
    }
}

#[cfg(target_os = "macos")]
const OPERATING_SYSTEM: u8 = 19;
#[cfg(windows)]
const OPERATING_SYSTEM: u8 = 10;
#[cfg(not(any(target_os = "macos", windows)))]
const OPERATING_SYSTEM: u8 = 3;

impl Drop for Deflater {
    fn drop(&mut self) {
        if let Some(deflate) = self.deflate.take() {
            set_aside(self.compressed_with, deflate);
        }
    }
}

thread_local! {
    /// The last compressor that was done with: its memory is a third of a megabyte, which takes the
    /// system longer to give than a short text takes to be compressed.
    static IDLE: Cell<Option<(Settings, Deflate)>> = const { Cell::new(None) };
}

fn set_aside(settings: Settings, deflate: Deflate) {
    // When the thread ends there is no place any more.
    let _ = IDLE.try_with(|idle| idle.set(Some((settings, deflate))));
}

fn compressor(settings: Settings) -> Deflate {
    if let Some((known, mut deflate)) = IDLE.take()
        && known.compresses_like(&settings)
    {
        deflate.reset();
        return deflate;
    }
    Deflate::new_with_config(DeflateConfig {
        level: settings.level,
        method: Method::Deflated,
        window_bits: -settings.window_bits,
        mem_level: settings.memory_level,
        strategy: match settings.strategy {
            1 => Strategy::Filtered,
            2 => Strategy::HuffmanOnly,
            3 => Strategy::Rle,
            4 => Strategy::Fixed,
            _ => Strategy::Default,
        },
    })
}

fn use_dictionary(deflate: &mut Deflate, dictionary: &[u8]) -> Result<(), Failure> {
    if dictionary.is_empty() {
        return Ok(());
    }
    deflate
        .set_dictionary(dictionary)
        .map(drop)
        .map_err(|error| failure(error, Some("Failed to set dictionary")))
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
        let mut step = Step::default();
        self.write_pending(output, &mut step);
        if step.produced == output.len() || self.ended {
            return step;
        }
        let Some(deflate) = &mut self.deflate else { return step };
        let (taken, written) = (deflate.total_in(), deflate.total_out());
        let kind = DeflateFlush::try_from(flush as i32).unwrap_or_default();
        let result = deflate.compress(input, &mut output[step.produced..], kind);
        step.consumed = (deflate.total_in() - taken) as usize;
        step.produced += (deflate.total_out() - written) as usize;
        let message = result.is_err().then(|| deflate.error_message()).flatten();
        self.remember(&input[..step.consumed]);
        let has_room = step.produced < output.len();
        self.flushed =
            has_room && matches!(kind, DeflateFlush::SyncFlush | DeflateFlush::FullFlush);
        match result {
            Ok(Status::StreamEnd) => {
                self.ended = true;
                self.pending = self.trailer();
                self.write_pending(output, &mut step);
            }
            Ok(_) if flush == flush::FINISH && has_room => {
                step.failure = Some(Failure::unexpected_end());
            }
            Ok(_) => {}
            Err(error) => step.failure = Some(failure(error, message)),
        }
        step
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.begin()
    }

    fn set_parameters(&mut self, level: i32, strategy: i32) -> Result<(), Failure> {
        if !self.flushed && self.taken > 0 {
            return Err(Failure::new("Failed to set parameters", "Z_BUF_ERROR", -5));
        }
        self.settings.level = level;
        self.settings.strategy = strategy;
        let oldest = self.window.len().saturating_sub(1 << self.settings.window_bits);
        let window = self.window[oldest..].to_vec();
        self.replace_compressor(&window)
    }
}
