//! Environment cleanup hooks: what runs when a runtime ends, last in, first out.
//!
//! One list per runtime, as in Node: the envs' own teardowns are hooks in it too, registered when
//! the env is made, so a hook that an addon adds later runs before its env goes away.
//!
//! Invariant: a hook runs at most once, and not at all once it was removed.

use std::cell::RefCell;
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

/// The hooks of a runtime.
#[derive(Default)]
pub struct CleanupHooks {
    list: RefCell<Vec<Hook>>,
}

impl CleanupHooks {
    /// Adds an addon's hook. Node aborts when the same pair is added twice; so do we, in the caller.
    ///
    /// # Errors
    /// When the pair is registered already.
    pub fn add(&self, function: HookFunction, argument: *mut c_void) -> Result<(), ()> {
        if self.position(function, argument).is_some() {
            return Err(());
        }
        self.list.borrow_mut().push(Hook::Addon { function, argument });
        Ok(())
    }

    /// Removes an addon's hook, if it is there.
    pub fn remove(&self, function: HookFunction, argument: *mut c_void) {
        if let Some(position) = self.position(function, argument) {
            self.list.borrow_mut().remove(position);
        }
    }

    fn position(&self, function: HookFunction, argument: *mut c_void) -> Option<usize> {
        self.list.borrow().iter().rposition(|hook| {
            matches!(hook, Hook::Addon { function: known, argument: known_argument }
                if std::ptr::fn_addr_eq(*known, function) && *known_argument == argument)
        })
    }

    /// Adds a hook of the host's; `key` is for [`CleanupHooks::remove_host`].
    pub fn add_host(&self, key: usize, run: Box<dyn FnOnce()>) {
        self.list.borrow_mut().push(Hook::Host { key, run });
    }

    /// Removes a hook of the host's.
    pub fn remove_host(&self, key: usize) {
        self.list
            .borrow_mut()
            .retain(|hook| !matches!(hook, Hook::Host { key: known, .. } if *known == key));
    }

    /// Runs all hooks, newest first, including those that hooks add; `true` if any ran.
    pub fn run(&self) -> bool {
        let mut any = false;
        loop {
            let hook = self.list.borrow_mut().pop();
            match hook {
                None => return any,
                // SAFETY: the addon registered this pair to be called once, here.
                Some(Hook::Addon { function, argument }) => unsafe { function(argument) },
                Some(Hook::Host { run, .. }) => run(),
            }
            any = true;
        }
    }
}
