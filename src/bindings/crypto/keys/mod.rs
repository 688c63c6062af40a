//! Keys of two halves: RSA, the curves of ECDSA and ECDH, Ed25519 and X25519.
//!
//! ```text
//! der.rs         the elements that keys and signatures are made of
//! formats.rs     keys as they are written down
//! encrypted.rs   PEM, and keys under a passphrase
//! rsa.rs         RSA: what is put around messages and hashes
//! curves.rs      elliptic curves
//! handles.rs     keys as JavaScript holds them: reading, writing, making
//! signing.rs     signing, verifying, encrypting, agreeing on secrets
//! ```

mod curves;
mod der;
mod encrypted;
mod formats;
mod handles;
mod rsa;
mod signing;

use ::rsa::{PrivateKey as RsaPrivateKey, PublicKey as RsaPublicKey};
use curves::Curve;
use napi_derive::{Object, Result};

/// Defines the functions of keys.
pub fn define(exports: Object<'_>) -> Result<()> {
    handles::define(exports)?;
    signing::define(exports)
}

/// A key.
#[derive(Clone)]
pub struct Key {
    material: Material,
    /// For RSA keys that are for PSS only: the parameters, as written down.
    pss: Option<Vec<u8>>,
}

/// What a key is made of.
#[derive(Clone)]
enum Material {
    Rsa(Box<RsaPrivateKey>),
    RsaPublic(Box<RsaPublicKey>),
    Ec { curve: &'static Curve, private: Vec<u8>, point: Vec<u8> },
    EcPublic { curve: &'static Curve, point: Vec<u8> },
    Ed25519([u8; 32]),
    Ed25519Public([u8; 32]),
    X25519([u8; 32]),
    X25519Public([u8; 32]),
}

impl From<Material> for Key {
    fn from(material: Material) -> Key {
        Key { material, pss: None }
    }
}

impl Key {
    /// The public half.
    fn public(&self) -> Key {
        let material = match &self.material {
            Material::Rsa(key) => Material::RsaPublic(Box::new(key.to_public_key())),
            Material::Ec { curve, point, .. } => Material::EcPublic { curve, point: point.clone() },
            Material::Ed25519(seed) => {
                let key = ed25519_dalek::SigningKey::from_bytes(seed);
                Material::Ed25519Public(key.verifying_key().to_bytes())
            }
            Material::X25519(seed) => Material::X25519Public(x25519_dalek::x25519(
                *seed,
                x25519_dalek::X25519_BASEPOINT_BYTES,
            )),
            public => public.clone(),
        };
        Key { material, pss: self.pss.clone() }
    }
}
