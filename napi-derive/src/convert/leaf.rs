//! Which values generated JavaScript can look at itself: numbers, booleans and text.
//!
//! Invariant: a value that passes the test of a type's [`Leaf`] converts into that type, without an
//! error and without running JavaScript. So properties can be read one after the other and converted
//! later, and nobody sees a difference.
//!
//! Neighbours: `shims/` (the generated code), `mod.rs` (the traits that say what a type's leaf is).

use crate::error::Result;
use crate::raw::frame::{Env, Value};

/// What values a type takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct Leaf {
    pub(crate) test: Test,
    /// `undefined` and `null` are taken too.
    pub(crate) nullish: bool,
}

/// How generated code recognizes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// It does not: the conversion does more than looking.
    None,
    Boolean,
    Text,
    Number,
    /// An integer of that many bits.
    Signed(u8),
    Unsigned(u8),
    /// An integer up to 2^53 - 1, of either sign or not negative.
    Safe,
    SafeUnsigned,
}

impl Leaf {
    /// Of a type that only its own conversion knows.
    pub const OTHER: Leaf = Leaf::of(Test::None);

    pub(crate) const fn of(test: Test) -> Leaf {
        Leaf { test, nullish: false }
    }

    /// The same, or `undefined`, or `null`.
    pub(crate) const fn or_nothing(self) -> Leaf {
        Leaf { nullish: true, ..self }
    }

    /// Whether it is known to generated code.
    pub(crate) const fn is_known(self) -> bool {
        !matches!(self.test, Test::None)
    }

    /// Whether its values are handed over as `f64`s: numbers, and booleans as 1 and 0.
    pub(crate) const fn is_numeric(self) -> bool {
        !matches!(self.test, Test::None | Test::Text)
    }

    /// Whether its values are numbers and nothing else.
    pub(crate) const fn is_number(self) -> bool {
        self.is_numeric() && !matches!(self.test, Test::Boolean) && !self.nullish
    }
}

/// A converted value, as generated code takes it.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Made<'env> {
    /// `undefined`.
    Undefined,
    Number(f64),
    Value(Value<'env>),
}

impl<'env> Made<'env> {
    /// The value, where one is needed.
    #[inline]
    pub(crate) fn into_value(self, env: Env<'env>) -> Result<Value<'env>> {
        match self {
            Made::Undefined => env.undefined(),
            Made::Number(number) => env.number(number),
            Made::Value(value) => Ok(value),
        }
    }
}
