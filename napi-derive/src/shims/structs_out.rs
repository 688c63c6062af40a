//! Making the object of an object struct.
//!
//! Invariant: its properties are its own and plain, in the order of the fields; a field that is
//! `undefined` is left out.
//!
//! Neighbours: `source.rs` (the shims: one for each set of fields that are there, and are numbers),
//! `convert/objects.rs` (making it without one); the attribute in `macros/` writes the calls.

use std::ffi::CStr;
use std::rc::Rc;

use super::table::Use;
use super::{FIELDS, STRUCT_NUMBERS, host, source};
use crate::convert::IntoJs;
use crate::convert::leaf::Made;
use crate::convert::objects::write_property;
use crate::error::Result;
use crate::object::Object;
use crate::raw::arguments::Arguments;
use crate::raw::env_state::EnvState;
use crate::raw::frame::{Env, Value};
use crate::raw::functions;

/// What a field is in one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Missing = 0,
    Number = 1,
    Value = 2,
}

const KIND_BITS: usize = 2;

fn kind_of(kinds: u64, index: usize) -> Kind {
    match kinds >> (index * KIND_BITS) & 3 {
        0 => Kind::Missing,
        1 => Kind::Number,
        _ => Kind::Value,
    }
}

/// A static for each object struct.
#[doc(hidden)]
pub struct StructOut {
    names: &'static [&'static CStr],
    shim: Use,
}

impl StructOut {
    pub const fn new(names: &'static [&'static CStr]) -> StructOut {
        StructOut { names, shim: Use::new() }
    }

    /// Begins to make an object.
    #[inline]
    pub fn start<'env>(&'static self, env: Env<'env>) -> Result<MakingStruct<'env>> {
        let state = self.state_if_warm(env);
        let target = match &state {
            Some(_) => None,
            None => Some(env.object()?),
        };
        Ok(MakingStruct {
            out: self,
            at: 0,
            target,
            state,
            kinds: 0,
            numbers: [0.0; FIELDS],
            values: Arguments::new(env),
        })
    }

    #[inline]
    fn state_if_warm(&'static self, env: Env<'_>) -> Option<Rc<EnvState>> {
        let fits = self.names.len() > 1 && self.names.len() <= FIELDS;
        if !fits || host::is_known_to_interpret() || !env.ledger().is_empty() {
            return None;
        }
        let state = EnvState::of(env).ok()?;
        state.shims.is_warm(&self.shim, self.names.len()).then_some(state)
    }
}

/// An object that is being made, field by field.
#[doc(hidden)]
pub struct MakingStruct<'env> {
    out: &'static StructOut,
    at: usize,
    /// The object, when it is made without a shim.
    target: Option<Object<'env>>,
    /// For a shim: the fields so far.
    state: Option<Rc<EnvState>>,
    kinds: u64,
    numbers: [f64; FIELDS],
    values: Arguments<'env>,
}

impl<'env> MakingStruct<'env> {
    /// Adds the next field.
    #[inline]
    pub fn field(&mut self, field: impl IntoJs<'env>) -> Result<()> {
        let at = self.at;
        self.at += 1;
        if let Some(object) = self.target {
            return write_property(object, self.out.names[at], field);
        }
        let kind = match field.into_made(self.values.env())? {
            Made::Undefined => Kind::Missing,
            Made::Number(number) => {
                self.numbers[at] = number;
                Kind::Number
            }
            Made::Value(value) => {
                self.values.push(value);
                Kind::Value
            }
        };
        self.kinds |= (kind as u64) << (at * KIND_BITS);
        Ok(())
    }

    /// The object.
    #[inline]
    pub fn finish(self) -> Result<Value<'env>> {
        match (self.target, &self.state) {
            (Some(object), _) => Ok(object.into()),
            (None, Some(state)) => match self.shim(state) {
                Some(shim) => {
                    if let Some(scratch) = state.shims.scratch() {
                        scratch.copy_from(STRUCT_NUMBERS, &self.numbers[..self.at]);
                    }
                    functions::call(shim, shim, &self.values)
                }
                None => self.finish_without(),
            },
            (None, None) => self.finish_without(),
        }
    }

    #[inline]
    fn shim(&self, state: &Rc<EnvState>) -> Option<Value<'env>> {
        let (env, shims, of) = (self.values.env(), &state.shims, &self.out.shim);
        shims.find(env, of, self.kinds).or_else(|| {
            shims.make(env, of, self.kinds, || {
                source::struct_out(self.out.names, |index| kind_of(self.kinds, index))
            })
        })
    }

    #[cold]
    fn finish_without(&self) -> Result<Value<'env>> {
        let env = self.values.env();
        let object = env.object()?;
        let mut values = 0;
        for (index, name) in self.out.names[..self.at].iter().enumerate() {
            match kind_of(self.kinds, index) {
                Kind::Missing => {}
                Kind::Number => write_property(object, name, self.numbers[index])?,
                Kind::Value => {
                    write_property(object, name, self.values.value(values))?;
                    values += 1;
                }
            }
        }
        Ok(object.into())
    }
}
