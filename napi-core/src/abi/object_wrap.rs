//! Manual: "Object wrap": wraps, type tags, finalizers on objects, and externals.

use super::arguments::{expect_object, required, required_pointer};
use super::entry;
use super::types::{Out, napi_env, napi_finalize, napi_ref, napi_type_tag, napi_value};
use crate::engine::{Handle, Kind, Lifetimes, Primitives};
use crate::env::{Attachment, Env, Finalizer, Ownership, Reference};
use crate::status::Status;
use std::ffi::c_void;
use std::ptr::NonNull;

/// The attachment of an object, if it has one.
#[inline(always)]
fn attachment(env: &Env, object: Handle) -> Option<&Attachment> {
    let engine = env.engine();
    let found = match engine.instance_attachment(object) {
        Some(found) => Some(found),
        None => engine.attachment(object, false).unwrap_or_else(|_| {
            env.discard_engine_exception();
            None
        }),
    };
    // SAFETY: attachments live as long as their objects; the handle keeps the object alive.
    found.map(|found| unsafe { found.as_ref() })
}

/// The attachment of an object, made if need be.
fn attachment_or_new(env: &Env, object: Handle) -> Result<&Attachment, Status> {
    let attached: Option<NonNull<Attachment>> = env.engine().attachment(object, true)?;
    // SAFETY: as above.
    attached.map(|found| unsafe { found.as_ref() }).ok_or(Status::InvalidArg)
}

/// Ties native data to an object. With `result`, a finalizer is needed and the addon deletes the
/// reference.
#[unsafe(no_mangle)]
pub extern "C" fn napi_wrap(
    env: napi_env,
    js_object: napi_value,
    native_object: *mut c_void,
    finalize_cb: napi_finalize,
    finalize_hint: *mut c_void,
    result: Out<napi_ref>,
) -> Status {
    entry::run_js(env, |env| {
        let object = required(js_object)?;
        expect_object(env, object, Status::InvalidArg)?;
        let attached = attachment_or_new(env, object)?;
        if attached.wrapped().is_some() {
            return Err(Status::InvalidArg);
        }
        if result.is_wanted() && finalize_cb.is_none() {
            return Err(Status::InvalidArg);
        }
        let finalizer = finalize_cb.map(|callback| Finalizer {
            callback,
            data: native_object,
            hint: finalize_hint,
        });
        if finalizer.is_none() {
            attached.wrap(native_object, None);
            return Ok(());
        }
        let ownership = if result.is_wanted() { Ownership::Addon } else { Ownership::Runtime };
        let reference = Reference::create(env, object, 0, ownership, finalizer)?;
        attached.wrap(native_object, Some(reference));
        result.write_if_wanted(reference.as_ptr());
        Ok(())
    })
}

/// The wrapped data of an object.
#[unsafe(no_mangle)]
pub extern "C" fn napi_unwrap(
    env: napi_env,
    js_object: napi_value,
    result: Out<*mut c_void>,
) -> Status {
    entry::run_js(env, |env| {
        let (object, result) = (required(js_object)?, result.check()?);
        let attached = attachment(env, object).ok_or(Status::InvalidArg)?;
        result.write(attached.wrapped().ok_or(Status::InvalidArg)?);
        Ok(())
    })
}

/// Unties the data; the finalizer will not run.
#[unsafe(no_mangle)]
pub extern "C" fn napi_remove_wrap(
    env: napi_env,
    js_object: napi_value,
    result: Out<*mut c_void>,
) -> Status {
    entry::run_js(env, |env| {
        let object = required(js_object)?;
        expect_object(env, object, Status::InvalidArg)?;
        let removed = attachment(env, object).and_then(Attachment::remove_wrap);
        let (data, reference) = removed.ok_or(Status::InvalidArg)?;
        result.write_if_wanted(data);
        if let Some(reference) = reference {
            // SAFETY: the attachment's wrap reference is alive while it is set; the runtime's own
            // is destroyed here and nowhere else, since the wrap no longer names it.
            unsafe {
                reference.as_ref().take_finalizer();
                if reference.as_ref().ownership() == Ownership::Runtime {
                    Reference::destroy(reference);
                }
            }
        }
        Ok(())
    })
}

/// Runs a finalizer when the object dies, without wrapping it.
#[unsafe(no_mangle)]
pub extern "C" fn napi_add_finalizer(
    env: napi_env,
    js_object: napi_value,
    finalize_data: *mut c_void,
    finalize_cb: napi_finalize,
    finalize_hint: *mut c_void,
    result: Out<napi_ref>,
) -> Status {
    entry::values(env, |env| {
        let object = required(js_object)?;
        let callback = finalize_cb.ok_or(Status::InvalidArg)?;
        expect_object(env, object, Status::InvalidArg)?;
        let ownership = if result.is_wanted() { Ownership::Addon } else { Ownership::Runtime };
        let finalizer = Finalizer { callback, data: finalize_data, hint: finalize_hint };
        let reference = Reference::create(env, object, 0, ownership, Some(finalizer))?;
        result.write_if_wanted(reference.as_ptr());
        Ok(())
    })
}

/// Queues a finalizer call on the event loop; may be called from a basic finalizer.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_post_finalizer(
    env: napi_env,
    finalize_cb: napi_finalize,
    finalize_data: *mut c_void,
    finalize_hint: *mut c_void,
) -> Status {
    entry::basic(env, |env| {
        if let Some(callback) = finalize_cb {
            env.post_finalizer(Finalizer { callback, data: finalize_data, hint: finalize_hint });
        }
        Ok(())
    })
}

/// Tags an object or external, once.
#[unsafe(no_mangle)]
pub extern "C" fn napi_type_tag_object(
    env: napi_env,
    value: napi_value,
    type_tag: *const napi_type_tag,
) -> Status {
    entry::run_js(env, |env| {
        let object = required(value)?;
        let object = taggable(env, object)?;
        let tag = *required_pointer(type_tag)?;
        let attached = attachment_or_new(env, object)?;
        if attached.tag().is_some() {
            return Err(Status::InvalidArg);
        }
        attached.set_tag(tag);
        Ok(())
    })
}

/// Primitives are boxed, as V8 boxes them; `undefined` and `null` throw.
fn taggable(env: &Env, value: Handle) -> Result<Handle, Status> {
    if env.engine().is_object(value) { Ok(value) } else { Ok(env.engine().to_object(value)?) }
}

/// Whether an object or external carries this tag.
#[unsafe(no_mangle)]
pub extern "C" fn napi_check_object_type_tag(
    env: napi_env,
    value: napi_value,
    type_tag: *const napi_type_tag,
    result: Out<bool>,
) -> Status {
    entry::run_js(env, |env| {
        let object = required(value)?;
        let object = taggable(env, object)?;
        let tag = *required_pointer(type_tag)?;
        let result = result.check()?;
        let found = attachment(env, object).and_then(Attachment::tag);
        result.write(found == Some(tag));
        Ok(())
    })
}

/// An external: a value that carries a pointer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_external(
    env: napi_env,
    data: *mut c_void,
    finalize_cb: napi_finalize,
    finalize_hint: *mut c_void,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let external = env.engine().external(data)?;
        if let Some(callback) = finalize_cb {
            let finalizer = Finalizer { callback, data, hint: finalize_hint };
            Reference::create(env, external, 0, Ownership::Runtime, Some(finalizer))?;
        }
        result.write(external);
        Ok(())
    })
}

/// The pointer in an external.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_external(
    env: napi_env,
    value: napi_value,
    result: Out<*mut c_void>,
) -> Status {
    entry::values(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        let attached = env.engine().external_attachment(value).ok_or(Status::InvalidArg)?;
        // SAFETY: the handle keeps the external, and so its attachment, alive.
        result.write(unsafe { attached.as_ref() }.external_data());
        Ok(())
    })
}

/// A reference with a count; 0 is a weak one.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_reference(
    env: napi_env,
    value: napi_value,
    initial_refcount: u32,
    result: Out<napi_ref>,
) -> Status {
    entry::values(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        if env.module_version() < 10
            && !env.engine().is_object(value)
            && env.engine().kind(value) != Kind::Symbol
        {
            return Err(Status::InvalidArg);
        }
        let reference = Reference::create(env, value, initial_refcount, Ownership::Addon, None)?;
        result.write(reference.as_ptr());
        Ok(())
    })
}

#[inline(always)]
fn reference<'a>(reference: napi_ref) -> Result<&'a Reference, Status> {
    // SAFETY: Node-API's contract: NULL or a reference that was not deleted.
    unsafe { reference.as_ref() }.ok_or(Status::InvalidArg)
}

/// Deletes a reference; its finalizer, if it has not run, will not.
#[unsafe(no_mangle)]
pub extern "C" fn napi_delete_reference(env: napi_env, r: napi_ref) -> Status {
    entry::basic(env, |_| {
        let reference = NonNull::new(r).ok_or(Status::InvalidArg)?;
        // SAFETY: Node-API's contract: alive until now, and not used after.
        unsafe { Reference::destroy(reference) };
        Ok(())
    })
}

/// One more owner; `result` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_reference_ref(env: napi_env, r: napi_ref, result: Out<u32>) -> Status {
    entry::values(env, |_| {
        result.write_if_wanted(reference(r)?.acquire());
        Ok(())
    })
}

/// One owner less; `result` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_reference_unref(env: napi_env, r: napi_ref, result: Out<u32>) -> Status {
    entry::values(env, |_| {
        result.write_if_wanted(reference(r)?.release()?);
        Ok(())
    })
}

/// The value, or NULL (with success) when it is gone.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_reference_value(
    env: napi_env,
    r: napi_ref,
    result: Out<napi_value>,
) -> Status {
    entry::values(env, |_| {
        let reference = reference(r)?;
        result.check()?.write(reference.value());
        Ok(())
    })
}
