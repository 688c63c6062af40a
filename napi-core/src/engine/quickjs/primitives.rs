//! Values without parts: `undefined`, booleans, numbers, symbols, dates, and conversions.
//!
//! Numbers are stored as doubles unless made from an integer, so creating one is a store; the
//! engine accepts both forms of an integral number everywhere.

use super::{Engine, Handle};
use crate::engine::seam::{Kind, Outcome, Primitives};
use rquickjs_sys as q;

impl Engine {
    /// Calls a captured built-in; all arguments are borrowed.
    pub(super) fn call_intrinsic(
        &self,
        function: q::JSValue,
        this: q::JSValue,
        arguments: &mut [q::JSValue],
    ) -> q::JSValue {
        // SAFETY: live values of this context; the callee copies what it keeps.
        unsafe {
            q::JS_Call(self.ctx, function, this, arguments.len() as i32, arguments.as_mut_ptr())
        }
    }
}

impl Engine {
    /// As [`Engine::call_intrinsic`], for questions that have an answer: when the engine could not
    /// ask (no stack or memory left) there is none, and no exception is left behind.
    pub(super) fn ask_intrinsic(
        &self,
        function: q::JSValue,
        this: q::JSValue,
        arguments: &mut [q::JSValue],
    ) -> Option<q::JSValue> {
        let answer = self.call_intrinsic(function, this, arguments);
        if answer.tag == q::JS_TAG_EXCEPTION as i64 {
            self.discard_exception();
            return None;
        }
        Some(answer)
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
        self.push(q::__JS_NewFloat64(value))
    }

    #[inline(always)]
    fn int32(&self, value: i32) -> Handle {
        self.push(q::JS_MKVAL(q::JS_TAG_INT, value))
    }

    #[inline]
    fn kind(&self, value: Handle) -> Kind {
        match value.tag() {
            q::JS_TAG_INT | q::JS_TAG_FLOAT64 => Kind::Number,
            q::JS_TAG_BOOL => Kind::Boolean,
            q::JS_TAG_NULL => Kind::Null,
            q::JS_TAG_STRING | q::JS_TAG_STRING_ROPE => Kind::String,
            q::JS_TAG_SYMBOL => Kind::Symbol,
            q::JS_TAG_BIG_INT | q::JS_TAG_SHORT_BIG_INT => Kind::BigInt,
            q::JS_TAG_OBJECT => {
                // SAFETY: a live object of this context.
                let (class, callable) = unsafe {
                    (q::JS_GetClassID(value.value()), q::JS_IsFunction(self.ctx, value.value()))
                };
                if callable {
                    Kind::Function
                } else if class == self.classes.external {
                    Kind::External
                } else {
                    Kind::Object
                }
            }
            _ => Kind::Undefined,
        }
    }

    #[inline(always)]
    fn is_object(&self, value: Handle) -> bool {
        value.tag() == q::JS_TAG_OBJECT
    }

    #[inline(always)]
    fn number_value(&self, value: Handle) -> Option<f64> {
        let value = value.value();
        // SAFETY: the tag says which member of the union is set.
        unsafe {
            if value.tag == q::JS_TAG_FLOAT64 as i64 {
                Some(value.u.float64)
            } else if value.tag == q::JS_TAG_INT as i64 {
                Some(f64::from(value.u.int32))
            } else {
                None
            }
        }
    }

    #[inline(always)]
    fn boolean_value(&self, value: Handle) -> Option<bool> {
        let value = value.value();
        if value.tag != q::JS_TAG_BOOL as i64 {
            return None;
        }
        // SAFETY: the tag says which member of the union is set.
        Some(unsafe { value.u.int32 != 0 })
    }

    fn bigint_i64(&self, value: i64) -> Outcome<Handle> {
        // SAFETY: plain constructor on a live context.
        self.adopt(unsafe { q::JS_NewBigInt64(self.ctx, value) })
    }

    fn bigint_u64(&self, value: u64) -> Outcome<Handle> {
        // SAFETY: plain constructor on a live context.
        self.adopt(unsafe { q::JS_NewBigUint64(self.ctx, value) })
    }

    fn bigint_words(&self, words: &crate::engine::BigIntWords) -> Outcome<Handle> {
        super::bigint::from_words(self, words)
    }

    fn bigint_value(&self, value: Handle) -> Option<crate::engine::BigIntWords> {
        super::bigint::to_words(self, value)
    }

    fn symbol(&self, description: Option<Handle>) -> Outcome<Handle> {
        let mut arguments = [description.map_or(q::JS_UNDEFINED, Handle::value)];
        self.adopt(self.call_intrinsic(self.intrinsics.symbol, q::JS_UNDEFINED, &mut arguments))
    }

    fn symbol_for(&self, key: Handle) -> Outcome<Handle> {
        let mut arguments = [key.value()];
        self.adopt(self.call_intrinsic(self.intrinsics.symbol_for, q::JS_UNDEFINED, &mut arguments))
    }

    fn date(&self, time: f64) -> Outcome<Handle> {
        // SAFETY: plain constructor on a live context.
        self.adopt(unsafe { q::JS_NewDate(self.ctx, time) })
    }

    fn date_value(&self, value: Handle) -> Option<f64> {
        // SAFETY: a live value; getTime on a Date answers a number and runs no script.
        unsafe {
            if !q::JS_IsDate(value.value()) {
                return None;
            }
        }
        let time = self.ask_intrinsic(self.intrinsics.date_value_of, value.value(), &mut [])?;
        self.number_value(Handle::at(&raw const time))
    }

    #[inline(always)]
    fn duplicate(&self, value: Handle) -> Handle {
        self.push(self.dup(value))
    }

    fn strict_equals(&self, a: Handle, b: Handle) -> bool {
        // SAFETY: live values of this context.
        unsafe { q::JS_IsStrictEqual(self.ctx, a.value(), b.value()) }
    }

    fn to_boolean(&self, value: Handle) -> bool {
        // SAFETY: a live value; conversion to boolean runs no script and cannot throw for it.
        unsafe { q::JS_ToBool(self.ctx, value.value()) == 1 }
    }

    fn to_number(&self, value: Handle) -> Outcome<Handle> {
        // SAFETY: a live value of this context.
        self.adopt(unsafe { q::JS_ToNumber(self.ctx, value.value()) })
    }

    fn to_string(&self, value: Handle) -> Outcome<Handle> {
        // SAFETY: a live value of this context.
        self.adopt(unsafe { q::JS_ToString(self.ctx, value.value()) })
    }

    fn to_object(&self, value: Handle) -> Outcome<Handle> {
        // SAFETY: a live value of this context.
        self.adopt(unsafe { q::JS_ToObject(self.ctx, value.value()) })
    }
}
