//! Error objects, the waiting exception, and `stack` texts as V8 users know them.

use super::{Engine, Handle};
use crate::engine::seam::{ErrorClass, Errors, Functions, Outcome, Primitives, Scopes, Thrown};
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

/// The engine's `stack` has no first line and ends in a newline. Scripts, printers and packages
/// expect V8's shape: `Name: message`, then the frames.
const STACK_HEADER: &str = r#"(function () {
  const { get, set } = Object.getOwnPropertyDescriptor(Error.prototype, 'stack');
  const header = (error) => {
    try {
      const name = error.name === undefined ? 'Error' : String(error.name);
      const message = error.message === undefined ? '' : String(error.message);
      return message === '' ? name : name === '' ? message : name + ': ' + message;
    } catch { return 'Error'; }
  };
  const shape = (error, frames) => {
    if (typeof frames !== 'string') return frames;
    const body = frames.endsWith('\n') ? frames.slice(0, -1) : frames;
    return body === '' ? header(error) : header(error) + '\n' + body;
  };
  Object.defineProperty(Error.prototype, 'stack', {
    configurable: true,
    get: { stack() {
      const frames = Reflect.apply(get, this, []);
      return frames === undefined || !/^(\s+at |$)/.test(frames) ? frames : shape(this, frames);
    } }.stack,
    set: { stack(value) { Reflect.apply(set, this, [value]); } }.stack,
  });
  const capture = Error.captureStackTrace;
  Object.defineProperty(Error, 'captureStackTrace', {
    configurable: true, writable: true,
    value: { captureStackTrace(target, above) {
      above === undefined ? capture(target, captureStackTrace) : capture(target, above);
      const own = Object.getOwnPropertyDescriptor(target, 'stack');
      if (own && typeof own.value === 'string') {
        Object.defineProperty(target, 'stack', { ...own, value: shape(target, own.value) });
      }
    } }.captureStackTrace,
  });
  const captureStackTrace = Error.captureStackTrace;
})()"#;

/// Installs [`STACK_HEADER`]; called once, on a fresh context.
pub fn install_stack_header(engine: &Engine) {
    let mark = engine.mark();
    let installed = engine.run_script(STACK_HEADER.as_bytes(), c"napkin:stack");
    debug_assert!(installed.is_ok(), "the stack header script must run on a fresh context");
    engine.release_to(mark);
}
