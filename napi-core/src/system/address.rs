//! Addresses of sockets: an IP address, a port, and for IPv6 a scope.
//!
//! Invariant: the family that the structure names is the one whose fields are filled in.
//!
//! Neighbours: `handles/` (TCP and UDP sockets), `network.rs`.

use super::error::{Result, SystemError, check};
use super::machine::text;
use libuv_sys2 as uv;
use std::ffi::{CString, c_char, c_int};
use std::mem::MaybeUninit;

/// `AF_INET`: 2 on every system.
pub(super) const V4: c_int = 2;

/// An address of either family, as the system has it.
#[repr(C)]
#[derive(Clone, Copy)]
union Raw {
    any: uv::sockaddr,
    v4: uv::sockaddr_in,
    v6: uv::sockaddr_in6,
    // The largest that a system may want to write.
    storage: uv::sockaddr_storage,
}

/// An address of a socket.
#[derive(Clone, Copy)]
pub struct SocketAddress(Raw);

impl SocketAddress {
    /// The address in the text (`127.0.0.1`, `::1`, `fe80::1%eth0`), with this port.
    ///
    /// # Errors
    /// EINVAL when the text is not an address.
    pub fn parse(text: &str, port: u16) -> Result<SocketAddress> {
        let invalid = |_| SystemError::new(uv::uv_errno_t_UV_EINVAL, "uv_ip_addr");
        let text = CString::new(text).map_err(invalid)?;
        let mut address = SocketAddress::empty();
        let port = c_int::from(port);
        // SAFETY: the text is NUL-terminated, and each function fills in the structure it is given.
        unsafe {
            if uv::uv_ip4_addr(text.as_ptr(), port, &mut address.0.v4) == 0 {
                return Ok(address);
            }
            check(uv::uv_ip6_addr(text.as_ptr(), port, &mut address.0.v6), "uv_ip_addr")?;
        }
        Ok(address)
    }

    /// An address that the system will fill in; until then of no family.
    pub(super) fn empty() -> SocketAddress {
        // SAFETY: all the structures may be zeros.
        SocketAddress(unsafe { MaybeUninit::zeroed().assume_init() })
    }

    /// What `ask` has the system fill in: it is given the place, and its size.
    ///
    /// # Errors
    /// What `ask` answers.
    pub(super) fn asked(
        syscall: &'static str,
        ask: impl FnOnce(*mut uv::sockaddr, *mut c_int) -> c_int,
    ) -> Result<SocketAddress> {
        let mut address = SocketAddress::empty();
        let mut size = size_of::<Raw>() as c_int;
        check(ask((&raw mut address.0).cast(), &mut size), syscall)?;
        Ok(address)
    }

    /// A copy of an address of the system's; `None` when it is of another family.
    ///
    /// # Safety
    /// `raw` points to an address that is as large as its family says.
    pub(super) unsafe fn copied(raw: *const uv::sockaddr) -> Option<SocketAddress> {
        let mut address = SocketAddress::empty();
        // SAFETY: by contract; the family says which structure is there.
        unsafe {
            let family = c_int::from((*raw).sa_family);
            if family == V4 {
                address.0.v4 = raw.cast::<uv::sockaddr_in>().read_unaligned();
            } else if family == family_of_v6() {
                address.0.v6 = raw.cast::<uv::sockaddr_in6>().read_unaligned();
            } else {
                return None;
            }
        }
        Some(address)
    }

    pub(super) fn raw(&self) -> *const uv::sockaddr {
        (&raw const self.0).cast()
    }

    fn family(&self) -> c_int {
        // SAFETY: every member begins with the family.
        c_int::from(unsafe { self.0.any.sa_family })
    }

    /// Whether it is an IPv6 address.
    pub fn is_v6(&self) -> bool {
        self.family() == family_of_v6()
    }

    /// The port; 0 of an address that has none.
    pub fn port(&self) -> u16 {
        // SAFETY: the port is at the same place in both families.
        u16::from_be(unsafe { self.0.v4.sin_port })
    }

    /// The address as text, with the scope of those that mean nothing without it.
    pub fn ip(&self) -> String {
        // SAFETY: the family says which structure is there.
        unsafe {
            if !self.is_v6() {
                return if self.family() == V4 { v4_text(&self.0.v4) } else { String::new() };
            }
            let mut text = v6_text(&self.0.v6);
            let scope = self.0.v6.sin6_scope_id;
            if scope > 0 && text.starts_with("fe80") {
                text.push('%');
                text.push_str(&scope_name(scope));
            }
            text
        }
    }
}

impl std::fmt::Debug for SocketAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} port {}", self.ip(), self.port())
    }
}

/// `AF_INET6` of this system, as libuv writes it into an address.
pub(super) fn family_of_v6() -> c_int {
    let mut any = MaybeUninit::<uv::sockaddr_in6>::zeroed();
    // SAFETY: the text is NUL-terminated and the structure may be all zeros.
    unsafe {
        uv::uv_ip6_addr(c"::".as_ptr(), 0, any.as_mut_ptr());
        c_int::from(any.assume_init_ref().sin6_family)
    }
}

pub(super) fn v4_text(address: &uv::sockaddr_in) -> String {
    // SAFETY: libuv writes at most the given length.
    name(|buffer, size| unsafe { uv::uv_ip4_name(address, buffer, *size) })
}

pub(super) fn v6_text(address: &uv::sockaddr_in6) -> String {
    // SAFETY: as in `v4_text`.
    name(|buffer, size| unsafe { uv::uv_ip6_name(address, buffer, *size) })
}

/// What stands behind the `%`: the interface's name, or on Windows its number.
fn scope_name(scope: u32) -> String {
    // SAFETY: libuv writes at most the given length, and changes the length.
    let known = name(|buffer, size| unsafe { uv::uv_if_indextoiid(scope, buffer, size) });
    if known.is_empty() { scope.to_string() } else { known }
}

fn name(write: impl FnOnce(*mut c_char, &mut usize) -> c_int) -> String {
    let mut buffer = [0; 64];
    let mut size = buffer.len();
    if write(buffer.as_mut_ptr(), &mut size) < 0 {
        return String::new();
    }
    // SAFETY: libuv terminated what it wrote with a NUL.
    unsafe { text(buffer.as_ptr()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        for (text, is_v6) in [("127.0.0.1", false), ("::1", true), ("2001:db8::8a2e:370", true)] {
            let address = SocketAddress::parse(text, 4321).unwrap();
            assert_eq!(
                (address.ip().as_str(), address.is_v6(), address.port()),
                (text, is_v6, 4321)
            );
            // SAFETY: a whole address.
            let copy = unsafe { SocketAddress::copied(address.raw()) }.unwrap();
            assert_eq!(format!("{copy:?}"), format!("{text} port 4321"));
        }
        for text in ["", "localhost", "1.2.3", "1.2.3.4\0", "::g"] {
            assert_eq!(SocketAddress::parse(text, 0).unwrap_err().code(), "EINVAL", "{text:?}");
        }
    }

    #[test]
    fn an_empty_address_has_no_family() {
        let empty = SocketAddress::empty();
        assert_eq!((empty.ip().as_str(), empty.is_v6(), empty.port()), ("", false, 0));
        // SAFETY: a whole address.
        assert!(unsafe { SocketAddress::copied(empty.raw()) }.is_none());
    }
}
