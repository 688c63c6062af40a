//! Environment cleanup hooks: what runs when a runtime ends, last in, first out.
//!
//! One list per runtime, as in Node: the envs' own teardowns are hooks in it too, registered when
//! the env is made, so a hook that an addon adds later runs before its env goes away.
//!
//! Invariants: a hook runs at most once, and not at all once it was removed; `order` and `places`
//! hold the same hooks. Adding and removing cost the same however many there are: addons add one
//! per object.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::ffi::c_void;

/// A hook as an addon registers it.
pub type HookFunction = unsafe extern "C" fn(arg: *mut c_void);

/// One registered hook.
enum Hook {
    /// `napi_add_env_cleanup_hook`.
    Addon { function: HookFunction, argument: *mut c_void },
    /// The host's own.
    Host { key: usize, run: Box<dyn FnOnce()> },
}

/// What a hook is found by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Name {
    Addon { function: usize, argument: usize },
    Host(usize),
}

impl Hook {
    fn name(&self) -> Name {
        match self {
            Hook::Addon { function, argument } => Name::addon(*function, *argument),
            Hook::Host { key, .. } => Name::Host(*key),
        }
    }
}

impl Name {
    fn addon(function: HookFunction, argument: *mut c_void) -> Name {
        Name::Addon { function: function as usize, argument: argument as usize }
    }
}

/// The hooks of a runtime.
#[derive(Default)]
pub struct CleanupHooks {
    /// By serial number: the newest is last.
    order: RefCell<BTreeMap<u64, Hook>>,
    places: RefCell<HashMap<Name, u64>>,
    next: Cell<u64>,
}

impl CleanupHooks {
    /// Adds an addon's hook; `false`, and nothing else, when the pair is registered already (Node
    /// aborts then, and so does our caller).
    #[must_use]
    pub fn add(&self, function: HookFunction, argument: *mut c_void) -> bool {
        let new = !self.places.borrow().contains_key(&Name::addon(function, argument));
        if new {
            self.insert(Hook::Addon { function, argument });
        }
        new
    }

    /// Removes an addon's hook, if it is there.
    pub fn remove(&self, function: HookFunction, argument: *mut c_void) {
        self.take(Name::addon(function, argument));
    }

    /// Adds a hook of the host's; `key` is for [`CleanupHooks::remove_host`].
    pub fn add_host(&self, key: usize, run: Box<dyn FnOnce()>) {
        self.insert(Hook::Host { key, run });
    }

    /// Removes a hook of the host's.
    pub fn remove_host(&self, key: usize) {
        self.take(Name::Host(key));
    }

    fn insert(&self, hook: Hook) {
        let serial = self.next.get();
        self.next.set(serial + 1);
        self.places.borrow_mut().insert(hook.name(), serial);
        self.order.borrow_mut().insert(serial, hook);
    }

    fn take(&self, name: Name) -> Option<Hook> {
        let serial = self.places.borrow_mut().remove(&name)?;
        self.order.borrow_mut().remove(&serial)
    }

    /// Runs all hooks, newest first; then those that hooks added meanwhile, and so on, as Node does.
    /// `true` if any ran.
    pub fn run(&self) -> bool {
        let mut any = false;
        loop {
            let round: Vec<Name> = self.order.borrow().values().rev().map(Hook::name).collect();
            if round.is_empty() {
                return any;
            }
            for name in round {
                // A hook of this round may have removed this one.
                match self.take(name) {
                    None => continue,
                    // SAFETY: the addon registered this pair to be called once, here.
                    Some(Hook::Addon { function, argument }) => unsafe { function(argument) },
                    Some(Hook::Host { run, .. }) => run(),
                }
                any = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    unsafe extern "C" fn note(log: *mut c_void) {
        // SAFETY: the tests register it with a log that outlives the hooks.
        unsafe { &*log.cast::<RefCell<Vec<&str>>>() }.borrow_mut().push("addon");
    }

    fn host(
        hooks: &CleanupHooks,
        log: &Rc<RefCell<Vec<&'static str>>>,
        key: usize,
        name: &'static str,
    ) {
        let log = log.clone();
        hooks.add_host(key, Box::new(move || log.borrow_mut().push(name)));
    }

    #[test]
    fn hooks_run_newest_first_and_once() {
        let hooks = CleanupHooks::default();
        let log: Rc<RefCell<Vec<&str>>> = Rc::default();
        let argument = Rc::as_ptr(&log).cast_mut().cast();
        host(&hooks, &log, 1, "first");
        assert!(hooks.add(note, argument));
        assert!(!hooks.add(note, argument));
        host(&hooks, &log, 2, "removed");
        host(&hooks, &log, 3, "last");
        hooks.remove_host(2);
        assert!(hooks.run());
        assert_eq!(*log.borrow(), ["last", "addon", "first"]);
        assert!(!hooks.run());
        assert!(hooks.add(note, argument), "after it ran it can be added again");
        hooks.remove(note, argument);
        assert!(!hooks.run());
    }

    #[test]
    fn a_hook_that_hooks_add_runs_too() {
        let (hooks, log) = (Rc::new(CleanupHooks::default()), Rc::default());
        let (inner, inner_log) = (hooks.clone(), Rc::clone(&log));
        hooks.add_host(1, Box::new(move || host(&inner, &inner_log, 2, "late")));
        hooks.run();
        assert_eq!(*log.borrow(), ["late"]);
    }
}
