//! Powers and primes: what Diffie-Hellman with numbers is made of.

use crypto_primes::{Flavor, is_prime, random_prime};
use napi_derive::{BytesView, CallContext, FunctionRef, Null, Object, Result, Value};
use rsa::BoxedUint;
use rsa::rand_core::UnwrapErr;

use p256::elliptic_curve::bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use p256::elliptic_curve::bigint::{Odd, Resize};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_function("modPow", mod_pow)?;
    exports.define_function("isPrime", check_prime)?;
    exports.define_function("randomPrime", make_prime)
}

fn number(cx: CallContext<'_>, index: usize) -> Result<BoxedUint> {
    Ok(BoxedUint::from_be_slice_vartime(&cx.arg::<BytesView<'_>>(index)?.borrow()?))
}

/// `modPow(base, exponent, modulus)`: as long as the modulus; undefined when that is even. The time
/// does not depend on the exponent's bits.
fn mod_pow(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (base, exponent, modulus) = (number(cx, 0)?, number(cx, 1)?, number(cx, 2)?);
    let length = modulus.bit_width_vartime().div_ceil(8) as usize;
    let precision = modulus.bits_precision().max(base.bits_precision());
    let (base, modulus) = (base.resize(precision), modulus.resize(precision));
    let Some(modulus) = Odd::new(modulus).into_option() else { return Ok(None) };
    let parameters = BoxedMontyParams::new(modulus.clone());
    let base = base.rem_vartime(modulus.as_nz_ref());
    let power = BoxedMontyForm::new(base, &parameters).pow(&exponent).retrieve();
    let bytes = power.to_be_bytes();
    cx.env().buffer(bytes[bytes.len() - length..].to_vec()).map(|buffer| Some(buffer.into()))
}

/// On the spot, or on the pool if there is a callback at `index`.
fn run<'env, R>(
    cx: CallContext<'env>,
    index: usize,
    work: impl FnOnce() -> R + Send + 'static,
    told: impl for<'any> FnOnce(napi_derive::Env<'any>, R) -> Result<Value<'any>> + 'static,
) -> Result<Option<Value<'env>>>
where
    R: Send + 'static,
{
    let callback = cx.value(index)?;
    if callback.is_nullish() {
        return told(cx.env(), work()).map(Some);
    }
    let callback: FunctionRef = callback.to()?;
    cx.env().compute_then("crypto", work, move |env, outcome| {
        let told = told(env, outcome?)?;
        callback.get(env)?.call((Null, told))
    })?;
    Ok(None)
}

/// `isPrime(number, callback)`: by the tests of Miller, Rabin and Lucas.
fn check_prime(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let candidate = number(cx, 0)?;
    let work = move || is_prime(Flavor::Any, &candidate);
    run(cx, 1, work, |env, prime| napi_derive::IntoJs::into_js(prime, env))
}

/// `randomPrime(bits, safe, callback)`: of exactly this many bits, at least 3 (a safe one: at least
/// 6).
fn make_prime(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (bits, safe): (u32, bool) = (cx.arg(0)?, cx.arg(1)?);
    let flavor = if safe { Flavor::Safe } else { Flavor::Any };
    let bits = bits.max(if safe { 6 } else { 3 });
    let work = move || {
        let prime: BoxedUint = random_prime(&mut UnwrapErr(getrandom::SysRng), flavor, bits);
        let bytes = prime.to_be_bytes();
        bytes[bytes.len() - bits.div_ceil(8) as usize..].to_vec()
    };
    run(cx, 2, work, |env, prime| env.buffer(prime).map(Into::into))
}
