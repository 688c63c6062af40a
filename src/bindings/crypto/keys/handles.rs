//! Keys as JavaScript holds them: reading, writing, making, taking apart.
//!
//! Neighbours: `internal/crypto/asymmetric_keys.js`.

use super::curves;
use super::encrypted;
use super::formats::{self, Structure, Unreadable};
use super::{Key, Material};
use ::rsa::traits::PublicKeyParts;
use ::rsa::{BoxedUint, PrivateKey as RsaPrivateKey};
use napi_derive::{BytesView, CallContext, Env, Error, FunctionRef, Null, Object, Result, Value};
use std::rc::Rc;

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_typed("curveNames", curves::names)?;
    exports.define_function("parsePrivateKey", parse_private)?;
    exports.define_function("parsePublicKey", parse_public)?;
    exports.define_function("publicHalf", public_half)?;
    exports.define_function("writeKey", write)?;
    exports.define_function("encryptKey", encrypt)?;
    exports.define_function("encryptKeyOld", encrypt_old)?;
    exports.define_function("keyInfo", info)?;
    exports.define_function("keyParts", parts)?;
    exports.define_function("rsaKey", rsa_key)?;
    exports.define_function("ecKey", ec_key)?;
    exports.define_function("rawKey", raw_key)?;
    exports.define_function("generateRsaKey", generate_rsa)?;
    exports.define_function("pssLimits", pss_limits)?;
    exports.define_function("generateCurveKey", generate_curve)?;
    exports.define_function("curvePoint", curve_point)?;
    exports.define_function("sameKeys", same)
}

/// The key that an argument is.
pub fn key(cx: CallContext<'_>, index: usize) -> Result<Rc<Key>> {
    cx.value(index)?.external::<Key>()
}

pub fn hold(env: Env<'_>, key: Key) -> Result<Value<'_>> {
    env.external(key)
}

fn optional(cx: CallContext<'_>, index: usize) -> Result<Option<Vec<u8>>> {
    let value = cx.value(index)?;
    if value.is_nullish() { Ok(None) } else { value.to::<BytesView<'_>>()?.to_vec().map(Some) }
}

fn structure(cx: CallContext<'_>, index: usize) -> Result<Option<Structure>> {
    Ok(cx.arg::<Option<String>>(index)?.and_then(|name| Structure::named(&name)))
}

/// The key, or the name of the reason why there is none.
fn answer(env: Env<'_>, outcome: std::result::Result<Key, Unreadable>) -> Result<Value<'_>> {
    let reason = match outcome {
        Ok(key) => return hold(env, key),
        Err(Unreadable::Unsupported) => "unsupported",
        Err(Unreadable::PassphraseMissing) => "passphrase",
        Err(Unreadable::BadDecrypt) => "bad decrypt",
    };
    env.string(reason).map(Into::into)
}

/// `parsePrivateKey(bytes, isPem, structure, passphrase)`.
fn parse_private(cx: CallContext<'_>) -> Result<Value<'_>> {
    let (structure, passphrase) = (structure(cx, 2)?, optional(cx, 3)?);
    let bytes = cx.arg::<BytesView<'_>>(0)?.to_vec()?;
    let outcome = if cx.arg(1)? {
        formats::private_pem(&bytes, passphrase.as_deref())
    } else {
        formats::private_der(&bytes, structure, passphrase.as_deref())
    };
    answer(cx.env(), outcome)
}

/// `parsePublicKey(bytes, isPem, structure, passphrase)`.
fn parse_public(cx: CallContext<'_>) -> Result<Value<'_>> {
    let (structure, passphrase) = (structure(cx, 2)?, optional(cx, 3)?);
    let bytes = cx.arg::<BytesView<'_>>(0)?.to_vec()?;
    let outcome = if cx.arg(1)? {
        formats::public_pem(&bytes, passphrase.as_deref())
    } else {
        formats::public_der(&bytes, structure).or_else(|unreadable| {
            let private = formats::private_der(&bytes, structure, passphrase.as_deref());
            private.map(|key| key.public()).map_err(|_| unreadable)
        })
    };
    answer(cx.env(), outcome)
}

/// `publicHalf(key)`.
fn public_half(cx: CallContext<'_>) -> Result<Value<'_>> {
    hold(cx.env(), key(cx, 0)?.public())
}

/// `writeKey(key, structure)`: DER; undefined when the key has none such.
fn write(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let written =
        structure(cx, 1)?.and_then(|structure| formats::write(&*key(cx, 0).ok()?, structure));
    written.map(|bytes| cx.env().buffer(bytes).map(Into::into)).transpose()
}

/// `encryptKey(cipher, passphrase, der)`: undefined when the cipher is none for this.
fn encrypt(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (passphrase, bytes) =
        (optional(cx, 1)?.unwrap_or_default(), optional(cx, 2)?.unwrap_or_default());
    let written = encrypted::encrypt(&cx.arg::<String>(0)?, &passphrase, &bytes);
    written.map(|bytes| cx.env().buffer(bytes).map(Into::into)).transpose()
}

/// `encryptKeyOld(cipher, passphrase, der)`: `[content, vector]`, for PEM with headers.
fn encrypt_old(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (passphrase, bytes) =
        (optional(cx, 1)?.unwrap_or_default(), optional(cx, 2)?.unwrap_or_default());
    let written = encrypted::encrypt_old(&cx.arg::<String>(0)?, &passphrase, &bytes);
    let Some((content, vector)) = written else { return Ok(None) };
    let array = cx.env().array()?;
    array.push(cx.env().buffer(content)?)?;
    array.push(cx.env().buffer(vector)?)?;
    Ok(Some(array.into()))
}

/// `keyInfo(key)`: `{ type, isPrivate, bits, curve, jwkCurve, hash, mask, saltLength }`, as far as
/// it has them.
fn info(cx: CallContext<'_>) -> Result<Object<'_>> {
    let key = key(cx, 0)?;
    let info = cx.env().object()?;
    let (kind, is_private) = match &key.material {
        Material::Rsa(_) => ("rsa", true),
        Material::RsaPublic(_) => ("rsa", false),
        Material::Ec { .. } => ("ec", true),
        Material::EcPublic { .. } => ("ec", false),
        Material::Ed25519(_) => ("ed25519", true),
        Material::Ed25519Public(_) => ("ed25519", false),
        Material::X25519(_) => ("x25519", true),
        Material::X25519Public(_) => ("x25519", false),
    };
    info.set("type", if key.pss.is_some() { "rsa-pss" } else { kind })?;
    info.set("isPrivate", is_private)?;
    if let Some(limits) = key.pss.as_deref().and_then(formats::pss_limits) {
        info.set("hash", limits.hash)?;
        info.set("mask", limits.mask)?;
        info.set("saltLength", limits.salt_length)?;
    }
    match &key.material {
        Material::Rsa(key) => info.set("bits", key.n().bit_width_vartime())?,
        Material::RsaPublic(key) => info.set("bits", key.n().bit_width_vartime())?,
        Material::Ec { curve, .. } | Material::EcPublic { curve, .. } => {
            info.set("curve", curve.name)?;
            info.set("jwkCurve", curve.aliases[0])?;
        }
        _ => {}
    }
    Ok(info)
}

/// `keyParts(key)`: RSA's numbers `[n, e]` or `[n, e, d, p, q, dp, dq, qi]`, a curve's
/// `[x, y]` or `[x, y, d]`, the others' `[x]` or `[x, d]`.
fn parts(cx: CallContext<'_>) -> Result<Value<'_>> {
    let key = key(cx, 0)?;
    let parts: Vec<Vec<u8>> = match &key.material {
        Material::Rsa(key) => formats::rsa_numbers(key).to_vec(),
        Material::RsaPublic(key) => vec![
            super::der::trimmed(&key.n_bytes()).to_vec(),
            super::der::trimmed(&key.e_bytes()).to_vec(),
        ],
        Material::Ec { curve, private, point } => {
            let (x, y) = point[1..].split_at(curve.size);
            vec![x.to_vec(), y.to_vec(), private.clone()]
        }
        Material::EcPublic { curve, point } => {
            let (x, y) = point[1..].split_at(curve.size);
            vec![x.to_vec(), y.to_vec()]
        }
        Material::Ed25519Public(bytes) | Material::X25519Public(bytes) => vec![bytes.to_vec()],
        Material::Ed25519(seed) | Material::X25519(seed) => match key.public().material {
            Material::Ed25519Public(bytes) | Material::X25519Public(bytes) => {
                vec![bytes.to_vec(), seed.to_vec()]
            }
            _ => Vec::new(),
        },
    };
    let array = cx.env().array()?;
    for part in parts {
        array.push(cx.env().buffer(part)?)?;
    }
    Ok(array.into())
}

/// `rsaKey(n, e, d, p, q)`: the last three are left out for a public key. Undefined when they are
/// no key.
fn rsa_key(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let number = |index| optional(cx, index).map(Option::unwrap_or_default);
    let numbers = [number(0)?, number(1)?, number(2)?, number(3)?, number(4)?];
    let material = if numbers[2].is_empty() {
        formats::rsa_from_numbers(&numbers[0], &numbers[1])
            .map(|key| Material::RsaPublic(Box::new(key)))
    } else {
        formats::rsa_private_from_numbers(numbers.each_ref().map(Vec::as_slice))
            .map(|key| Material::Rsa(Box::new(key)))
    };
    material.map(|material| hold(cx.env(), material.into())).transpose()
}

/// `ecKey(curve, point, private)`: one of the last two may be undefined. Undefined when they are no
/// key, or do not belong together.
fn ec_key(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (point, private) = (optional(cx, 1)?, optional(cx, 2)?);
    let Some(curve) = curves::named(&cx.arg::<String>(0)?) else { return Ok(None) };
    let made = match (&point, &private) {
        (Some(point), None) => formats::ec_public(curve, point),
        (point, Some(private)) => formats::ec_from_number(curve, private).filter(|key| {
            let Material::Ec { point: found, .. } = &key.material else { return false };
            point.as_ref().is_none_or(|point| (curve.point)(point, false).as_ref() == Some(found))
        }),
        (None, None) => None,
    };
    made.map(|key| hold(cx.env(), key)).transpose()
}

/// `rawKey(type, isPrivate, bytes)`: Ed25519 and X25519. Undefined when the length is wrong.
fn raw_key(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (kind, is_private): (String, bool) = (cx.arg(0)?, cx.arg(1)?);
    let Ok(bytes) = <[u8; 32]>::try_from(optional(cx, 2)?.unwrap_or_default()) else {
        return Ok(None);
    };
    let material = match (&*kind, is_private) {
        ("ed25519", true) => Material::Ed25519(bytes),
        ("ed25519", false) => Material::Ed25519Public(bytes),
        ("x25519", true) => Material::X25519(bytes),
        ("x25519", false) => Material::X25519Public(bytes),
        _ => return Ok(None),
    };
    hold(cx.env(), material.into()).map(Some)
}

/// `generateRsaKey(bits, exponent, pss, callback)`: on the pool if there is a callback. `pss` is
/// undefined, or the limits of a key for PSS as `pssLimits` writes them.
fn generate_rsa(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (bits, exponent): (u32, u32) = (cx.arg(0)?, cx.arg(1)?);
    let pss = optional(cx, 2)?;
    let work = move || {
        let mut random = ::rsa::rand_core::UnwrapErr(getrandom::SysRng);
        let exponent = BoxedUint::from(exponent);
        RsaPrivateKey::new_with_exp_unchecked(&mut random, bits as usize, exponent)
            .map(|key| Key { material: Material::Rsa(Box::new(key)), pss })
            .map_err(|error| format!("an RSA key of {bits} bits cannot be made: {error}"))
    };
    let callback = cx.value(3)?;
    if callback.is_nullish() {
        return hold(cx.env(), work().map_err(Error::new)?).map(Some);
    }
    let callback: FunctionRef = callback.to()?;
    cx.env().compute_then("crypto", work, move |env, made| {
        let callback = callback.get(env)?;
        match made? {
            Ok(key) => callback.call((Null, hold(env, key)?)),
            Err(reason) => callback.call((Error::new(reason).into_value(env)?,)),
        }
    })?;
    Ok(None)
}

/// `pssLimits(hash, mask, saltLength)`: undefined when there is no such hash.
fn pss_limits(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (hash, mask): (String, String) = (cx.arg(0)?, cx.arg(1)?);
    let written = formats::write_pss_limits(&hash, &mask, cx.arg(2)?);
    written.map(|bytes| cx.env().buffer(bytes).map(Into::into)).transpose()
}

/// `generateCurveKey(name)`: of a curve's name, `ed25519` or `x25519`; undefined for others.
fn generate_curve(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let name: String = cx.arg(0)?;
    let no_random =
        |error| Error::new(format!("the operating system gave no random bytes: {error}"));
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(no_random)?;
    let key = match &*name {
        "ed25519" => Material::Ed25519(seed).into(),
        "x25519" => Material::X25519(seed).into(),
        name => {
            let Some(curve) = curves::named(name) else { return Ok(None) };
            let private = curve.generate().map_err(no_random)?;
            let Some(key) = formats::ec_from_number(curve, &private) else { return Ok(None) };
            key
        }
    };
    hold(cx.env(), key).map(Some)
}

/// `curvePoint(curve, point, compress)`: the point, written so; undefined when it is not on the
/// curve.
fn curve_point(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let point = optional(cx, 1)?.unwrap_or_default();
    let compress = cx.arg(2)?;
    let written =
        curves::named(&cx.arg::<String>(0)?).and_then(|curve| (curve.point)(&point, compress));
    written.map(|bytes| cx.env().buffer(bytes).map(Into::into)).transpose()
}

/// `sameKeys(key, key)`.
fn same(cx: CallContext<'_>) -> Result<bool> {
    let (one, other) = (key(cx, 0)?, key(cx, 1)?);
    let structure = |key: &Key| {
        formats::write(key, Structure::Pkcs8).or_else(|| formats::write(key, Structure::Spki))
    };
    Ok(structure(&one) == structure(&other))
}
