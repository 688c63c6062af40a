//! Errors of the engine's own that scripts tell apart by class or text, and that Node has otherwise:
//! here they become what Node's users know.
//!
//! The engine keeps the class and the text of each of its messages in one table, which the system
//! loader makes read-only. It is changed once, before the engine starts, and for the whole process.
//! Where the memory cannot be made writable the messages stay the engine's own.

use mozjs_sys::jsapi::{JSErrNum, JSErrorFormatString, JSExnType, js};
use std::ffi::CStr;

struct Message {
    number: JSErrNum,
    class: JSExnType,
    /// With as many places as the engine's own text has.
    text: &'static CStr,
}

const MESSAGES: [Message; 7] = [
    Message {
        number: JSErrNum::JSMSG_OVER_RECURSED,
        class: JSExnType::JSEXN_RANGEERR,
        text: c"Maximum call stack size exceeded",
    },
    Message {
        number: JSErrNum::JSMSG_BAD_ARRAY_LENGTH,
        class: JSExnType::JSEXN_RANGEERR,
        text: c"Invalid array length",
    },
    Message {
        number: JSErrNum::JSMSG_UNINITIALIZED_LEXICAL,
        class: JSExnType::JSEXN_REFERENCEERR,
        text: c"Cannot access '{0}' before initialization",
    },
    Message {
        number: JSErrNum::JSMSG_UNDECLARED_VAR,
        class: JSExnType::JSEXN_REFERENCEERR,
        text: c"{0} is not defined",
    },
    Message {
        number: JSErrNum::JSMSG_MODULE_NO_EXPORT,
        class: JSExnType::JSEXN_SYNTAXERR,
        text: c"The requested module '{0}' does not provide an export named '{1}'",
    },
    Message {
        number: JSErrNum::JSMSG_MODULE_CIRCULAR_IMPORT,
        class: JSExnType::JSEXN_SYNTAXERR,
        text: c"Detected cycle while resolving name '{1}' in '{0}'",
    },
    Message {
        number: JSErrNum::JSMSG_IMPORT_ATTRIBUTES_DYNAMIC_IMPORT_UNSUPPORTED_ATTRIBUTE,
        class: JSExnType::JSEXN_TYPEERR,
        text: c"Import attribute \"{0}\" is not supported",
    },
];

/// Changes the messages.
///
/// # Safety
/// Called once, before the engine is initialised.
pub unsafe fn adapt() {
    for message in &MESSAGES {
        // SAFETY: an entry of the engine's table, which nobody reads yet.
        unsafe {
            let entry = js::GetErrorMessage(std::ptr::null_mut(), message.number as u32).cast_mut();
            if !entry.is_null() {
                write(entry, message);
            }
        }
    }
}

/// # Safety
/// `entry` is in the engine's table, which nobody reads meanwhile.
#[cfg(unix)]
unsafe fn write(entry: *mut JSErrorFormatString, message: &Message) {
    // SAFETY: the pages of the entry are mapped. They stay writable: whether they were before, since
    // a program was linked without that protection, nothing tells.
    unsafe {
        let page = libc::sysconf(libc::_SC_PAGESIZE).max(1) as usize;
        let first = entry as usize & !(page - 1);
        let length = entry as usize + size_of::<JSErrorFormatString>() - first;
        let writable = libc::PROT_READ | libc::PROT_WRITE;
        if libc::mprotect(first as *mut _, length, writable) != 0 {
            return;
        }
        (*entry).format = message.text.as_ptr();
        (*entry).exnType = message.class as i16;
    }
}

/// Elsewhere the messages stay as they are.
#[cfg(not(unix))]
unsafe fn write(_: *mut JSErrorFormatString, _: &Message) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Errors, Functions, Objects, Strings};
    use crate::engine::spidermonkey::Engine;

    #[test]
    fn texts_have_as_many_places_as_the_engines_own() {
        let _engine = Engine::new().expect("an engine");
        for message in &MESSAGES {
            let places = message.text.to_bytes().iter().filter(|byte| **byte == b'{').count();
            // SAFETY: an entry of the engine's table.
            let entry =
                unsafe { &*js::GetErrorMessage(std::ptr::null_mut(), message.number as u32) };
            assert_eq!(usize::from(entry.argCount), places, "{:?}", message.text);
        }
    }

    #[test]
    fn errors_read_as_nodes_do() {
        let engine = Engine::new().expect("an engine");
        for (script, name, message) in [
            ("(function f() { f() })()", "RangeError", "Maximum call stack size exceeded"),
            ("early; let early;", "ReferenceError", "Cannot access 'early' before initialization"),
        ] {
            let thrown = engine.run_script(script.as_bytes(), c"throws.js");
            assert!(thrown.is_err());
            let error = engine.take_exception();
            for (key, expected) in [("name", name), ("message", message)] {
                let text = engine.get_named(error, key.as_bytes()).expect("a property");
                let found =
                    engine.with_utf8(text, |text| String::from_utf8_lossy(text).into_owned());
                assert_eq!(found.as_deref(), Ok(expected));
            }
        }
    }
}
