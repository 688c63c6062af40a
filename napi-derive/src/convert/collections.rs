//! Arrays as vectors and tuples.
//!
//! Neighbours: `array.rs`. Typed arrays are in `views.rs`: `Vec<u8>` is an array of numbers.

use crate::array::Array;
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::raw::frame::{Env, Value};
use crate::shims;

impl<'env, T: FromJs<'env>> FromJs<'env> for Vec<T> {
    fn from_js(value: Value<'env>) -> Result<Self> {
        let array = Array::from_js(value)?;
        let length = array.len()?;
        // A sparse array may claim a length that is not there: memory follows the elements.
        let mut elements = Vec::with_capacity(length.min(4096) as usize);
        if T::LEAF.is_number() {
            shims::read(array, length, &mut elements)?;
        }
        for index in elements.len() as u32..length {
            elements.push(array.get(index).map_err(|error| shims::in_element(error, index))?);
        }
        Ok(elements)
    }
}

fn array_from<'env, T: IntoJs<'env>>(
    env: Env<'env>,
    mut elements: impl ExactSizeIterator<Item = T>,
) -> Result<Value<'env>> {
    if u32::try_from(elements.len()).is_err() {
        return Err(Error::range_error("too many elements for an array"));
    }
    let array = Array::create(env, elements.len())?;
    let done = if T::IS_NUMBER { shims::fill(array, &mut elements)? } else { 0 };
    for (index, element) in (done..).zip(elements) {
        array.set(index, element)?;
    }
    Ok(array.into())
}

impl<'env, T: IntoJs<'env>> IntoJs<'env> for Vec<T> {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        array_from(env, self.into_iter())
    }
}

impl<'env, T: IntoJs<'env> + Copy> IntoJs<'env> for &[T] {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        array_from(env, self.iter().copied())
    }
}

impl<'env, T: IntoJs<'env>, const N: usize> IntoJs<'env> for [T; N] {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        array_from(env, self.into_iter())
    }
}

macro_rules! tuples {
    ($($length:literal: $($part:ident $index:tt)*;)*) => {
        $(
            impl<'env, $($part: FromJs<'env>),*> FromJs<'env> for ($($part,)*) {
                fn from_js(value: Value<'env>) -> Result<Self> {
                    let array = Array::from_js(value)?;
                    let length = array.len()?;
                    if length != $length {
                        let expected = concat!("expected an array of ", $length, " elements");
                        return Err(Error::type_error(format!("{expected}, found {length}"))
                            .with_code("ERR_INVALID_ARG_VALUE"));
                    }
                    Ok(($(array.get::<$part>($index)?,)*))
                }
            }

            impl<'env, $($part: IntoJs<'env>),*> IntoJs<'env> for ($($part,)*) {
                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    let array = Array::create(env, $length)?;
                    $(array.set($index, self.$index)?;)*
                    Ok(array.into())
                }
            }
        )*
    };
}

tuples! {
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
}
