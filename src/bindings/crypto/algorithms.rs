//! The hash algorithms: what they are called, and a computation under way.
//!
//! Names are those OpenSSL gives them, in any case, as Node's users write them; object identifiers
//! are understood but not listed.
//!
//! Neighbours: `composed.rs` (hashes made of others).

use super::composed::{Md5Sha1, Sha256Of192};
use blake2::{Blake2b512, Blake2s256};
use hmac::digest::{ExtendableOutput, FixedOutput, Update, XofReader};
use hmac::{Hmac, KeyInit, SimpleHmac};
use md5::Md5;
use ripemd::Ripemd160;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use sha3::{Keccak224, Keccak256, Keccak384, Keccak512, Sha3_224, Sha3_256, Sha3_384, Sha3_512};
use shake::{Shake128, Shake256};
use sm3::Sm3;

/// A hash, or a keyed one, that takes bytes until it is finished.
pub trait Computation: Send {
    /// Takes the next bytes.
    fn update(&mut self, bytes: &[u8]);
    /// The result for all bytes so far, of this length where it can be chosen.
    fn finish(self: Box<Self>, length: usize) -> Vec<u8>;
    /// A second one that has taken the same bytes.
    fn duplicate(&self) -> Box<dyn Computation>;
}

impl<T: Update + FixedOutput + Clone + Send + 'static> Computation for T {
    fn update(&mut self, bytes: &[u8]) {
        Update::update(self, bytes);
    }

    fn finish(self: Box<Self>, _: usize) -> Vec<u8> {
        self.finalize_fixed().to_vec()
    }

    fn duplicate(&self) -> Box<dyn Computation> {
        Box::new(self.clone())
    }
}

/// A hash as long as one wants.
#[derive(Clone, Default)]
struct Extendable<T>(T);

impl<T: Update + ExtendableOutput + Clone + Send + 'static> Computation for Extendable<T> {
    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(self: Box<Self>, length: usize) -> Vec<u8> {
        let mut output = vec![0; length];
        self.0.finalize_xof().read(&mut output);
        output
    }

    fn duplicate(&self) -> Box<dyn Computation> {
        Box::new(self.clone())
    }
}

type Derivation = fn(password: &[u8], salt: &[u8], iterations: u32, output: &mut [u8]);

/// One algorithm.
pub struct Algorithm {
    names: &'static [&'static str],
    object_identifiers: &'static [&'static str],
    /// Bytes of a result; where it can be chosen, of one that is not.
    pub output_length: usize,
    /// Begins a hash.
    pub hash: fn() -> Box<dyn Computation>,
    /// What it is with a key; `None` for those whose length can be chosen.
    pub keyed: Option<Keyed>,
}

/// An algorithm with a key.
pub struct Keyed {
    /// Begins a hash with a key.
    pub hmac: fn(&[u8]) -> Box<dyn Computation>,
    /// PBKDF2 with it.
    pub pbkdf2: Derivation,
}

impl Algorithm {
    /// What it is called.
    pub fn names(&self) -> &'static [&'static str] {
        self.names
    }

    /// Whether this is one of its names.
    pub fn is(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    const fn new<D, M>(
        names: &'static [&'static str],
        object_identifiers: &'static [&'static str],
        output_length: usize,
    ) -> Algorithm
    where
        D: Default + Update + FixedOutput + Clone + Send + 'static,
        M: KeyInit + Update + FixedOutput + Clone + Send + Sync + 'static,
    {
        Algorithm {
            names,
            object_identifiers,
            output_length,
            hash: || Box::new(D::default()),
            keyed: Some(Keyed { hmac: |key| Box::new(keyed::<M>(key)), pbkdf2: pbkdf2::<M> }),
        }
    }

    const fn extendable<D>(
        names: &'static [&'static str],
        object_identifiers: &'static [&'static str],
        output_length: usize,
    ) -> Algorithm
    where
        D: Default + Update + ExtendableOutput + Clone + Send + 'static,
    {
        Algorithm {
            names,
            object_identifiers,
            output_length,
            hash: || Box::new(Extendable::<D>::default()),
            keyed: None,
        }
    }
}

fn keyed<M: KeyInit>(key: &[u8]) -> M {
    M::new_from_slice(key).expect("HMAC is defined for keys of every length")
}

fn pbkdf2<M>(password: &[u8], salt: &[u8], iterations: u32, output: &mut [u8])
where
    M: KeyInit + Update + FixedOutput + Clone + Sync,
{
    pbkdf2::pbkdf2::<M>(password, salt, iterations, output)
        .expect("HMAC is defined for keys of every length");
}

static ALGORITHMS: [Algorithm; 24] = [
    Algorithm::new::<Md5, Hmac<Md5>>(
        &["RSA-MD5", "md5", "md5WithRSAEncryption", "ssl3-md5"],
        &["1.2.840.113549.2.5"],
        16,
    ),
    Algorithm::new::<Sha1, Hmac<Sha1>>(
        &["RSA-SHA1", "RSA-SHA1-2", "sha-1", "sha1", "sha1WithRSAEncryption", "ssl3-sha1"],
        &["1.3.14.3.2.26"],
        20,
    ),
    Algorithm::new::<Sha224, Hmac<Sha224>>(
        &["RSA-SHA224", "sha-224", "sha2-224", "sha224", "sha224WithRSAEncryption"],
        &["2.16.840.1.101.3.4.2.4"],
        28,
    ),
    Algorithm::new::<Sha256, Hmac<Sha256>>(
        &["RSA-SHA256", "sha-256", "sha2-256", "sha256", "sha256WithRSAEncryption"],
        &["2.16.840.1.101.3.4.2.1"],
        32,
    ),
    Algorithm::new::<Sha384, Hmac<Sha384>>(
        &["RSA-SHA384", "sha-384", "sha2-384", "sha384", "sha384WithRSAEncryption"],
        &["2.16.840.1.101.3.4.2.2"],
        48,
    ),
    Algorithm::new::<Sha512, Hmac<Sha512>>(
        &["RSA-SHA512", "sha-512", "sha2-512", "sha512", "sha512WithRSAEncryption"],
        &["2.16.840.1.101.3.4.2.3"],
        64,
    ),
    Algorithm::new::<Sha512_224, Hmac<Sha512_224>>(
        &[
            "RSA-SHA512/224",
            "sha-512/224",
            "sha2-512/224",
            "sha512-224",
            "sha512-224WithRSAEncryption",
        ],
        &["2.16.840.1.101.3.4.2.5"],
        28,
    ),
    Algorithm::new::<Sha512_256, Hmac<Sha512_256>>(
        &[
            "RSA-SHA512/256",
            "sha-512/256",
            "sha2-512/256",
            "sha512-256",
            "sha512-256WithRSAEncryption",
        ],
        &["2.16.840.1.101.3.4.2.6"],
        32,
    ),
    Algorithm::new::<Sha256Of192, SimpleHmac<Sha256Of192>>(
        &["sha-256/192", "sha2-256/192", "sha256-192"],
        &[],
        24,
    ),
    Algorithm::new::<Md5Sha1, SimpleHmac<Md5Sha1>>(&["md5-sha1"], &[], 36),
    Algorithm::new::<Ripemd160, Hmac<Ripemd160>>(
        &["RSA-RIPEMD160", "ripemd", "ripemd-160", "ripemd160", "ripemd160WithRSA", "rmd160"],
        &["1.3.36.3.2.1"],
        20,
    ),
    Algorithm::new::<Sha3_224, SimpleHmac<Sha3_224>>(
        &["RSA-SHA3-224", "id-rsassa-pkcs1-v1_5-with-sha3-224", "sha3-224"],
        &["2.16.840.1.101.3.4.2.7"],
        28,
    ),
    Algorithm::new::<Sha3_256, SimpleHmac<Sha3_256>>(
        &["RSA-SHA3-256", "id-rsassa-pkcs1-v1_5-with-sha3-256", "sha3-256"],
        &["2.16.840.1.101.3.4.2.8"],
        32,
    ),
    Algorithm::new::<Sha3_384, SimpleHmac<Sha3_384>>(
        &["RSA-SHA3-384", "id-rsassa-pkcs1-v1_5-with-sha3-384", "sha3-384"],
        &["2.16.840.1.101.3.4.2.9"],
        48,
    ),
    Algorithm::new::<Sha3_512, SimpleHmac<Sha3_512>>(
        &["RSA-SHA3-512", "id-rsassa-pkcs1-v1_5-with-sha3-512", "sha3-512"],
        &["2.16.840.1.101.3.4.2.10"],
        64,
    ),
    Algorithm::new::<Keccak224, SimpleHmac<Keccak224>>(&["keccak-224"], &[], 28),
    Algorithm::new::<Keccak256, SimpleHmac<Keccak256>>(&["keccak-256"], &[], 32),
    Algorithm::new::<Keccak384, SimpleHmac<Keccak384>>(&["keccak-384"], &[], 48),
    Algorithm::new::<Keccak512, SimpleHmac<Keccak512>>(&["keccak-512"], &[], 64),
    Algorithm::new::<Blake2b512, SimpleHmac<Blake2b512>>(
        &["blake2b-512", "blake2b512"],
        &["1.3.6.1.4.1.1722.12.2.1.16"],
        64,
    ),
    Algorithm::new::<Blake2s256, SimpleHmac<Blake2s256>>(
        &["blake2s-256", "blake2s256"],
        &["1.3.6.1.4.1.1722.12.2.2.8"],
        32,
    ),
    Algorithm::new::<Sm3, Hmac<Sm3>>(
        &["RSA-SM3", "sm3", "sm3WithRSAEncryption"],
        &["1.2.156.10197.1.401"],
        32,
    ),
    Algorithm::extendable::<Shake128>(&["shake-128", "shake128"], &["2.16.840.1.101.3.4.2.11"], 16),
    Algorithm::extendable::<Shake256>(&["shake-256", "shake256"], &["2.16.840.1.101.3.4.2.12"], 32),
];

/// The algorithm of that name.
pub fn named(name: &str) -> Option<&'static Algorithm> {
    ALGORITHMS
        .iter()
        .find(|algorithm| algorithm.is(name) || algorithm.object_identifiers.contains(&name))
}

/// All names, sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> =
        ALGORITHMS.iter().flat_map(|algorithm| algorithm.names).copied().collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_algorithm_is_found_by_its_names_and_makes_as_many_bytes_as_it_says() {
        for algorithm in &ALGORITHMS {
            for name in algorithm.names.iter().chain(algorithm.object_identifiers) {
                for name in [name.to_string(), name.to_uppercase(), name.to_lowercase()] {
                    let found = named(&name).expect("a name of an algorithm");
                    assert!(std::ptr::eq(found, algorithm), "{name}");
                }
            }
            let length = algorithm.output_length;
            assert_eq!((algorithm.hash)().finish(length).len(), length);
            if let Some(keyed) = &algorithm.keyed {
                assert_eq!((keyed.hmac)(b"key").finish(length).len(), length);
            } else {
                assert_eq!((algorithm.hash)().finish(5).len(), 5);
            }
        }
        assert!(named("").is_none());
        assert!(named("sha").is_none());
    }

    #[test]
    fn a_duplicate_goes_its_own_way() {
        for algorithm in &ALGORITHMS {
            let keyed = algorithm.keyed.as_ref().map(|keyed| (keyed.hmac)(&[7; 300]));
            for begin in [Some((algorithm.hash)()), keyed].into_iter().flatten() {
                let mut first = begin;
                first.update(b"shared");
                let mut second = first.duplicate();
                let mut third = second.duplicate();
                second.update(b" and more");
                third.update(b" and ");
                third.update(b"more");
                let (first, second) = (first.finish(20), second.finish(20));
                assert_ne!(first, second);
                assert_eq!(second, third.finish(20));
            }
        }
    }
}
