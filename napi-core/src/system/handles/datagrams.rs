//! UDP sockets: messages one by one, each from somewhere to somewhere.
//!
//! Invariant: a number that is open but no UDP socket is an error (EBADF).

use super::{Event, Handles, Id, Shared, not_open};
use crate::system::address::SocketAddress;
use crate::system::error::{Result, SystemError, check};
use libuv_sys2 as uv;
use std::cell::UnsafeCell;
use std::ffi::{CString, c_int, c_uint};
use std::mem::MaybeUninit;
use std::ptr::{NonNull, null};
use std::rc::Rc;

/// The longest message, and more.
const CHUNK: usize = 65536;

/// A handle of libuv's, boxed; its `data` is its own address.
pub(super) struct Datagrams {
    raw: UnsafeCell<uv::uv_udp_t>,
    id: Id,
    shared: Rc<Shared>,
}

/// A message under way: libuv's request, and what is sent.
struct Send {
    request: uv::uv_udp_send_t,
    content: Vec<u8>,
}

/// What a socket can be told besides: libuv's functions of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum UdpOption {
    Broadcast,
    Ttl,
    MulticastTtl,
    MulticastLoop,
}

/// Which of a socket's buffers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BufferKind {
    Receive,
    Send,
}

/// A text as libuv takes it; `None` for the system's choice.
fn c_address(text: Option<&str>, syscall: &'static str) -> Result<Option<CString>> {
    text.map(CString::new)
        .transpose()
        .map_err(|_| SystemError::new(uv::uv_errno_t_UV_EINVAL, syscall))
}

fn pointer(text: &Option<CString>) -> *const std::ffi::c_char {
    text.as_ref().map_or(null(), |text| text.as_ptr())
}

impl Handles {
    /// A UDP socket that is not bound.
    ///
    /// # Errors
    /// When the system has none.
    pub fn open_udp(&self) -> Result<Id> {
        let event_loop = self.0.event_loop("open")?;
        let id = self.0.new_id();
        // SAFETY: the structure may be zeros until libuv fills it in.
        let raw = UnsafeCell::new(unsafe { MaybeUninit::<uv::uv_udp_t>::zeroed().assume_init() });
        let socket = Box::new(Datagrams { raw, id, shared: self.0.clone() });
        let socket = NonNull::from(Box::leak(socket));
        // SAFETY: a live loop; the handle is at an address that stays until it is closed. What
        // libuv refuses to initialise it does not know.
        unsafe {
            let raw = (*socket.as_ptr()).raw.get();
            check(uv::uv_udp_init(event_loop, raw), "open")
                .inspect_err(|_| drop(Box::from_raw(socket.as_ptr())))?;
            (*raw).data = socket.as_ptr().cast();
        }
        self.0.datagrams.borrow_mut().insert(id, socket);
        Ok(id)
    }

    fn udp(&self, id: Id, syscall: &'static str) -> Result<*mut uv::uv_udp_t> {
        let socket =
            self.0.datagrams.borrow().get(&id).copied().ok_or_else(|| not_open(syscall))?;
        // SAFETY: a socket in the list is open; it is freed by the loop, which does not run while
        // one of the functions here uses it.
        Ok(unsafe { (*socket.as_ptr()).raw.get() })
    }

    /// Makes the socket that of a descriptor.
    ///
    /// # Errors
    /// When the descriptor is no such socket, or the handle has one already.
    pub fn adopt_udp(&self, udp: Id, descriptor: c_int) -> Result<()> {
        let udp = self.udp(udp, "open")?;
        // SAFETY: an open handle; libuv asks the system about the descriptor.
        check(unsafe { uv::uv_udp_open(udp, descriptor as uv::uv_os_sock_t) }, "open").map(drop)
    }

    /// Gives the socket an address of this machine. `flags` are libuv's: 1 for IPv6 only, 4 for an
    /// address that others may use too, 8 for a port that several sockets share.
    ///
    /// # Errors
    /// When there is no such address, or it is in use.
    pub fn bind_udp(&self, udp: Id, address: &SocketAddress, flags: c_uint) -> Result<()> {
        let udp = self.udp(udp, "bind")?;
        // SAFETY: an open handle, and a whole address.
        check(unsafe { uv::uv_udp_bind(udp, address.raw(), flags) }, "bind").map(drop)
    }

    /// From now on messages go to this address, and only its messages are received; `None` ends
    /// that.
    ///
    /// # Errors
    /// When the address cannot be reached; when there was nothing to end.
    pub fn connect_udp(&self, udp: Id, address: Option<&SocketAddress>) -> Result<()> {
        let udp = self.udp(udp, "connect")?;
        let address = address.map_or(null(), SocketAddress::raw);
        // SAFETY: an open handle, and a whole address or NULL.
        check(unsafe { uv::uv_udp_connect(udp, address) }, "connect").map(drop)
    }

    /// The socket's own address.
    ///
    /// # Errors
    /// When it has none.
    pub fn udp_name(&self, udp: Id) -> Result<SocketAddress> {
        let udp = self.udp(udp, "getsockname")?;
        // SAFETY: an open handle; the place is as large as it says.
        SocketAddress::asked("getsockname", |place, size| unsafe {
            uv::uv_udp_getsockname(udp, place, size)
        })
    }

    /// The address that messages go to.
    ///
    /// # Errors
    /// When the socket is not connected.
    pub fn udp_peer(&self, udp: Id) -> Result<SocketAddress> {
        let udp = self.udp(udp, "getpeername")?;
        // SAFETY: as in `udp_name`.
        SocketAddress::asked("getpeername", |place, size| unsafe {
            uv::uv_udp_getpeername(udp, place, size)
        })
    }

    /// Receives: [`Event::Message`] for each, [`Event::End`] for errors.
    ///
    /// # Errors
    /// When the socket cannot be bound.
    pub fn start_receiving(&self, udp: Id) -> Result<()> {
        let udp = self.udp(udp, "recv")?;
        // SAFETY: an open handle.
        let result = unsafe { uv::uv_udp_recv_start(udp, Some(on_alloc), Some(on_message)) };
        // Receiving already is fine.
        if result == uv::uv_errno_t_UV_EALREADY { Ok(()) } else { check(result, "recv").map(drop) }
    }

    /// Receives no more for now.
    ///
    /// # Errors
    /// When the socket is not open.
    pub fn stop_receiving(&self, udp: Id) -> Result<()> {
        let udp = self.udp(udp, "recv")?;
        // SAFETY: an open handle.
        check(unsafe { uv::uv_udp_recv_stop(udp) }, "recv").map(drop)
    }

    /// Sends a message, to where the socket is connected without an address; whether
    /// [`Event::Sent`] will tell when that is done: if not, it is done now.
    ///
    /// # Errors
    /// When the system does not take it.
    pub fn send_udp(&self, udp: Id, content: &[u8], to: Option<&SocketAddress>) -> Result<bool> {
        let udp = self.udp(udp, "send")?;
        let to = to.map_or(null(), SocketAddress::raw);
        // SAFETY: an open handle, a whole address or NULL, and content that is borrowed until
        // libuv has returned.
        let result = unsafe { uv::uv_udp_try_send(udp, &buffer(content), 1, to) };
        if result != uv::uv_errno_t_UV_EAGAIN && result != uv::uv_errno_t_UV_ENOSYS {
            return check(result, "send").map(|_| false);
        }
        // SAFETY: a request may be zeros until libuv fills it in.
        let request = unsafe { MaybeUninit::<uv::uv_udp_send_t>::zeroed().assume_init() };
        let send = Box::into_raw(Box::new(Send { request, content: content.to_vec() }));
        // SAFETY: as above; the request and the content are boxed until `on_sent`, which libuv does
        // not call when it refuses the message.
        unsafe {
            let bytes = buffer(&(*send).content);
            let request = &raw mut (*send).request;
            (*request).data = send.cast();
            let result = uv::uv_udp_send(request, udp, &bytes, 1, to, Some(on_sent));
            check(result, "send").map(|_| true).inspect_err(|_| drop(Box::from_raw(send)))
        }
    }

    /// Sets an option.
    ///
    /// # Errors
    /// When the socket is not bound, or the system refuses.
    pub fn set_udp_option(&self, udp: Id, option: UdpOption, value: c_int) -> Result<()> {
        let udp = self.udp(udp, "setsockopt")?;
        // SAFETY: an open handle.
        let result = unsafe {
            match option {
                UdpOption::Broadcast => uv::uv_udp_set_broadcast(udp, value),
                UdpOption::Ttl => uv::uv_udp_set_ttl(udp, value),
                UdpOption::MulticastTtl => uv::uv_udp_set_multicast_ttl(udp, value),
                UdpOption::MulticastLoop => uv::uv_udp_set_multicast_loop(udp, value),
            }
        };
        check(result, "setsockopt").map(drop)
    }

    /// By which interface messages to groups go.
    ///
    /// # Errors
    /// When there is no such interface.
    pub fn set_multicast_interface(&self, udp: Id, interface: &str) -> Result<()> {
        let udp = self.udp(udp, "setsockopt")?;
        let interface = c_address(Some(interface), "setsockopt")?;
        // SAFETY: an open handle, and a text with a NUL at its end.
        let result = unsafe { uv::uv_udp_set_multicast_interface(udp, pointer(&interface)) };
        check(result, "setsockopt").map(drop)
    }

    /// Joins or leaves a group, for messages from one source if there is one.
    ///
    /// # Errors
    /// When the address is that of no group, or there is no such interface.
    pub fn set_membership(
        &self,
        udp: Id,
        group: &str,
        interface: Option<&str>,
        source: Option<&str>,
        join: bool,
    ) -> Result<()> {
        let udp = self.udp(udp, "setsockopt")?;
        let group = c_address(Some(group), "setsockopt")?;
        let interface = c_address(interface, "setsockopt")?;
        let membership =
            if join { uv::uv_membership_UV_JOIN_GROUP } else { uv::uv_membership_UV_LEAVE_GROUP };
        // SAFETY: an open handle, and texts with a NUL at their ends.
        let result = unsafe {
            let (group, interface) = (pointer(&group), pointer(&interface));
            match c_address(source, "setsockopt")? {
                None => uv::uv_udp_set_membership(udp, group, interface, membership),
                Some(source) => {
                    let source = source.as_ptr();
                    uv::uv_udp_set_source_membership(udp, group, interface, source, membership)
                }
            }
        };
        check(result, "setsockopt").map(drop)
    }

    /// The size of a buffer of the system's, after it is set if there is a size.
    ///
    /// # Errors
    /// When the socket is not bound, or the system refuses.
    pub fn buffer_size(&self, udp: Id, kind: BufferKind, size: Option<c_int>) -> Result<c_int> {
        let syscall = match kind {
            BufferKind::Receive => "uv_recv_buffer_size",
            BufferKind::Send => "uv_send_buffer_size",
        };
        let handle = self.udp(udp, syscall)?.cast();
        let mut value = size.unwrap_or(0);
        // SAFETY: an open handle, and a place for the answer; 0 asks only.
        let result = unsafe {
            match kind {
                BufferKind::Receive => uv::uv_recv_buffer_size(handle, &mut value),
                BufferKind::Send => uv::uv_send_buffer_size(handle, &mut value),
            }
        };
        check(result, syscall).map(|_| value)
    }

    /// How many bytes, in how many messages, wait to be sent.
    ///
    /// # Errors
    /// When the socket is not open.
    pub fn send_queue(&self, udp: Id) -> Result<(usize, usize)> {
        let udp = self.udp(udp, "send")?;
        // SAFETY: an open handle.
        unsafe { Ok((uv::uv_udp_get_send_queue_size(udp), uv::uv_udp_get_send_queue_count(udp))) }
    }
}

impl Datagrams {
    /// The handle as any of libuv's.
    pub(super) fn raw(&self) -> *mut uv::uv_handle_t {
        self.raw.get().cast()
    }

    /// Gives the socket back to libuv, which frees it by [`on_closed`].
    pub(super) fn close(socket: NonNull<Datagrams>) {
        // SAFETY: an initialised handle, closed once: whoever calls this has taken the socket out
        // of the list, and the loop runs at least once more before it ends.
        unsafe { uv::uv_close((*socket.as_ptr()).raw(), Some(on_closed)) };
    }
}

/// The bytes, as libuv takes them.
fn buffer(bytes: &[u8]) -> uv::uv_buf_t {
    uv::uv_buf_t { base: bytes.as_ptr().cast_mut().cast(), len: bytes.len() as _ }
}

/// As in `stream.rs`.
///
/// # Safety
/// `data` is that of the handle of a [`Datagrams`] that is not freed.
unsafe fn whose(data: *mut std::ffi::c_void) -> (Id, Rc<Shared>) {
    // SAFETY: by contract.
    let socket = unsafe { &*data.cast::<Datagrams>() };
    (socket.id, socket.shared.clone())
}

unsafe extern "C" fn on_alloc(handle: *mut uv::uv_handle_t, _: usize, place: *mut uv::uv_buf_t) {
    // SAFETY: libuv passes an open socket, and a place for the answer.
    let ((_, shared), place) = unsafe { (whose((*handle).data), &mut *place) };
    let mut buffer = shared.read_buffer.take();
    buffer.clear();
    buffer.reserve(CHUNK);
    place.base = buffer.spare_capacity_mut().as_mut_ptr().cast();
    place.len = CHUNK as _;
    shared.read_buffer.set(buffer);
}

unsafe extern "C" fn on_message(
    handle: *mut uv::uv_udp_t,
    count: isize,
    _: *const uv::uv_buf_t,
    from: *const uv::sockaddr,
    _: c_uint,
) {
    // SAFETY: libuv passes an open socket.
    let (id, shared) = unsafe { whose((*handle).data) };
    if count < 0 {
        shared.tell(id, Event::End(count as c_int));
    } else if !from.is_null() {
        let mut buffer = shared.read_buffer.take();
        // SAFETY: `on_alloc` reserved the place, which libuv has filled so far; nobody took the
        // buffer in between. The address is whole.
        let from = unsafe {
            buffer.set_len(count as usize);
            SocketAddress::copied(from)
        };
        if let Some(from) = from {
            shared.tell(id, Event::Message(&buffer, &from));
        }
        shared.read_buffer.set(buffer);
    }
}

unsafe extern "C" fn on_sent(request: *mut uv::uv_udp_send_t, result: c_int) {
    // SAFETY: libuv passes the request of a socket that is not freed; `data` is the box that
    // `send_udp` gave up, and libuv is done with it.
    let (id, shared) = unsafe {
        let whose = whose((*(*request).handle).data);
        drop(Box::from_raw((*request).data.cast::<Send>()));
        whose
    };
    shared.tell(id, Event::Sent(result));
}

unsafe extern "C" fn on_closed(handle: *mut uv::uv_handle_t) {
    // SAFETY: `data` is the box that `open_udp` leaked; libuv is done with it.
    let socket = unsafe { Box::from_raw((*handle).data.cast::<Datagrams>()) };
    socket.shared.tell(socket.id, Event::Closed);
}
