//! The elliptic curves of ECDSA and ECDH, as tables of functions over bytes: private numbers and
//! points in SEC 1's notation.

/// A curve.
pub struct Curve {
    /// OpenSSL's name.
    pub name: &'static str,
    /// Other names; the first is JWK's.
    pub aliases: &'static [&'static str],
    /// Its object identifier, encoded.
    pub identifier: &'static [u8],
    /// Bytes of a coordinate and of a private number.
    pub size: usize,
    /// The point (uncompressed) of a private number; `None` when the number is out of range.
    pub public: fn(&[u8]) -> Option<Vec<u8>>,
    /// The point, compressed or not; `None` when it is not on the curve.
    pub point: fn(&[u8], bool) -> Option<Vec<u8>>,
    /// `r` and `s` for a private number and the hash of a message.
    pub sign: fn(&[u8], &[u8]) -> Option<Vec<u8>>,
    /// Whether `r` and `s` belong to a point and the hash of a message.
    pub verify: fn(&[u8], &[u8], &[u8]) -> bool,
    /// The secret of a private number and another's point.
    pub secret: fn(&[u8], &[u8]) -> Option<Vec<u8>>,
}

/// The same functions over the same types of another crate.
macro_rules! functions_of {
    ($module:ident) => {
        mod $module {
            use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
            use $module::ecdsa::{Signature, SigningKey, VerifyingKey};
            use $module::elliptic_curve::sec1::ToSec1Point;
            use $module::{PublicKey, SecretKey};

            pub fn public(private: &[u8]) -> Option<Vec<u8>> {
                let key = SecretKey::from_slice(private).ok()?.public_key();
                Some(key.as_affine().to_sec1_point(false).as_bytes().to_vec())
            }

            pub fn point(point: &[u8], compress: bool) -> Option<Vec<u8>> {
                let key = PublicKey::from_sec1_bytes(point).ok()?;
                Some(key.as_affine().to_sec1_point(compress).as_bytes().to_vec())
            }

            pub fn sign(private: &[u8], hash: &[u8]) -> Option<Vec<u8>> {
                let key = SigningKey::from_slice(private).ok()?;
                let signature: Signature = key.sign_prehash(hash).ok()?;
                Some(signature.to_bytes().to_vec())
            }

            pub fn verify(point: &[u8], hash: &[u8], signature: &[u8]) -> bool {
                let Ok(key) = VerifyingKey::from_sec1_bytes(point) else { return false };
                // One of two signatures that are as good as each other is what some curves want.
                let signature = Signature::from_slice(signature).map(|it| it.normalize_s());
                signature.is_ok_and(|signature| key.verify_prehash(hash, &signature).is_ok())
            }

            pub fn secret(private: &[u8], point: &[u8]) -> Option<Vec<u8>> {
                let private = SecretKey::from_slice(private).ok()?;
                let public = PublicKey::from_sec1_bytes(point).ok()?;
                let secret =
                    $module::ecdh::diffie_hellman(private.to_nonzero_scalar(), public.as_affine());
                Some(secret.raw_secret_bytes().to_vec())
            }
        }
    };
}

functions_of!(p256);
functions_of!(p384);
functions_of!(p521);
functions_of!(k256);

static CURVES: [Curve; 4] = [
    Curve {
        name: "prime256v1",
        aliases: &["P-256", "secp256r1"],
        identifier: &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        size: 32,
        public: p256::public,
        point: p256::point,
        sign: p256::sign,
        verify: p256::verify,
        secret: p256::secret,
    },
    Curve {
        name: "secp384r1",
        aliases: &["P-384"],
        identifier: &[0x2b, 0x81, 0x04, 0x00, 0x22],
        size: 48,
        public: p384::public,
        point: p384::point,
        sign: p384::sign,
        verify: p384::verify,
        secret: p384::secret,
    },
    Curve {
        name: "secp521r1",
        aliases: &["P-521"],
        identifier: &[0x2b, 0x81, 0x04, 0x00, 0x23],
        size: 66,
        public: p521::public,
        point: p521::point,
        sign: p521::sign,
        verify: p521::verify,
        secret: p521::secret,
    },
    Curve {
        name: "secp256k1",
        aliases: &["secp256k1"],
        identifier: &[0x2b, 0x81, 0x04, 0x00, 0x0a],
        size: 32,
        public: k256::public,
        point: k256::point,
        sign: k256::sign,
        verify: k256::verify,
        secret: k256::secret,
    },
];

/// The curve of that name.
pub fn named(name: &str) -> Option<&'static Curve> {
    CURVES.iter().find(|curve| curve.name == name || curve.aliases.contains(&name))
}

/// The curve of that object identifier.
pub fn identified(identifier: &[u8]) -> Option<&'static Curve> {
    CURVES.iter().find(|curve| curve.identifier == identifier)
}

/// OpenSSL's names.
pub fn names() -> Vec<&'static str> {
    CURVES.iter().map(|curve| curve.name).collect()
}

impl Curve {
    /// A private number, with zeros in front if it is short.
    pub fn private(&self, number: &[u8]) -> Option<Vec<u8>> {
        let number = super::der::trimmed(number);
        let zeros = self.size.checked_sub(number.len())?;
        let mut private = vec![0; zeros];
        private.extend_from_slice(number);
        Some(private)
    }

    /// A private number from the operating system.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn generate(&self) -> Result<Vec<u8>, getrandom::Error> {
        loop {
            let mut private = vec![0; self.size];
            getrandom::fill(&mut private)?;
            if self.size == 66 {
                // 521 bits: the others are never set.
                private[0] &= 1;
            }
            if (self.public)(&private).is_some() {
                return Ok(private);
            }
        }
    }
}
