//! Keys made of passwords and of other keys: PBKDF2, HKDF, scrypt, Argon2.
//!
//! Each function takes a callback last: with one it computes on the pool and calls it with the
//! result or with null and the reason; without, it gives the result or throws.
//!
//! Neighbours: `internal/crypto/kdf.js`, which checks the arguments.

use super::algorithms::{self, Algorithm, Keyed};
use napi_derive::{
    BytesView, CallContext, Error, FunctionRef, Null, Object, Result, Uint8Array, Value,
};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_function("pbkdf2", pbkdf2)?;
    exports.define_function("hkdf", hkdf)?;
    exports.define_function("scrypt", scrypt)?;
    exports.define_function("argon2", argon2)
}

type Derived = std::result::Result<Vec<u8>, String>;

fn bytes(cx: CallContext<'_>, index: usize) -> Result<Vec<u8>> {
    cx.arg::<BytesView<'_>>(index)?.to_vec()
}

/// On the spot, or on the pool if there is a callback at `index`.
fn derive(
    cx: CallContext<'_>,
    index: usize,
    work: impl FnOnce() -> Derived + Send + 'static,
) -> Result<Option<Value<'_>>> {
    let callback = cx.value(index)?;
    if callback.is_nullish() {
        let derived = work().map_err(Error::new)?;
        return cx.env().buffer(derived).map(|buffer| Some(buffer.into()));
    }
    let callback: FunctionRef = callback.to()?;
    cx.env().compute_then("crypto", work, move |env, derived| {
        let callback = callback.get(env)?;
        match derived? {
            Ok(derived) => {
                let derived: Uint8Array<'_> = env.buffer(derived)?;
                callback.call((Null, derived))
            }
            Err(reason) => callback.call((Error::new(reason).into_value(env)?,)),
        }
    })?;
    Ok(None)
}

fn keyed(name: &str) -> Result<(&'static Algorithm, &'static Keyed)> {
    algorithms::named(name)
        .and_then(|algorithm| Some((algorithm, algorithm.keyed.as_ref()?)))
        .ok_or_else(|| Error::new(format!("there is no keyed hash called {name}")))
}

/// `pbkdf2(password, salt, iterations, length, hash, callback)`.
fn pbkdf2(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (password, salt) = (bytes(cx, 0)?, bytes(cx, 1)?);
    let (iterations, length): (u32, u32) = (cx.arg(2)?, cx.arg(3)?);
    let (_, keyed) = keyed(&cx.arg::<String>(4)?)?;
    derive(cx, 5, move || {
        let mut output = vec![0; length as usize];
        if length > 0 {
            (keyed.pbkdf2)(&password, &salt, iterations, &mut output);
        }
        Ok(output)
    })
}

/// `hkdf(hash, key, salt, info, length, callback)`: at most 255 hashes long.
fn hkdf(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (algorithm, keyed) = keyed(&cx.arg::<String>(0)?)?;
    let (key, salt, info) = (bytes(cx, 1)?, bytes(cx, 2)?, bytes(cx, 3)?);
    let length: u32 = cx.arg(4)?;
    derive(cx, 5, move || {
        Ok(extract_and_expand(algorithm, keyed, &key, &salt, &info, length as usize))
    })
}

/// RFC 5869.
fn extract_and_expand(
    algorithm: &Algorithm,
    keyed: &Keyed,
    key: &[u8],
    salt: &[u8],
    info: &[u8],
    length: usize,
) -> Vec<u8> {
    // No salt is as many zeros as a hash has: the same key of HMAC.
    let mut extract = (keyed.hmac)(salt);
    extract.update(key);
    let secret = (keyed.hmac)(&extract.finish(algorithm.output_length));
    let mut output = Vec::with_capacity(length + algorithm.output_length);
    let mut last = Vec::new();
    for counter in 1..=u8::MAX {
        if output.len() >= length {
            break;
        }
        let mut block = secret.duplicate();
        block.update(&last);
        block.update(info);
        block.update(&[counter]);
        last = block.finish(algorithm.output_length);
        output.extend_from_slice(&last);
    }
    output.truncate(length);
    output
}

/// `scrypt(password, salt, log2 of N, r, p, length, callback)`.
fn scrypt(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (password, salt) = (bytes(cx, 0)?, bytes(cx, 1)?);
    let (log_n, r, p): (u8, u32, u32) = (cx.arg(2)?, cx.arg(3)?, cx.arg(4)?);
    let length: u32 = cx.arg(5)?;
    let parameters = scrypt::Params::new(log_n, r, p)
        .map_err(|error| Error::new(format!("Invalid scrypt params: {error}")))?;
    derive(cx, 6, move || {
        let mut output = vec![0; length as usize];
        if length > 0 {
            scrypt::scrypt(&password, &salt, &parameters, &mut output)
                .map_err(|error| format!("Scrypt failed: {error}"))?;
        }
        Ok(output)
    })
}

/// `argon2(kind, message, nonce, parallelism, length, memory, passes, secret, data, callback)`.
fn argon2(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let kind = match cx.arg::<u32>(0)? {
        0 => argon2::Algorithm::Argon2d,
        1 => argon2::Algorithm::Argon2i,
        _ => argon2::Algorithm::Argon2id,
    };
    let (message, nonce) = (bytes(cx, 1)?, bytes(cx, 2)?);
    let (parallelism, length, memory, passes): (u32, u32, u32, u32) =
        (cx.arg(3)?, cx.arg(4)?, cx.arg(5)?, cx.arg(6)?);
    let (secret, data) = (bytes(cx, 7)?, bytes(cx, 8)?);
    derive(cx, 9, move || {
        let refused = |error: argon2::Error| format!("Argon2 derivation failed: {error}");
        let mut parameters = argon2::ParamsBuilder::new();
        parameters.m_cost(memory).t_cost(passes).p_cost(parallelism);
        if !data.is_empty() {
            parameters.data(argon2::AssociatedData::new(&data).map_err(refused)?);
        }
        let parameters = parameters.build().map_err(refused)?;
        let version = argon2::Version::V0x13;
        let argon =
            argon2::Argon2::new_with_secret(&secret, kind, version, parameters).map_err(refused)?;
        let mut output = vec![0; length as usize];
        argon.hash_password_into(&message, &nonce, &mut output).map_err(refused)?;
        Ok(output)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hkdf_is_that_of_rfc_5869() {
        let (algorithm, keyed) = keyed("sha256").expect("there is SHA-256");
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let salt: Vec<u8> = (0..=0x0c).collect();
        let output = extract_and_expand(algorithm, keyed, &[0x0b; 22], &salt, &info, 42);
        let hex: String = output.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        );
    }
}
