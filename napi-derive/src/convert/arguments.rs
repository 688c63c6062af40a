//! Arguments of calls into JavaScript, and rest parameters of calls from it.
//!
//! Neighbours: `raw/arguments.rs` (the list), `function.rs` (the calls).

use crate::convert::IntoJs;
use crate::error::Result;
use crate::raw::arguments::Arguments;
use crate::raw::frame::Value;
use crate::types::Type;

/// What a JavaScript function can be called with: a tuple of up to eight values that convert, or
/// a slice or vector of handles.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of arguments",
    label = "expected a tuple, such as `(a, b)`, `(a,)` or `()`, or a slice of `Value`s"
)]
pub trait IntoArguments<'env> {
    #[doc(hidden)]
    const TYPES: &'static [&'static Type] = &[];

    #[doc(hidden)]
    fn add_to(self, list: &mut Arguments<'env>) -> Result<()>;
}

impl<'env> IntoArguments<'env> for &[Value<'env>] {
    fn add_to(self, list: &mut Arguments<'env>) -> Result<()> {
        self.iter().for_each(|value| list.push(*value));
        Ok(())
    }
}

impl<'env> IntoArguments<'env> for &Vec<Value<'env>> {
    fn add_to(self, list: &mut Arguments<'env>) -> Result<()> {
        self.as_slice().add_to(list)
    }
}

impl<'env, const N: usize> IntoArguments<'env> for [Value<'env>; N] {
    fn add_to(self, list: &mut Arguments<'env>) -> Result<()> {
        self.as_slice().add_to(list)
    }
}

macro_rules! tuples {
    ($($($part:ident $index:tt)*;)*) => {
        $(
            impl<'env, $($part: IntoJs<'env>),*> IntoArguments<'env> for ($($part,)*) {
                const TYPES: &'static [&'static Type] = &[$(<$part as IntoJs<'env>>::TYPE),*];

                #[inline]
                #[allow(unused_variables)]
                fn add_to(self, list: &mut Arguments<'env>) -> Result<()> {
                    $(
                        let value = self.$index.into_js(list.env())?;
                        list.push(value);
                    )*
                    Ok(())
                }
            }
        )*
    };
}

tuples! {
    ;
    A 0;
    A 0 B 1;
    A 0 B 1 C 2;
    A 0 B 1 C 2 D 3;
    A 0 B 1 C 2 D 3 E 4;
    A 0 B 1 C 2 D 3 E 4 F 5;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
}
