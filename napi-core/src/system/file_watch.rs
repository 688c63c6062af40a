//! Watching files, as events of a runtime's loop: what the system tells of a path (`uv_fs_event`),
//! and what comparing its status again and again shows (`uv_fs_poll`).
//!
//! Invariants: a watcher keeps the loop alive unless it was told not to; it is closed by its owner,
//! or by a cleanup hook when the runtime ends; a handle is freed only once libuv has closed it; a
//! number is never used twice.
//!
//! Neighbours: `signals.rs` and `handles/` do the same for other handles.

use super::error::{Result, SystemError};
use super::file_status::{Status, status_of};
use super::request::c_path;
use crate::runtime::RuntimeState;
use crate::scope::Scope;
use libuv_sys2 as uv;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_int, c_uint};
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;

/// The number of a watcher.
pub type Id = u32;

/// What was seen.
#[derive(Debug)]
pub enum Seen {
    /// Something was renamed (made, removed) or changed: its name where it is known, and whether it
    /// was renamed.
    Event(Option<Vec<u8>>, bool),
    /// Watching failed, with libuv's number.
    Failed(i32),
    /// The status is another one: what it is and what it was; zeros when there is nothing.
    Changed(Box<Status>, Box<Status>),
}

/// What is told of what was seen, from the loop; the task queues run after it.
pub type OnSeen = Rc<dyn Fn(&Scope<'_>, Id, Seen)>;

/// The watchers of a runtime.
pub struct Watchers(Rc<Shared>);

struct Shared {
    runtime: NonNull<RuntimeState>,
    watchers: RefCell<HashMap<Id, NonNull<Watcher>>>,
    on_seen: RefCell<Option<OnSeen>>,
    next: Cell<Id>,
    ended: Cell<bool>,
}

/// A handle of libuv's, of either kind.
union Handle {
    event: uv::uv_fs_event_t,
    poll: uv::uv_fs_poll_t,
    any: uv::uv_handle_t,
}

/// A handle, boxed; its `data` is its own address.
struct Watcher {
    handle: Handle,
    id: Id,
    shared: Rc<Shared>,
}

impl Watchers {
    /// No watchers yet; `on_seen` hears of those that will be started.
    pub fn new(runtime: &RuntimeState, on_seen: OnSeen) -> Watchers {
        let shared = Rc::new(Shared {
            runtime: NonNull::from(runtime),
            watchers: RefCell::default(),
            on_seen: RefCell::new(Some(on_seen)),
            next: Cell::new(0),
            ended: Cell::new(false),
        });
        let ending = shared.clone();
        let key = Rc::as_ptr(&shared) as usize;
        runtime.cleanup_hooks().add_host(key, Box::new(move || ending.end()));
        Watchers(shared)
    }

    /// Has the system tell of what happens at a path, or in the folder there.
    ///
    /// # Errors
    /// When there is nothing at the path, or the system has no room for more watchers.
    pub fn watch(&self, path: &[u8], recursive: bool) -> Result<Id> {
        let name = c_path(path, "watch")?;
        let flags = if recursive { uv::uv_fs_event_flags_UV_FS_EVENT_RECURSIVE } else { 0 };
        self.start("watch", path, |event_loop, handle| {
            // SAFETY: a live loop, and a handle at an address that stays until it is closed; libuv
            // copies the path.
            unsafe {
                let handle = &raw mut (*handle).event;
                match uv::uv_fs_event_init(event_loop, handle) {
                    0 => uv::uv_fs_event_start(handle, Some(on_event), name.as_ptr(), flags as _),
                    result => result,
                }
            }
        })
    }

    /// Compares the status of what is at a path every `interval` milliseconds.
    ///
    /// # Errors
    /// When there is no memory.
    pub fn poll(&self, path: &[u8], interval: u32) -> Result<Id> {
        let name = c_path(path, "watch")?;
        self.start("watch", path, |event_loop, handle| {
            // SAFETY: as above.
            unsafe {
                let handle = &raw mut (*handle).poll;
                match uv::uv_fs_poll_init(event_loop, handle) {
                    0 => uv::uv_fs_poll_start(
                        handle,
                        Some(on_poll),
                        name.as_ptr(),
                        interval as c_uint,
                    ),
                    result => result,
                }
            }
        })
    }

    fn start(
        &self,
        syscall: &'static str,
        path: &[u8],
        start: impl FnOnce(*mut uv::uv_loop_t, *mut Handle) -> c_int,
    ) -> Result<Id> {
        if self.0.ended.get() {
            return Err(SystemError::new(uv::uv_errno_t_UV_EBADF, syscall).with_path(path));
        }
        let id = self.0.next.get() + 1;
        self.0.next.set(id);
        // SAFETY: handles of libuv may be zeros until it fills them in.
        let handle = unsafe { MaybeUninit::<Handle>::zeroed().assume_init() };
        let watcher = Box::into_raw(Box::new(Watcher { handle, id, shared: self.0.clone() }));
        // SAFETY: the runtime has not ended (`ended` says so), so its loop exists; the box is ours
        // until it is given to libuv, which frees it by `on_closed`.
        unsafe {
            let handle = &raw mut (*watcher).handle;
            let result = start(self.0.runtime.as_ref().event_loop().raw(), handle);
            (*handle).any.data = watcher.cast();
            let watcher = NonNull::new_unchecked(watcher);
            if result < 0 {
                Watcher::close(watcher);
                return Err(SystemError::new(result, syscall).with_path(path));
            }
            self.0.watchers.borrow_mut().insert(id, watcher);
        }
        Ok(id)
    }

    /// Whether a watcher keeps the loop alive.
    pub fn keep_alive(&self, watcher: Id, keep: bool) {
        if let Some(watcher) = self.0.watchers.borrow().get(&watcher) {
            // SAFETY: an open handle.
            unsafe {
                let handle = (&raw mut (*watcher.as_ptr()).handle).cast();
                if keep { uv::uv_ref(handle) } else { uv::uv_unref(handle) }
            }
        }
    }

    /// Ends a watcher: nothing more is heard of it.
    pub fn close(&self, watcher: Id) {
        let watcher = self.0.watchers.borrow_mut().remove(&watcher);
        if let Some(watcher) = watcher {
            Watcher::close(watcher);
        }
    }
}

impl Shared {
    fn tell(&self, id: Id, seen: Seen) {
        let Some(on_seen) = self.on_seen.borrow().clone() else { return };
        // SAFETY: only the running loop gets here, so the runtime exists.
        let runtime = unsafe { self.runtime.as_ref() };
        if !runtime.is_stopping() {
            runtime.callback(|scope| on_seen(scope, id, seen));
        }
    }

    fn end(&self) {
        self.ended.set(true);
        self.on_seen.borrow_mut().take();
        let watchers = std::mem::take(&mut *self.watchers.borrow_mut());
        watchers.into_values().for_each(Watcher::close);
    }
}

impl Watcher {
    /// Gives the handle back to libuv, which frees it by [`on_closed`].
    fn close(watcher: NonNull<Watcher>) {
        // SAFETY: an initialised handle, closed once: whoever calls this has taken the watcher out
        // of the list, or never put it in.
        unsafe { uv::uv_close((&raw mut (*watcher.as_ptr()).handle).cast(), Some(on_closed)) };
    }
}

/// The number of a watcher, and what it shares.
///
/// # Safety
/// `data` is a watcher that is not closed.
unsafe fn watcher_of(data: *mut std::ffi::c_void) -> (Id, Rc<Shared>) {
    // SAFETY: by contract.
    unsafe {
        let watcher = data.cast::<Watcher>();
        ((*watcher).id, (*watcher).shared.clone())
    }
}

unsafe extern "C" fn on_event(
    handle: *mut uv::uv_fs_event_t,
    name: *const c_char,
    events: c_int,
    result: c_int,
) {
    // SAFETY: a handle that is being closed gets no events; libuv's name is null or NUL-terminated.
    let ((id, shared), name) = unsafe {
        let name = (!name.is_null()).then(|| CStr::from_ptr(name).to_bytes().to_vec());
        (watcher_of((*handle).data), name)
    };
    let renamed = events & uv::uv_fs_event_UV_RENAME as c_int != 0;
    shared.tell(id, if result < 0 { Seen::Failed(result) } else { Seen::Event(name, renamed) });
}

unsafe extern "C" fn on_poll(
    handle: *mut uv::uv_fs_poll_t,
    _: c_int,
    before: *const uv::uv_stat_t,
    now: *const uv::uv_stat_t,
) {
    // SAFETY: as above; libuv gives two statuses, zeros where there is none.
    let ((id, shared), now, before) = unsafe {
        let statuses = (Box::new(status_of(&*now)), Box::new(status_of(&*before)));
        (watcher_of((*handle).data), statuses.0, statuses.1)
    };
    shared.tell(id, Seen::Changed(now, before));
}

unsafe extern "C" fn on_closed(handle: *mut uv::uv_handle_t) {
    // SAFETY: `data` is the box that `start` leaked; libuv is done with it.
    drop(unsafe { Box::from_raw((*handle).data.cast::<Watcher>()) });
}

#[cfg(test)]
mod tests {
    use super::super::file_system::tests::TestFolder;
    use super::*;
    use crate::runtime::Runtime;

    type Log = Rc<RefCell<Vec<(Id, Seen)>>>;

    /// A runtime, its watchers, and what they saw.
    fn watchers() -> (Runtime, Rc<Watchers>, Log) {
        let runtime = Runtime::new().unwrap();
        let seen = Rc::new(RefCell::new(Vec::new()));
        let log = seen.clone();
        let on_seen: OnSeen = Rc::new(move |_, id, what| log.borrow_mut().push((id, what)));
        let watchers = Rc::new(Watchers::new(runtime.state(), on_seen));
        (runtime, watchers, seen)
    }

    fn wait(runtime: &Runtime, seen: &RefCell<Vec<(Id, Seen)>>) {
        while seen.borrow().is_empty() {
            assert!(runtime.poll().unwrap(), "nothing was seen");
        }
    }

    #[test]
    fn the_system_tells_what_happens_in_a_folder() {
        let folder = TestFolder::new();
        let (runtime, watchers, seen) = watchers();
        let id = watchers.watch(&folder.0, false).unwrap();
        folder.file("new", b"");
        wait(&runtime, &seen);
        let first = seen.borrow_mut().remove(0);
        assert!(matches!(first, (of, Seen::Event(Some(name), true)) if of == id && name == b"new"));
        watchers.keep_alive(id, false);
        runtime.run().unwrap();
        watchers.keep_alive(id, true);
        watchers.close(id);
        watchers.close(id);
        runtime.run().unwrap();
    }

    #[test]
    fn another_status_is_seen_by_comparing() {
        let folder = TestFolder::new();
        let (runtime, watchers, seen) = watchers();
        let id = watchers.poll(&folder.path("f"), 1).unwrap();
        // The first answer: there is nothing.
        wait(&runtime, &seen);
        seen.borrow_mut().clear();
        folder.file("f", b"123");
        wait(&runtime, &seen);
        let changed = |seen: &(Id, Seen)| match seen {
            (of, Seen::Changed(now, before)) => *of == id && before.inode == 0 && now.inode != 0,
            _ => false,
        };
        assert!(changed(&seen.borrow()[0]));
        watchers.close(id);
        runtime.run().unwrap();
    }

    #[test]
    fn what_is_not_there_cannot_be_watched() {
        let (runtime, watchers, _) = watchers();
        let error = watchers.watch(b"/none/such", false).unwrap_err();
        assert_eq!(error.to_string(), "ENOENT: no such file or directory, watch '/none/such'");
        watchers.watch(b"/", false).unwrap();
        drop(runtime);
        assert_eq!(watchers.watch(b"/", false).unwrap_err().code(), "EBADF");
    }
}
