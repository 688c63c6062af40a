//! Signing, verifying, encrypting and agreeing on secrets, as JavaScript calls them.
//!
//! What cannot be done is told by a name, for which JavaScript has OpenSSL's words.

use super::der::{self, Reader};
use super::handles::key;
use super::rsa::{self, Oaep, Padding, Refusal, Signing};
use super::{Key, Material};
use ed25519_dalek::Signer;
use napi_derive::{BytesView, CallContext, Object, Result, Value};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_function("signHash", sign_hash)?;
    exports.define_function("verifyHash", verify_hash)?;
    exports.define_function("signMessage", sign_message)?;
    exports.define_function("verifyMessage", verify_message)?;
    exports.define_function("rsaCrypt", rsa_crypt)?;
    exports.define_function("agree", agree)
}

fn bytes(cx: CallContext<'_>, index: usize) -> Result<Vec<u8>> {
    cx.arg::<BytesView<'_>>(index)?.to_vec()
}

fn answer(
    cx: CallContext<'_>,
    outcome: std::result::Result<Vec<u8>, Refusal>,
) -> Result<Value<'_>> {
    match outcome {
        Ok(bytes) => cx.env().buffer(bytes).map(Into::into),
        Err(refusal) => cx.env().string(refusal.name()).map(Into::into),
    }
}

/// `padding, saltLength, mask` at these places, for a hash.
fn signing(cx: CallContext<'_>, hash: &str, index: usize) -> Result<Option<Signing>> {
    let Some(padding) = Padding::numbered(cx.arg(index)?) else { return Ok(None) };
    let salt_length = cx.arg(index + 1)?;
    let mask = cx.arg::<Option<String>>(index + 2)?;
    let algorithms = (rsa::hash_named(hash), rsa::hash_named(mask.as_deref().unwrap_or(hash)));
    let (Some(hash), Some(mask)) = algorithms else { return Ok(None) };
    Ok(Some(Signing { padding, hash, mask, salt_length }))
}

/// `r` and `s` as DER has them.
fn signature_to_der(signature: &[u8]) -> Vec<u8> {
    let (r, s) = signature.split_at(signature.len() / 2);
    der::sequence(&[&der::integer(r), &der::integer(s)])
}

/// `r` and `s`, each as long as a number of the curve.
fn signature_from_der(bytes: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut outer = Reader::new(bytes);
    let mut numbers = outer.sequence()?;
    let mut signature = Vec::with_capacity(2 * size);
    for _ in 0..2 {
        let number = numbers.integer()?;
        signature.resize(signature.len() + size.checked_sub(number.len())?, 0);
        signature.extend_from_slice(number);
    }
    (numbers.is_empty() && outer.is_empty()).then_some(signature)
}

/// `signHash(key, hash's name, hash, plain, padding, saltLength, mask)`; `plain`: `r` and `s` of a
/// curve one after the other, not as DER.
fn sign_hash(cx: CallContext<'_>) -> Result<Value<'_>> {
    let (name, hash): (String, _) = (cx.arg(1)?, bytes(cx, 2)?);
    let key = key(cx, 0)?;
    let outcome = match &key.material {
        Material::Rsa(key) => match signing(cx, &name, 4)? {
            Some(signing) => rsa::sign(key, &signing, &hash),
            None => Err(Refusal::BadPadding),
        },
        Material::Ec { curve, private, .. } => {
            let plain = cx.arg(3)?;
            (curve.sign)(private, &hash)
                .ok_or(Refusal::Operation)
                .map(|signature| if plain { signature } else { signature_to_der(&signature) })
        }
        _ => Err(Refusal::Operation),
    };
    answer(cx, outcome)
}

/// `verifyHash(key, hash's name, hash, signature, plain, padding, saltLength, mask)`.
fn verify_hash(cx: CallContext<'_>) -> Result<bool> {
    let (name, hash, signature): (String, _, _) = (cx.arg(1)?, bytes(cx, 2)?, bytes(cx, 3)?);
    let key = key(cx, 0)?.public();
    Ok(match &key.material {
        Material::RsaPublic(key) => signing(cx, &name, 5)?
            .is_some_and(|signing| rsa::verify(key, &signing, &hash, &signature)),
        Material::EcPublic { curve, point } => {
            let signature = if cx.arg(4)? {
                Some(signature)
            } else {
                signature_from_der(&signature, curve.size)
            };
            signature.is_some_and(|signature| {
                signature.len() == 2 * curve.size && (curve.verify)(point, &hash, &signature)
            })
        }
        _ => false,
    })
}

/// `signMessage(key, message)`: Ed25519; undefined for other keys.
fn sign_message(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let message = bytes(cx, 1)?;
    let Material::Ed25519(seed) = &key(cx, 0)?.material else { return Ok(None) };
    let signature = ed25519_dalek::SigningKey::from_bytes(seed).sign(&message);
    cx.env().buffer(signature.to_bytes().to_vec()).map(|buffer| Some(buffer.into()))
}

/// `verifyMessage(key, message, signature)`: Ed25519; undefined for other keys.
fn verify_message(cx: CallContext<'_>) -> Result<Option<bool>> {
    let (message, signature) = (bytes(cx, 1)?, bytes(cx, 2)?);
    let Material::Ed25519Public(public) = key(cx, 0)?.public().material else { return Ok(None) };
    let key = ed25519_dalek::VerifyingKey::from_bytes(&public);
    let signature = ed25519_dalek::Signature::from_slice(&signature);
    Ok(Some(match (key, signature) {
        (Ok(key), Ok(signature)) => {
            ed25519_dalek::Verifier::verify(&key, &message, &signature).is_ok()
        }
        _ => false,
    }))
}

/// `rsaCrypt(operation, key, data, padding, oaepHash, mask, label)`; the operation is
/// `publicEncrypt`, `privateDecrypt`, `privateEncrypt` or `publicDecrypt`.
fn rsa_crypt(cx: CallContext<'_>) -> Result<Value<'_>> {
    let operation: String = cx.arg(0)?;
    let data = bytes(cx, 2)?;
    let label = match cx.value(6)? {
        label if label.is_nullish() => Vec::new(),
        label => label.to::<BytesView<'_>>()?.to_vec()?,
    };
    let hash = cx.arg::<Option<String>>(4)?.unwrap_or_else(|| "sha1".to_owned());
    let mask = cx.arg::<Option<String>>(5)?;
    let hashes = (rsa::hash_named(&hash), rsa::hash_named(mask.as_deref().unwrap_or(&hash)));
    let (Some(padding), (Some(hash), Some(mask))) = (Padding::numbered(cx.arg(3)?), hashes) else {
        return answer(cx, Err(Refusal::BadPadding));
    };
    let oaep = Oaep { hash, mask, label: &label };
    let key = key(cx, 1)?;
    answer(cx, crypt(&operation, &key, padding, &oaep, &data))
}

fn crypt(
    operation: &str,
    key: &Key,
    padding: Padding,
    oaep: &Oaep<'_>,
    data: &[u8],
) -> std::result::Result<Vec<u8>, Refusal> {
    let public = key.public();
    match (operation, &key.material, &public.material) {
        ("publicEncrypt", _, Material::RsaPublic(key)) => rsa::encrypt(key, padding, oaep, data),
        ("privateDecrypt", Material::Rsa(key), _) => rsa::decrypt(key, padding, oaep, data),
        ("privateEncrypt", Material::Rsa(key), _) => match padding {
            Padding::Pkcs1 => {
                rsa::private_operation(key, &rsa::pad_signed(data, rsa::size(&**key))?)
            }
            Padding::None if data.len() == rsa::size(&**key) => rsa::private_operation(key, data),
            Padding::None => Err(Refusal::WrongLength),
            _ => Err(Refusal::BadPadding),
        },
        ("publicDecrypt", _, Material::RsaPublic(key)) => match padding {
            _ if data.len() != rsa::size(&**key) => Err(Refusal::WrongLength),
            Padding::Pkcs1 => rsa::unpad_signed(&rsa::public_operation(key, data)?),
            Padding::None => rsa::public_operation(key, data),
            _ => Err(Refusal::BadPadding),
        },
        _ => Err(Refusal::Operation),
    }
}

/// `agree(private key, public key)`: the secret of both; undefined when they are of different
/// kinds, or when there is none.
fn agree(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (private, public) = (key(cx, 0)?, key(cx, 1)?.public());
    let secret = match (&private.material, &public.material) {
        (Material::Ec { curve, private, .. }, Material::EcPublic { curve: other, point })
            if curve.name == other.name =>
        {
            (curve.secret)(private, point)
        }
        (Material::X25519(private), Material::X25519Public(public)) => {
            let secret = x25519_dalek::x25519(*private, *public);
            // A public key that was chosen so that the secret is known.
            (secret != [0; 32]).then(|| secret.to_vec())
        }
        _ => None,
    };
    secret.map(|secret| cx.env().buffer(secret).map(Into::into)).transpose()
}
