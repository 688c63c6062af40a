//! CCM: counters encrypt, a CBC-MAC authenticates (NIST SP 800-38C). The whole message comes at
//! once, since its length goes in front of everything.

use super::key::{BlockKey, mix};
use super::stream::KeyStream;
use super::{Cipher, Refusal, same};

/// CCM, either way.
pub struct Ccm {
    stream: KeyStream,
    nonce: Vec<u8>,
    aad: Vec<u8>,
    plaintext_length: Option<usize>,
    encrypt: bool,
    tag_length: usize,
    tag: Option<Vec<u8>>,
    /// What became of the message; `None` while there was none.
    outcome: Option<Result<(), Refusal>>,
}

impl Ccm {
    /// With a nonce of 7 to 13 bytes.
    pub fn new(key: Box<dyn BlockKey>, nonce: &[u8], encrypt: bool, tag_length: usize) -> Ccm {
        let mut counter = [0; 16];
        let counting = 15 - nonce.len();
        counter[0] = counting as u8 - 1;
        counter[1..=nonce.len()].copy_from_slice(nonce);
        Ccm {
            stream: KeyStream::new(key, counter, counting as u32),
            nonce: nonce.to_vec(),
            aad: Vec::new(),
            plaintext_length: None,
            encrypt,
            tag_length,
            tag: None,
            outcome: None,
        }
    }

    fn authenticate(&self, plaintext: &[u8]) -> [u8; 16] {
        let mut mac = [0; 16];
        let counting = 15 - self.nonce.len();
        mac[0] = (u8::from(!self.aad.is_empty()) << 6)
            | (((self.tag_length - 2) / 2) as u8) << 3
            | (counting as u8 - 1);
        mac[1..=self.nonce.len()].copy_from_slice(&self.nonce);
        let length = (plaintext.len() as u64).to_be_bytes();
        for (byte, length) in mac.iter_mut().rev().zip(length.iter().rev()).take(counting) {
            *byte = *length;
        }
        self.stream.encrypt_block(&mut mac);
        if !self.aad.is_empty() {
            let length = self.aad.len();
            let mut data = match u16::try_from(length) {
                Ok(short) if short < 0xff00 => short.to_be_bytes().to_vec(),
                _ => [&[0xff, 0xfe][..], &(length as u32).to_be_bytes()].concat(),
            };
            data.extend_from_slice(&self.aad);
            self.chain(&mut mac, &data);
        }
        self.chain(&mut mac, plaintext);
        mac
    }

    /// Blocks, the last one filled with zeros.
    fn chain(&self, mac: &mut [u8; 16], data: &[u8]) {
        for block in data.chunks(16) {
            mix(mac, block);
            self.stream.encrypt_block(mac);
        }
    }

    fn run(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let mut mask = [0; 16];
        self.stream.apply(&mut mask);
        let mut output = data.to_vec();
        self.stream.apply(&mut output);
        let mut tag = self.authenticate(if self.encrypt { data } else { &output });
        mix(&mut tag, &mask);
        if self.encrypt {
            self.tag = Some(tag[..self.tag_length].to_vec());
            return Ok(output);
        }
        match &self.tag {
            Some(expected) if same(expected, &tag[..self.tag_length]) => Ok(output),
            _ => Err(Refusal::Unauthentic),
        }
    }
}

impl Cipher for Ccm {
    fn update(&mut self, data: &[u8]) -> Result<Vec<u8>, Refusal> {
        let other_length = self.plaintext_length.is_some_and(|length| length != data.len());
        if self.outcome.is_some() || other_length {
            return Err(Refusal::UnsupportedData);
        }
        let result = self.run(data);
        self.outcome = Some(result.as_ref().map(drop).map_err(|refusal| *refusal));
        // What is not authentic shows at the end, and nothing of it before.
        Ok(result.unwrap_or_default())
    }

    fn finish(&mut self) -> Result<Vec<u8>, Refusal> {
        if self.outcome.is_none() {
            if !self.encrypt {
                return Err(Refusal::Unauthentic);
            }
            self.update(&[])?;
        }
        self.outcome.unwrap_or(Ok(())).map(|()| Vec::new())
    }

    fn set_aad(&mut self, data: &[u8], plaintext_length: Option<usize>) {
        self.aad.extend_from_slice(data);
        self.plaintext_length = plaintext_length;
    }

    fn set_tag(&mut self, tag: Vec<u8>) {
        self.tag = Some(tag);
    }

    fn tag(&self) -> Option<&[u8]> {
        self.tag.as_deref()
    }
}
