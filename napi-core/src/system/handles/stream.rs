//! A stream of libuv's: a TCP socket, a pipe or a terminal.
//!
//! Neighbours: `mod.rs` numbers the streams and says what holds for all of them.

use super::{Event, Id, Shared};
use crate::system::error::{Result, check};
use libuv_sys2 as uv;
use std::cell::{Cell, UnsafeCell};
use std::ffi::{c_int, c_uint};
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;

/// How much is read at once.
const CHUNK: usize = 65536;

/// What a stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamKind {
    /// A TCP socket.
    Tcp,
    /// A pipe: a Unix socket, or a named pipe of Windows.
    Pipe,
    /// A pipe between processes that talk to each other, which may carry handles.
    Channel,
    /// A terminal.
    Terminal,
}

/// A handle of one of the kinds; libuv's structures begin alike.
#[repr(C)]
union Raw {
    any: uv::uv_handle_t,
    stream: uv::uv_stream_t,
    tcp: uv::uv_tcp_t,
    pipe: uv::uv_pipe_t,
    terminal: uv::uv_tty_t,
}

/// A handle of libuv's, boxed; its `data` is its own address.
pub(in crate::system) struct Stream {
    raw: UnsafeCell<Raw>,
    kind: StreamKind,
    id: Id,
    shared: Rc<Shared>,
    most_read_at_once: Cell<usize>,
}

/// A write under way: libuv's request, and what is written.
struct Write {
    request: uv::uv_write_t,
    content: Vec<u8>,
}

/// A request before libuv fills it in, boxed until libuv answers.
///
/// # Safety
/// `T` is one of libuv's requests, for which zeros are valid.
pub(super) unsafe fn request<T>() -> *mut T {
    // SAFETY: by contract.
    Box::into_raw(Box::new(unsafe { MaybeUninit::<T>::zeroed().assume_init() }))
}

impl Stream {
    /// A stream of this kind that is not connected yet; a terminal is that of the descriptor.
    pub(super) fn open(
        kind: StreamKind,
        terminal: c_int,
        event_loop: *mut uv::uv_loop_t,
        shared: &Rc<Shared>,
    ) -> Result<(NonNull<Stream>, Id)> {
        let id = shared.new_id();
        // SAFETY: the structures may be zeros until libuv fills one in.
        let raw = UnsafeCell::new(unsafe { MaybeUninit::<Raw>::zeroed().assume_init() });
        let most_read_at_once = Cell::new(CHUNK);
        let stream = Stream { raw, kind, id, shared: shared.clone(), most_read_at_once };
        let stream = NonNull::from(Box::leak(Box::new(stream)));
        // SAFETY: a live loop; the handle is at an address that stays until it is closed. What
        // libuv refuses to initialise it does not know.
        unsafe {
            let raw = (*stream.as_ptr()).raw.get();
            let result = match kind {
                StreamKind::Tcp => uv::uv_tcp_init(event_loop, &raw mut (*raw).tcp),
                StreamKind::Pipe => uv::uv_pipe_init(event_loop, &raw mut (*raw).pipe, 0),
                StreamKind::Channel => uv::uv_pipe_init(event_loop, &raw mut (*raw).pipe, 1),
                StreamKind::Terminal => {
                    uv::uv_tty_init(event_loop, &raw mut (*raw).terminal, terminal, 0)
                }
            };
            if let Err(error) = check(result, "open") {
                drop(Box::from_raw(stream.as_ptr()));
                return Err(error);
            }
            (*raw).any.data = stream.as_ptr().cast();
        }
        Ok((stream, id))
    }

    pub(super) fn kind(&self) -> StreamKind {
        self.kind
    }

    /// The handle as libuv's stream; what it is besides, [`Stream::kind`] says.
    pub(in crate::system) fn raw(&self) -> *mut uv::uv_stream_t {
        self.raw.get().cast()
    }

    /// Begins to read.
    pub(super) fn start_reading(&self) -> Result<()> {
        // SAFETY: an open handle; libuv refuses what is not connected.
        let result = unsafe { uv::uv_read_start(self.raw(), Some(on_alloc), Some(on_read)) };
        // Reading already is fine.
        if result == uv::uv_errno_t_UV_EALREADY { Ok(()) } else { check(result, "read").map(drop) }
    }

    /// Reads no more for now.
    pub(super) fn stop_reading(&self) {
        // SAFETY: an open handle.
        unsafe { uv::uv_read_stop(self.raw()) };
    }

    /// How much is read at once from now on, at most.
    pub(super) fn limit_reads(&self, bytes: usize) {
        self.most_read_at_once.set(bytes.clamp(1, CHUNK));
    }

    /// Writes what the system takes now, and has libuv write the rest from a copy; whether there is
    /// a rest.
    pub(super) fn write(&self, pieces: &[&[u8]]) -> Result<bool> {
        let buffers: Vec<uv::uv_buf_t> = pieces.iter().copied().map(buffer).collect();
        // SAFETY: an open handle; the pieces are borrowed until libuv has returned, and it only
        // reads them.
        let result =
            unsafe { uv::uv_try_write(self.raw(), buffers.as_ptr(), buffers.len() as c_uint) };
        let mut written = match result {
            uv::uv_errno_t_UV_EAGAIN | uv::uv_errno_t_UV_ENOSYS => 0,
            _ => check(result, "write")? as usize,
        };
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        if result >= 0 && written == length {
            return Ok(false);
        }
        let mut rest = Vec::with_capacity(length - written);
        for piece in pieces {
            let done = written.min(piece.len());
            written -= done;
            rest.extend_from_slice(&piece[done..]);
        }
        self.write_later(rest).map(|()| true)
    }

    /// Writes all of it, after what was written before.
    fn write_later(&self, content: Vec<u8>) -> Result<()> {
        // SAFETY: a request may be zeros until libuv fills it in.
        let request = unsafe { MaybeUninit::<uv::uv_write_t>::zeroed().assume_init() };
        let write = Box::into_raw(Box::new(Write { request, content }));
        // SAFETY: an open handle; the request and the content are boxed until `on_written`, which
        // libuv does not call when it refuses the write.
        unsafe {
            let bytes = buffer(&(*write).content);
            let request = &raw mut (*write).request;
            (*request).data = write.cast();
            let result = uv::uv_write(request, self.raw(), &bytes, 1, Some(on_written));
            check(result, "write").map(drop).inspect_err(|_| drop(Box::from_raw(write)))
        }
    }

    pub(super) fn write_queue_size(&self) -> usize {
        // SAFETY: an open handle.
        unsafe { uv::uv_stream_get_write_queue_size(self.raw()) }
    }

    /// Ends the writing, after what was written before.
    pub(super) fn shut_down(&self) -> Result<()> {
        // SAFETY: an open handle; the request is boxed until `on_shut_down`, which libuv does not
        // call when it refuses.
        unsafe {
            let request = request::<uv::uv_shutdown_t>();
            let result = uv::uv_shutdown(request, self.raw(), Some(on_shut_down));
            check(result, "shutdown").map(drop).inspect_err(|_| drop(Box::from_raw(request)))
        }
    }

    /// Waits for connections.
    pub(super) fn listen(&self, backlog: c_int) -> Result<()> {
        // SAFETY: an open handle; libuv refuses to listen on a terminal.
        check(unsafe { uv::uv_listen(self.raw(), backlog, Some(on_connection)) }, "listen")
            .map(drop)
    }

    /// A new stream to who waits at this one.
    fn accept(&self) -> Result<Id> {
        let event_loop = self.shared.event_loop("accept")?;
        let (stream, id) = Stream::open(self.kind, -1, event_loop, &self.shared)?;
        // SAFETY: two open handles of one kind and one loop, the second not connected.
        let result = unsafe { uv::uv_accept(self.raw(), (*stream.as_ptr()).raw()) };
        check(result, "accept").inspect_err(|_| Stream::close(stream))?;
        self.shared.streams.borrow_mut().insert(id, stream);
        Ok(id)
    }

    pub(super) fn set_blocking(&self, blocking: bool) -> Result<()> {
        // SAFETY: an open handle.
        let result = unsafe { uv::uv_stream_set_blocking(self.raw(), c_int::from(blocking)) };
        check(result, "uv_stream_set_blocking").map(drop)
    }

    /// Gives the stream back to libuv, which frees it by [`on_closed`].
    pub(super) fn close(stream: NonNull<Stream>) {
        // SAFETY: an initialised handle, closed once: whoever calls this has taken the stream out
        // of the list, and the loop runs at least once more before it ends.
        unsafe { uv::uv_close((*stream.as_ptr()).raw().cast(), Some(on_closed)) };
    }
}

/// The bytes, as libuv takes them.
fn buffer(bytes: &[u8]) -> uv::uv_buf_t {
    uv::uv_buf_t { base: bytes.as_ptr().cast_mut().cast(), len: bytes.len() as _ }
}

/// The number of the stream behind a handle, and where its events go. (What is told may close the
/// stream, so nothing of it is borrowed meanwhile.)
///
/// # Safety
/// `handle` is the handle of a [`Stream`] that is not freed.
unsafe fn whose(handle: *mut uv::uv_stream_t) -> (Id, Rc<Shared>) {
    // SAFETY: by contract.
    let stream = unsafe { &*(*handle).data.cast::<Stream>() };
    (stream.id, stream.shared.clone())
}

unsafe extern "C" fn on_alloc(handle: *mut uv::uv_handle_t, _: usize, place: *mut uv::uv_buf_t) {
    // SAFETY: libuv passes an open stream, and a place for the answer.
    let (stream, place) = unsafe { (&*(*handle).data.cast::<Stream>(), &mut *place) };
    let mut buffer = stream.shared.read_buffer.take();
    buffer.clear();
    buffer.reserve(CHUNK);
    place.base = buffer.spare_capacity_mut().as_mut_ptr().cast();
    place.len = stream.most_read_at_once.get() as _;
    stream.shared.read_buffer.set(buffer);
}

unsafe extern "C" fn on_read(handle: *mut uv::uv_stream_t, count: isize, _: *const uv::uv_buf_t) {
    // SAFETY: libuv passes an open stream.
    let (id, shared) = unsafe { whose(handle) };
    if count > 0 {
        let mut buffer = shared.read_buffer.take();
        // SAFETY: `on_alloc` reserved the place, which libuv has filled so far; nobody took the
        // buffer in between, as libuv calls the two in a row.
        unsafe { buffer.set_len(count as usize) };
        shared.tell(id, Event::Data(&buffer));
        shared.read_buffer.set(buffer);
    } else if count < 0 {
        // SAFETY: an open stream.
        unsafe { uv::uv_read_stop(handle) };
        shared.tell(id, Event::End(count as c_int));
    }
}

unsafe extern "C" fn on_written(request: *mut uv::uv_write_t, result: c_int) {
    // SAFETY: libuv passes the request of a stream that is not freed; `data` is the box that
    // `write_later` gave up, and libuv is done with it.
    let (id, shared) = unsafe {
        let whose = whose((*request).handle);
        drop(Box::from_raw((*request).data.cast::<Write>()));
        whose
    };
    shared.tell(id, Event::Written(result));
}

unsafe extern "C" fn on_shut_down(request: *mut uv::uv_shutdown_t, result: c_int) {
    // SAFETY: libuv passes the request of a stream that is not freed, which `shut_down` boxed.
    let (id, shared) = unsafe { whose(Box::from_raw(request).handle) };
    shared.tell(id, Event::ShutDown(result));
}

/// The answer to a request to connect.
pub(super) unsafe extern "C" fn on_connected(request: *mut uv::uv_connect_t, result: c_int) {
    // SAFETY: libuv passes the request of a stream that is not freed, which `request` boxed.
    let (id, shared) = unsafe { whose(Box::from_raw(request).handle) };
    shared.tell(id, Event::Connected(result));
}

unsafe extern "C" fn on_connection(handle: *mut uv::uv_stream_t, result: c_int) {
    // SAFETY: libuv passes an open stream; nothing of it is borrowed when the event is told.
    let (id, shared, accepted) = unsafe {
        let (id, shared) = whose(handle);
        let stream = &*(*handle).data.cast::<Stream>();
        (id, shared, if result < 0 { Err(result) } else { stream.accept().map_err(|e| e.errno) })
    };
    match accepted {
        Ok(accepted) => shared.tell(id, Event::Connection(0, accepted)),
        Err(errno) => shared.tell(id, Event::Connection(errno, 0)),
    }
}

/// The end of a stream, which is freed.
pub(super) unsafe extern "C" fn on_closed(handle: *mut uv::uv_handle_t) {
    // SAFETY: `data` is the box that `open` leaked; libuv is done with it.
    let stream = unsafe { Box::from_raw((*handle).data.cast::<Stream>()) };
    stream.shared.tell(stream.id, Event::Closed);
}
