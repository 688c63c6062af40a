//! Who the user is.
//!
//! Neighbours: `unix/credentials.rs` (becoming somebody else).

use super::error::{Result, check};
use libuv_sys2 as uv;
use std::ffi::{CStr, c_char};
use std::mem::MaybeUninit;

/// An account of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The user's number, where users have one.
    pub user: Option<u64>,
    /// The number of the user's first group, where groups have one.
    pub group: Option<u64>,
    /// The user's name.
    pub name: Vec<u8>,
    /// The home folder.
    pub home: Vec<u8>,
    /// The shell, if there is one.
    pub shell: Option<Vec<u8>>,
}

/// The account of the user that this process runs as.
///
/// # Errors
/// When the system knows none.
#[allow(clippy::unnecessary_cast)] // the C type `long` differs by system
pub fn current() -> Result<Account> {
    let mut account = MaybeUninit::<uv::uv_passwd_t>::zeroed();
    // SAFETY: libuv fills the structure in; its texts exist until it is freed, once, below.
    unsafe {
        check(uv::uv_os_get_passwd(account.as_mut_ptr()), "uv_os_get_passwd")?;
        let passwd = account.assume_init_mut();
        let account = Account {
            user: number(passwd.uid as u64),
            group: number(passwd.gid as u64),
            name: bytes(passwd.username).unwrap_or_default(),
            home: bytes(passwd.homedir).unwrap_or_default(),
            shell: bytes(passwd.shell),
        };
        uv::uv_os_free_passwd(passwd);
        Ok(account)
    }
}

/// Windows has no numbers for users: libuv says -1 in an unsigned type.
fn number(id: u64) -> Option<u64> {
    if cfg!(windows) { None } else { Some(id) }
}

/// # Safety
/// `text` is null or NUL-terminated.
unsafe fn bytes(text: *const c_char) -> Option<Vec<u8>> {
    if text.is_null() {
        return None;
    }
    // SAFETY: by contract.
    Some(unsafe { CStr::from_ptr(text) }.to_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_account_has_a_name_and_a_home() {
        let account = super::current().unwrap();
        assert!(!account.name.is_empty() && !account.home.is_empty(), "{account:?}");
    }
}
