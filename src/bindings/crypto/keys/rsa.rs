//! RSA: the operation itself is the crate's; here is what is put around messages and hashes
//! (RFC 8017), with hashes that are chosen at run time.

use super::super::algorithms::{self, Algorithm};
use super::der;
use ctutils::CtEq;
use rsa::hazmat::{rsa_decrypt_and_check, rsa_encrypt};
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PrivateKey as RsaPrivateKey, PublicKey as RsaPublicKey};

/// How a message or a hash is put in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    Pkcs1,
    None,
    Oaep,
    Pss,
}

impl Padding {
    /// OpenSSL's number.
    pub fn numbered(number: u32) -> Option<Padding> {
        Some(match number {
            1 => Padding::Pkcs1,
            3 => Padding::None,
            4 => Padding::Oaep,
            6 => Padding::Pss,
            _ => return None,
        })
    }
}

/// What went wrong; JavaScript has OpenSSL's words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    TooLarge,
    WrongLength,
    OaepDecoding,
    KeyTooSmall,
    BadPadding,
    SaltLength,
    Operation,
}

impl Refusal {
    /// The name that JavaScript knows.
    pub fn name(self) -> &'static str {
        match self {
            Refusal::TooLarge => "too large",
            Refusal::WrongLength => "wrong length",
            Refusal::OaepDecoding => "oaep decoding",
            Refusal::KeyTooSmall => "key too small",
            Refusal::BadPadding => "bad padding",
            Refusal::SaltLength => "salt length",
            Refusal::Operation => "operation",
        }
    }
}

type Outcome = Result<Vec<u8>, Refusal>;

/// Bytes of a block.
pub fn size(key: &impl PublicKeyParts) -> usize {
    key.n().bit_width_vartime().div_ceil(8) as usize
}

fn number(key: &impl PublicKeyParts, block: &[u8]) -> Result<BoxedUint, Refusal> {
    BoxedUint::from_be_slice(block, key.n_bits_precision()).map_err(|_| Refusal::TooLarge)
}

fn bytes(number: &BoxedUint, size: usize) -> Outcome {
    let bytes = number.to_be_bytes();
    let bytes = der::trimmed(&bytes);
    let zeros = size.checked_sub(bytes.len()).ok_or(Refusal::Operation)?;
    let mut output = vec![0; zeros];
    output.extend_from_slice(bytes);
    Ok(output)
}

/// The operation with the public half.
pub fn public_operation(key: &RsaPublicKey, block: &[u8]) -> Outcome {
    let block = number(key, block)?;
    if block >= **key.n() {
        return Err(Refusal::TooLarge);
    }
    bytes(&rsa_encrypt(key, &block).map_err(|_| Refusal::Operation)?, size(key))
}

/// The operation with the private half, blinded.
pub fn private_operation(key: &RsaPrivateKey, block: &[u8]) -> Outcome {
    let block = number(key, block)?;
    if block >= **key.n() {
        return Err(Refusal::TooLarge);
    }
    let opened =
        rsa_decrypt_and_check(key, Some(&mut rsa::rand_core::UnwrapErr(getrandom::SysRng)), &block);
    bytes(&opened.map_err(|_| Refusal::Operation)?, size(key))
}

fn random(bytes: &mut [u8]) -> Result<(), Refusal> {
    getrandom::fill(bytes).map_err(|_| Refusal::Operation)
}

// ----- PKCS#1 version 1.5 -----

/// Hashes, with their object identifiers as signatures name them.
const HASH_IDENTIFIERS: [(&str, &[u8]); 13] = [
    ("md5", &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05]),
    ("sha1", &[0x2b, 0x0e, 0x03, 0x02, 0x1a]),
    ("ripemd160", &[0x2b, 0x24, 0x03, 0x02, 0x01]),
    ("sha256", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]),
    ("sha384", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]),
    ("sha512", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03]),
    ("sha224", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04]),
    ("sha512-224", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x05]),
    ("sha512-256", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x06]),
    ("sha3-224", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x07]),
    ("sha3-256", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x08]),
    ("sha3-384", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x09]),
    ("sha3-512", &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x0a]),
];

/// The identifier of a hash of any name; `None` for those that have none here.
pub fn hash_identifier(name: &str) -> Option<&'static [u8]> {
    let algorithm = hash_named(name)?;
    HASH_IDENTIFIERS.iter().find(|(known, _)| algorithm.is(known)).map(|(_, bytes)| *bytes)
}

/// The usual name of the hash of this identifier.
pub fn hash_identified(identifier: &[u8]) -> Option<&'static str> {
    HASH_IDENTIFIERS.iter().find(|(_, known)| *known == identifier).map(|(name, _)| *name)
}

/// The hash with its name, as it is signed.
fn named_hash(algorithm: &Algorithm, hash: &[u8]) -> Outcome {
    if algorithm.is("md5-sha1") {
        return Ok(hash.to_vec());
    }
    let identifier = hash_identifier(algorithm.names()[0]).ok_or(Refusal::BadPadding)?;
    let identifier = der::identifier(identifier);
    let null = der::element(der::NULL, &[]);
    Ok(der::sequence(&[
        &der::sequence(&[&identifier, &null]),
        &der::element(der::OCTET_STRING, &[hash]),
    ]))
}

/// A block for signing: filled with ones.
pub fn pad_signed(content: &[u8], size: usize) -> Outcome {
    let filling = size.checked_sub(content.len() + 3).filter(|filling| *filling >= 8);
    let filling = filling.ok_or(Refusal::TooLarge)?;
    let mut block = vec![0, 1];
    block.resize(2 + filling, 0xff);
    block.push(0);
    block.extend_from_slice(content);
    Ok(block)
}

/// What is in a block for signing.
pub fn unpad_signed(block: &[u8]) -> Outcome {
    let rest = block.strip_prefix(&[0, 1]).ok_or(Refusal::BadPadding)?;
    let filling = rest.iter().take_while(|byte| **byte == 0xff).count();
    match rest.get(filling) {
        Some(0) if filling >= 8 => Ok(rest[filling + 1..].to_vec()),
        _ => Err(Refusal::BadPadding),
    }
}

fn pad_encrypted(message: &[u8], size: usize) -> Outcome {
    let filling = size.checked_sub(message.len() + 3).filter(|filling| *filling >= 8);
    let filling = filling.ok_or(Refusal::TooLarge)?;
    let mut block = vec![0; filling + 2];
    block[1] = 2;
    random(&mut block[2..])?;
    for byte in &mut block[2..] {
        while *byte == 0 {
            random(std::slice::from_mut(byte))?;
        }
    }
    block.push(0);
    block.extend_from_slice(message);
    Ok(block)
}

/// A wrong block gives a random message, as with OpenSSL: who asks with many of them learns
/// nothing about which are right.
fn unpad_encrypted(block: &[u8]) -> Outcome {
    let mut is_wrong = block[0] | (block[1] ^ 2);
    let mut end = 0;
    for (index, byte) in block.iter().enumerate().skip(2) {
        // The first zero, without a branch that depends on it.
        let is_first = u8::from(*byte == 0) & u8::from(end == 0);
        end |= usize::from(is_first) * index;
    }
    is_wrong |= u8::from(end < 10);
    if is_wrong == 0 {
        return Ok(block[end + 1..].to_vec());
    }
    let mut length = [0; 2];
    random(&mut length)?;
    let mut message = vec![0; usize::from(u16::from_be_bytes(length)) % (block.len() - 10)];
    random(&mut message)?;
    Ok(message)
}

// ----- OAEP and PSS -----

fn hash_of(algorithm: &Algorithm, parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = (algorithm.hash)();
    for part in parts {
        hash.update(part);
    }
    hash.finish(algorithm.output_length)
}

/// MGF1: mixes hashes of a counted seed into the target.
fn mask(algorithm: &Algorithm, seed: &[u8], target: &mut [u8]) {
    for (counter, piece) in target.chunks_mut(algorithm.output_length).enumerate() {
        let hash = hash_of(algorithm, &[seed, &(counter as u32).to_be_bytes()]);
        for (byte, mask) in piece.iter_mut().zip(hash) {
            *byte ^= mask;
        }
    }
}

/// The hashes of OAEP, and its label.
pub struct Oaep<'a> {
    pub hash: &'static Algorithm,
    pub mask: &'static Algorithm,
    pub label: &'a [u8],
}

fn pad_oaep(message: &[u8], size: usize, oaep: &Oaep<'_>) -> Outcome {
    let length = oaep.hash.output_length;
    let filling = size.checked_sub(message.len() + 2 * length + 2).ok_or(Refusal::TooLarge)?;
    let mut block = vec![0; 1 + length];
    random(&mut block[1..])?;
    block.extend(hash_of(oaep.hash, &[oaep.label]));
    block.resize(block.len() + filling, 0);
    block.push(1);
    block.extend_from_slice(message);
    let (seed, data) = block[1..].split_at_mut(length);
    mask(oaep.mask, seed, data);
    mask(oaep.mask, data, seed);
    Ok(block)
}

fn unpad_oaep(mut block: Vec<u8>, oaep: &Oaep<'_>) -> Outcome {
    let length = oaep.hash.output_length;
    if block.len() < 2 * length + 2 {
        return Err(Refusal::OaepDecoding);
    }
    let first = block[0];
    let (seed, data) = block[1..].split_at_mut(length);
    mask(oaep.mask, data, seed);
    mask(oaep.mask, seed, data);
    let (label, rest) = data.split_at(length);
    let mut is_wrong = first | u8::from(!label.ct_eq(&hash_of(oaep.hash, &[oaep.label])).to_bool());
    let zeros = rest.iter().take_while(|byte| **byte == 0).count();
    is_wrong |= u8::from(rest.get(zeros) != Some(&1));
    if is_wrong != 0 {
        return Err(Refusal::OaepDecoding);
    }
    Ok(rest[zeros + 1..].to_vec())
}

fn pad_pss(
    algorithm: &Algorithm,
    masking: &Algorithm,
    hash: &[u8],
    bits: usize,
    salt_length: usize,
) -> Outcome {
    let length = bits.div_ceil(8);
    let filling = length
        .checked_sub(algorithm.output_length + salt_length + 2)
        .ok_or(Refusal::KeyTooSmall)?;
    let mut salt = vec![0; salt_length];
    random(&mut salt)?;
    let digest = hash_of(algorithm, &[&[0; 8], hash, &salt]);
    let mut block = vec![0; filling];
    block.push(1);
    block.extend_from_slice(&salt);
    mask(masking, &digest, &mut block);
    block[0] &= 0xff >> (8 * length - bits);
    block.extend_from_slice(&digest);
    block.push(0xbc);
    Ok(block)
}

/// `salt_length` is `None` for whatever is found.
fn check_pss(
    algorithm: &Algorithm,
    masking: &Algorithm,
    hash: &[u8],
    block: &[u8],
    bits: usize,
    salt_length: Option<usize>,
) -> bool {
    let length = bits.div_ceil(8);
    let Some(block) = block.get(block.len().saturating_sub(length)..) else { return false };
    let hash_length = algorithm.output_length;
    if block.len() < hash_length + 2 || block[block.len() - 1] != 0xbc {
        return false;
    }
    let (data, rest) = block.split_at(block.len() - hash_length - 1);
    let digest = &rest[..hash_length];
    if data[0] & !(0xff >> (8 * length - bits)) as u8 != 0 {
        return false;
    }
    let mut data = data.to_vec();
    mask(masking, digest, &mut data);
    data[0] &= (0xff >> (8 * length - bits)) as u8;
    let zeros = data.iter().take_while(|byte| **byte == 0).count();
    if data.get(zeros) != Some(&1) {
        return false;
    }
    let salt = &data[zeros + 1..];
    if salt_length.is_some_and(|expected| expected != salt.len()) {
        return false;
    }
    hash_of(algorithm, &[&[0; 8], hash, salt]) == digest
}

// ----- signing and encrypting -----

/// How to sign.
pub struct Signing {
    pub padding: Padding,
    pub hash: &'static Algorithm,
    pub mask: &'static Algorithm,
    /// As OpenSSL has it: -1 is the hash's, -2 the longest, or whatever is found.
    pub salt_length: i32,
}

/// The signature of a hash.
///
/// # Errors
/// When the hash does not fit.
pub fn sign(key: &RsaPrivateKey, signing: &Signing, hash: &[u8]) -> Outcome {
    let size = size(key);
    let bits = key.n().bit_width_vartime() as usize - 1;
    let block = match signing.padding {
        Padding::Pkcs1 => {
            pad_signed(&named_hash(signing.hash, hash)?, size).map_err(|_| Refusal::KeyTooSmall)?
        }
        Padding::Pss => {
            let length = signing.hash.output_length;
            let salt_length = match signing.salt_length {
                -1 => length,
                -2 => bits.div_ceil(8).checked_sub(length + 2).ok_or(Refusal::KeyTooSmall)?,
                salt_length => usize::try_from(salt_length).map_err(|_| Refusal::SaltLength)?,
            };
            let block = pad_pss(signing.hash, signing.mask, hash, bits, salt_length)?;
            [vec![0; size - block.len()], block].concat()
        }
        Padding::None | Padding::Oaep => return Err(Refusal::BadPadding),
    };
    private_operation(key, &block)
}

/// Whether the signature is that of the hash.
pub fn verify(key: &RsaPublicKey, signing: &Signing, hash: &[u8], signature: &[u8]) -> bool {
    if signature.len() != size(key) {
        return false;
    }
    let Ok(block) = public_operation(key, signature) else { return false };
    match signing.padding {
        Padding::Pkcs1 => {
            let expected =
                named_hash(signing.hash, hash).and_then(|named| pad_signed(&named, block.len()));
            expected.is_ok_and(|expected| expected == block)
        }
        Padding::Pss => {
            let bits = key.n().bit_width_vartime() as usize - 1;
            let salt_length = match signing.salt_length {
                -1 => Some(signing.hash.output_length),
                other => usize::try_from(other).ok(),
            };
            check_pss(signing.hash, signing.mask, hash, &block, bits, salt_length)
        }
        Padding::None | Padding::Oaep => false,
    }
}

/// Encrypts for the owner of the private half.
///
/// # Errors
/// When the message does not fit.
pub fn encrypt(key: &RsaPublicKey, padding: Padding, oaep: &Oaep<'_>, message: &[u8]) -> Outcome {
    let size = size(key);
    let block = match padding {
        Padding::Pkcs1 => pad_encrypted(message, size)?,
        Padding::Oaep => pad_oaep(message, size, oaep)?,
        Padding::None if message.len() == size => message.to_vec(),
        Padding::None => return Err(Refusal::WrongLength),
        Padding::Pss => return Err(Refusal::BadPadding),
    };
    public_operation(key, &block)
}

/// Decrypts with the private half.
///
/// # Errors
/// When the message was not encrypted so.
pub fn decrypt(key: &RsaPrivateKey, padding: Padding, oaep: &Oaep<'_>, message: &[u8]) -> Outcome {
    if message.len() != size(key) {
        return Err(Refusal::WrongLength);
    }
    let block = private_operation(key, message)?;
    match padding {
        Padding::Pkcs1 => unpad_encrypted(&block),
        Padding::Oaep => unpad_oaep(block, oaep),
        Padding::None => Ok(block),
        Padding::Pss => Err(Refusal::BadPadding),
    }
}

/// The algorithm of that name, in OpenSSL's or Web Crypto's spelling.
pub fn hash_named(name: &str) -> Option<&'static Algorithm> {
    algorithms::named(name).filter(|algorithm| algorithm.keyed.is_some())
}
