//! Checksums of strings and bytes: at once, on the thread pool, or piece by piece.

use napi::bindgen_prelude::*;
use napi_derive::napi;
use sha2::{Digest, Sha256};

/// The algorithms.
#[derive(Clone, Copy)]
#[napi(string_enum = "lowercase")]
pub enum Algorithm {
    Crc32,
    Sha256,
}

/// What may be said about a checksum.
#[napi(object)]
pub struct ChecksumOptions {
    /// `crc32` if nothing is said.
    pub algorithm: Option<Algorithm>,
    /// Put before the checksum.
    pub prefix: Option<String>,
}

/// As many bytes as a piece should have at most.
#[napi]
pub const MAX_PIECE: u32 = 65536;

enum State {
    Crc32(crc32fast::Hasher),
    Sha256(Sha256),
}

impl State {
    fn new(algorithm: Option<Algorithm>) -> State {
        match algorithm.unwrap_or(Algorithm::Crc32) {
            Algorithm::Crc32 => State::Crc32(crc32fast::Hasher::new()),
            Algorithm::Sha256 => State::Sha256(Sha256::new()),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            State::Crc32(hasher) => hasher.update(bytes),
            State::Sha256(hasher) => hasher.update(bytes),
        }
    }

    fn hex(&self) -> String {
        match self {
            State::Crc32(hasher) => format!("{:08x}", hasher.clone().finalize()),
            State::Sha256(hasher) => {
                hasher.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
            }
        }
    }
}

fn checksum_of(data: &Either<String, Buffer>, options: Option<ChecksumOptions>) -> String {
    let (algorithm, prefix) = match options {
        Some(options) => (options.algorithm, options.prefix),
        None => (None, None),
    };
    let mut state = State::new(algorithm);
    match data {
        Either::A(text) => state.update(text.as_bytes()),
        Either::B(bytes) => state.update(bytes),
    }
    prefix.unwrap_or_default() + &state.hex()
}

/// The checksum of a string or of bytes, in hexadecimal digits.
#[napi]
pub fn checksum(data: Either<String, Buffer>, options: Option<ChecksumOptions>) -> String {
    checksum_of(&data, options)
}

/// The same of every value of an object, under the same key.
#[napi]
pub fn checksum_each(
    data: std::collections::HashMap<String, String>,
    callback: Function<FnArgs<(String, String)>, ()>,
) -> Result<u32> {
    let mut keys: Vec<_> = data.into_iter().collect();
    keys.sort();
    let count = keys.len() as u32;
    for (key, text) in keys {
        callback.call((key, checksum_of(&Either::A(text), None)).into())?;
    }
    Ok(count)
}

/// Whether the data has this checksum.
#[napi]
pub fn verify(data: Either<String, Buffer>, expected: String) -> Result<bool> {
    let algorithm = match expected.len() {
        8 => Algorithm::Crc32,
        64 => Algorithm::Sha256,
        other => {
            return Err(Error::from_reason(format!("a checksum of {other} digits is unknown")));
        }
    };
    let options = ChecksumOptions { algorithm: Some(algorithm), prefix: None };
    Ok(checksum_of(&data, Some(options)) == expected.to_lowercase())
}

pub struct ChecksumTask {
    data: Either<String, Buffer>,
    options: Option<ChecksumOptions>,
}

#[napi]
impl Task for ChecksumTask {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> Result<String> {
        Ok(checksum_of(&self.data, self.options.take()))
    }

    fn resolve(&mut self, _env: Env, output: String) -> Result<String> {
        Ok(output)
    }
}

/// The checksum, computed on the thread pool.
#[napi]
pub fn checksum_async(
    data: Either<String, Buffer>,
    options: Option<ChecksumOptions>,
    signal: Option<AbortSignal>,
) -> AsyncTask<ChecksumTask> {
    AsyncTask::with_optional_signal(ChecksumTask { data, options }, signal)
}

/// A checksum in the making.
#[napi]
pub struct Checksum {
    state: State,
    length: f64,
}

#[napi]
impl Checksum {
    #[napi(constructor)]
    pub fn new(algorithm: Option<Algorithm>) -> Self {
        Checksum { state: State::new(algorithm), length: 0.0 }
    }

    /// Begins with the checksum of some bytes.
    #[napi(factory)]
    pub fn with_data(data: Buffer, algorithm: Option<Algorithm>) -> Self {
        let mut checksum = Checksum::new(algorithm);
        checksum.update(Either::B(data));
        checksum
    }

    /// Adds a piece.
    #[napi]
    pub fn update(&mut self, piece: Either<String, Buffer>) -> &Self {
        let bytes = match &piece {
            Either::A(text) => text.as_bytes(),
            Either::B(bytes) => bytes,
        };
        self.state.update(bytes);
        self.length += bytes.len() as f64;
        self
    }

    /// The checksum of what was added so far.
    #[napi]
    pub fn digest(&self) -> String {
        self.state.hex()
    }

    /// The number of bytes added so far.
    #[napi(getter)]
    pub fn length(&self) -> f64 {
        self.length
    }
}
