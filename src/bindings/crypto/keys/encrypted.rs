//! PEM, and private keys under a passphrase: PKCS#8's way (PBES2 of RFC 8018), and the older one of
//! headers within PEM.

use super::super::algorithms;
use super::super::ciphers;
use super::der::{self, Reader};
use super::formats::Unreadable;
use crate::bindings::buffer::base64;

// ----- PEM -----

/// A block between two marks.
pub struct Block {
    pub label: String,
    pub content: Vec<u8>,
    /// `DEK-Info`: the cipher and its vector.
    encryption: Option<(String, Vec<u8>)>,
}

/// The blocks of a text.
pub fn blocks(text: &[u8]) -> Vec<Block> {
    let text = String::from_utf8_lossy(text);
    let mut blocks = Vec::new();
    let mut rest = &*text;
    while let Some(start) = rest.find("-----BEGIN ") {
        rest = &rest[start + 11..];
        let Some((label, body)) = rest.split_once("-----") else { break };
        let end = format!("-----END {label}-----");
        let Some((body, after)) = body.split_once(&*end) else { continue };
        rest = after;
        let mut encryption = None;
        let mut content = String::new();
        for line in body.lines().map(str::trim) {
            if let Some(info) = line.strip_prefix("DEK-Info:") {
                encryption = info
                    .trim()
                    .split_once(',')
                    .and_then(|(cipher, vector)| Some((cipher.to_ascii_lowercase(), hex(vector)?)));
            } else if !line.contains(':') {
                content.push_str(line);
            }
        }
        let Ok(content) = base64::decode_forgiving(content.as_bytes()) else { continue };
        blocks.push(Block { label: label.to_owned(), content, encryption });
    }
    blocks
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim().as_bytes();
    let digit = |digit: u8| (digit as char).to_digit(16);
    let pairs = digits.chunks(2);
    pairs.map(|pair| Some((digit(pair[0])? * 16 + digit(*pair.get(1)?)?) as u8)).collect()
}

impl Block {
    /// The content, decrypted if headers say that it is encrypted.
    ///
    /// # Errors
    /// When there is no passphrase, or a wrong one.
    pub fn open(&self, passphrase: Option<&[u8]>) -> Result<Vec<u8>, Unreadable> {
        let Some((cipher, vector)) = &self.encryption else { return Ok(self.content.clone()) };
        let passphrase = passphrase.ok_or(Unreadable::PassphraseMissing)?;
        let length = key_length(cipher).ok_or(Unreadable::Unsupported)?;
        let salt = vector.get(..8).ok_or(Unreadable::Unsupported)?;
        let key = old_key(passphrase, salt, length).ok_or(Unreadable::Unsupported)?;
        run(cipher, false, &key, vector, &self.content).ok_or(Unreadable::BadDecrypt)
    }
}

fn key_length(cipher: &str) -> Option<usize> {
    Some(match cipher {
        "aes-128-cbc" => 16,
        "aes-192-cbc" | "des-ede3-cbc" => 24,
        "aes-256-cbc" => 32,
        _ => return None,
    })
}

/// A key of MD5s of the passphrase.
fn old_key(passphrase: &[u8], salt: &[u8], length: usize) -> Option<Vec<u8>> {
    let md5 = algorithms::named("md5")?;
    let mut key = Vec::new();
    let mut last = Vec::new();
    while key.len() < length {
        let mut hash = (md5.hash)();
        hash.update(&last);
        hash.update(passphrase);
        hash.update(salt);
        last = hash.finish(16);
        key.extend_from_slice(&last);
    }
    key.truncate(length);
    Some(key)
}

fn run(cipher: &str, encrypt: bool, key: &[u8], vector: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    if vector.len() != if cipher.starts_with("des") { 8 } else { 16 } {
        return None;
    }
    let mut cipher = ciphers::open(cipher, encrypt, key, vector, 0).ok()?;
    let mut output = cipher.update(data).ok()?;
    output.extend(cipher.finish().ok()?);
    Some(output)
}

/// With headers, for PEM: the content and the vector.
///
/// # Errors
/// When the system gives no random bytes; `None` when the cipher is none for this.
pub fn encrypt_old(cipher: &str, passphrase: &[u8], data: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut vector = vec![0; if cipher.starts_with("des") { 8 } else { 16 }];
    getrandom::fill(&mut vector).ok()?;
    let key = old_key(passphrase, &vector[..8], key_length(cipher)?)?;
    Some((run(cipher, true, &key, &vector, data)?, vector))
}

// ----- PKCS#8 -----

const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];
const SCRYPT: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b];
/// In front of the numbers of HMACs.
const HMAC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02];
const HMACS: [(u8, &str); 5] =
    [(7, "sha1"), (8, "sha224"), (9, "sha256"), (10, "sha384"), (11, "sha512")];
const CIPHERS: [(&[u8], &str); 4] = [
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x02], "aes-128-cbc"),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x16], "aes-192-cbc"),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a], "aes-256-cbc"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x07], "des-ede3-cbc"),
];
/// What OpenSSL uses; a file that asks for more than the last is not waited for.
const ITERATIONS: u32 = 2048;
const MOST_ITERATIONS: u32 = 100_000_000;

/// Whether this is a key under a passphrase.
pub fn is_encrypted(bytes: &[u8]) -> bool {
    let inside = || -> Option<bool> {
        let mut info = Reader::new(bytes).sequence()?;
        info.sequence()?.expect(der::OBJECT_IDENTIFIER)?;
        Some(info.expect(der::OCTET_STRING).is_some())
    };
    inside() == Some(true)
}

fn small(reader: &mut Reader<'_>) -> Option<u32> {
    let bytes = reader.integer()?;
    (bytes.len() <= 4).then(|| bytes.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

/// The key within; `None` when it cannot be had with this passphrase.
pub fn decrypt(bytes: &[u8], passphrase: &[u8]) -> Option<Vec<u8>> {
    let mut info = Reader::new(bytes).sequence()?;
    let mut algorithm = info.sequence()?;
    let content = info.expect(der::OCTET_STRING)?;
    if algorithm.expect(der::OBJECT_IDENTIFIER)? != PBES2 {
        return None;
    }
    let mut parameters = algorithm.sequence()?;
    let (mut derivation, mut encryption) = (parameters.sequence()?, parameters.sequence()?);
    let identifier = encryption.expect(der::OBJECT_IDENTIFIER)?;
    let (_, cipher) = CIPHERS.iter().find(|(known, _)| *known == identifier)?;
    let vector = encryption.expect(der::OCTET_STRING)?;
    let mut key = vec![0; key_length(cipher)?];
    let kind = derivation.expect(der::OBJECT_IDENTIFIER)?;
    let mut derivation = derivation.sequence()?;
    let salt = derivation.expect(der::OCTET_STRING)?;
    if kind == PBKDF2 {
        let iterations = small(&mut derivation)?;
        derivation.integer();
        let hash = match derivation.sequence() {
            None => "sha1",
            Some(mut hash) => {
                let number = hash.expect(der::OBJECT_IDENTIFIER)?.strip_prefix(HMAC)?;
                HMACS.iter().find(|(known, _)| [*known] == *number)?.1
            }
        };
        if !(1..=MOST_ITERATIONS).contains(&iterations) {
            return None;
        }
        let keyed = algorithms::named(hash)?.keyed.as_ref()?;
        (keyed.pbkdf2)(passphrase, salt, iterations, &mut key);
    } else if kind == SCRYPT {
        let (n, r, p) = (small(&mut derivation)?, small(&mut derivation)?, small(&mut derivation)?);
        let is_small =
            u64::from(n) * u64::from(r) <= 1 << 21 && u64::from(r) * u64::from(p) <= 1 << 20;
        if !n.is_power_of_two() || !is_small {
            return None;
        }
        let parameters = scrypt::Params::new(n.trailing_zeros() as u8, r, p).ok()?;
        scrypt::scrypt(passphrase, salt, &parameters, &mut key).ok()?;
    } else {
        return None;
    }
    run(cipher, false, &key, vector, content)
}

/// A PKCS#8 key under a passphrase; `None` when the cipher is none for this.
pub fn encrypt(cipher: &str, passphrase: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let (identifier, cipher) =
        CIPHERS.iter().find(|(_, name)| name.eq_ignore_ascii_case(cipher))?;
    let mut salt = [0; 16];
    let mut vector = vec![0; if cipher.starts_with("des") { 8 } else { 16 }];
    getrandom::fill(&mut salt).ok()?;
    getrandom::fill(&mut vector).ok()?;
    let mut key = vec![0; key_length(cipher)?];
    let keyed = algorithms::named("sha256")?.keyed.as_ref()?;
    (keyed.pbkdf2)(passphrase, &salt, ITERATIONS, &mut key);
    let content = run(cipher, true, &key, &vector, data)?;
    let octets = |bytes: &[u8]| der::element(der::OCTET_STRING, &[bytes]);
    let hmac = der::element(der::OBJECT_IDENTIFIER, &[HMAC, &[9]]);
    let derivation = der::sequence(&[
        &octets(&salt),
        &der::integer(&ITERATIONS.to_be_bytes()),
        &der::sequence(&[&hmac, &der::element(der::NULL, &[])]),
    ]);
    let parameters = der::sequence(&[
        &der::sequence(&[&der::identifier(PBKDF2), &derivation]),
        &der::sequence(&[&der::identifier(identifier), &octets(&vector)]),
    ]);
    let algorithm = der::sequence(&[&der::identifier(PBES2), &parameters]);
    Some(der::sequence(&[&algorithm, &octets(&content)]))
}
