//! Manual: "Simple asynchronous operations".

use super::arguments::{required, to_object};
use super::entry;
use super::types::{Out, napi_env, napi_value};
use crate::engine::{Handle, Objects, Primitives};
use crate::env::Env;
use crate::event_loop::async_work::{AsyncWork, Complete, Execute};
use crate::status::Status;
use std::ffi::c_void;

#[allow(non_camel_case_types)] // the manual's name
type napi_async_work = *mut AsyncWork;

/// The resource object and the name (converted to a string) of an async operation.
pub(super) fn resource_and_name(
    env: &Env,
    resource: napi_value,
    name: napi_value,
) -> Result<(Handle, Handle), Status> {
    let engine = env.engine();
    let resource = match resource {
        Some(_) => to_object(env, resource)?,
        None => engine.object().map_err(|_| Status::GenericFailure)?,
    };
    let name = engine.to_string(required(name)?).map_err(|_| Status::StringExpected)?;
    Ok((resource, name))
}

/// Work for the thread pool.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_async_work(
    env: napi_env,
    async_resource: napi_value,
    async_resource_name: napi_value,
    execute: Option<Execute>,
    complete: Option<Complete>,
    data: *mut c_void,
    result: Out<napi_async_work>,
) -> Status {
    entry::converting(env, |env| {
        let execute = execute.ok_or(Status::InvalidArg)?;
        let result = result.check()?;
        let (resource, name) = resource_and_name(env, async_resource, async_resource_name)?;
        result.write(AsyncWork::create(env, resource, name, execute, complete, data));
        Ok(())
    })
}

fn checked(work: napi_async_work) -> Result<napi_async_work, Status> {
    if work.is_null() { Err(Status::InvalidArg) } else { Ok(work) }
}

/// Deletes work; when it is queued, as soon as libuv is done with it.
#[unsafe(no_mangle)]
pub extern "C" fn napi_delete_async_work(env: napi_env, work: napi_async_work) -> Status {
    entry::values(env, |_| {
        // SAFETY: Node-API's contract: NULL or work that was not deleted; gone afterwards.
        unsafe { AsyncWork::delete(checked(work)?) };
        Ok(())
    })
}

/// Queues work on the pool.
#[unsafe(no_mangle)]
pub extern "C" fn napi_queue_async_work(env: napi_env, work: napi_async_work) -> Status {
    // SAFETY: Node-API's contract: NULL or work that was not deleted.
    entry::basic(env, |_| unsafe { AsyncWork::queue(checked(work)?) })
}

/// Cancels work that no pool thread has taken.
#[unsafe(no_mangle)]
pub extern "C" fn napi_cancel_async_work(env: napi_env, work: napi_async_work) -> Status {
    // SAFETY: Node-API's contract: NULL or work that was not deleted.
    entry::basic(env, |_| unsafe { AsyncWork::cancel(checked(work)?) })
}
