//! What can be made with an `Env`, apart from primitives, strings and functions.
//!
//! Neighbours: `raw/primitives.rs`, `string.rs`, `function.rs`, `promise.rs` hold the rest.

use std::any::Any;
use std::rc::Rc;

use crate::array::Array;
use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::object::Object;
use crate::raw::env_state::EnvState;
use crate::raw::frame::{Env, Value};
use crate::raw::{external, functions, strings};

impl<'env> Env<'env> {
    /// A new object.
    pub fn object(self) -> Result<Object<'env>> {
        Object::create(self)
    }

    /// A new array.
    pub fn array(self) -> Result<Array<'env>> {
        Array::create(self, 0)
    }

    /// An array of these elements.
    pub fn array_of<T: IntoJs<'env>>(
        self,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<Array<'env>> {
        let elements = elements.into_iter();
        let array = Array::create(self, elements.size_hint().0)?;
        for (index, element) in (0..=u32::MAX).zip(elements) {
            array.set(index, element)?;
        }
        Ok(array)
    }

    /// `globalThis`.
    pub fn global(self) -> Result<Object<'env>> {
        self.global_value().map(Object::assume)
    }

    /// Runs a script in the global scope; its completion value.
    pub fn run_script(self, source: &str) -> Result<Value<'env>> {
        functions::run_script(self, strings::from_utf8(self, source)?)
    }

    /// Keeps this crate from generating JavaScript in this env from here on.
    ///
    /// On hosts that compile JavaScript, structs and arrays of numbers that are converted often are
    /// converted by small generated functions, which Rust hands to the host as a script. Results and
    /// errors are the same without, at the price of a call of the C ABI for each property. (The
    /// option `--disallow-code-generation-from-strings` is about `eval` and does not concern it.)
    pub fn forbid_code_generation(self) -> Result<()> {
        EnvState::of(self)?.shims.forbid();
        Ok(())
    }

    /// An opaque JavaScript value that holds a Rust value: see [`Value::external`].
    pub fn external<T: Any>(self, value: T) -> Result<Value<'env>> {
        external::new_external(self, value)
    }

    /// Reports an error that no JavaScript code can catch: Node emits `uncaughtException`.
    ///
    /// For what goes wrong where nobody waits for a result, in a callback of the loop.
    pub fn report_uncaught(self, error: impl Into<Error>) {
        crate::raw::errors::uncaught(self, error.into());
    }

    /// Stores a value in the env, in the place of an earlier one of its type. It is dropped with
    /// the env.
    ///
    /// This is for what a static variable cannot hold: each worker has an env of its own.
    pub fn set_data<T: Any>(self, value: T) -> Result<()> {
        EnvState::of(self)?.set_data(value);
        Ok(())
    }

    /// The value of this type that was stored in the env.
    pub fn data<T: Any>(self) -> Result<Option<Rc<T>>> {
        Ok(EnvState::of(self)?.data::<T>())
    }
}
