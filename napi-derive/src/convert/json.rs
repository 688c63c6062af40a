//! JSON (feature `serde_json`): `Value` and `Map`, and whatever serde knows as `Json<T>`.
//!
//! Invariant: what JSON cannot say is refused, where `JSON.stringify` would leave it out or make it
//! `null`: functions, symbols, NaN. Only what is `undefined` is left out of objects.
//!
//! Neighbours: `maps.rs`, `bigint.rs`.

use std::ops::{Deref, DerefMut};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value as JsonValue};

use super::numbers::MAX_SAFE;
use crate::array::Array;
use crate::convert::{BigInt, FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::function::Function;
use crate::object::Object;
use crate::raw::frame::{Env, Value};
use crate::raw::primitives;
use crate::types::Type;
use crate::value::Kind;

/// A value that serde knows: converted as its JSON is.
///
/// An integer that a number does not hold exactly is a BigInt, either way; `None` is `null`.
///
/// ```no_run
/// use std::net::IpAddr;
///
/// use napi_derive::{Json, napi};
///
/// /// `firstOf(['::1', '127.0.0.1'])`: serde reads addresses from text.
/// #[napi]
/// fn first_of(addresses: Json<Vec<IpAddr>>) -> Option<Json<IpAddr>> {
///     addresses.iter().min().copied().map(Json)
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<'env, T: DeserializeOwned> FromJs<'env> for Json<T> {
    fn from_js(value: Value<'env>) -> Result<Self> {
        serde_json::from_value(JsonValue::from_js(value)?).map(Json).map_err(|error| {
            Error::type_error(error.to_string()).with_code("ERR_INVALID_ARG_VALUE")
        })
    }
}

impl<'env, T: Serialize> IntoJs<'env> for Json<T> {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        serde_json::to_value(self.0)?.into_js(env)
    }
}

/// As deep as objects and arrays may be nested, as in `serde_json`'s own parser.
const DEEPEST: usize = 128;

/// Whatever JSON can say. `undefined` is `null`, but left out of objects; what has a `toJSON`
/// method, such as a `Date`, is what that gives.
impl<'env> FromJs<'env> for JsonValue {
    fn from_js(value: Value<'env>) -> Result<Self> {
        read(value, 0)
    }
}

/// A plain object.
impl<'env> FromJs<'env> for Map<String, JsonValue> {
    const TYPE: &'static Type = Type::OBJECT;

    fn from_js(value: Value<'env>) -> Result<Self> {
        match read(value, 0)? {
            JsonValue::Object(map) => Ok(map),
            _ => Err(value.unexpected("an object with properties")),
        }
    }
}

fn read(value: Value<'_>, depth: usize) -> Result<JsonValue> {
    Ok(match value.kind() {
        Kind::Undefined | Kind::Null => JsonValue::Null,
        Kind::Boolean => JsonValue::Bool(value.to()?),
        Kind::Number => JsonValue::Number(number(value)?),
        Kind::BigInt => JsonValue::Number(integer(value)?),
        Kind::String => JsonValue::String(value.to()?),
        Kind::Object if depth == DEEPEST => {
            return Err(Error::range_error(format!(
                "expected JSON nested at most {DEEPEST} deep, found an object within itself or \
                 deeper"
            ))
            .with_code("ERR_OUT_OF_RANGE"));
        }
        Kind::Object if value.is_array()? => elements(value.to()?, depth)?,
        Kind::Object => object(value.to()?, depth)?,
        _ => return Err(value.unexpected("what JSON can say")),
    })
}

fn number(value: Value<'_>) -> Result<Number> {
    let number: f64 = value.to()?;
    if number.fract() == 0.0 && number.abs() <= MAX_SAFE {
        return Ok(Number::from(number as i64));
    }
    Number::from_f64(number).ok_or_else(|| {
        let found = primitives::spelled(value);
        Error::range_error(format!("expected a finite number, as JSON has them, found {found}"))
            .with_code("ERR_OUT_OF_RANGE")
    })
}

/// A BigInt, of which JSON's numbers in Rust hold 64 bits.
fn integer(value: Value<'_>) -> Result<Number> {
    match BigInt::<u64>::from_js(value) {
        Ok(BigInt(integer)) => Ok(integer.into()),
        Err(_) => BigInt::<i64>::from_js(value).map(|BigInt(integer)| integer.into()),
    }
}

fn elements(array: Array<'_>, depth: usize) -> Result<JsonValue> {
    let elements = (0..array.len()?).map(|index| {
        read(array.get(index)?, depth + 1)
            .map_err(|error| error.prefixed(format_args!("element {index}: ")))
    });
    elements.collect::<Result<_>>().map(JsonValue::Array)
}

fn object(object: Object<'_>, depth: usize) -> Result<JsonValue> {
    let to_json: Value<'_> = object.get("toJSON")?;
    if to_json.kind() == Kind::Function {
        let value: Value<'_> = to_json.to::<Function<'_>>()?.call_with(object, ("",))?;
        return read(value, depth + 1);
    }
    let mut map = Map::new();
    for key in object.keys()? {
        let value: Value<'_> = object.get(&key)?;
        if value.kind() == Kind::Undefined {
            continue;
        }
        let value = read(value, depth + 1)
            .map_err(|error| error.prefixed(format_args!("property `{key}`: ")))?;
        map.insert(key, value);
    }
    Ok(JsonValue::Object(map))
}

/// An integer that a number does not hold exactly is a BigInt.
impl<'env> IntoJs<'env> for JsonValue {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        match self {
            JsonValue::Null => env.null(),
            JsonValue::Bool(truth) => truth.into_js(env),
            JsonValue::Number(number) => write(&number, env),
            JsonValue::String(text) => text.into_js(env),
            JsonValue::Array(elements) => elements.into_js(env),
            JsonValue::Object(map) => map.into_js(env),
        }
    }
}

/// A plain object.
impl<'env> IntoJs<'env> for Map<String, JsonValue> {
    const TYPE: &'static Type = &Type::Generic("Record", &[Type::STRING, Type::UNKNOWN]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        super::maps::object(env, self.into_iter())
    }
}

fn write<'env>(number: &Number, env: Env<'env>) -> Result<Value<'env>> {
    let integer = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
    match integer {
        Some(integer) if integer.unsigned_abs() <= MAX_SAFE as u128 => env.number(integer as f64),
        Some(integer) => BigInt(integer).into_js(env),
        None => match number.as_f64() {
            Some(number) => env.number(number),
            None => Err(Error::range_error(format!("{number} is beyond all numbers"))
                .with_code("ERR_OUT_OF_RANGE")),
        },
    }
}
