//! What only pipes do: Unix sockets, and named pipes on Windows.
//!
//! Invariant: a number that is open but no pipe is an error (EINVAL).

use super::stream::{Stream, StreamKind, on_connected, request};
use super::{Handles, Id};
use crate::system::error::{Result, SystemError, check};
use libuv_sys2 as uv;
use std::ffi::{c_int, c_uint};

/// A path that is too long is an error; libuv would cut it.
const WHOLE_PATH: c_uint = uv::UV_PIPE_NO_TRUNCATE as c_uint;

impl Handles {
    /// A pipe that is not connected. `is_channel`: handles may travel through it.
    ///
    /// # Errors
    /// When the system has none.
    pub fn open_pipe(&self, is_channel: bool) -> Result<Id> {
        let event_loop = self.0.event_loop("open")?;
        let kind = if is_channel { StreamKind::Channel } else { StreamKind::Pipe };
        let (stream, id) = Stream::open(kind, -1, event_loop, &self.0)?;
        Ok(self.add_stream(stream, id))
    }

    /// The pipe of this number, as libuv has it.
    pub(in crate::system) fn pipe(
        &self,
        id: Id,
        syscall: &'static str,
    ) -> Result<*mut uv::uv_pipe_t> {
        let stream = self.stream(id, syscall)?;
        match stream.kind() {
            StreamKind::Pipe | StreamKind::Channel => Ok(stream.raw().cast()),
            _ => Err(SystemError::new(uv::uv_errno_t_UV_EINVAL, syscall)),
        }
    }

    /// Makes the pipe that of a descriptor.
    ///
    /// # Errors
    /// When the descriptor is no pipe, or the handle has one already.
    pub fn adopt_pipe(&self, pipe: Id, descriptor: c_int) -> Result<()> {
        let pipe = self.pipe(pipe, "open")?;
        // SAFETY: an open pipe handle; libuv asks the system about the descriptor.
        check(unsafe { uv::uv_pipe_open(pipe, descriptor) }, "open").map(drop)
    }

    /// Gives the pipe a path, or on Linux a name that begins with NUL.
    ///
    /// # Errors
    /// When the path is in use, too long or cannot be made.
    pub fn bind_pipe(&self, pipe: Id, path: &[u8]) -> Result<()> {
        let pipe = self.pipe(pipe, "bind")?;
        // SAFETY: an open pipe handle; the path is borrowed for the call, with its length.
        let result =
            unsafe { uv::uv_pipe_bind2(pipe, path.as_ptr().cast(), path.len(), WHOLE_PATH) };
        check(result, "bind").map(drop)
    }

    /// Asks for a connection: [`Event::Connected`](super::Event::Connected) follows.
    ///
    /// # Errors
    /// When the path cannot be one.
    pub fn connect_pipe(&self, pipe: Id, path: &[u8]) -> Result<()> {
        let pipe = self.pipe(pipe, "connect")?;
        let name = path.as_ptr().cast();
        // SAFETY: an open pipe handle; the path is borrowed for the call, with its length; the
        // request is boxed until `on_connected`, which libuv does not call when it refuses.
        unsafe {
            let request = request::<uv::uv_connect_t>();
            let result = uv::uv_pipe_connect2(
                request,
                pipe,
                name,
                path.len(),
                WHOLE_PATH,
                Some(on_connected),
            );
            check(result, "connect").map(drop).inspect_err(|_| drop(Box::from_raw(request)))
        }
    }

    /// Who may connect: 1 who may read, 2 who may write, 3 both, besides the owner.
    ///
    /// # Errors
    /// When the pipe has no path, or the system refuses.
    pub fn chmod_pipe(&self, pipe: Id, mode: c_int) -> Result<()> {
        let pipe = self.pipe(pipe, "chmod")?;
        // SAFETY: an open pipe handle.
        check(unsafe { uv::uv_pipe_chmod(pipe, mode) }, "chmod").map(drop)
    }

    /// How many connections may wait at once, on Windows.
    ///
    /// # Errors
    /// When the pipe is not open.
    pub fn set_pending_instances(&self, pipe: Id, count: c_int) -> Result<()> {
        let pipe = self.pipe(pipe, "pipe")?;
        // SAFETY: an open pipe handle.
        unsafe { uv::uv_pipe_pending_instances(pipe, count) };
        Ok(())
    }
}
