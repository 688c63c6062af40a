//! What only TCP sockets do.
//!
//! Invariant: a number that is open but no TCP socket is an error (EINVAL).

use super::stream::{Stream, StreamKind, on_closed, on_connected, request};
use super::{Handles, Id};
use crate::system::address::SocketAddress;
use crate::system::error::{Result, SystemError, check};
use crate::system::platform;
use libuv_sys2 as uv;
use std::ffi::{c_int, c_uint};

impl Handles {
    /// A TCP socket that is neither bound nor connected.
    ///
    /// # Errors
    /// When the system has none.
    pub fn open_tcp(&self) -> Result<Id> {
        let event_loop = self.0.event_loop("open")?;
        let (stream, id) = Stream::open(StreamKind::Tcp, -1, event_loop, &self.0)?;
        Ok(self.add_stream(stream, id))
    }

    fn tcp(&self, id: Id, syscall: &'static str) -> Result<*mut uv::uv_tcp_t> {
        let stream = self.stream(id, syscall)?;
        match stream.kind() {
            StreamKind::Tcp => Ok(stream.raw().cast()),
            _ => Err(SystemError::new(uv::uv_errno_t_UV_EINVAL, syscall)),
        }
    }

    /// Makes the socket that of a descriptor.
    ///
    /// # Errors
    /// When the descriptor is no socket, or the handle has one already.
    pub fn adopt_tcp(&self, tcp: Id, descriptor: c_int) -> Result<()> {
        let tcp = self.tcp(tcp, "open")?;
        // SAFETY: an open TCP handle; libuv asks the system about the descriptor.
        check(unsafe { uv::uv_tcp_open(tcp, descriptor as uv::uv_os_sock_t) }, "open").map(drop)
    }

    /// Gives the socket an address of this machine. `flags` are libuv's: 1 for IPv6 only, 2 for a
    /// port that several sockets share.
    ///
    /// # Errors
    /// When there is no such address; that it is in use may be told by [`Handles::listen`] only.
    pub fn bind_tcp(&self, tcp: Id, address: &SocketAddress, flags: c_uint) -> Result<()> {
        let tcp = self.tcp(tcp, "bind")?;
        // SAFETY: an open TCP handle, and a whole address.
        check(unsafe { uv::uv_tcp_bind(tcp, address.raw(), flags) }, "bind").map(drop)
    }

    /// Asks for a connection: [`Event::Connected`](super::Event::Connected) follows.
    ///
    /// # Errors
    /// When the system refuses to try.
    pub fn connect_tcp(&self, tcp: Id, address: &SocketAddress) -> Result<()> {
        let tcp = self.tcp(tcp, "connect")?;
        // SAFETY: an open TCP handle and a whole address; the request is boxed until
        // `on_connected`, which libuv does not call when it refuses.
        unsafe {
            let request = request::<uv::uv_connect_t>();
            let result = uv::uv_tcp_connect(request, tcp, address.raw(), Some(on_connected));
            check(result, "connect").map(drop).inspect_err(|_| drop(Box::from_raw(request)))
        }
    }

    /// The socket's own address.
    ///
    /// # Errors
    /// When it has none.
    pub fn tcp_name(&self, tcp: Id) -> Result<SocketAddress> {
        let tcp = self.tcp(tcp, "getsockname")?;
        // SAFETY: an open TCP handle; the place is as large as it says.
        SocketAddress::asked("getsockname", |place, size| unsafe {
            uv::uv_tcp_getsockname(tcp, place, size)
        })
    }

    /// The address that the socket is connected to.
    ///
    /// # Errors
    /// When it is not connected.
    pub fn tcp_peer(&self, tcp: Id) -> Result<SocketAddress> {
        let tcp = self.tcp(tcp, "getpeername")?;
        // SAFETY: as in `tcp_name`.
        SocketAddress::asked("getpeername", |place, size| unsafe {
            uv::uv_tcp_getpeername(tcp, place, size)
        })
    }

    /// Whether small pieces are sent at once.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn set_no_delay(&self, tcp: Id, enable: bool) -> Result<()> {
        let tcp = self.tcp(tcp, "setsockopt")?;
        // SAFETY: an open TCP handle.
        check(unsafe { uv::uv_tcp_nodelay(tcp, c_int::from(enable)) }, "setsockopt").map(drop)
    }

    /// Whether the system looks after a connection that is silent for `seconds`.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn set_keep_alive(&self, tcp: Id, enable: bool, seconds: c_uint) -> Result<()> {
        let tcp = self.tcp(tcp, "setsockopt")?;
        // SAFETY: an open TCP handle.
        let result = unsafe { uv::uv_tcp_keepalive(tcp, c_int::from(enable), seconds) };
        check(result, "setsockopt").map(drop)
    }

    /// Sets the class of service of what the socket sends (the TOS byte, for IPv6 the traffic class).
    ///
    /// # Errors
    /// When the socket has no descriptor yet, or the system refuses.
    pub fn set_type_of_service(&self, tcp: Id, class: c_int) -> Result<()> {
        let v6 = self.tcp_name(tcp)?.is_v6();
        platform::set_type_of_service(self.descriptor(tcp)?, v6, class)
    }

    /// The class of service of what the socket sends.
    ///
    /// # Errors
    /// When the socket has no descriptor yet, or the system does not tell.
    pub fn type_of_service(&self, tcp: Id) -> Result<c_int> {
        let v6 = self.tcp_name(tcp)?.is_v6();
        platform::type_of_service(self.descriptor(tcp)?, v6)
    }

    /// Closes the socket as a broken connection: the other side sees ECONNRESET.
    /// [`Event::Closed`](super::Event::Closed) follows.
    ///
    /// # Errors
    /// When it is being shut down; it stays open then.
    pub fn reset_tcp(&self, tcp: Id) -> Result<()> {
        let handle = self.tcp(tcp, "close")?;
        // SAFETY: an open TCP handle; when libuv closes it, it frees it by `on_closed`, and it
        // leaves the list here and now.
        check(unsafe { uv::uv_tcp_close_reset(handle, Some(on_closed)) }, "close")?;
        self.0.streams.borrow_mut().remove(&tcp);
        Ok(())
    }
}
