//! Error objects and the waiting exception. What their `stack` shows is in `stack_traces.rs`.
//!
//! Invariant: throwing an uncatchable error leaves no exception in the engine but the mark
//! [`Engine::uncatchable`], which whoever takes the exception clears.

use super::{Engine, Handle, stack_traces, unbound};
use crate::engine::seam::{ErrorClass, Errors, Interrupts, Outcome, Primitives, Thrown};
use mozjs_sys::jsapi::{
    JS, JS_ClearPendingException, JS_GetEmptyString, JS_GetPendingException, JS_IsExceptionPending,
    JS_SetPendingException, JSExnType, JSString, js,
};

impl Errors for Engine {
    fn error(&self, class: ErrorClass, message: Handle) -> Outcome<Handle> {
        let class = match class {
            ErrorClass::Error => JSExnType::JSEXN_ERR,
            ErrorClass::TypeError => JSExnType::JSEXN_TYPEERR,
            ErrorClass::RangeError => JSExnType::JSEXN_RANGEERR,
            ErrorClass::SyntaxError => JSExnType::JSEXN_SYNTAXERR,
        };
        let frames = stack_traces::capture(self)?;
        let error = self.blank();
        // SAFETY: a live context; what is passed is in traced slots, but for the file name, which
        // is the empty string: it lives as long as the context and does not move. An error's
        // `fileName`, which V8 does not have, would cost more than the error.
        let made = unsafe {
            let file: *mut JSString = JS_GetEmptyString(self.cx);
            let text = super::slots::Pinned::new(&self.strings, message.value().to_string());
            unbound::create_error(
                self.cx,
                class,
                frames.handle(),
                JS::Handle::from_marked_location(&raw const file),
                text.handle(),
                error.out(),
            )
        };
        self.done(made, error)
    }

    fn is_error(&self, value: Handle) -> bool {
        let Some(object) = value.object() else { return false };
        let object = self.pin(object);
        let mut class = js::ESClass::Other;
        // SAFETY: a live object in a traced slot.
        let known = unsafe { JS::GetBuiltinClass(self.cx, object.handle(), &raw mut class) };
        if !known {
            // SAFETY: a live context.
            unsafe { JS_ClearPendingException(self.cx) }; // a revoked proxy is no error
        }
        known && class == js::ESClass::Error
    }

    #[inline]
    fn has_exception(&self) -> bool {
        // SAFETY: reads a field of the live context.
        self.uncatchable.get() || unsafe { JS_IsExceptionPending(self.cx) }
    }

    fn take_exception(&self) -> Handle {
        // SAFETY: a live context.
        if unsafe { JS_IsExceptionPending(self.cx) } {
            self.uncatchable.set(false);
            let exception = self.blank();
            // SAFETY: as above. The call cannot fail in the only compartment there is.
            unsafe {
                JS_GetPendingException(self.cx, exception.out());
                JS_ClearPendingException(self.cx);
            }
            return exception;
        }
        if self.uncatchable.replace(false) {
            return self.uncatchable_error().unwrap_or_else(|Thrown| {
                // SAFETY: as above; there is no memory for the error.
                unsafe { JS_ClearPendingException(self.cx) };
                self.undefined()
            });
        }
        self.undefined()
    }

    fn throw(&self, value: Handle) -> Thrown {
        if self.is_uncatchable(value) {
            // SAFETY: a live context.
            unsafe { JS_ClearPendingException(self.cx) };
            self.uncatchable.set(true);
        } else {
            let uncaptured = JS::ExceptionStackBehavior::DoNotCapture;
            // SAFETY: a live value in a traced slot.
            unsafe { JS_SetPendingException(self.cx, value.js(), uncaptured) };
        }
        Thrown
    }
}

impl Engine {
    /// Forgets the waiting exception.
    pub(super) fn discard_exception(&self) {
        self.uncatchable.set(false);
        // SAFETY: a live context.
        unsafe { JS_ClearPendingException(self.cx) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Functions, Objects, Strings};

    fn text_of(engine: &Engine, value: Handle) -> String {
        let text = engine.with_utf8(value, |text| String::from_utf8_lossy(text).into_owned());
        text.expect("a string")
    }

    #[test]
    fn errors_are_told_from_what_resembles_them() {
        let engine = Engine::new().expect("an engine");
        let values = [
            ("new TypeError('a')", true),
            ("new (class extends Error {})", true),
            ("Error.prototype", false),
            ("Object.create(new Error)", false),
            ("new Proxy(new Error, {})", false),
            (
                "(() => { const r = Proxy.revocable(new Error, {}); r.revoke(); return r.proxy; })()",
                false,
            ),
            ("'Error'", false),
        ];
        for (source, expected) in values {
            let value = engine.run_script(source.as_bytes(), c"error.js").expect("a value");
            assert_eq!(engine.is_error(value), expected, "{source}");
            assert!(!engine.has_exception());
        }
    }

    #[test]
    fn an_error_outside_scripts_has_no_frames_and_is_thrown_and_taken() {
        let engine = Engine::new().expect("an engine");
        let message = engine.string_latin1(b"deep").expect("a string");
        let error = engine.error(ErrorClass::RangeError, message).expect("an error");
        let stack = engine.get_named(error, b"stack").expect("a property");
        assert_eq!(text_of(&engine, stack), "RangeError: deep");
        engine.throw(error);
        assert!(engine.has_exception());
        assert!(engine.strict_equals(engine.take_exception(), error));
        assert!(!engine.has_exception());
    }

    #[test]
    fn an_uncatchable_error_passes_scripts_and_comes_out_again() {
        let engine = Engine::new().expect("an engine");
        assert!(engine.is_error(engine.uncatchable_error().expect("an error")));
        let error = engine.uncatchable_error().expect("an error");
        engine.throw(error);
        assert!(engine.has_exception());
        let taken = engine.take_exception();
        assert!(engine.is_error(taken) && engine.is_uncatchable(taken));
        assert!(!engine.has_exception());
    }
}
