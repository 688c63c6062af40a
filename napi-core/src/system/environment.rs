//! The environment variables of the process: the real ones, which addons and child processes see.
//!
//! Invariant: all access from Rust, in any thread, is under the standard library's lock.

use std::env;
use std::ffi::{OsStr, OsString};

/// The value of a variable.
pub fn get(name: &str) -> Option<OsString> {
    // `var_os` answers None for names that no variable can have.
    env::var_os(name)
}

/// The names of all variables, in the system's order.
pub fn names() -> Vec<OsString> {
    env::vars_os().map(|(name, _)| name).collect()
}

/// Sets a variable. Names and values that no variable can have are ignored.
pub fn set(name: &str, value: &str) {
    if !is_name(name) || value.contains('\0') {
        return;
    }
    // SAFETY: Rust code reads the environment under the lock that this takes. C code in other
    // threads that reads it without (getenv) is exposed as it is in Node: setting
    // `process.env` is defined as changing the process's own variables.
    unsafe { env::set_var(name, value) };
    after_change(name);
}

/// Removes a variable, if it is there.
pub fn remove(name: &str) {
    if !is_name(name) {
        return;
    }
    // SAFETY: as in `set`.
    unsafe { env::remove_var(name) };
    after_change(name);
}

/// Windows keeps variables of its own whose names begin with `=`.
fn is_name(name: &str) -> bool {
    let rest = if cfg!(windows) { name.get(1..).unwrap_or(name) } else { name };
    !name.is_empty() && !rest.contains(['=', '\0'])
}

/// The C library reads the time zone once; dates are to follow the variable.
fn after_change(name: &str) {
    #[cfg(unix)]
    if OsStr::new(name) == "TZ" {
        super::unix::read_time_zone();
    }
    #[cfg(not(unix))]
    let _ = OsStr::new(name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_there_until_it_is_removed() {
        let name = "NAPI_CORE_TEST_VARIABLE";
        assert_eq!(get(name), None);
        set(name, "größer");
        assert_eq!(get(name), Some("größer".into()));
        assert!(names().iter().any(|known| known == name));
        remove(name);
        assert_eq!(get(name), None);
        // Here and in no other test: C code reads the environment without the lock.
        assert!(!crate::system::machine::home_folder().unwrap().is_empty());
    }

    #[test]
    fn names_that_cannot_be_are_ignored() {
        for name in ["", "A=B", "A\0B"] {
            set(name, "x");
            assert_eq!(get(name), None);
            remove(name);
        }
        set("NAPI_CORE_TEST_NUL", "a\0b");
        assert_eq!(get("NAPI_CORE_TEST_NUL"), None);
    }
}
