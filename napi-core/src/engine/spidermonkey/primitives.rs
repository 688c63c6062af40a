//! Values without parts: `undefined`, booleans, numbers, symbols, dates, and conversions.
//!
//! Integral numbers are stored as integers, as the engine's compiled code expects of its own.

use super::objects::is_proxy;
use super::{Engine, Handle, Pinned};
use crate::engine::seam::{BigIntWords, Kind, Outcome, Primitives};
use mozjs_sys::jsapi::{JS, JSString, js};
use mozjs_sys::jsval::{
    BigIntValue, DoubleValue, Int32Value, ObjectValue, StringValue, SymbolValue,
};

/// A number as the engine's own code would make it.
#[inline(always)]
pub fn number_value(value: f64) -> JS::Value {
    let integer = value as i32;
    // Not -0, which is equal to 0 but no integer; comparing bits tells the two apart.
    if f64::from(integer).to_bits() == value.to_bits() {
        Int32Value(integer)
    } else if value.is_nan() {
        DoubleValue(f64::NAN) // the one NaN whose bits are no other value
    } else {
        DoubleValue(value)
    }
}

impl Primitives for Engine {
    #[inline(always)]
    fn undefined(&self) -> Handle {
        Handle::at(self.undefined.get())
    }

    #[inline(always)]
    fn null(&self) -> Handle {
        Handle::at(self.null.get())
    }

    #[inline(always)]
    fn boolean(&self, value: bool) -> Handle {
        Handle::at(if value { self.yes.get() } else { self.no.get() })
    }

    #[inline(always)]
    fn global(&self) -> Handle {
        Handle::at(self.global.get())
    }

    #[inline(always)]
    fn number(&self, value: f64) -> Handle {
        self.push(number_value(value))
    }

    #[inline(always)]
    fn int32(&self, value: i32) -> Handle {
        self.push(Int32Value(value))
    }

    #[inline]
    fn kind(&self, value: Handle) -> Kind {
        let value = value.value();
        if value.is_number() {
            Kind::Number
        } else if value.is_object() {
            let object = value.to_object();
            // SAFETY: a live object.
            if unsafe { JS::IsCallable(object) } {
                Kind::Function
            } else if Engine::is_external(object) {
                Kind::External
            } else {
                Kind::Object
            }
        } else if value.is_string() {
            Kind::String
        } else if value.is_boolean() {
            Kind::Boolean
        } else if value.is_null() {
            Kind::Null
        } else if value.is_symbol() {
            Kind::Symbol
        } else if value.is_bigint() {
            Kind::BigInt
        } else {
            Kind::Undefined
        }
    }

    #[inline(always)]
    fn is_object(&self, value: Handle) -> bool {
        value.value().is_object()
    }

    #[inline(always)]
    fn number_value(&self, value: Handle) -> Option<f64> {
        let value = value.value();
        if value.is_int32() {
            Some(f64::from(value.to_int32()))
        } else if value.is_double() {
            Some(value.to_double())
        } else {
            None
        }
    }

    #[inline(always)]
    fn boolean_value(&self, value: Handle) -> Option<bool> {
        let value = value.value();
        value.is_boolean().then(|| value.to_boolean())
    }

    fn bigint_i64(&self, value: i64) -> Outcome<Handle> {
        // SAFETY: a live context.
        self.adopt_bigint(unsafe { JS::detail::BigIntFromInt64(self.cx, value) })
    }

    fn bigint_u64(&self, value: u64) -> Outcome<Handle> {
        // SAFETY: a live context.
        self.adopt_bigint(unsafe { JS::detail::BigIntFromUint64(self.cx, value) })
    }

    fn bigint_words(&self, words: &BigIntWords) -> Outcome<Handle> {
        super::bigint::from_words(self, words)
    }

    fn bigint_value(&self, value: Handle) -> Option<BigIntWords> {
        super::bigint::to_words(self, value)
    }

    fn symbol(&self, description: Option<Handle>) -> Outcome<Handle> {
        let description = self.pin_string(description);
        // SAFETY: a live context; a string in a traced slot, or NULL for none.
        let symbol = unsafe { JS::NewSymbol(self.cx, description.handle()) };
        self.adopt_symbol(symbol)
    }

    fn symbol_for(&self, key: Handle) -> Outcome<Handle> {
        let key = self.pin_string(Some(key));
        // SAFETY: a live context; a string in a traced slot.
        let symbol = unsafe { JS::GetSymbolFor(self.cx, key.handle()) };
        self.adopt_symbol(symbol)
    }

    fn date(&self, time: f64) -> Outcome<Handle> {
        // SAFETY: a live context; the time is clipped as dates are.
        self.adopt(unsafe { JS::NewDateObject(self.cx, JS::ClippedTime { t: clip_time(time) }) })
    }

    fn date_value(&self, value: Handle) -> Option<f64> {
        let object = self.pin(value.object()?);
        let mut is_date = false;
        let mut time = 0.0;
        // SAFETY: a live object in a traced slot. When it is a date (not a proxy's), reading its
        // time neither throws nor runs a script.
        let is_known = unsafe {
            !is_proxy(object.get())
                && JS::ObjectIsDate(self.cx, object.handle(), &raw mut is_date)
                && is_date
                && js::DateGetMsecSinceEpoch(self.cx, object.handle(), &raw mut time)
        };
        is_known.then_some(time)
    }

    #[inline(always)]
    fn duplicate(&self, value: Handle) -> Handle {
        self.push(value.value())
    }

    fn strict_equals(&self, a: Handle, b: Handle) -> bool {
        let mut equal = false;
        // SAFETY: live values in traced slots. Without memory to flatten a string there is no
        // answer, and an exception, which is dropped.
        unsafe {
            if !JS::StrictlyEqual(self.cx, a.js(), b.js(), &raw mut equal) {
                self.discard_exception();
            }
        }
        equal
    }

    fn to_boolean(&self, value: Handle) -> bool {
        let raw = value.value();
        if raw.is_boolean() {
            raw.to_boolean()
        } else if raw.is_null_or_undefined() {
            false
        } else if let Some(number) = self.number_value(value) {
            number != 0.0 && !number.is_nan()
        } else {
            // SAFETY: a live value in a traced slot, of a kind that is left for this function.
            raw.is_symbol() || unsafe { js::ToBooleanSlow(value.js()) }
        }
    }

    fn to_number(&self, value: Handle) -> Outcome<Handle> {
        if value.value().is_number() {
            return Ok(self.duplicate(value));
        }
        let mut number = 0.0;
        // SAFETY: a live value in a traced slot, and no number.
        self.check(unsafe { js::ToNumberSlow(self.cx, value.js(), &raw mut number) })?;
        Ok(self.number(number))
    }

    fn to_string(&self, value: Handle) -> Outcome<Handle> {
        if value.value().is_string() {
            return Ok(self.duplicate(value));
        }
        // SAFETY: a live value in a traced slot.
        self.adopt_string(unsafe { js::ToStringSlow(self.cx, value.js()) })
    }

    fn to_object(&self, value: Handle) -> Outcome<Handle> {
        let object = self.object_in(value)?.get();
        Ok(self.push(ObjectValue(object)))
    }
}

/// A time as dates hold it: whole milliseconds within their range, or NaN.
fn clip_time(time: f64) -> f64 {
    const LAST: f64 = 8.64e15;
    if time.abs() <= LAST { time.trunc() + 0.0 } else { f64::NAN }
}

impl Engine {
    /// A fresh string in a new handle; NULL says that making it threw.
    #[inline(always)]
    pub(super) fn adopt_string(&self, string: *mut JSString) -> Outcome<Handle> {
        // SAFETY: a live string, unless it is NULL.
        match unsafe { string.as_ref() } {
            Some(string) => Ok(self.push(StringValue(string))),
            None => Err(self.thrown()),
        }
    }

    /// As [`Engine::adopt_string`].
    pub(super) fn adopt_bigint(&self, bigint: *mut JS::BigInt) -> Outcome<Handle> {
        // SAFETY: a live BigInt, unless it is NULL.
        match unsafe { bigint.as_ref() } {
            Some(bigint) => Ok(self.push(BigIntValue(bigint))),
            None => Err(self.thrown()),
        }
    }

    fn adopt_symbol(&self, symbol: *mut JS::Symbol) -> Outcome<Handle> {
        // SAFETY: a live symbol, unless it is NULL.
        match unsafe { symbol.as_ref() } {
            Some(symbol) => Ok(self.push(SymbolValue(symbol))),
            None => Err(self.thrown()),
        }
    }

    /// A string where the engine's functions find it; NULL when it is none.
    pub(super) fn pin_string(&self, value: Option<Handle>) -> Pinned<'_, *mut JSString> {
        let string = value.and_then(Handle::string).unwrap_or(std::ptr::null_mut());
        Pinned::new(&self.strings, string)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_integers_and_the_rest_are_doubles() {
        for whole in [0.0, 1.0, -1.0, 2_147_483_647.0, -2_147_483_648.0] {
            assert!(number_value(whole).is_int32(), "{whole}");
        }
        for other in [-0.0, 0.5, 2_147_483_648.0, f64::INFINITY, f64::NAN, -f64::NAN] {
            assert!(number_value(other).is_double(), "{other}");
        }
    }

    #[test]
    fn times_are_clipped_as_dates_are() {
        assert_eq!(clip_time(1.9), 1.0);
        assert_eq!(clip_time(-0.0).to_bits(), 0);
        assert!(clip_time(8.64e15 + 1.0).is_nan() && clip_time(f64::NAN).is_nan());
    }
}
