//! Calls into the addon: what a callback is given, and what is checked when it returns.
//!
//! Invariants: the last error is clear when a callback starts; scopes it leaves open are closed;
//! a pending exception leaves the env exactly once, to whoever called.

use super::Env;
use crate::abi::types::{napi_callback_info, napi_env, napi_value};
use crate::engine::{Arguments, Handle, Primitives};
use std::ffi::c_void;
use std::ptr::NonNull;

/// A callback as Node-API declares it.
pub type Callback = unsafe extern "C" fn(env: napi_env, info: napi_callback_info) -> napi_value;

/// What a native function is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// `napi_create_function`: callable, constructible.
    Function,
    /// A class constructor.
    Constructor {
        /// The class's number.
        class: u64,
    },
    /// A method on a class's prototype: refuses receivers that the class did not make.
    Method {
        /// The class's number.
        class: u64,
    },
    /// An accessor or a static member: takes any receiver.
    Member,
}

impl Role {
    /// Whether `new` works on it.
    pub fn is_constructible(self) -> bool {
        matches!(self, Role::Function | Role::Constructor { .. })
    }
}

/// What the engine keeps for a native function.
#[derive(Clone, Copy)]
pub struct FunctionRecord {
    /// The env that made the function.
    pub env: NonNull<Env>,
    /// The addon's callback.
    pub callback: Callback,
    /// The addon's pointer, for `napi_get_cb_info`.
    pub data: *mut c_void,
    /// What the function is for.
    pub role: Role,
}

/// What an addon knows as `napi_callback_info`: valid for the length of the call.
pub struct CallbackInfo {
    /// The receiver as passed; see [`CallbackInfo::this`].
    pub this: Handle,
    /// `new.target`.
    pub new_target: Option<Handle>,
    /// The arguments, in the engine's own vector.
    pub arguments: Arguments,
    /// The addon's pointer.
    pub data: *mut c_void,
}

impl CallbackInfo {
    /// The argument, `undefined` past the end.
    #[inline(always)]
    pub fn argument(&self, env: &Env, index: usize) -> Handle {
        self.arguments.get(index).unwrap_or_else(|| env.engine().undefined())
    }
}

impl FunctionRecord {
    /// Calls the addon; its result, or the exception it left pending.
    #[inline(always)]
    pub fn invoke(&self, info: &CallbackInfo) -> Result<Option<Handle>, Handle> {
        // SAFETY: envs outlive the functions they made (they are freed after the engine).
        let env = unsafe { self.env.as_ref() };
        env.call_into_addon(|raw| {
            // SAFETY: the addon registered this callback; `info` is alive for the call.
            unsafe { (self.callback)(raw, info) }
        })
    }
}

impl Env {
    /// Runs addon code in the caller's scope; the exception it left pending is the error.
    #[inline(always)]
    pub fn call_into_addon<R>(&self, call: impl FnOnce(napi_env) -> R) -> Result<R, Handle> {
        self.clear_last_error();
        let depth = self.scopes.depth();
        let outer = self.scopes.enter_callback(depth);
        let result = call(self);
        self.scopes.leave_callback(outer, depth);
        if self.scopes.depth() != depth {
            self.abandon_scopes(depth);
        }
        match self.take_exception_to_throw() {
            None => Ok(result),
            Some(exception) => Err(exception),
        }
    }

    /// What a callback of the event loop threw is an uncaught exception; whether it threw.
    pub fn report_uncaught<R>(&self, result: Result<R, Handle>) -> bool {
        match result {
            Ok(_) => false,
            Err(exception) => {
                self.runtime().uncaught_exception(exception);
                true
            }
        }
    }

    /// As [`Env::report_uncaught`], except that modules below version 10 get Node's milder
    /// treatment: a deprecation warning.
    pub fn report_uncaught_by_version<R>(&self, result: Result<R, Handle>) -> bool {
        match result {
            Ok(_) => false,
            Err(exception) if self.module_version() < 10 => {
                self.runtime().uncaught_in_old_module(exception);
                true
            }
            Err(exception) => {
                self.runtime().uncaught_exception(exception);
                true
            }
        }
    }
}
