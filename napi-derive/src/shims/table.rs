//! The shims of one env.
//!
//! Invariant: an entry belongs to one use of shims in the program (a struct's way in, its way out,
//! lists), known by the number that its `Use` got at first use; numbers are the process's, entries
//! the env's.
//!
//! Neighbours: `raw/env_state.rs` holds the table and empties it when the env ends.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{SCRATCH, host};
use crate::error::Result;
use crate::raw::arguments::Arguments;
use crate::raw::frame::{Env, Value};
use crate::raw::functions;
use crate::raw::references::Reference;
use crate::raw::scratch::Scratch;

/// That many properties or elements are converted without a shim before one is made: making it
/// takes as long as converting some hundred of them.
const WARM: u32 = 256;

/// As many variants of one shim are kept.
const VARIANTS: usize = 16;

/// A static: something that shims are made for.
pub(super) struct Use(AtomicU32);

impl Use {
    pub(super) const fn new() -> Use {
        Use(AtomicU32::new(0))
    }

    #[inline]
    fn number(&self) -> usize {
        match self.0.load(Ordering::Relaxed) {
            0 => self.assign(),
            number => number as usize,
        }
    }

    #[cold]
    fn assign(&self) -> usize {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let kept = self.0.compare_exchange(0, number, Ordering::Relaxed, Ordering::Relaxed);
        // Another thread may have been first.
        kept.err().unwrap_or(number) as usize
    }
}

#[derive(Default)]
struct Entry {
    /// How much was converted without a shim.
    heat: u32,
    never: bool,
    /// The shims by their variant.
    shims: Vec<(u64, Reference)>,
}

/// In the state of an env.
#[derive(Default)]
pub(crate) struct Shims {
    /// Whether the env may have shims and gains by them, once that is known.
    allowed: Cell<Option<bool>>,
    scratch: RefCell<Option<Rc<Scratch>>>,
    entries: RefCell<Vec<Entry>>,
    /// A list's shim is running.
    list_runs: Cell<bool>,
}

impl Shims {
    /// No shim is made any more, and none used.
    pub(crate) fn forbid(&self) {
        self.allowed.set(Some(false));
        drop(self.entries.take());
    }

    /// Lets everything go: the env ends.
    pub(crate) fn clear(&self) {
        self.forbid();
        drop(self.scratch.take());
    }

    /// The shared memory; there is some if there is a shim. To be asked for again after every call,
    /// which may have ended the env.
    #[inline]
    pub(super) fn scratch(&self) -> Option<Rc<Scratch>> {
        self.scratch.borrow().clone()
    }

    /// Whether that much was converted without a shim, this one included, that it is time for one.
    /// Also when one exists.
    pub(super) fn is_warm(&self, of: &Use, weight: usize) -> bool {
        let mut entries = self.entries.borrow_mut();
        let number = of.number();
        if entries.len() <= number {
            if self.allowed.get() == Some(false) {
                return false;
            }
            entries.resize_with(number + 1, Entry::default);
        }
        let entry = &mut entries[number];
        if entry.heat < WARM {
            entry.heat = entry.heat.saturating_add(u32::try_from(weight).unwrap_or(u32::MAX));
            return false;
        }
        !entry.never
    }

    /// The shim of this variant, if there is one.
    #[inline]
    pub(super) fn find<'env>(&self, env: Env<'env>, of: &Use, variant: u64) -> Option<Value<'env>> {
        let entries = self.entries.borrow();
        let entry = entries.get(of.number())?;
        let (_, shim) = entry.shims.iter().find(|(known, _)| *known == variant)?;
        shim.get(env).ok()
    }

    /// Makes the shim of a variant, from the text of a function that takes the scratch.
    #[cold]
    pub(super) fn make<'env>(
        &self,
        env: Env<'env>,
        of: &Use,
        variant: u64,
        text: impl FnOnce() -> String,
    ) -> Option<Value<'env>> {
        let with_entry = |change: &dyn Fn(&mut Entry) -> bool| {
            self.entries.borrow_mut().get_mut(of.number()).is_some_and(change)
        };
        if !with_entry(&|entry| !entry.never && entry.shims.len() < VARIANTS) {
            return None;
        }
        let made = if self.is_allowed(env) { self.generate(env, &text()) } else { None };
        let Some((shim, reference)) = made else {
            with_entry(&|entry| std::mem::replace(&mut entry.never, true));
            return None;
        };
        let mut entries = self.entries.borrow_mut();
        entries.get_mut(of.number())?.shims.push((variant, reference));
        Some(shim)
    }

    fn is_allowed(&self, env: Env<'_>) -> bool {
        self.allowed.get().unwrap_or_else(|| {
            let compiles = host::compiles(env);
            self.allowed.set(Some(compiles));
            compiles
        })
    }

    /// Nothing if the host refuses: then everything is converted without.
    fn generate<'env>(&self, env: Env<'env>, text: &str) -> Option<(Value<'env>, Reference)> {
        let scratch = match self.scratch() {
            Some(scratch) => scratch,
            None => {
                let made = Rc::new(Scratch::new(env, SCRATCH).ok()?);
                self.scratch.replace(Some(Rc::clone(&made)));
                made
            }
        };
        let outer = env.run_script(text).ok()?;
        let shim = call(outer, &[scratch.array(env).ok()?]).ok()?;
        Some((shim, Reference::new(shim).ok()?))
    }

    /// Takes the place for lists, until the guard is dropped.
    pub(super) fn take_list(&self) -> Option<ListRuns<'_>> {
        (!self.list_runs.replace(true)).then(|| ListRuns(&self.list_runs))
    }
}

pub(super) struct ListRuns<'a>(&'a Cell<bool>);

impl Drop for ListRuns<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// Calls a shim, which makes no use of its `this`.
#[inline]
pub(super) fn call<'env>(shim: Value<'env>, arguments: &[Value<'env>]) -> Result<Value<'env>> {
    let mut list = Arguments::new(shim.env());
    arguments.iter().for_each(|argument| list.push(*argument));
    functions::call(shim, shim, &list)
}
