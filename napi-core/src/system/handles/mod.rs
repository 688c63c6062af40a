//! The handles of a runtime's loop: sockets, pipes, terminals and children, by numbers. What
//! happens to them is an [`Event`].
//!
//! ```text
//! stream.rs   what TCP sockets, pipes and terminals have in common: reading, writing, accepting
//! tcp.rs, pipe.rs, terminal.rs   what they do not
//! datagrams.rs   UDP sockets
//! resolve.rs  names and addresses
//! ```
//!
//! Invariants: a handle is boxed, with its own address as `data`, from its opening until libuv has
//! closed it; a number is never used twice, and one that is not open is an error (EBADF); a
//! handle that waits for something keeps the loop alive unless it was told not to; every handle is
//! closed by its owner, or by a cleanup hook when the runtime ends; libuv answers every request,
//! those that closing cancels too, before it says that the handle is closed.
//!
//! Neighbours: `child/process.rs` (children).

mod datagrams;
mod pipe;
mod resolve;
mod stream;
mod tcp;
mod terminal;

pub use datagrams::{BufferKind, UdpOption};
pub use resolve::{HINT_FLAGS, HintFlags, Hints};
pub use stream::StreamKind;
pub use terminal::{Mode, reset_terminal};

use super::address::SocketAddress;
use super::child::process::Process;
use super::error::{Result, SystemError, check};
use crate::runtime::RuntimeState;
use crate::scope::Scope;
use datagrams::Datagrams;
use libuv_sys2 as uv;
use resolve::Lookup;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;
use stream::Stream;

/// The number of a handle.
pub type Id = u32;

/// What happened to a handle.
#[derive(Debug)]
pub enum Event<'a> {
    /// A child ended, by itself or by a signal.
    Exit(i64, c_int),
    /// A stream brought something.
    Data(&'a [u8]),
    /// A stream will bring no more: `UV_EOF`, or why.
    End(c_int),
    /// The oldest write that was under way is done: 0, or why not.
    Written(c_int),
    /// Everything is written, and the other side knows that it was all.
    ShutDown(c_int),
    /// The connection that was asked for exists: 0, or why not.
    Connected(c_int),
    /// Somebody connected: 0 and the number of the stream to it, or why not.
    Connection(c_int, Id),
    /// The addresses that were looked up: 0 and what was found, or why not.
    Addresses(c_int, &'a [SocketAddress]),
    /// The names that were looked up, of an address and of its port: 0 and these, or why not.
    Names(c_int, &'a str, &'a str),
    /// A message came, from there.
    Message(&'a [u8], &'a SocketAddress),
    /// The oldest message that was under way is sent: 0, or why not.
    Sent(c_int),
    /// The handle is closed.
    Closed,
}

/// What is told of events, from the loop; the task queues run after it.
pub type OnEvent = Rc<dyn Fn(&Scope<'_>, Id, Event<'_>)>;

/// The handles of a runtime.
pub struct Handles(pub(super) Rc<Shared>);

/// What the handles' callbacks reach.
pub(super) struct Shared {
    runtime: NonNull<RuntimeState>,
    on_event: RefCell<Option<OnEvent>>,
    streams: RefCell<HashMap<Id, NonNull<Stream>>>,
    datagrams: RefCell<HashMap<Id, NonNull<Datagrams>>>,
    lookups: RefCell<HashMap<Id, NonNull<Lookup>>>,
    pub(super) processes: RefCell<HashMap<Id, NonNull<Process>>>,
    /// Where libuv reads to; empty while what was read is told.
    read_buffer: Cell<Vec<u8>>,
    next: Cell<Id>,
    ended: Cell<bool>,
}

impl Shared {
    /// Tells of an event, unless the runtime ends.
    pub(super) fn tell(&self, id: Id, event: Event<'_>) {
        let Some(on_event) = self.on_event.borrow().clone() else { return };
        self.runtime().callback(|scope| on_event(scope, id, event));
    }

    /// The runtime, for callbacks of the loop.
    fn runtime(&self) -> &RuntimeState {
        // SAFETY: only the running loop and the cleanup hook get here, so the runtime exists.
        unsafe { self.runtime.as_ref() }
    }

    /// The loop; EBADF once the runtime ends.
    pub(super) fn event_loop(&self, syscall: &'static str) -> Result<*mut uv::uv_loop_t> {
        if self.ended.get() {
            return Err(not_open(syscall));
        }
        // SAFETY: the runtime has not ended.
        Ok(unsafe { self.runtime.as_ref() }.event_loop().raw())
    }

    pub(super) fn new_id(&self) -> Id {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }

    fn end(&self) {
        self.ended.set(true);
        self.on_event.borrow_mut().take();
        let processes = std::mem::take(&mut *self.processes.borrow_mut());
        processes.into_values().for_each(Process::close);
        let streams = std::mem::take(&mut *self.streams.borrow_mut());
        streams.into_values().for_each(Stream::close);
        let datagrams = std::mem::take(&mut *self.datagrams.borrow_mut());
        datagrams.into_values().for_each(Datagrams::close);
        let lookups = std::mem::take(&mut *self.lookups.borrow_mut());
        lookups.into_values().for_each(|lookup| Lookup::abandon(lookup, self.runtime()));
    }
}

/// The error of what is done to a number that is not open.
pub(super) fn not_open(syscall: &'static str) -> SystemError {
    SystemError::new(uv::uv_errno_t_UV_EBADF, syscall)
}

impl Handles {
    /// No handles yet; `on_event` hears of those that will be.
    pub fn new(runtime: &RuntimeState, on_event: OnEvent) -> Handles {
        let shared = Rc::new(Shared {
            runtime: NonNull::from(runtime),
            on_event: RefCell::new(Some(on_event)),
            streams: RefCell::default(),
            datagrams: RefCell::default(),
            lookups: RefCell::default(),
            processes: RefCell::default(),
            read_buffer: Cell::default(),
            next: Cell::new(0),
            ended: Cell::new(false),
        });
        let ending = shared.clone();
        let key = Rc::as_ptr(&shared) as usize;
        runtime.cleanup_hooks().add_host(key, Box::new(move || ending.end()));
        Handles(shared)
    }

    // ----- streams of any kind -----

    fn add_stream(&self, stream: NonNull<Stream>, id: Id) -> Id {
        self.0.streams.borrow_mut().insert(id, stream);
        id
    }

    pub(super) fn stream(&self, id: Id, syscall: &'static str) -> Result<&Stream> {
        let stream = self.0.streams.borrow().get(&id).copied().ok_or_else(|| not_open(syscall))?;
        // SAFETY: a stream in the list is open; it is freed by the loop, which does not run while
        // one of the functions here uses it.
        Ok(unsafe { &*stream.as_ptr() })
    }

    /// Begins to read: [`Event::Data`] until [`Event::End`].
    ///
    /// # Errors
    /// When the stream is not open or not connected.
    pub fn start_reading(&self, stream: Id) -> Result<()> {
        self.stream(stream, "read")?.start_reading()
    }

    /// Reads no more for now.
    ///
    /// # Errors
    /// When the stream is not open.
    pub fn stop_reading(&self, stream: Id) -> Result<()> {
        self.stream(stream, "read").map(Stream::stop_reading)
    }

    /// How much [`Event::Data`] brings at most.
    ///
    /// # Errors
    /// When the stream is not open.
    pub fn limit_reads(&self, stream: Id, bytes: usize) -> Result<()> {
        self.stream(stream, "read").map(|stream| stream.limit_reads(bytes))
    }

    /// Writes all the pieces; whether [`Event::Written`] will tell when that is done: if not, it is
    /// done now.
    ///
    /// # Errors
    /// When the stream is not open or the other side is closed.
    pub fn write(&self, stream: Id, pieces: &[&[u8]]) -> Result<bool> {
        self.stream(stream, "write")?.write(pieces)
    }

    /// How many bytes wait to be written.
    ///
    /// # Errors
    /// When the stream is not open.
    pub fn write_queue_size(&self, stream: Id) -> Result<usize> {
        self.stream(stream, "write").map(Stream::write_queue_size)
    }

    /// After what is being written, the other side sees the end: [`Event::ShutDown`] follows.
    ///
    /// # Errors
    /// When the stream is not open or not connected.
    pub fn shut_down(&self, stream: Id) -> Result<()> {
        self.stream(stream, "shutdown")?.shut_down()
    }

    /// Waits for connections: each is an [`Event::Connection`].
    ///
    /// # Errors
    /// When the stream is not open, or what it is bound to is in use.
    pub fn listen(&self, stream: Id, backlog: c_int) -> Result<()> {
        self.stream(stream, "listen")?.listen(backlog)
    }

    /// Whether writes wait until they are done.
    ///
    /// # Errors
    /// When the stream is not open, or cannot be changed.
    pub fn set_blocking(&self, stream: Id, blocking: bool) -> Result<()> {
        self.stream(stream, "uv_stream_set_blocking")?.set_blocking(blocking)
    }

    // ----- streams and UDP sockets -----

    fn any(&self, id: Id, syscall: &'static str) -> Result<*mut uv::uv_handle_t> {
        if let Some(socket) = self.0.datagrams.borrow().get(&id) {
            // SAFETY: as in `stream`.
            return Ok(unsafe { (*socket.as_ptr()).raw() });
        }
        self.stream(id, syscall).map(|stream| stream.raw().cast())
    }

    /// The descriptor behind a handle.
    ///
    /// # Errors
    /// When the handle is not open, or has none yet.
    pub fn descriptor(&self, handle: Id) -> Result<c_int> {
        let handle = self.any(handle, "uv_fileno")?;
        let mut descriptor = MaybeUninit::<uv::uv_os_fd_t>::zeroed();
        // SAFETY: an open handle, and a place for the answer, which may be zeros.
        unsafe {
            check(uv::uv_fileno(handle, descriptor.as_mut_ptr()), "uv_fileno")?;
            Ok(uv::uv_open_osfhandle(descriptor.assume_init()))
        }
    }

    /// Whether a handle keeps the loop alive while it waits.
    ///
    /// # Errors
    /// When the handle is not open.
    pub fn keep_alive(&self, handle: Id, keep: bool) -> Result<()> {
        let handle = self.any(handle, "ref")?;
        // SAFETY: an open handle.
        unsafe { if keep { uv::uv_ref(handle) } else { uv::uv_unref(handle) } }
        Ok(())
    }

    /// Whether a handle was not told to let the loop end.
    ///
    /// # Errors
    /// When the handle is not open.
    pub fn keeps_alive(&self, handle: Id) -> Result<bool> {
        // SAFETY: an open handle.
        self.any(handle, "ref").map(|handle| unsafe { uv::uv_has_ref(handle) != 0 })
    }

    /// Closes a handle: [`Event::Closed`] follows. What was not written or sent yet is lost.
    ///
    /// # Errors
    /// When the handle is not open.
    pub fn close(&self, handle: Id) -> Result<()> {
        if let Some(stream) = self.0.streams.borrow_mut().remove(&handle) {
            Stream::close(stream);
        } else if let Some(socket) = self.0.datagrams.borrow_mut().remove(&handle) {
            Datagrams::close(socket);
        } else {
            return Err(not_open("close"));
        }
        Ok(())
    }
}

#[cfg(all(test, unix))]
pub(super) mod tests;
