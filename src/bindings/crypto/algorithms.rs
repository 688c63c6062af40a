//! The hash algorithms: what they are called, and a computation under way.
//!
//! Names are those OpenSSL gives them, in any case, as Node's users write them; object identifiers
//! are understood but not listed.

use hmac::digest::block_api::EagerHash;
use hmac::digest::{FixedOutput, Update};
use hmac::{Hmac, KeyInit};
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};

/// A hash, or a keyed one, that takes bytes until it is finished.
pub trait Computation {
    /// Takes the next bytes.
    fn update(&mut self, bytes: &[u8]);
    /// The result for all bytes so far.
    fn finish(self: Box<Self>) -> Vec<u8>;
    /// A second one that has taken the same bytes.
    fn duplicate(&self) -> Box<dyn Computation>;
}

impl<T: Update + FixedOutput + Clone + 'static> Computation for T {
    fn update(&mut self, bytes: &[u8]) {
        Update::update(self, bytes);
    }

    fn finish(self: Box<Self>) -> Vec<u8> {
        self.finalize_fixed().to_vec()
    }

    fn duplicate(&self) -> Box<dyn Computation> {
        Box::new(self.clone())
    }
}

/// One algorithm.
pub struct Algorithm {
    names: &'static [&'static str],
    object_identifiers: &'static [&'static str],
    pub output_length: usize,
    /// Begins a hash.
    pub hash: fn() -> Box<dyn Computation>,
    /// Begins a hash with a key.
    pub hmac: fn(&[u8]) -> Box<dyn Computation>,
}

impl Algorithm {
    const fn new<D>(
        names: &'static [&'static str],
        object_identifiers: &'static [&'static str],
        output_length: usize,
    ) -> Algorithm
    where
        D: Default + Update + FixedOutput + Clone + EagerHash + 'static,
        Hmac<D>: KeyInit + Update + FixedOutput + Clone + 'static,
    {
        Algorithm {
            names,
            object_identifiers,
            output_length,
            hash: || Box::new(D::default()),
            hmac: |key| Box::new(keyed::<D>(key)),
        }
    }
}

fn keyed<D: EagerHash>(key: &[u8]) -> Hmac<D>
where
    Hmac<D>: KeyInit,
{
    Hmac::new_from_slice(key).expect("HMAC is defined for keys of every length")
}

static ALGORITHMS: [Algorithm; 8] = [
    Algorithm::new::<Md5>(
        &["RSA-MD5", "md5", "md5WithRSAEncryption", "ssl3-md5"],
        &["1.2.840.113549.2.5"],
        16,
    ),
    Algorithm::new::<Sha1>(
        &["RSA-SHA1", "RSA-SHA1-2", "sha-1", "sha1", "sha1WithRSAEncryption", "ssl3-sha1"],
        &["1.3.14.3.2.26"],
        20,
    ),
    Algorithm::new::<Sha224>(
        &["RSA-SHA224", "sha-224", "sha2-224", "sha224", "sha224WithRSAEncryption"],
        &["2.16.840.1.101.3.4.2.4"],
        28,
    ),
    Algorithm::new::<Sha256>(
        &["RSA-SHA256", "sha-256", "sha2-256", "sha256", "sha256WithRSAEncryption"],
        &["2.16.840.1.101.3.4.2.1"],
        32,
    ),
    Algorithm::new::<Sha384>(
        &["RSA-SHA384", "sha-384", "sha2-384", "sha384", "sha384WithRSAEncryption"],
        &["2.16.840.1.101.3.4.2.2"],
        48,
    ),
    Algorithm::new::<Sha512>(
        &["RSA-SHA512", "sha-512", "sha2-512", "sha512", "sha512WithRSAEncryption"],
        &["2.16.840.1.101.3.4.2.3"],
        64,
    ),
    Algorithm::new::<Sha512_224>(
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
    Algorithm::new::<Sha512_256>(
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
];

/// The algorithm of that name.
pub fn named(name: &str) -> Option<&'static Algorithm> {
    ALGORITHMS.iter().find(|algorithm| {
        algorithm.names.iter().any(|known| known.eq_ignore_ascii_case(name))
            || algorithm.object_identifiers.contains(&name)
    })
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
            assert_eq!((algorithm.hash)().finish().len(), algorithm.output_length);
            assert_eq!((algorithm.hmac)(b"key").finish().len(), algorithm.output_length);
        }
        assert!(named("").is_none());
        assert!(named("sha").is_none());
    }

    #[test]
    fn a_duplicate_goes_its_own_way() {
        for algorithm in &ALGORITHMS {
            for begin in [(algorithm.hash)(), (algorithm.hmac)(&[7; 300])] {
                let mut first = begin;
                first.update(b"shared");
                let mut second = first.duplicate();
                let mut third = second.duplicate();
                second.update(b" and more");
                third.update(b" and ");
                third.update(b"more");
                let (first, second) = (first.finish(), second.finish());
                assert_ne!(first, second);
                assert_eq!(second, third.finish());
            }
        }
    }
}
