//! GCM: counters encrypt, GHASH authenticates (NIST SP 800-38D).

use super::key::BlockKey;
use super::stream::KeyStream;
use super::{Cipher, Refusal, same};
use ghash::GHash;
use ghash::universal_hash::UniversalHash;

/// GCM, either way.
pub struct Gcm {
    stream: KeyStream,
    hash: Authenticator,
    /// What the tag is masked with.
    mask: [u8; 16],
    aad_length: u64,
    data_length: u64,
    encrypt: bool,
    tag_length: usize,
    /// The tag made, or the one expected.
    tag: Option<Vec<u8>>,
}

impl Gcm {
    /// With a vector of any length but zero.
    pub fn new(key: Box<dyn BlockKey>, iv: &[u8], encrypt: bool, tag_length: usize) -> Gcm {
        let mut hash_key = [0; 16];
        key.encrypt(&mut hash_key);
        let first = first_counter(&hash_key, iv);
        let mut mask = first;
        key.encrypt(&mut mask);
        let mut second = first;
        let count = u32::from_be_bytes([first[12], first[13], first[14], first[15]]);
        second[12..].copy_from_slice(&count.wrapping_add(1).to_be_bytes());
        Gcm {
            stream: KeyStream::new(key, second, 4),
            hash: Authenticator::new(GHash::new(&hash_key.into())),
            mask,
            aad_length: 0,
            data_length: 0,
            encrypt,
            tag_length,
            tag: None,
        }
    }

    fn count(&mut self, data: &[u8]) {
        if self.data_length == 0 {
            self.hash.align();
        }
        self.data_length += data.len() as u64;
    }
}

fn first_counter(hash_key: &[u8; 16], iv: &[u8]) -> [u8; 16] {
    let mut counter = [0; 16];
    if iv.len() == 12 {
        counter[..12].copy_from_slice(iv);
        counter[15] = 1;
        return counter;
    }
    let mut hash = GHash::new(&(*hash_key).into());
    hash.update_padded(iv);
    counter[8..].copy_from_slice(&(iv.len() as u64 * 8).to_be_bytes());
    hash.update(&[counter.into()]);
    hash.finalize().into()
}

impl Cipher for Gcm {
    fn update(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        self.count(data);
        let mut output = data.to_vec();
        if !self.encrypt {
            self.hash.update(data);
        }
        self.stream.apply(&mut output);
        if self.encrypt {
            self.hash.update(&output);
        }
        Ok(output)
    }

    fn finish(&mut self) -> Result<Vec<u8>, Refusal> {
        self.hash.align();
        let mut lengths = [0; 16];
        lengths[..8].copy_from_slice(&(self.aad_length * 8).to_be_bytes());
        lengths[8..].copy_from_slice(&(self.data_length * 8).to_be_bytes());
        self.hash.update(&lengths);
        let mut tag = self.hash.result();
        super::key::mix(&mut tag, &self.mask);
        if self.encrypt {
            self.tag = Some(tag[..self.tag_length].to_vec());
            return Ok(Vec::new());
        }
        match &self.tag {
            Some(expected) if expected.len() <= 16 && same(expected, &tag[..expected.len()]) => {
                Ok(Vec::new())
            }
            _ => Err(Refusal::Unauthentic),
        }
    }

    fn set_aad(&mut self, data: &[u8], _: Option<usize>) {
        self.aad_length += data.len() as u64;
        self.hash.update(data);
    }

    fn set_tag(&mut self, tag: Vec<u8>) {
        self.tag = Some(tag);
    }

    fn tag(&self) -> Option<&[u8]> {
        self.tag.as_deref()
    }
}

/// GHASH over pieces of any length.
struct Authenticator {
    hash: GHash,
    rest: [u8; 16],
    filled: usize,
}

impl Authenticator {
    fn new(hash: GHash) -> Authenticator {
        Authenticator { hash, rest: [0; 16], filled: 0 }
    }

    fn update(&mut self, mut data: &[u8]) {
        if self.filled > 0 {
            let count = data.len().min(16 - self.filled);
            self.rest[self.filled..self.filled + count].copy_from_slice(&data[..count]);
            self.filled += count;
            data = &data[count..];
            if self.filled < 16 {
                return;
            }
            self.hash.update(&[self.rest.into()]);
            self.filled = 0;
        }
        let (blocks, rest) = ghash::Block::slice_as_chunks(data);
        self.hash.update(blocks);
        self.rest[..rest.len()].copy_from_slice(rest);
        self.filled = rest.len();
    }

    /// Fills the last block with zeros.
    fn align(&mut self) {
        if self.filled > 0 {
            self.rest[self.filled..].fill(0);
            self.hash.update(&[self.rest.into()]);
            self.filled = 0;
        }
    }

    fn result(&self) -> [u8; 16] {
        self.hash.clone().finalize().into()
    }
}
