//! Reading the fields of an object struct.
//!
//! Invariants: each property is read once, in order; an error is that of the first field that does not
//! convert, and no property behind it is read.
//!
//! Neighbours: `source.rs` (the shim), `convert/objects.rs` (reading without one); the attribute in
//! `macros/` writes the calls.

use std::ffi::CStr;
use std::rc::Rc;

use super::table::{Use, call};
use super::{FIELDS, STRUCT_MISSING, STRUCT_NUMBERS, STRUCT_STATUS, host, source};
use crate::array::Array;
use crate::convert::FromJs;
use crate::convert::leaf::Leaf;
use crate::convert::objects::{in_property, object, read_property, read_property_or};
use crate::error::{Error, Result};
use crate::object::Object;
use crate::raw::env_state::EnvState;
use crate::raw::frame::{Env, Value};
use crate::value::Kind;

/// A field of an object struct.
#[doc(hidden)]
pub struct Field {
    pub(super) name: &'static CStr,
    pub(super) leaf: Leaf,
    pub(super) has_default: bool,
}

impl Field {
    pub const fn new<T: FromJs<'static>>(name: &'static CStr, has_default: bool) -> Field {
        Field { name, leaf: T::LEAF, has_default }
    }
}

/// A static for each object struct.
#[doc(hidden)]
pub struct StructIn {
    fields: &'static [Field],
    /// How many of them, from the first on, a shim reads.
    recognized: usize,
    /// How many of those are no numbers.
    others: usize,
    shim: Use,
}

impl StructIn {
    pub const fn new(fields: &'static [Field]) -> StructIn {
        let (mut recognized, mut others) = (0, 0);
        while recognized < fields.len() && recognized < FIELDS && fields[recognized].leaf.is_known()
        {
            if !fields[recognized].leaf.is_numeric() {
                others += 1;
            }
            recognized += 1;
        }
        StructIn { fields, recognized, others, shim: Use::new() }
    }

    /// The fields of a value, before they are read.
    #[inline]
    pub fn of<'env>(&'static self, value: Value<'env>) -> OpenStruct<'env> {
        OpenStruct {
            object: Object::assume(value),
            of: self,
            read: 0,
            numbers_read: 0,
            source: Source::Properties,
            missing: 0,
            others: 0,
            numbers: [0.0; FIELDS],
        }
    }

    #[inline]
    fn shim<'env>(&'static self, env: Env<'env>, state: &Rc<EnvState>) -> Option<Value<'env>> {
        let shims = &state.shims;
        if let Some(shim) = shims.find(env, &self.shim, 0) {
            return Some(shim);
        }
        if !shims.is_warm(&self.shim, self.recognized) {
            return None;
        }
        shims.make(env, &self.shim, 0, || source::struct_in(&self.fields[..self.recognized]))
    }
}

/// Where the fields that were read ahead are.
enum Source<'env> {
    /// None were.
    Properties,
    /// Numbers in `numbers`, and this is the only other value.
    Shim(Value<'env>),
    /// Numbers in `numbers`, other values here.
    ShimArray(Array<'env>),
    /// As they came, converted or not.
    HandedBack(Array<'env>),
}

/// An object whose fields are being read, in order.
#[doc(hidden)]
pub struct OpenStruct<'env> {
    object: Object<'env>,
    of: &'static StructIn,
    /// How many fields were read ahead.
    read: usize,
    /// The same, if a shim has left the numbers among them in `numbers`.
    numbers_read: usize,
    source: Source<'env>,
    /// Of the numbers: a bit for each that is `undefined`, or `null` if the number is 1.
    missing: u32,
    /// How many of the other values were taken.
    others: u32,
    numbers: [f64; FIELDS],
}

impl<'env> OpenStruct<'env> {
    /// Checks that it is an object; reads ahead with the shim, if it is time for that.
    #[inline]
    pub fn open(&mut self) -> Result<()> {
        if self.of.recognized > 1 && !host::is_known_to_interpret() {
            self.read_ahead()?;
        }
        // The shim has checked it.
        if self.read == 0 {
            self.object = object(self.object.into())?;
        }
        Ok(())
    }

    fn read_ahead(&mut self) -> Result<()> {
        let env = self.object.env();
        // With bytes borrowed, reading is an error, which the first field is to report.
        if !env.ledger().is_empty() {
            return Ok(());
        }
        let Ok(state) = EnvState::of(env) else { return Ok(()) };
        let Some(shim) = self.of.shim(env, &state) else { return Ok(()) };
        let returned = call(shim, &[self.object.into()])
            .map_err(|error| in_property(error, self.of.fields[0].name))?;
        // From here to the last copy nothing runs JavaScript.
        let Some(scratch) = state.shims.scratch() else { return Ok(()) };
        let recognized = self.of.recognized;
        match scratch.get(STRUCT_STATUS) as i32 {
            // It is no object.
            ..0 => {}
            0 => {
                (self.read, self.numbers_read) = (recognized, recognized);
                self.missing = scratch.get(STRUCT_MISSING) as u32;
                scratch.copy_to(STRUCT_NUMBERS, &mut self.numbers[..recognized]);
                self.source = match self.of.others {
                    0 | 1 => Source::Shim(returned),
                    _ => Source::ShimArray(Array::assume(returned)),
                };
            }
            handed_back => {
                self.read = recognized.min(handed_back as usize);
                self.source = Source::HandedBack(Array::assume(returned));
            }
        }
        Ok(())
    }

    /// The next field, `at` counts them.
    #[inline(always)]
    pub fn field<T: FromJs<'env>>(&mut self, at: &mut usize) -> Result<T> {
        let index = *at;
        *at = index + 1;
        if T::LEAF.is_numeric() && index < self.numbers_read {
            return self.number(index);
        }
        self.other_field(index)
    }

    #[inline(never)]
    fn other_field<T: FromJs<'env>>(&mut self, index: usize) -> Result<T> {
        let name = self.of.fields[index].name;
        if index >= self.read {
            return read_property(self.object, name);
        }
        T::from_js(self.value(index)?).map_err(|error| in_property(error, name))
    }

    /// The next field, which has a default.
    #[inline]
    pub fn field_or<T: FromJs<'env>>(
        &mut self,
        at: &mut usize,
        default: impl FnOnce() -> T,
    ) -> Result<T> {
        let index = *at;
        *at = index + 1;
        if T::LEAF.is_numeric() && index < self.numbers_read {
            return if self.is_undefined(index) { Ok(default()) } else { self.number(index) };
        }
        let name = self.of.fields[index].name;
        if index >= self.read {
            return read_property_or(self.object, name, default);
        }
        let value = self.value(index)?;
        match value.kind() {
            Kind::Undefined => Ok(default()),
            _ => T::from_js(value).map_err(|error| in_property(error, name)),
        }
    }

    #[inline]
    fn is_undefined(&self, index: usize) -> bool {
        self.missing & 1 << index != 0 && self.numbers[index] == 0.0
    }

    /// The field that the shim has left among the numbers.
    #[inline(always)]
    fn number<T: FromJs<'env>>(&self, index: usize) -> Result<T> {
        let number = self.numbers[index];
        let field = match T::LEAF.nullish && self.missing & 1 << index != 0 {
            false => T::from_number(number),
            true => T::from_nothing(number != 0.0),
        };
        // It passed the test.
        field.ok_or_else(|| Error::new("a number does not convert"))
    }

    /// The value of a field that was read ahead.
    fn value(&mut self, index: usize) -> Result<Value<'env>> {
        match self.source {
            Source::HandedBack(values) => values.get(index as u32),
            Source::Shim(value) => Ok(value),
            Source::ShimArray(values) => {
                let next = self.others;
                self.others += 1;
                values.get(next)
            }
            Source::Properties => self.object.get_named(self.of.fields[index].name),
        }
    }
}
