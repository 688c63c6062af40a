//! Modes whose output is as long as the input: CTR, CFB, OFB, and ChaCha20.

use super::key::{BlockKey, mix};
use super::{Cipher, Refusal};
use chacha20::cipher::{KeyIvInit, StreamCipher, StreamCipherSeek};

/// Blocks of a key stream that are made at a time.
const BATCH: usize = 1024;

/// A key stream of encrypted counters: CTR, and the inside of GCM and CCM.
pub struct KeyStream {
    key: Box<dyn BlockKey>,
    counter: u128,
    /// Which bits of the counter count.
    counting: u128,
    batch: [u8; BATCH],
    /// Where the unused part of the batch begins.
    next: usize,
}

impl KeyStream {
    /// For blocks of 16 bytes; the last `counting_bytes` of the counter count.
    pub fn new(key: Box<dyn BlockKey>, counter: [u8; 16], counting_bytes: u32) -> KeyStream {
        let counting =
            if counting_bytes == 16 { u128::MAX } else { (1 << (8 * counting_bytes)) - 1 };
        let counter = u128::from_be_bytes(counter);
        KeyStream { key, counter, counting, batch: [0; BATCH], next: BATCH }
    }

    /// Encrypts or decrypts in place.
    pub fn apply(&mut self, data: &mut [u8]) {
        let mut done = 0;
        while done < data.len() {
            if self.next == BATCH {
                self.refill(data.len() - done);
            }
            let count = (data.len() - done).min(BATCH - self.next);
            mix(&mut data[done..done + count], &self.batch[self.next..]);
            done += count;
            self.next += count;
        }
    }

    /// No more than is wanted, for short messages.
    fn refill(&mut self, wanted: usize) {
        let bytes = wanted.next_multiple_of(16).min(BATCH);
        self.next = BATCH - bytes;
        let batch = &mut self.batch[BATCH - bytes..];
        for block in batch.chunks_exact_mut(16) {
            block.copy_from_slice(&self.counter.to_be_bytes());
            let counted = self.counter.wrapping_add(1) & self.counting;
            self.counter = (self.counter & !self.counting) | counted;
        }
        self.key.encrypt(batch);
    }

    /// A single block, outside the stream.
    pub fn encrypt_block(&self, block: &mut [u8; 16]) {
        self.key.encrypt(block);
    }
}

/// CTR.
pub struct Counter(KeyStream);

impl Counter {
    /// `None` when the vector is not a block long.
    pub fn new(key: Box<dyn BlockKey>, iv: &[u8]) -> Option<Counter> {
        Some(Counter(KeyStream::new(key, iv.try_into().ok()?, 16)))
    }
}

impl Cipher for Counter {
    fn update(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let mut output = data.to_vec();
        self.0.apply(&mut output);
        Ok(output)
    }

    fn finish(&mut self) -> Result<Vec<u8>, Refusal> {
        Ok(Vec::new())
    }
}

/// How much of CFB is fed back at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Block,
    Byte,
}

/// CFB.
pub struct Feedback {
    key: Box<dyn BlockKey>,
    register: Vec<u8>,
    /// The register, encrypted, and how much of it is used.
    mask: Vec<u8>,
    used: usize,
    encrypt: bool,
    unit: Unit,
}

impl Feedback {
    /// CFB by blocks or by bytes.
    pub fn new(key: Box<dyn BlockKey>, iv: &[u8], encrypt: bool, unit: Unit) -> Feedback {
        let (register, mask) = (iv.to_vec(), iv.to_vec());
        Feedback { used: mask.len(), key, register, mask, encrypt, unit }
    }
}

impl Cipher for Feedback {
    fn update(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let size = self.register.len();
        let mut output = data.to_vec();
        for byte in &mut output {
            if self.used == size || self.unit == Unit::Byte {
                self.mask.copy_from_slice(&self.register);
                self.key.encrypt(&mut self.mask);
                self.used = 0;
            }
            let before = *byte;
            *byte ^= self.mask[self.used];
            let encrypted = if self.encrypt { *byte } else { before };
            match self.unit {
                Unit::Block => self.register[self.used] = encrypted,
                Unit::Byte => {
                    self.register.rotate_left(1);
                    self.register[size - 1] = encrypted;
                }
            }
            self.used += 1;
        }
        Ok(output)
    }

    fn finish(&mut self) -> Result<Vec<u8>, Refusal> {
        Ok(Vec::new())
    }
}

/// OFB: both ways are the same.
pub struct OutputFeedback {
    key: Box<dyn BlockKey>,
    mask: Vec<u8>,
    used: usize,
}

impl OutputFeedback {
    /// OFB with this vector.
    pub fn new(key: Box<dyn BlockKey>, iv: &[u8]) -> OutputFeedback {
        OutputFeedback { key, mask: iv.to_vec(), used: iv.len() }
    }
}

impl Cipher for OutputFeedback {
    fn update(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let mut output = data.to_vec();
        for byte in &mut output {
            if self.used == self.mask.len() {
                self.key.encrypt(&mut self.mask);
                self.used = 0;
            }
            *byte ^= self.mask[self.used];
            self.used += 1;
        }
        Ok(output)
    }

    fn finish(&mut self) -> Result<Vec<u8>, Refusal> {
        Ok(Vec::new())
    }
}

/// ChaCha20; OpenSSL's vector begins with the number of the first block.
pub struct ChaCha20(chacha20::ChaCha20);

impl ChaCha20 {
    /// `None` when the key or the vector has another length.
    pub fn new(key: &[u8], iv: &[u8]) -> Option<ChaCha20> {
        let (first, nonce) = iv.split_first_chunk::<4>()?;
        let mut cipher = chacha20::ChaCha20::new_from_slices(key, nonce).ok()?;
        cipher.try_seek(u64::from(u32::from_le_bytes(*first)) * 64).ok()?;
        Some(ChaCha20(cipher))
    }
}

impl Cipher for ChaCha20 {
    fn update(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let mut output = data.to_vec();
        self.0.try_apply_keystream(&mut output).map_err(|_| Refusal::UnsupportedData)?;
        Ok(output)
    }

    fn finish(&mut self) -> Result<Vec<u8>, Refusal> {
        Ok(Vec::new())
    }
}
