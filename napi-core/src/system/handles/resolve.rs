//! Names and addresses, as the system's own resolver knows them (files, DNS, what it is set up for).
//!
//! Invariants: a request is boxed until libuv has answered, which it does on the loop; the end of a
//! runtime cancels those that did not start, and waits for the others.

use super::{Event, Handles, Id, Shared};
use crate::runtime::RuntimeState;
use crate::system::address::SocketAddress;
use crate::system::error::{Result, SystemError, check};
use libuv_sys2 as uv;
use std::cell::Cell;
use std::ffi::{CString, c_char, c_int};
use std::mem::MaybeUninit;
use std::ptr::{NonNull, null};
use std::rc::Rc;

/// What a name is looked up for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints {
    /// 4, 6, or 0 for both.
    pub family: u32,
    /// The system's own `AI_` flags.
    pub flags: c_int,
}

/// The flags that programs may ask for.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct HintFlags {
    pub addrconfig: c_int,
    pub all: c_int,
    pub v4mapped: c_int,
}

/// The flags as this system numbers them.
#[cfg(unix)]
pub const HINT_FLAGS: HintFlags =
    HintFlags { addrconfig: libc::AI_ADDRCONFIG, all: libc::AI_ALL, v4mapped: libc::AI_V4MAPPED };
/// The flags as this system numbers them.
#[cfg(windows)]
pub const HINT_FLAGS: HintFlags = HintFlags { addrconfig: 0x400, all: 0x100, v4mapped: 0x800 };

#[cfg(unix)]
const SOCK_STREAM: c_int = libc::SOCK_STREAM as c_int;
#[cfg(windows)]
const SOCK_STREAM: c_int = 1;

/// An address without a name is an error.
#[cfg(unix)]
const NAME_REQUIRED: c_int = libc::NI_NAMEREQD;
#[cfg(windows)]
const NAME_REQUIRED: c_int = 4;

/// A question under way; libuv's requests begin alike.
#[repr(C)]
union Raw {
    any: uv::uv_req_t,
    addresses: uv::uv_getaddrinfo_t,
    names: uv::uv_getnameinfo_t,
}

/// A question under way; its request's `data` is its own address.
pub(super) struct Lookup {
    raw: Raw,
    id: Id,
    shared: Rc<Shared>,
    /// Whether the end of the runtime waits for it.
    is_waited_for: Cell<bool>,
}

impl Handles {
    /// Looks up the addresses of a name: [`Event::Addresses`] follows.
    ///
    /// # Errors
    /// When the name cannot be one.
    pub fn look_up(&self, name: &str, hints: Hints) -> Result<Id> {
        let invalid = |_| SystemError::new(uv::uv_errno_t_UV_EINVAL, "getaddrinfo");
        let name = CString::new(name).map_err(invalid)?;
        // SAFETY: the structure may be zeros.
        let mut wanted = unsafe { MaybeUninit::<uv::addrinfo>::zeroed().assume_init() };
        wanted.ai_socktype = SOCK_STREAM;
        wanted.ai_flags = hints.flags;
        wanted.ai_family = match hints.family {
            4 => crate::system::address::V4,
            6 => crate::system::address::family_of_v6(),
            _ => 0,
        };
        // SAFETY: a live loop; libuv copies the name and the hints, and keeps the request, which
        // is boxed until `on_addresses`.
        self.ask("getaddrinfo", |event_loop, raw| unsafe {
            let request = &raw mut (*raw).addresses;
            uv::uv_getaddrinfo(
                event_loop,
                request,
                Some(on_addresses),
                name.as_ptr(),
                null(),
                &wanted,
            )
        })
    }

    /// Looks up the names of an address and of its port: [`Event::Names`] follows.
    ///
    /// # Errors
    /// When the system has no memory for it.
    pub fn look_up_names(&self, address: &SocketAddress) -> Result<Id> {
        // SAFETY: a live loop; libuv copies the address, and keeps the request, which is boxed
        // until `on_names`.
        self.ask("getnameinfo", |event_loop, raw| unsafe {
            let request = &raw mut (*raw).names;
            let address = address.raw();
            uv::uv_getnameinfo(event_loop, request, Some(on_names), address, NAME_REQUIRED)
        })
    }

    /// Begins a question: `begin` hands the request to libuv.
    fn ask(
        &self,
        syscall: &'static str,
        begin: impl FnOnce(*mut uv::uv_loop_t, *mut Raw) -> c_int,
    ) -> Result<Id> {
        let event_loop = self.0.event_loop(syscall)?;
        let id = self.0.new_id();
        // SAFETY: the requests may be zeros until libuv fills one in.
        let raw = unsafe { MaybeUninit::<Raw>::zeroed().assume_init() };
        let shared = self.0.clone();
        let lookup =
            Box::into_raw(Box::new(Lookup { raw, id, shared, is_waited_for: Cell::new(false) }));
        // SAFETY: just boxed; what libuv refuses it forgets.
        unsafe {
            (*lookup).raw.any.data = lookup.cast();
            let result = begin(event_loop, &raw mut (*lookup).raw);
            check(result, syscall).inspect_err(|_| drop(Box::from_raw(lookup)))?;
            self.0.lookups.borrow_mut().insert(id, NonNull::new_unchecked(lookup));
        }
        Ok(id)
    }
}

impl Lookup {
    /// The runtime ends: nobody wants to know any more.
    pub(super) fn abandon(lookup: NonNull<Lookup>, runtime: &RuntimeState) {
        // SAFETY: in the list, so libuv has not answered yet; the answer to what is cancelled comes
        // by the loop, like every other.
        unsafe {
            (*lookup.as_ptr()).is_waited_for.set(true);
            runtime.event_loop().begin_cleanup();
            uv::uv_cancel(&raw mut (*lookup.as_ptr()).raw.any);
        }
    }

    /// The question that libuv has answered: its number, and where the answer goes.
    ///
    /// # Safety
    /// `data` is that of the request of a lookup; libuv is done with it.
    unsafe fn answered(data: *mut std::ffi::c_void) -> (Id, Rc<Shared>) {
        // SAFETY: the box that `ask` gave up.
        let lookup = unsafe { Box::from_raw(data.cast::<Lookup>()) };
        lookup.shared.lookups.borrow_mut().remove(&lookup.id);
        if lookup.is_waited_for.get() {
            lookup.shared.runtime().event_loop().end_cleanup();
        }
        (lookup.id, lookup.shared.clone())
    }
}

unsafe extern "C" fn on_addresses(
    request: *mut uv::uv_getaddrinfo_t,
    result: c_int,
    list: *mut uv::addrinfo,
) {
    let mut addresses = Vec::new();
    let mut entry = list;
    // SAFETY: the list that libuv passes ends with NULL; it is freed once (NULL is fine), after it
    // was read. The request is that of a lookup, and libuv is done with it.
    let (id, shared) = unsafe {
        while result >= 0 && !entry.is_null() {
            addresses.extend(SocketAddress::copied((*entry).ai_addr));
            entry = (*entry).ai_next;
        }
        uv::uv_freeaddrinfo(list);
        Lookup::answered((*request).data)
    };
    shared.tell(id, Event::Addresses(result, &addresses));
}

unsafe extern "C" fn on_names(
    request: *mut uv::uv_getnameinfo_t,
    result: c_int,
    host: *const c_char,
    service: *const c_char,
) {
    // SAFETY: libuv passes texts or NULL, which live as long as the request; that is one of a
    // lookup, and libuv is done with it.
    let (host, service, (id, shared)) = unsafe {
        let text = crate::system::machine::text;
        let (host, service) = if result < 0 { (null(), null()) } else { (host, service) };
        (text(host), text(service), Lookup::answered((*request).data))
    };
    shared.tell(id, Event::Names(result, &host, &service));
}
