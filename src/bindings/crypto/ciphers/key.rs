//! Block ciphers, as the modes use them: many blocks at a time, so that what is chosen at run time
//! is chosen once for all of them.

use super::catalogue::Family;
use aes::cipher::array::Array;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use des::{TdesEde2, TdesEde3};

/// A key, expanded.
pub trait BlockKey: Send {
    /// Bytes of a block.
    fn block(&self) -> usize;
    /// Encrypts whole blocks in place, each for itself.
    fn encrypt(&self, blocks: &mut [u8]);
    /// Decrypts whole blocks in place, each for itself.
    fn decrypt(&self, blocks: &mut [u8]);
}

impl<C: BlockCipherEncrypt + BlockCipherDecrypt + Send> BlockKey for C {
    fn block(&self) -> usize {
        C::block_size()
    }

    fn encrypt(&self, blocks: &mut [u8]) {
        self.encrypt_blocks(Array::slice_as_chunks_mut(blocks).0);
    }

    fn decrypt(&self, blocks: &mut [u8]) {
        self.decrypt_blocks(Array::slice_as_chunks_mut(blocks).0);
    }
}

/// The key of this family; `None` when it has another length.
pub fn open(family: Family, key: &[u8]) -> Option<Box<dyn BlockKey>> {
    Some(match (family, key.len()) {
        (Family::Aes, 16) => Box::new(Aes128::new_from_slice(key).ok()?),
        (Family::Aes, 24) => Box::new(Aes192::new_from_slice(key).ok()?),
        (Family::Aes, 32) => Box::new(Aes256::new_from_slice(key).ok()?),
        (Family::TripleDes, 16) => Box::new(TdesEde2::new_from_slice(key).ok()?),
        (Family::TripleDes, 24) => Box::new(TdesEde3::new_from_slice(key).ok()?),
        _ => return None,
    })
}

/// `target` xor `mask`, as far as both go.
pub fn mix(target: &mut [u8], mask: &[u8]) {
    for (byte, mask) in target.iter_mut().zip(mask) {
        *byte ^= mask;
    }
}
