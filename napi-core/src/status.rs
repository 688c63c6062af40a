//! The status every Node-API function answers with, and the sentence that belongs to it.
//!
//! Invariant: discriminants are the ABI's `napi_status` values, so a `Status` crosses the boundary
//! as it is. Inside the crate a failing operation is `Result<T, Status>`; only `abi::entry`
//! turns it into what the addon sees and remembers it as the env's last error.

use std::ffi::CStr;

/// `napi_status`: the result of a Node-API call (manual: "Error handling").
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names are the manual's own
pub enum Status {
    Ok = 0,
    InvalidArg,
    ObjectExpected,
    StringExpected,
    NameExpected,
    FunctionExpected,
    NumberExpected,
    BooleanExpected,
    ArrayExpected,
    GenericFailure,
    PendingException,
    Cancelled,
    EscapeCalledTwice,
    HandleScopeMismatch,
    CallbackScopeMismatch,
    QueueFull,
    Closing,
    BigIntExpected,
    DateExpected,
    ArrayBufferExpected,
    DetachableArrayBufferExpected,
    WouldDeadlock,
    NoExternalBuffersAllowed,
    CannotRunJs,
}

impl Status {
    /// The sentence `napi_get_last_error_info` gives for this status; `None` for success.
    pub fn message(self) -> Option<&'static CStr> {
        Some(match self {
            Status::Ok => return None,
            Status::InvalidArg => c"Invalid argument",
            Status::ObjectExpected => c"An object was expected",
            Status::StringExpected => c"A string was expected",
            Status::NameExpected => c"A string or symbol was expected",
            Status::FunctionExpected => c"A function was expected",
            Status::NumberExpected => c"A number was expected",
            Status::BooleanExpected => c"A boolean was expected",
            Status::ArrayExpected => c"An array was expected",
            Status::GenericFailure => c"Unknown failure",
            Status::PendingException => c"An exception is pending",
            Status::Cancelled => c"The async work item was cancelled",
            Status::EscapeCalledTwice => c"napi_escape_handle already called on scope",
            Status::HandleScopeMismatch => c"Invalid handle scope usage",
            Status::CallbackScopeMismatch => c"Invalid callback scope usage",
            Status::QueueFull => c"Thread-safe function queue is full",
            Status::Closing => c"Thread-safe function handle is closing",
            Status::BigIntExpected => c"A bigint was expected",
            Status::DateExpected => c"A date was expected",
            Status::ArrayBufferExpected => c"An arraybuffer was expected",
            Status::DetachableArrayBufferExpected => c"A detachable arraybuffer was expected",
            Status::WouldDeadlock => c"Main thread would deadlock",
            Status::NoExternalBuffersAllowed => c"External buffers are not allowed",
            Status::CannotRunJs => c"Cannot run JavaScript",
        })
    }
}
