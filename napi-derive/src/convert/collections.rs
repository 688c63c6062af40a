//! Arrays as vectors, arrays and tuples.
//!
//! Neighbours: `array.rs`. Typed arrays are in `views.rs`: `Vec<u8>` is an array of numbers.

use std::collections::VecDeque;

use crate::array::Array;
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::raw::frame::{Env, Value};
use crate::shims;
use crate::types::Type;

impl<'env, T: FromJs<'env>> FromJs<'env> for Vec<T> {
    const TYPE: &'static Type = &Type::Array(T::TYPE);

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

/// An array of exactly that many elements.
impl<'env, T: FromJs<'env>, const N: usize> FromJs<'env> for [T; N] {
    const TYPE: &'static Type = &Type::Array(T::TYPE);

    fn from_js(value: Value<'env>) -> Result<Self> {
        let length = Array::from_js(value)?.len()? as usize;
        if length != N {
            return Err(wrong_length(N, length));
        }
        let elements: Vec<T> = value.to()?;
        // Its elements may be accessors, which change it.
        elements.try_into().map_err(|elements: Vec<T>| wrong_length(N, elements.len()))
    }
}

#[cold]
fn wrong_length(expected: usize, found: usize) -> Error {
    Error::type_error(format!("expected an array of {expected} elements, found {found}"))
        .with_code("ERR_INVALID_ARG_VALUE")
}

macro_rules! lists {
    ($($list:ident<$element:ty>)*) => {
        $(
            /// An array.
            impl<'env, T: FromJs<'env>> FromJs<'env> for $list<$element> {
                const TYPE: &'static Type = &Type::Array(T::TYPE);

                fn from_js(value: Value<'env>) -> Result<Self> {
                    Vec::from_js(value).map($list::from)
                }
            }

            impl<'env, T: IntoJs<'env>> IntoJs<'env> for $list<$element> {
                const TYPE: &'static Type = &Type::Array(T::TYPE);

                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    Vec::from(self).into_js(env)
                }
            }
        )*
    };
}
lists!(VecDeque<T> Box<[T]>);

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
    const TYPE: &'static Type = &Type::Array(T::TYPE);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        array_from(env, self.into_iter())
    }
}

impl<'env, T: IntoJs<'env> + Copy> IntoJs<'env> for &[T] {
    const TYPE: &'static Type = &Type::Array(T::TYPE);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        array_from(env, self.iter().copied())
    }
}

impl<'env, T: IntoJs<'env>, const N: usize> IntoJs<'env> for [T; N] {
    const TYPE: &'static Type = &Type::Array(T::TYPE);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        array_from(env, self.into_iter())
    }
}

macro_rules! tuples {
    ($($length:literal: $($part:ident $index:tt)*;)*) => {
        $(
            impl<'env, $($part: FromJs<'env>),*> FromJs<'env> for ($($part,)*) {
                const TYPE: &'static Type = &Type::Tuple(&[$(<$part as FromJs<'env>>::TYPE),*]);

                fn from_js(value: Value<'env>) -> Result<Self> {
                    let array = Array::from_js(value)?;
                    let length = array.len()?;
                    if length != $length {
                        return Err(wrong_length($length, length as usize));
                    }
                    Ok(($(array.get::<$part>($index)?,)*))
                }
            }

            impl<'env, $($part: IntoJs<'env>),*> IntoJs<'env> for ($($part,)*) {
                const TYPE: &'static Type = &Type::Tuple(&[$(<$part as IntoJs<'env>>::TYPE),*]);

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
