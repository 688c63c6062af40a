//! A pipe to a child, on a runtime's loop.
//!
//! Invariants: a pipe is boxed until libuv has closed it; libuv answers every write, those that
//! closing cancels too, before it says that the pipe is closed.
//!
//! Neighbours: `handles.rs` numbers the pipes and tells of their events.

use super::handles::{Event, Id, Shared};
use crate::system::error::{Result, check};
use libuv_sys2 as uv;
use std::cell::{Cell, UnsafeCell};
use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;

/// How much is read at once.
const CHUNK: usize = 65536;

/// A handle of libuv's, boxed; its `data` is its own address.
pub(super) struct Pipe {
    handle: UnsafeCell<uv::uv_pipe_t>,
    id: Id,
    shared: Rc<Shared>,
    /// Where libuv reads to.
    buffer: Cell<Vec<u8>>,
}

/// A write under way: libuv's request, and what is written.
struct Write {
    request: uv::uv_write_t,
    content: Vec<u8>,
}

impl Pipe {
    /// A pipe that is not connected yet.
    pub(super) fn open(
        id: Id,
        event_loop: *mut uv::uv_loop_t,
        shared: &Rc<Shared>,
    ) -> Result<NonNull<Pipe>> {
        // SAFETY: a pipe handle may be zeros until libuv fills it in.
        let handle = unsafe { MaybeUninit::<uv::uv_pipe_t>::zeroed().assume_init() };
        let handle = UnsafeCell::new(handle);
        let pipe = Pipe { handle, id, shared: shared.clone(), buffer: Cell::default() };
        let pipe = NonNull::from(Box::leak(Box::new(pipe)));
        // SAFETY: a live loop; the handle is at an address that stays until it is closed.
        unsafe {
            let handle = (*pipe.as_ptr()).handle.get();
            let result = uv::uv_pipe_init(event_loop, handle, 0);
            if let Err(error) = check(result, "pipe") {
                drop(Box::from_raw(pipe.as_ptr()));
                return Err(error);
            }
            (*handle).data = pipe.as_ptr().cast();
        }
        Ok(pipe)
    }

    /// The handle, for a child's descriptors.
    pub(super) fn handle(&self) -> *mut uv::uv_pipe_t {
        self.handle.get()
    }

    fn stream(&self) -> *mut uv::uv_stream_t {
        self.handle.get().cast()
    }

    /// Begins to read.
    pub(super) fn start_reading(&self) -> Result<()> {
        // SAFETY: an open handle; libuv refuses what is not connected.
        let result = unsafe { uv::uv_read_start(self.stream(), Some(on_alloc), Some(on_read)) };
        // Reading already is fine.
        if result == uv::uv_errno_t_UV_EALREADY { Ok(()) } else { check(result, "read").map(drop) }
    }

    /// Reads no more for now.
    pub(super) fn stop_reading(&self) {
        // SAFETY: an open handle.
        unsafe { uv::uv_read_stop(self.stream()) };
    }

    /// Writes all of it, after what was written before.
    pub(super) fn write(&self, content: Vec<u8>) -> Result<()> {
        // SAFETY: a request may be zeros until libuv fills it in.
        let request = unsafe { MaybeUninit::<uv::uv_write_t>::zeroed().assume_init() };
        let write = Box::into_raw(Box::new(Write { request, content }));
        // SAFETY: an open handle; the request and the content are boxed until `on_written`, which
        // libuv does not call when it refuses the write.
        unsafe {
            let content = &raw mut (*write).content;
            let bytes =
                uv::uv_buf_t { base: (*content).as_mut_ptr().cast(), len: (*content).len() as _ };
            let request = &raw mut (*write).request;
            (*request).data = write.cast();
            let result = uv::uv_write(request, self.stream(), &bytes, 1, Some(on_written));
            check(result, "write").map(drop).inspect_err(|_| drop(Box::from_raw(write)))
        }
    }

    /// Ends the writing, after what was written before.
    pub(super) fn shut_down(&self) -> Result<()> {
        // SAFETY: a request may be zeros until libuv fills it in.
        let request = unsafe { MaybeUninit::<uv::uv_shutdown_t>::zeroed().assume_init() };
        let request = Box::into_raw(Box::new(request));
        // SAFETY: an open handle; the request is boxed until `on_shut_down`, which libuv does not
        // call when it refuses.
        unsafe {
            let result = uv::uv_shutdown(request, self.stream(), Some(on_shut_down));
            check(result, "shutdown").map(drop).inspect_err(|_| drop(Box::from_raw(request)))
        }
    }

    /// Whether the pipe keeps the loop alive.
    pub(super) fn keep_alive(&self, keep: bool) {
        let handle = self.handle.get().cast();
        // SAFETY: an open handle.
        unsafe { if keep { uv::uv_ref(handle) } else { uv::uv_unref(handle) } }
    }

    /// Gives the pipe back to libuv, which frees it by [`on_closed`].
    pub(super) fn close(pipe: NonNull<Pipe>) {
        // SAFETY: an initialised handle, closed once: whoever calls this has taken the pipe out of
        // the list, and the loop runs at least once more before it ends.
        unsafe { uv::uv_close((*pipe.as_ptr()).handle.get().cast(), Some(on_closed)) };
    }
}

/// The number of the pipe behind a stream, and where its events go. (What is told may close the
/// pipe, so nothing of it is borrowed meanwhile.)
///
/// # Safety
/// `stream` is the handle of a [`Pipe`] that is not freed.
unsafe fn whose(stream: *mut uv::uv_stream_t) -> (Id, Rc<Shared>) {
    // SAFETY: by contract.
    let pipe = unsafe { &*(*stream).data.cast::<Pipe>() };
    (pipe.id, pipe.shared.clone())
}

unsafe extern "C" fn on_alloc(stream: *mut uv::uv_handle_t, _: usize, place: *mut uv::uv_buf_t) {
    // SAFETY: libuv passes an open pipe, and a place for the answer.
    let (pipe, place) = unsafe { (&*(*stream).data.cast::<Pipe>(), &mut *place) };
    let mut buffer = pipe.buffer.take();
    buffer.clear();
    buffer.reserve(CHUNK);
    place.base = buffer.spare_capacity_mut().as_mut_ptr().cast();
    place.len = CHUNK as _;
    pipe.buffer.set(buffer);
}

unsafe extern "C" fn on_read(stream: *mut uv::uv_stream_t, count: isize, _: *const uv::uv_buf_t) {
    // SAFETY: libuv passes an open pipe.
    let (id, shared) = unsafe { whose(stream) };
    if count > 0 {
        // SAFETY: as above; `on_alloc` reserved the place, which libuv has filled so far.
        let content = unsafe {
            let pipe = &*(*stream).data.cast::<Pipe>();
            let mut buffer = pipe.buffer.take();
            buffer.set_len(count as usize);
            let content = buffer.as_slice().to_vec();
            pipe.buffer.set(buffer);
            content
        };
        shared.tell(Event::Data(id, content));
    } else if count < 0 {
        // SAFETY: an open pipe.
        unsafe { uv::uv_read_stop(stream) };
        shared.tell(Event::End(id, count as c_int));
    }
}

unsafe extern "C" fn on_written(request: *mut uv::uv_write_t, result: c_int) {
    // SAFETY: libuv passes the request of a pipe that is not freed; `data` is the box that `write`
    // gave up, and libuv is done with it.
    let (id, shared) = unsafe {
        let whose = whose((*request).handle);
        drop(Box::from_raw((*request).data.cast::<Write>()));
        whose
    };
    shared.tell(Event::Written(id, result));
}

unsafe extern "C" fn on_shut_down(request: *mut uv::uv_shutdown_t, result: c_int) {
    // SAFETY: libuv passes the request of a pipe that is not freed, which `shut_down` boxed.
    let (id, shared) = unsafe { whose(Box::from_raw(request).handle) };
    shared.tell(Event::ShutDown(id, result));
}

unsafe extern "C" fn on_closed(handle: *mut uv::uv_handle_t) {
    // SAFETY: `data` is the box that `open` leaked; libuv is done with it.
    let pipe = unsafe { Box::from_raw((*handle).data.cast::<Pipe>()) };
    pipe.shared.tell(Event::Closed(pipe.id));
}
