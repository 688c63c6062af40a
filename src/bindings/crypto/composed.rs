//! Hashes that OpenSSL makes of others: SHA-256 cut off, and MD5 with SHA-1 behind it, as old
//! versions of TLS sign.

use hmac::digest::common::BlockSizeUser;
use hmac::digest::consts::{U24, U36, U64};
use hmac::digest::{FixedOutput, HashMarker, Output, OutputSizeUser, Update};
use md5::Md5;
use sha1::Sha1;
use sha2::Sha256;

/// The first 192 bits of SHA-256.
#[derive(Clone, Default)]
pub struct Sha256Of192(Sha256);

impl Update for Sha256Of192 {
    fn update(&mut self, data: &[u8]) {
        Update::update(&mut self.0, data);
    }
}

impl OutputSizeUser for Sha256Of192 {
    type OutputSize = U24;
}

impl BlockSizeUser for Sha256Of192 {
    type BlockSize = U64;
}

impl FixedOutput for Sha256Of192 {
    fn finalize_into(self, out: &mut Output<Self>) {
        let whole = self.0.finalize_fixed();
        out.copy_from_slice(&whole[..24]);
    }
}

impl HashMarker for Sha256Of192 {}

/// MD5 and SHA-1 of the same bytes, one after the other.
#[derive(Clone, Default)]
pub struct Md5Sha1(Md5, Sha1);

impl Update for Md5Sha1 {
    fn update(&mut self, data: &[u8]) {
        Update::update(&mut self.0, data);
        Update::update(&mut self.1, data);
    }
}

impl OutputSizeUser for Md5Sha1 {
    type OutputSize = U36;
}

impl BlockSizeUser for Md5Sha1 {
    type BlockSize = U64;
}

impl FixedOutput for Md5Sha1 {
    fn finalize_into(self, out: &mut Output<Self>) {
        out[..16].copy_from_slice(&self.0.finalize_fixed());
        out[16..].copy_from_slice(&self.1.finalize_fixed());
    }
}

impl HashMarker for Md5Sha1 {}
