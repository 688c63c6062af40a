//! What all formats have in common.
//!
//! Neighbours: `deflate.rs`, `inflate.rs`, `brotli.rs`, `zstd.rs` implement [`Codec`].

use std::borrow::Cow;

/// A compressor or decompressor under way. It goes to the pool's threads and back.
pub trait Codec: Send {
    /// Takes what it can of the input and writes what it can of the output. `flush` is the format's
    /// own number. When there is room left in the output, there is nothing more to write.
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Step;

    /// Begins anew with the same options.
    ///
    /// # Errors
    /// When the format's library cannot.
    fn reset(&mut self) -> Result<(), Failure>;

    /// From here on compresses with this level and this strategy.
    ///
    /// # Errors
    /// When something that was taken has not been written.
    fn set_parameters(&mut self, _level: i32, _strategy: i32) -> Result<(), Failure> {
        Ok(())
    }
}

/// What a step did.
#[derive(Default)]
pub struct Step {
    /// Bytes of the input that were used.
    pub consumed: usize,
    /// Bytes of the output that were written.
    pub produced: usize,
    /// Why it cannot go on.
    pub failure: Option<Failure>,
}

/// An error as Node words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The text.
    pub message: Cow<'static, str>,
    /// Its name: `Z_DATA_ERROR`.
    pub code: Cow<'static, str>,
    /// Its number.
    pub number: i32,
}

impl Failure {
    /// One whose texts are known beforehand.
    pub const fn new(message: &'static str, code: &'static str, number: i32) -> Failure {
        Failure { message: Cow::Borrowed(message), code: Cow::Borrowed(code), number }
    }

    /// The input ends before what is in it does.
    pub const fn unexpected_end() -> Failure {
        Failure::new("unexpected end of file", "Z_BUF_ERROR", -5)
    }
}

/// Numbers of flushes, as zlib has them.
pub mod flush {
    pub const FINISH: u32 = 4;
}
