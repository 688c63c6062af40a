//! Users and groups of the process.
//!
//! Invariant: names are looked up by the reentrant calls of the C library, so threads do not
//! disturb each other.

use std::ffi::{CStr, CString, c_char, c_int};
use std::fmt;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

/// A user or group: its number, or a name that is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Identity {
    Number(u32),
    Name(String),
}

/// The number that no user and no group has: calls take it for "leave as it is".
const NOBODY: u32 = u32::MAX;

/// Why nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no user of this name.
    UnknownUser,
    /// There is no group of this name; which, where several were given.
    UnknownGroup(usize),
    /// The system said no.
    System(CredentialsError),
}

/// A refusal by the system. Unlike other errors, Node words it with the C library's text and the
/// system's own, positive, number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialsError {
    /// The system's number: positive.
    pub errno: i32,
    /// The call.
    pub syscall: &'static str,
}

impl CredentialsError {
    /// The name of the number: `EPERM`.
    pub fn code(&self) -> String {
        crate::system::error_name(-self.errno)
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut buffer = [0 as c_char; 128];
        // SAFETY: the C library writes at most the given length, with a NUL.
        let text = unsafe {
            libc::strerror_r(self.errno, buffer.as_mut_ptr(), buffer.len());
            CStr::from_ptr(buffer.as_ptr()).to_string_lossy()
        };
        write!(f, "{}, {text}", self.code())
    }
}

impl std::error::Error for CredentialsError {}

/// The user that the process was started by.
pub fn user() -> u32 {
    // SAFETY: no preconditions.
    unsafe { libc::getuid() }
}

/// The user whose rights it has.
pub fn effective_user() -> u32 {
    // SAFETY: no preconditions.
    unsafe { libc::geteuid() }
}

/// The group that the process was started by.
pub fn group() -> u32 {
    // SAFETY: no preconditions.
    unsafe { libc::getgid() }
}

/// The group whose rights it has.
pub fn effective_group() -> u32 {
    // SAFETY: no preconditions.
    unsafe { libc::getegid() }
}

fn check(result: c_int, syscall: &'static str) -> Result<c_int, CredentialsError> {
    if result >= 0 {
        return Ok(result);
    }
    let errno = std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EINVAL);
    Err(CredentialsError { errno, syscall })
}

fn changed(result: c_int, syscall: &'static str) -> Result<(), Refusal> {
    check(result, syscall).map(drop).map_err(Refusal::System)
}

/// All groups whose rights the process has, the effective one among them.
///
/// # Errors
/// When the system does not tell.
pub fn groups() -> Result<Vec<u32>, CredentialsError> {
    // SAFETY: with no room only the count is told.
    let count = check(unsafe { libc::getgroups(0, null_mut()) }, "getgroups")?;
    let mut groups = vec![0; usize::try_from(count).unwrap_or(0)];
    // SAFETY: there is room for `count`.
    let count = check(unsafe { libc::getgroups(count, groups.as_mut_ptr()) }, "getgroups")?;
    groups.truncate(usize::try_from(count).unwrap_or(0));
    if !groups.contains(&effective_group()) {
        groups.push(effective_group());
    }
    Ok(groups)
}

/// Calls one of the C library's lookups, whose answer points into a buffer that may be too small.
fn looked_up<Record, T>(
    mut look_up: impl FnMut(*mut Record, *mut c_char, usize, *mut *mut Record) -> c_int,
    read: impl FnOnce(&Record) -> T,
) -> Option<T> {
    let mut buffer = vec![0 as c_char; 4096];
    loop {
        let mut record = MaybeUninit::<Record>::uninit();
        let mut found = null_mut();
        let result = look_up(record.as_mut_ptr(), buffer.as_mut_ptr(), buffer.len(), &mut found);
        if result == libc::ERANGE && buffer.len() < 1 << 20 {
            buffer.resize(buffer.len() * 4, 0);
            continue;
        }
        // SAFETY: `found` is null or points to the record, now filled in.
        return unsafe { found.as_ref() }.map(read);
    }
}

fn user_number(user: &Identity) -> Option<u32> {
    let name = match user {
        Identity::Number(number) => return Some(*number).filter(|number| *number != NOBODY),
        Identity::Name(name) => CString::new(name.as_str()).ok()?,
    };
    looked_up::<libc::passwd, _>(
        // SAFETY: places for the answer, and a buffer of the length that is passed.
        |record, buffer, length, found| unsafe {
            libc::getpwnam_r(name.as_ptr(), record, buffer, length, found)
        },
        |record| record.pw_uid,
    )
}

fn user_name(user: &Identity) -> Option<CString> {
    let number = match user {
        Identity::Name(name) => return CString::new(name.as_str()).ok(),
        Identity::Number(number) => *number,
    };
    looked_up::<libc::passwd, _>(
        // SAFETY: as in `user_number`.
        |record, buffer, length, found| unsafe {
            libc::getpwuid_r(number, record, buffer, length, found)
        },
        // SAFETY: the name is NUL-terminated, in the buffer that still exists.
        |record| unsafe { CStr::from_ptr(record.pw_name) }.to_owned(),
    )
}

fn group_number(group: &Identity) -> Option<u32> {
    let name = match group {
        Identity::Number(number) => return Some(*number).filter(|number| *number != NOBODY),
        Identity::Name(name) => CString::new(name.as_str()).ok()?,
    };
    looked_up::<libc::group, _>(
        // SAFETY: as in `user_number`.
        |record, buffer, length, found| unsafe {
            libc::getgrnam_r(name.as_ptr(), record, buffer, length, found)
        },
        |record| record.gr_gid,
    )
}

/// Becomes another user.
///
/// # Errors
/// When there is none of this name, or the system refuses.
pub fn set_user(user: &Identity) -> Result<(), Refusal> {
    let number = user_number(user).ok_or(Refusal::UnknownUser)?;
    // SAFETY: no preconditions.
    changed(unsafe { libc::setuid(number) }, "setuid")
}

/// Takes the rights of another user.
///
/// # Errors
/// As [`set_user`].
pub fn set_effective_user(user: &Identity) -> Result<(), Refusal> {
    let number = user_number(user).ok_or(Refusal::UnknownUser)?;
    // SAFETY: no preconditions.
    changed(unsafe { libc::seteuid(number) }, "seteuid")
}

/// Changes the group.
///
/// # Errors
/// As [`set_user`].
pub fn set_group(group: &Identity) -> Result<(), Refusal> {
    let number = group_number(group).ok_or(Refusal::UnknownGroup(0))?;
    // SAFETY: no preconditions.
    changed(unsafe { libc::setgid(number) }, "setgid")
}

/// Takes the rights of another group.
///
/// # Errors
/// As [`set_user`].
pub fn set_effective_group(group: &Identity) -> Result<(), Refusal> {
    let number = group_number(group).ok_or(Refusal::UnknownGroup(0))?;
    // SAFETY: no preconditions.
    changed(unsafe { libc::setegid(number) }, "setegid")
}

/// Changes the further groups.
///
/// # Errors
/// When there is none of one of the names, or the system refuses.
pub fn set_groups(groups: &[Identity]) -> Result<(), Refusal> {
    let numbers: Vec<libc::gid_t> = groups
        .iter()
        .enumerate()
        .map(|(index, group)| group_number(group).ok_or(Refusal::UnknownGroup(index)))
        .collect::<Result<_, _>>()?;
    // SAFETY: a list of the length that is passed.
    changed(unsafe { libc::setgroups(numbers.len() as _, numbers.as_ptr()) }, "setgroups")
}

/// Takes all groups that a user is in, and one more.
///
/// # Errors
/// When there is no such user or group, or the system refuses.
pub fn init_groups(user: &Identity, extra: &Identity) -> Result<(), Refusal> {
    let name = user_name(user).ok_or(Refusal::UnknownUser)?;
    let group = group_number(extra).ok_or(Refusal::UnknownGroup(0))?;
    // SAFETY: a NUL-terminated name.
    changed(unsafe { libc::initgroups(name.as_ptr(), group as _) }, "initgroups")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nobody() -> Identity {
        Identity::Name("no such name".to_owned())
    }

    #[test]
    fn names_are_looked_up() {
        assert_eq!(user_number(&Identity::Name("root".to_owned())), Some(0));
        assert_eq!(user_name(&Identity::Number(0)).unwrap().to_bytes(), b"root");
        assert_eq!(set_user(&nobody()), Err(Refusal::UnknownUser));
        assert_eq!(set_user(&Identity::Number(NOBODY)), Err(Refusal::UnknownUser));
        let groups = [Identity::Number(0), nobody()];
        assert_eq!(set_groups(&groups), Err(Refusal::UnknownGroup(1)));
        let unknown = init_groups(&Identity::Name("root".to_owned()), &nobody());
        assert_eq!(unknown, Err(Refusal::UnknownGroup(0)));
    }

    #[test]
    fn the_groups_have_the_effective_one() {
        assert!(groups().unwrap().contains(&effective_group()));
    }

    #[test]
    fn refusals_are_worded_by_the_c_library() {
        let error = CredentialsError { errno: libc::EPERM, syscall: "setuid" };
        assert_eq!(error.to_string(), "EPERM, Operation not permitted");
    }
}
