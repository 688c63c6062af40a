//! `Status`: what a Node-API call answered when it was not `napi_ok`.
//!
//! Neighbours: `error.rs` turns it into an error; the names are those of the manual.

use std::fmt;

/// A Node-API status other than `napi_ok`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Status(i32);

/// Status names by number, as in `js_native_api_types.h`.
const NAMES: [&str; 24] = [
    "napi_ok",
    "napi_invalid_arg",
    "napi_object_expected",
    "napi_string_expected",
    "napi_name_expected",
    "napi_function_expected",
    "napi_number_expected",
    "napi_boolean_expected",
    "napi_array_expected",
    "napi_generic_failure",
    "napi_pending_exception",
    "napi_cancelled",
    "napi_escape_called_twice",
    "napi_handle_scope_mismatch",
    "napi_callback_scope_mismatch",
    "napi_queue_full",
    "napi_closing",
    "napi_bigint_expected",
    "napi_date_expected",
    "napi_arraybuffer_expected",
    "napi_detachable_arraybuffer_expected",
    "napi_would_deadlock",
    "napi_no_external_buffers_allowed",
    "napi_cannot_run_js",
];

impl Status {
    /// The status with this number.
    pub fn from_raw(raw: i32) -> Status {
        Status(raw)
    }

    /// The number.
    pub fn raw(self) -> i32 {
        self.0
    }

    /// The name in the manual, such as `napi_object_expected`.
    pub fn name(self) -> &'static str {
        usize::try_from(self.0).ok().and_then(|raw| NAMES.get(raw)).copied().unwrap_or("unknown")
    }

    /// Whether the status says that a value had the wrong type.
    pub(crate) fn is_type_mismatch(self) -> bool {
        matches!(self.0, 2..=8 | 17..=20)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name(), self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_numbers() {
        assert_eq!(Status::from_raw(10).name(), "napi_pending_exception");
        assert_eq!(Status::from_raw(23).name(), "napi_cannot_run_js");
        assert_eq!(Status::from_raw(99).to_string(), "unknown (99)");
        assert_eq!(Status::from_raw(-1).name(), "unknown");
    }
}
