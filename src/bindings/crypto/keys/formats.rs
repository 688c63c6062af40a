//! Keys as they are written down: PKCS#8, SPKI, PKCS#1, SEC 1 and certificates, in DER and PEM.
//!
//! Neighbours: `encrypted.rs` (with a passphrase).

use super::curves::{self, Curve};
use super::der::{self, Reader};
use super::encrypted;
use super::{Key, Material};
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BoxedUint, PrivateKey as RsaPrivateKey, PublicKey as RsaPublicKey};

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
const X25519: &[u8] = &[0x2b, 0x65, 0x6e];

/// Why a key cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing that is known.
    Unsupported,
    /// It is encrypted, and there is no passphrase.
    PassphraseMissing,
    /// The passphrase is wrong.
    BadDecrypt,
}

/// How the bytes are structured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Structure {
    Pkcs1,
    Pkcs8,
    Spki,
    Sec1,
}

impl Structure {
    /// By the name in options.
    pub fn named(name: &str) -> Option<Structure> {
        Some(match name {
            "pkcs1" => Structure::Pkcs1,
            "pkcs8" => Structure::Pkcs8,
            "spki" => Structure::Spki,
            "sec1" => Structure::Sec1,
            _ => return None,
        })
    }
}

// ----- reading -----

/// A private key in DER; without a structure named, whichever fits.
///
/// # Errors
/// When it is none.
pub fn private_der(
    bytes: &[u8],
    structure: Option<Structure>,
    passphrase: Option<&[u8]>,
) -> Result<Key, Unreadable> {
    let key = match structure {
        Some(Structure::Pkcs1) => rsa_private(bytes, None),
        Some(Structure::Sec1) => ec_private(bytes, None),
        Some(Structure::Pkcs8) | None => pkcs8(bytes),
        Some(Structure::Spki) => None,
    };
    if let Some(key) = key {
        return Ok(key);
    }
    if encrypted::is_encrypted(bytes) && structure != Some(Structure::Pkcs1) {
        let passphrase = passphrase.ok_or(Unreadable::PassphraseMissing)?;
        let plain = encrypted::decrypt(bytes, passphrase).ok_or(Unreadable::BadDecrypt)?;
        return pkcs8(&plain).ok_or(Unreadable::BadDecrypt);
    }
    if structure.is_none() {
        return rsa_private(bytes, None)
            .or_else(|| ec_private(bytes, None))
            .ok_or(Unreadable::Unsupported);
    }
    Err(Unreadable::Unsupported)
}

/// A private key in PEM.
///
/// # Errors
/// When there is none in it.
pub fn private_pem(text: &[u8], passphrase: Option<&[u8]>) -> Result<Key, Unreadable> {
    for block in encrypted::blocks(text) {
        let structure = match &*block.label {
            "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" => Structure::Pkcs8,
            "RSA PRIVATE KEY" => Structure::Pkcs1,
            "EC PRIVATE KEY" => Structure::Sec1,
            _ => continue,
        };
        let content = block.open(passphrase)?;
        return private_der(&content, Some(structure), passphrase);
    }
    Err(Unreadable::Unsupported)
}

/// The public half in DER; without a structure named, whichever fits.
///
/// # Errors
/// When it is none.
pub fn public_der(bytes: &[u8], structure: Option<Structure>) -> Result<Key, Unreadable> {
    let key = match structure {
        Some(Structure::Pkcs1) => rsa_public(bytes, None),
        Some(Structure::Spki) => spki(bytes),
        None => spki(bytes).or_else(|| rsa_public(bytes, None)).or_else(|| certificate(bytes)),
        Some(_) => None,
    };
    key.ok_or(Unreadable::Unsupported)
}

/// The public half in PEM: that of a public key, of a certificate, or of a private key.
///
/// # Errors
/// When there is none in it.
pub fn public_pem(text: &[u8], passphrase: Option<&[u8]>) -> Result<Key, Unreadable> {
    for block in encrypted::blocks(text) {
        let key = match &*block.label {
            "PUBLIC KEY" => spki(&block.content),
            "RSA PUBLIC KEY" => rsa_public(&block.content, None),
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => {
                certificate(&block.content)
            }
            _ => continue,
        };
        return key.ok_or(Unreadable::Unsupported);
    }
    private_pem(text, passphrase).map(|key| key.public())
}

fn pkcs8(bytes: &[u8]) -> Option<Key> {
    let mut info = Reader::new(bytes).sequence()?;
    info.integer()?;
    let mut algorithm = info.sequence()?;
    let content = info.expect(der::OCTET_STRING)?;
    match algorithm.expect(der::OBJECT_IDENTIFIER)? {
        RSA => rsa_private(content, None),
        RSA_PSS => rsa_private(content, Some(rest(algorithm))),
        EC => {
            let curve = curves::identified(algorithm.expect(der::OBJECT_IDENTIFIER)?)?;
            ec_private(content, Some(curve))
        }
        ED25519 => Some(Material::Ed25519(seed(content)?).into()),
        X25519 => Some(Material::X25519(seed(content)?).into()),
        _ => None,
    }
}

fn rest(mut reader: Reader<'_>) -> Vec<u8> {
    reader.next().map_or_else(Vec::new, |(tag, content)| der::element(tag, &[content]))
}

fn seed(content: &[u8]) -> Option<[u8; 32]> {
    Reader::new(content).expect(der::OCTET_STRING)?.try_into().ok()
}

fn spki(bytes: &[u8]) -> Option<Key> {
    spki_of(Reader::new(bytes).sequence()?)
}

fn spki_of(mut info: Reader<'_>) -> Option<Key> {
    let mut algorithm = info.sequence()?;
    let content = info.bits()?;
    match algorithm.expect(der::OBJECT_IDENTIFIER)? {
        RSA => rsa_public(content, None),
        RSA_PSS => rsa_public(content, Some(rest(algorithm))),
        EC => {
            let curve = curves::identified(algorithm.expect(der::OBJECT_IDENTIFIER)?)?;
            ec_public(curve, content)
        }
        ED25519 => Some(Material::Ed25519Public(content.try_into().ok()?).into()),
        X25519 => Some(Material::X25519Public(content.try_into().ok()?).into()),
        _ => None,
    }
}

/// The public key that a certificate is about.
fn certificate(bytes: &[u8]) -> Option<Key> {
    let mut content = Reader::new(bytes).sequence()?.sequence()?;
    // The version, which old ones do not have.
    if content.peek() == Some(0xa0) {
        content.next()?;
    }
    // Serial number, signature, issuer, validity, subject.
    for _ in 0..5 {
        content.next()?;
    }
    spki_of(content.sequence()?)
}

/// The public half of RSA.
pub fn rsa_from_numbers(n: &[u8], e: &[u8]) -> Option<RsaPublicKey> {
    let (n, e) = (der::trimmed(n), der::trimmed(e));
    let is_odd = n.last().is_some_and(|last| last & 1 == 1);
    if !is_odd || e.is_empty() || n.len() > 2048 || e.len() > n.len() {
        return None;
    }
    let (n, e) = (BoxedUint::from_be_slice_vartime(n), BoxedUint::from_be_slice_vartime(e));
    Some(RsaPublicKey::new_unchecked(n, e))
}

/// Both halves of RSA, of modulus, public exponent, private exponent and two primes.
pub fn rsa_private_from_numbers(numbers: [&[u8]; 5]) -> Option<RsaPrivateKey> {
    if numbers.iter().any(|number| number.len() > 2048) {
        return None;
    }
    let [n, e, d, p, q] = numbers.map(BoxedUint::from_be_slice_vartime);
    RsaPrivateKey::from_components_with_large_exponent(n, e, d, vec![p, q]).ok()
}

fn rsa_public(bytes: &[u8], pss: Option<Vec<u8>>) -> Option<Key> {
    let mut numbers = Reader::new(bytes).sequence()?;
    let (n, e) = (numbers.integer()?, numbers.integer()?);
    let material = Material::RsaPublic(Box::new(rsa_from_numbers(n, e)?));
    Some(Key { material, pss })
}

fn rsa_private(bytes: &[u8], pss: Option<Vec<u8>>) -> Option<Key> {
    let mut numbers = Reader::new(bytes).sequence()?;
    numbers.integer()?;
    let mut next = || numbers.integer();
    let numbers = [next()?, next()?, next()?, next()?, next()?];
    let material = Material::Rsa(Box::new(rsa_private_from_numbers(numbers)?));
    Some(Key { material, pss })
}

fn ec_private(bytes: &[u8], curve: Option<&'static Curve>) -> Option<Key> {
    let mut content = Reader::new(bytes).sequence()?;
    content.integer()?;
    let number = content.expect(der::OCTET_STRING)?;
    let named = content.expect(0xa0).and_then(|parameters| {
        curves::identified(Reader::new(parameters).expect(der::OBJECT_IDENTIFIER)?)
    });
    ec_from_number(curve.or(named)?, number)
}

/// The key of a private number on a curve.
pub fn ec_from_number(curve: &'static Curve, number: &[u8]) -> Option<Key> {
    let private = curve.private(number)?;
    let point = (curve.public)(&private)?;
    Some(Material::Ec { curve, private, point }.into())
}

/// The key of a point on a curve.
pub fn ec_public(curve: &'static Curve, point: &[u8]) -> Option<Key> {
    Some(Material::EcPublic { curve, point: (curve.point)(point, false)? }.into())
}

// ----- PSS -----

const MGF1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];

/// What a key for PSS is limited to: hash, hash of the mask, and length of the salt.
pub struct PssLimits {
    pub hash: &'static str,
    pub mask: &'static str,
    pub salt_length: u32,
}

/// The limits that are written down; `None` when there are none, or they are not understood.
pub fn pss_limits(parameters: &[u8]) -> Option<PssLimits> {
    let mut parameters = Reader::new(parameters).sequence()?;
    let hash_in = |content: &[u8]| {
        let mut algorithm = Reader::new(content).sequence()?;
        super::rsa::hash_identified(algorithm.expect(der::OBJECT_IDENTIFIER)?)
    };
    let hash = parameters.expect(0xa0).map_or(Some("sha1"), hash_in)?;
    let mask = parameters.expect(0xa1).map_or(Some("sha1"), |content| {
        let mut algorithm = Reader::new(content).sequence()?;
        algorithm.expect(der::OBJECT_IDENTIFIER)?;
        super::rsa::hash_identified(algorithm.sequence()?.expect(der::OBJECT_IDENTIFIER)?)
    })?;
    let salt_length = parameters.expect(0xa2).map_or(Some(20), |content| {
        let bytes = Reader::new(content).integer()?;
        (bytes.len() <= 3).then(|| bytes.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
    })?;
    Some(PssLimits { hash, mask, salt_length })
}

/// The limits as they are written down; `None` when a hash has no name there.
pub fn write_pss_limits(hash: &str, mask: &str, salt_length: u32) -> Option<Vec<u8>> {
    let algorithm = |name| {
        let null = der::element(der::NULL, &[]);
        Some(der::sequence(&[&der::identifier(super::rsa::hash_identifier(name)?), &null]))
    };
    let mask = der::sequence(&[&der::identifier(MGF1), &algorithm(mask)?]);
    Some(der::sequence(&[
        &der::element(0xa0, &[&algorithm(hash)?]),
        &der::element(0xa1, &[&mask]),
        &der::element(0xa2, &[&der::integer(&salt_length.to_be_bytes())]),
    ]))
}

// ----- writing -----

/// The key in this structure; `None` when it has none such.
pub fn write(key: &Key, structure: Structure) -> Option<Vec<u8>> {
    match structure {
        Structure::Pkcs1 => match &key.material {
            Material::Rsa(key) => Some(write_rsa_private(key)),
            Material::RsaPublic(key) => Some(write_rsa_public(&**key)),
            _ => None,
        },
        Structure::Sec1 => match &key.material {
            Material::Ec { curve, private, point } => {
                Some(write_ec_private(private, point, Some(curve)))
            }
            _ => None,
        },
        Structure::Spki => write_spki(&key.public()),
        Structure::Pkcs8 => write_pkcs8(key),
    }
}

fn algorithm(key: &Key) -> Vec<u8> {
    let null = der::element(der::NULL, &[]);
    match (&key.material, &key.pss) {
        (Material::Rsa(_) | Material::RsaPublic(_), Some(parameters)) => {
            der::sequence(&[&der::identifier(RSA_PSS), parameters])
        }
        (Material::Rsa(_) | Material::RsaPublic(_), None) => {
            der::sequence(&[&der::identifier(RSA), &null])
        }
        (Material::Ec { curve, .. } | Material::EcPublic { curve, .. }, _) => {
            der::sequence(&[&der::identifier(EC), &der::identifier(curve.identifier)])
        }
        (Material::Ed25519(_) | Material::Ed25519Public(_), _) => {
            der::sequence(&[&der::identifier(ED25519)])
        }
        (Material::X25519(_) | Material::X25519Public(_), _) => {
            der::sequence(&[&der::identifier(X25519)])
        }
    }
}

fn write_spki(key: &Key) -> Option<Vec<u8>> {
    let content = match &key.material {
        Material::RsaPublic(key) => write_rsa_public(&**key),
        Material::EcPublic { point, .. } => point.clone(),
        Material::Ed25519Public(bytes) | Material::X25519Public(bytes) => bytes.to_vec(),
        _ => return None,
    };
    Some(der::sequence(&[&algorithm(key), &der::bits(&content)]))
}

fn write_pkcs8(key: &Key) -> Option<Vec<u8>> {
    let content = match &key.material {
        Material::Rsa(key) => write_rsa_private(key),
        Material::Ec { private, point, .. } => write_ec_private(private, point, None),
        Material::Ed25519(seed) | Material::X25519(seed) => {
            der::element(der::OCTET_STRING, &[&seed[..]])
        }
        _ => return None,
    };
    let content = der::element(der::OCTET_STRING, &[&content]);
    Some(der::sequence(&[&der::integer(&[0]), &algorithm(key), &content]))
}

fn write_rsa_public(key: &impl PublicKeyParts) -> Vec<u8> {
    der::sequence(&[&der::integer(&key.n_bytes()), &der::integer(&key.e_bytes())])
}

/// Modulus, both exponents, two primes, exponents for them, and the coefficient.
pub fn rsa_numbers(key: &RsaPrivateKey) -> [Vec<u8>; 8] {
    let plain = |number: &BoxedUint| der::trimmed(&number.to_be_bytes()).to_vec();
    let optional = |number: Option<&BoxedUint>| number.map_or_else(Vec::new, plain);
    let primes = key.primes();
    [
        der::trimmed(&key.n_bytes()).to_vec(),
        der::trimmed(&key.e_bytes()).to_vec(),
        plain(key.d()),
        optional(primes.first().map(|prime| prime.as_ref())),
        optional(primes.get(1).map(|prime| prime.as_ref())),
        optional(key.dp()),
        optional(key.dq()),
        optional(key.crt_coefficient().as_ref()),
    ]
}

fn write_rsa_private(key: &RsaPrivateKey) -> Vec<u8> {
    let numbers = rsa_numbers(key).map(|number| der::integer(&number));
    let version = der::integer(&[0]);
    let mut parts: Vec<&[u8]> = vec![&version];
    parts.extend(numbers.iter().map(Vec::as_slice));
    der::sequence(&parts)
}

fn write_ec_private(private: &[u8], point: &[u8], curve: Option<&Curve>) -> Vec<u8> {
    let curve = curve
        .map_or_else(Vec::new, |curve| der::element(0xa0, &[&der::identifier(curve.identifier)]));
    der::sequence(&[
        &der::integer(&[1]),
        &der::element(der::OCTET_STRING, &[private]),
        &curve,
        &der::element(0xa1, &[&der::bits(point)]),
    ])
}
