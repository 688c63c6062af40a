//! Error objects and the waiting exception. What their `stack` shows is in `stack_traces.rs`.

use super::{Engine, Handle};
use crate::engine::seam::{ErrorClass, Errors, Outcome, Primitives, Thrown};
use rquickjs_sys as q;

impl Errors for Engine {
    fn error(&self, class: ErrorClass, message: Handle) -> Outcome<Handle> {
        let constructor = match class {
            ErrorClass::Error => self.intrinsics.error,
            ErrorClass::TypeError => self.intrinsics.type_error,
            ErrorClass::RangeError => self.intrinsics.range_error,
            ErrorClass::SyntaxError => self.intrinsics.syntax_error,
        };
        let mut arguments = [message.value()];
        // SAFETY: live values of this context, borrowed for the call.
        self.adopt(unsafe {
            q::JS_CallConstructor(self.ctx, constructor, 1, arguments.as_mut_ptr())
        })
    }

    fn is_error(&self, value: Handle) -> bool {
        // SAFETY: a live value.
        unsafe { q::JS_IsError(value.value()) }
    }

    fn has_exception(&self) -> bool {
        // SAFETY: reads a field of the live context.
        unsafe { q::JS_HasException(self.ctx) }
    }

    fn take_exception(&self) -> Handle {
        // SAFETY: the exception becomes ours; without one the engine answers "uninitialized".
        let value = unsafe { q::JS_GetException(self.ctx) };
        if value.tag == q::JS_TAG_UNINITIALIZED as i64 {
            return self.undefined();
        }
        self.push(value)
    }

    fn throw(&self, value: Handle) -> Thrown {
        // SAFETY: an owned copy becomes the waiting exception.
        unsafe { q::JS_Throw(self.ctx, self.dup(value)) };
        Thrown
    }
}
