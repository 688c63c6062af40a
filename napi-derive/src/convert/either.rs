//! Unions: `Either<A, B>` and those of three to eight.
//!
//! Invariant: an alternative is passed over only because the value has the wrong type or is out of
//! its range; what JavaScript throws on the way is thrown.
//!
//! Neighbours: `mod.rs`.

use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::raw::frame::{Env, Value};
use crate::types::Type;

/// What several alternatives expected, and what they found.
struct Refusals {
    expected: Vec<String>,
    found: Option<String>,
    odd: Vec<String>,
}

impl Refusals {
    /// Notes why an alternative did not take the value. An error of another kind is final.
    fn note(&mut self, error: Error) -> Result<()> {
        let is_mismatch = matches!(
            error.code(),
            Some("ERR_INVALID_ARG_TYPE" | "ERR_INVALID_ARG_VALUE" | "ERR_OUT_OF_RANGE")
        );
        let Some(message) = error.message().filter(|_| is_mismatch) else { return Err(error) };
        let parts = message.strip_prefix("expected ").and_then(|rest| rest.rsplit_once(", found "));
        match parts {
            Some((expected, found)) => {
                self.expected.push(expected.to_owned());
                self.found.get_or_insert_with(|| found.to_owned());
            }
            None => self.odd.push(message.to_owned()),
        }
        Ok(())
    }

    fn into_error(mut self) -> Error {
        if let Some(found) = self.found {
            self.odd.insert(0, format!("expected {}, found {found}", self.expected.join(" or ")));
        }
        Error::type_error(self.odd.join("; or: ")).with_code("ERR_INVALID_ARG_TYPE")
    }
}

macro_rules! unions {
    ($(
        $(#[$attribute:meta])*
        $union:ident: $($variant:ident)*;
    )*) => {
        $(
            $(#[$attribute])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            pub enum $union<$($variant),*> {
                $(
                    /// One of the alternatives.
                    $variant($variant),
                )*
            }

            impl<'env, $($variant: FromJs<'env>),*> FromJs<'env> for $union<$($variant),*> {
                const TYPE: &'static Type = &Type::Union(&[$(<$variant as FromJs<'env>>::TYPE),*]);

                fn from_js(value: Value<'env>) -> Result<Self> {
                    let mut refusals =
                        Refusals { expected: Vec::new(), found: None, odd: Vec::new() };
                    $(
                        match $variant::from_js(value) {
                            Ok(found) => return Ok($union::$variant(found)),
                            Err(error) => refusals.note(error)?,
                        }
                    )*
                    Err(refusals.into_error())
                }
            }

            impl<'env, $($variant: IntoJs<'env>),*> IntoJs<'env> for $union<$($variant),*> {
                const TYPE: &'static Type = &Type::Union(&[$(<$variant as IntoJs<'env>>::TYPE),*]);

                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    match self {
                        $($union::$variant(value) => value.into_js(env),)*
                    }
                }
            }
        )*
    };
}

unions! {
    /// One of two types: the first that takes the value.
    ///
    /// ```no_run
    /// use napi_derive::{Either, napi};
    ///
    /// #[napi]
    /// fn length(of: Either<String, Vec<f64>>) -> usize {
    ///     match of {
    ///         Either::A(text) => text.len(),
    ///         Either::B(list) => list.len(),
    ///     }
    /// }
    /// ```
    Either: A B;
    /// One of three types: the first that takes the value.
    Either3: A B C;
    /// One of four types: the first that takes the value.
    Either4: A B C D;
    /// One of five types: the first that takes the value.
    Either5: A B C D E;
    /// One of six types: the first that takes the value.
    Either6: A B C D E F;
    /// One of seven types: the first that takes the value.
    Either7: A B C D E F G;
    /// One of eight types: the first that takes the value.
    Either8: A B C D E F G H;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_become_one_sentence() {
        let mut refusals = Refusals { expected: Vec::new(), found: None, odd: Vec::new() };
        for expected in ["a number", "a string"] {
            let error = Error::type_error(format!("expected {expected}, found null"))
                .with_code("ERR_INVALID_ARG_TYPE");
            refusals.note(error).unwrap();
        }
        let error = refusals.into_error();
        assert_eq!(error.message(), Some("expected a number or a string, found null"));
    }

    #[test]
    fn other_errors_are_final() {
        let mut refusals = Refusals { expected: Vec::new(), found: None, odd: Vec::new() };
        assert!(refusals.note(Error::new("the disk is full")).is_err());
    }
}
