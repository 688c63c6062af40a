//! ECB and CBC: whole blocks, the last one filled up with its own number of missing bytes.
//!
//! When decrypting, the last whole block is held back until the end: it may be filling.

use super::key::{BlockKey, mix};
use super::{Cipher, Refusal};

/// Either mode, either way.
pub struct Blocks {
    key: Box<dyn BlockKey>,
    /// CBC: the block before.
    chain: Option<Vec<u8>>,
    encrypt: bool,
    padding: bool,
    /// What does not fill a block yet, or is held back.
    rest: Vec<u8>,
}

impl Blocks {
    /// ECB, or CBC with a vector.
    pub fn new(key: Box<dyn BlockKey>, iv: Option<&[u8]>, encrypt: bool) -> Blocks {
        Blocks { key, chain: iv.map(<[u8]>::to_vec), encrypt, padding: true, rest: Vec::new() }
    }

    /// Whole blocks, in place.
    fn run(&mut self, data: &mut [u8]) {
        let size = self.key.block();
        let Some(chain) = &mut self.chain else {
            if self.encrypt {
                self.key.encrypt(data);
            } else {
                self.key.decrypt(data);
            }
            return;
        };
        if self.encrypt {
            for block in data.chunks_exact_mut(size) {
                mix(block, chain);
                self.key.encrypt(block);
                chain.copy_from_slice(block);
            }
            return;
        }
        // In pieces that stay in the processor's cache.
        let mut encrypted = [0; 2048];
        for piece in data.chunks_mut(2048) {
            let encrypted = &mut encrypted[..piece.len()];
            encrypted.copy_from_slice(piece);
            self.key.decrypt(piece);
            mix(&mut piece[..size], chain);
            mix(&mut piece[size..], encrypted);
            chain.copy_from_slice(&encrypted[encrypted.len() - size..]);
        }
    }
}

impl Cipher for Blocks {
    fn update(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let size = self.key.block();
        let total = self.rest.len() + data.len();
        let mut whole = total - total % size;
        if !self.encrypt && self.padding && whole == total {
            whole = whole.saturating_sub(size);
        }
        if whole == 0 {
            self.rest.extend_from_slice(data);
            return Ok(Vec::new());
        }
        let mut output = std::mem::take(&mut self.rest);
        output.reserve_exact(whole - output.len());
        let taken = whole - output.len();
        output.extend_from_slice(&data[..taken]);
        self.rest.extend_from_slice(&data[taken..]);
        self.run(&mut output);
        Ok(output)
    }

    fn finish(&mut self) -> Result<Vec<u8>, Refusal> {
        let size = self.key.block();
        let mut last = std::mem::take(&mut self.rest);
        if !self.padding {
            return if last.is_empty() { Ok(last) } else { Err(Refusal::WrongFinalBlockLength) };
        }
        if self.encrypt {
            let missing = size - last.len();
            last.resize(size, missing as u8);
            self.run(&mut last);
            return Ok(last);
        }
        if last.len() != size {
            return Err(Refusal::WrongFinalBlockLength);
        }
        self.run(&mut last);
        let filling = usize::from(last[size - 1]);
        let is_filling = (1..=size).contains(&filling)
            && last[size - filling..].iter().all(|byte| usize::from(*byte) == filling);
        if !is_filling {
            return Err(Refusal::BadDecrypt);
        }
        last.truncate(size - filling);
        Ok(last)
    }

    fn set_padding(&mut self, padding: bool) {
        self.padding = padding;
    }
}
