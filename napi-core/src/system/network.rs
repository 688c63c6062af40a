//! The addresses of the machine's network interfaces.
//!
//! Neighbours: `machine.rs`, `address.rs`.

use super::address::{V4, family_of_v6, v4_text, v6_text};
use super::error::{Result, check};
use super::machine::text;
use libuv_sys2 as uv;
use std::ffi::c_int;
use std::ptr::null_mut;

/// Which protocol an address is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Family {
    V4,
    V6,
    Other,
}

/// An address of an interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceAddress {
    /// The interface's name.
    pub interface: String,
    /// The address as text.
    pub address: String,
    /// Its network mask as text.
    pub netmask: String,
    /// Its protocol.
    pub family: Family,
    /// The hardware's address.
    pub hardware: [u8; 6],
    /// Whether nothing outside the machine can reach it.
    pub is_internal: bool,
    /// The scope of an IPv6 address.
    pub scope: Option<u32>,
}

/// All addresses of all interfaces that are up; none where the system cannot list them.
///
/// # Errors
/// When the system fails to.
pub fn interface_addresses() -> Result<Vec<InterfaceAddress>> {
    let (mut list, mut count) = (null_mut(), 0);
    // SAFETY: libuv makes the list and says how long it is; it is freed once, after it was read.
    unsafe {
        let result = uv::uv_interface_addresses(&mut list, &mut count);
        if result == uv::uv_errno_t_UV_ENOSYS {
            return Ok(Vec::new());
        }
        check(result, "uv_interface_addresses")?;
        if list.is_null() {
            return Ok(Vec::new());
        }
        let length = usize::try_from(count).unwrap_or(0);
        let addresses = std::slice::from_raw_parts(list, length).iter().map(address).collect();
        uv::uv_free_interface_addresses(list, count);
        Ok(addresses)
    }
}

fn address(entry: &uv::uv_interface_address_t) -> InterfaceAddress {
    // SAFETY: both variants of the unions begin with the family, which says which one is there;
    // the name is a text in libuv's list, which still exists.
    unsafe {
        let number = c_int::from(entry.address.address4.sin_family);
        let (family, address, netmask, scope) = if number == V4 {
            let (address, netmask) = (&entry.address.address4, &entry.netmask.netmask4);
            (Family::V4, v4_text(address), v4_text(netmask), None)
        } else if number == family_of_v6() {
            let (address, netmask) = (&entry.address.address6, &entry.netmask.netmask6);
            (Family::V6, v6_text(address), v6_text(netmask), Some(address.sin6_scope_id))
        } else {
            (Family::Other, "<unknown sa family>".to_owned(), String::new(), None)
        };
        InterfaceAddress {
            interface: text(entry.name),
            address,
            netmask,
            family,
            hardware: entry.phys_addr.map(|byte| byte as u8),
            is_internal: entry.is_internal != 0,
            scope,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_texts_of_their_family() {
        for entry in interface_addresses().unwrap() {
            match entry.family {
                Family::V4 => {
                    entry.address.parse::<std::net::Ipv4Addr>().unwrap();
                    entry.netmask.parse::<std::net::Ipv4Addr>().unwrap();
                    assert_eq!(entry.scope, None);
                }
                Family::V6 => {
                    entry.address.parse::<std::net::Ipv6Addr>().unwrap();
                    assert!(entry.scope.is_some());
                }
                Family::Other => {}
            }
        }
    }

    #[test]
    fn the_loopback_interface_is_internal() {
        let addresses = interface_addresses().unwrap();
        for entry in addresses.iter().filter(|entry| entry.address == "127.0.0.1") {
            assert!(entry.is_internal, "{entry:?}");
        }
    }
}
