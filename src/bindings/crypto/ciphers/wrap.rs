//! AES key wrap (RFC 3394): one message, eight bytes longer when it is wrapped.

use super::key::{self, BlockKey};
use super::{Cipher, Refusal, same};

/// The mode, either way.
pub struct Wrap {
    key: Box<dyn BlockKey>,
    mark: [u8; 8],
    encrypt: bool,
    done: bool,
}

impl Wrap {
    /// With this mark in front.
    pub fn new(key: Box<dyn BlockKey>, mark: [u8; 8], encrypt: bool) -> Wrap {
        Wrap { key, mark, encrypt, done: false }
    }
}

impl Cipher for Wrap {
    fn update(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        if self.done {
            return Err(Refusal::UnsupportedData);
        }
        self.done = true;
        let output = if self.encrypt {
            wrap(&*self.key, &self.mark, data)
        } else {
            unwrap(&*self.key, &self.mark, data)
        };
        output.ok_or(Refusal::UnsupportedData)
    }

    fn finish(&mut self) -> Result<Vec<u8>, Refusal> {
        if self.done { Ok(Vec::new()) } else { Err(Refusal::UnsupportedEnd) }
    }
}

fn wrap(key: &dyn BlockKey, mark: &[u8; 8], data: &[u8]) -> Option<Vec<u8>> {
    if data.len() < 16 || !data.len().is_multiple_of(8) {
        return None;
    }
    let mut output = [mark, data].concat();
    let count = data.len() / 8;
    let mut block = [0; 16];
    block[..8].copy_from_slice(mark);
    for round in 0..6 {
        for index in 1..=count {
            block[8..].copy_from_slice(&output[index * 8..][..8]);
            key.encrypt(&mut block);
            number(&mut block, count * round + index);
            output[index * 8..][..8].copy_from_slice(&block[8..]);
        }
    }
    output[..8].copy_from_slice(&block[..8]);
    Some(output)
}

fn unwrap(key: &dyn BlockKey, mark: &[u8; 8], data: &[u8]) -> Option<Vec<u8>> {
    if data.len() < 24 || !data.len().is_multiple_of(8) {
        return None;
    }
    let mut output = data.to_vec();
    let count = data.len() / 8 - 1;
    let mut block = [0; 16];
    block[..8].copy_from_slice(&data[..8]);
    for round in (0..6).rev() {
        for index in (1..=count).rev() {
            number(&mut block, count * round + index);
            block[8..].copy_from_slice(&output[index * 8..][..8]);
            key.decrypt(&mut block);
            output[index * 8..][..8].copy_from_slice(&block[8..]);
        }
    }
    same(&block[..8], mark).then(|| output.split_off(8))
}

/// Mixes the number of the step into the front half.
fn number(block: &mut [u8; 16], step: usize) {
    key::mix(&mut block[..8], &(step as u64).to_be_bytes());
}
