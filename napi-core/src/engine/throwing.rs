//! Exceptions of our own making, the same on every engine.

use super::Engine;
use super::seam::{ErrorClass, Errors, Scopes, Strings, Thrown};

impl Engine {
    /// Throws a TypeError with this message.
    #[cold]
    pub(super) fn throw_type_error(&self, message: &[u8]) -> Thrown {
        self.throw_error(ErrorClass::TypeError, message)
    }

    /// Throws a RangeError with this message.
    #[cold]
    pub(super) fn throw_range_error(&self, message: &[u8]) -> Thrown {
        self.throw_error(ErrorClass::RangeError, message)
    }

    /// Throws an Error: the module loader used the engine in the wrong order.
    #[cold]
    pub(super) fn refuse(&self, problem: &str) -> Thrown {
        self.throw_error(ErrorClass::Error, problem.as_bytes())
    }

    /// Throws an error of this class; when there is no memory for it, what making it threw.
    #[cold]
    pub(super) fn throw_error(&self, class: ErrorClass, message: &[u8]) -> Thrown {
        let mark = self.mark();
        if let Ok(error) = self.string_utf8(message).and_then(|text| self.error(class, text)) {
            self.throw(error); // else making the error threw
        }
        self.release_to(mark);
        Thrown
    }
}
