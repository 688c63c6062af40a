//! ChaCha20 encrypts, Poly1305 authenticates (RFC 8439).

use super::{Cipher, Refusal, same};
use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher, StreamCipherSeek};
use poly1305::Poly1305;
use poly1305::universal_hash::{KeyInit, UniversalHash};

/// The construction, either way.
pub struct Aead {
    cipher: ChaCha20,
    hash: Poly1305,
    rest: Vec<u8>,
    aad_length: u64,
    data_length: u64,
    encrypt: bool,
    tag_length: usize,
    tag: Option<Vec<u8>>,
}

impl Aead {
    /// `None` when the key or the nonce has another length.
    pub fn new(key: &[u8], nonce: &[u8], encrypt: bool, tag_length: usize) -> Option<Aead> {
        let mut cipher = ChaCha20::new_from_slices(key, nonce).ok()?;
        let mut hash_key = [0; 32];
        cipher.try_apply_keystream(&mut hash_key).ok()?;
        // The rest of the first block is not used.
        cipher.try_seek(64_u64).ok()?;
        Some(Aead {
            cipher,
            hash: Poly1305::new(&hash_key.into()),
            rest: Vec::new(),
            aad_length: 0,
            data_length: 0,
            encrypt,
            tag_length,
            tag: None,
        })
    }

    fn authenticate(&mut self, mut data: &[u8]) {
        if !self.rest.is_empty() {
            let count = data.len().min(16 - self.rest.len());
            self.rest.extend_from_slice(&data[..count]);
            data = &data[count..];
            if self.rest.len() < 16 {
                return;
            }
            self.align();
        }
        let whole = data.len() - data.len() % 16;
        self.hash.update_padded(&data[..whole]);
        self.rest.extend_from_slice(&data[whole..]);
    }

    fn align(&mut self) {
        self.hash.update_padded(&self.rest);
        self.rest.clear();
    }
}

impl Cipher for Aead {
    fn update(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        if self.data_length == 0 {
            self.align();
        }
        self.data_length += data.len() as u64;
        let mut output = data.to_vec();
        if !self.encrypt {
            self.authenticate(data);
        }
        self.cipher.try_apply_keystream(&mut output).map_err(|_| Refusal::UnsupportedData)?;
        if self.encrypt {
            self.authenticate(&output);
        }
        Ok(output)
    }

    fn finish(&mut self) -> Result<Vec<u8>, Refusal> {
        self.align();
        let mut lengths = [0; 16];
        lengths[..8].copy_from_slice(&self.aad_length.to_le_bytes());
        lengths[8..].copy_from_slice(&self.data_length.to_le_bytes());
        self.hash.update_padded(&lengths);
        let tag = self.hash.clone().finalize();
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
        self.authenticate(data);
    }

    fn set_tag(&mut self, tag: Vec<u8>) {
        self.tag = Some(tag);
    }

    fn tag(&self) -> Option<&[u8]> {
        self.tag.as_deref()
    }
}
