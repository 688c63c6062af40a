//! Strings on memory of addons: the engine reads it in place, and the owner is told once that it let go.
//!
//! Invariant: `owners` has one owner for every such string that lives, found by the address of its
//! first character. Strings on one address are alike to their owners, so which of them is told first
//! does not matter.

use super::{Engine, Handle};
use crate::engine::seam::{Outcome, ReleaseBytes, Strings};
use mozjs_sys::glue::{
    CreateJSExternalStringCallbacks, DeleteJSExternalStringCallbacks,
    JSExternalStringCallbacksTraps,
};
use mozjs_sys::jsapi::{
    JS_NewExternalStringLatin1, JS_NewExternalUCString, JSContext, JSExternalStringCallbacks,
    JSString,
};
use std::cell::Cell;
use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::{Mutex, PoisonError};

/// An owner whose string the collector may end on another thread.
struct Owner(Box<dyn ReleaseBytes>);

// SAFETY: it is told on the engine's thread only; another one moves it to a list for that.
unsafe impl Send for Owner {}

/// See the module's description.
pub struct ExternalStrings {
    callbacks: Cell<*mut JSExternalStringCallbacks>,
    owners: Mutex<HashMap<usize, Vec<Owner>>>,
}

impl Default for ExternalStrings {
    fn default() -> ExternalStrings {
        ExternalStrings { callbacks: Cell::new(std::ptr::null_mut()), owners: Mutex::default() }
    }
}

impl ExternalStrings {
    fn add(&self, address: usize, owner: Box<dyn ReleaseBytes>) {
        let mut owners = self.owners.lock().unwrap_or_else(PoisonError::into_inner);
        owners.entry(address).or_default().push(Owner(owner));
    }

    fn take(&self, address: usize) -> Option<Owner> {
        let mut owners = self.owners.lock().unwrap_or_else(PoisonError::into_inner);
        let of_address = owners.get_mut(&address)?;
        let owner = of_address.pop();
        if of_address.is_empty() {
            owners.remove(&address);
        }
        owner
    }

    /// Frees what the engine calls; after the end of the context, and so of every string.
    pub fn end(&self) {
        let callbacks = self.callbacks.replace(std::ptr::null_mut());
        if !callbacks.is_null() {
            // SAFETY: made by `callbacks`, freed once; no string is left that names it.
            unsafe { DeleteJSExternalStringCallbacks(callbacks) };
        }
    }
}

type Make<T> = unsafe extern "C" fn(
    *mut JSContext,
    *const T,
    usize,
    *const JSExternalStringCallbacks,
) -> *mut JSString;

/// Shorter texts are copied: the engine keeps a few characters in the string itself.
const SHORTEST: usize = 32;

impl Engine {
    pub(super) fn external_latin1(
        &self,
        bytes: &[u8],
        owner: Box<dyn ReleaseBytes>,
    ) -> Outcome<(Handle, bool)> {
        if bytes.len() < SHORTEST {
            return self.string_latin1(bytes).map(|copy| (copy, true));
        }
        self.external_string(bytes, owner, JS_NewExternalStringLatin1)
    }

    pub(super) fn external_utf16(
        &self,
        units: &[u16],
        owner: Box<dyn ReleaseBytes>,
    ) -> Outcome<(Handle, bool)> {
        if units.len() < SHORTEST {
            return self.string_utf16(units).map(|copy| (copy, true));
        }
        self.external_string(units, owner, JS_NewExternalUCString)
    }

    /// The string, which is no copy.
    fn external_string<T>(
        &self,
        text: &[T],
        owner: Box<dyn ReleaseBytes>,
        make: Make<T>,
    ) -> Outcome<(Handle, bool)> {
        let address = text.as_ptr() as usize;
        self.external_strings.add(address, owner);
        // SAFETY: a live context; the text stays until its owner is told, whom the engine finds by the
        // address.
        let string = unsafe { make(self.cx, text.as_ptr(), text.len(), self.string_callbacks()) };
        if string.is_null() {
            drop(self.external_strings.take(address)); // untold
        }
        Ok((self.adopt_string(string)?, false))
    }

    fn string_callbacks(&self) -> *const JSExternalStringCallbacks {
        let callbacks = &self.external_strings.callbacks;
        if callbacks.get().is_null() {
            let traps = JSExternalStringCallbacksTraps {
                latin1Finalize: Some(finalize::<u8>),
                utf16Finalize: Some(finalize::<u16>),
                latin1SizeOfBuffer: Some(size::<u8>),
                utf16SizeOfBuffer: Some(size::<u16>),
            };
            let engine = (&raw const *self).cast_mut().cast::<c_void>();
            // SAFETY: the traps are copied; the engine stays where it is until its end.
            callbacks.set(unsafe { CreateJSExternalStringCallbacks(&raw const traps, engine) });
        }
        callbacks.get()
    }
}

/// A string ended. Called by the collector.
unsafe extern "C" fn finalize<T>(engine: *const c_void, text: *mut T) {
    // SAFETY: the engine that the callbacks were made with, whose memory outlives its context.
    let engine = unsafe { &*engine.cast::<Engine>() };
    if let Some(owner) = engine.external_strings.take(text as usize) {
        engine.buffers.give_back(owner.0);
    }
}

/// The memory is not the engine's to count.
unsafe extern "C" fn size<T>(
    _: *const c_void,
    _: *const T,
    _: mozjs_sys::jsapi::mozilla::MallocSizeOf,
) -> usize {
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Lifetimes, Scopes};
    use std::rc::Rc;

    struct Told(Rc<Cell<u32>>);

    impl ReleaseBytes for Told {
        fn release(self: Box<Self>) {
            self.0.set(self.0.get() + 1);
        }
    }

    #[test]
    fn owners_of_texts_are_told_once_and_of_copies_never() {
        let engine = Engine::new().expect("an engine");
        let told = Rc::new(Cell::new(0));
        let owner = || Box::new(Told(told.clone()));
        let narrow = "a text of the addon's, é".repeat(20);
        let narrow: Vec<u8> = narrow.chars().map(|c| c as u8).collect();
        let wide: Vec<u16> = "a wide text, €".repeat(20).encode_utf16().collect();
        let mark = engine.mark();
        let mut external = 0;
        for _ in 0..3 {
            let (string, is_copy) = engine.string_on_latin1(&narrow, owner()).expect("a string");
            external += u32::from(!is_copy);
            let same = engine.with_utf16(string, |units| {
                units.iter().copied().eq(narrow.iter().map(|byte| u16::from(*byte)))
            });
            assert_eq!(same, Ok(true));
            let (string, is_copy) = engine.string_on_utf16(&wide, owner()).expect("a string");
            external += u32::from(!is_copy);
            assert_eq!(engine.with_utf16(string, |units| units == wide), Ok(true));
        }
        assert_eq!((external, told.get()), (6, 0), "long texts are read in place");
        engine.release_to(mark);
        engine.collect();
        assert_eq!(told.get(), 6);
        let (_, is_copy) = engine.string_on_latin1(b"ab", owner()).expect("a string");
        engine.string_on_utf16(&wide, owner()).expect("a string");
        drop(engine);
        assert_eq!((told.get(), is_copy), (7, true), "the end tells the last one");
    }
}
