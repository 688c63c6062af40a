//! Manual: "Working with JavaScript values", strings and property keys.

use super::arguments::{MAX_STRING_LENGTH, required, text, utf16};
use super::array_buffers::owner_of;
use super::entry;
use super::types::{Out, napi_env, napi_finalize, napi_value};
use crate::engine::{Engine, Handle, Kind, Outcome, Primitives, ReleaseBytes, Strings, Thrown};
use crate::env::{Env, Finalizer};
use crate::status::Status;
use std::ffi::{c_char, c_void};

/// The engine has no memory for the string, or it is longer than strings can be.
fn made(result: Outcome<Handle>) -> Result<Handle, Status> {
    result.map_err(|Thrown| Status::GenericFailure)
}

fn check_length(units: usize) -> Result<(), Status> {
    if units > MAX_STRING_LENGTH { Err(Status::GenericFailure) } else { Ok(()) }
}

fn latin1(
    env: &Env,
    str: *const c_char,
    length: usize,
    result: Out<Handle>,
) -> Result<Handle, Status> {
    let bytes = text(str, length)?;
    result.check()?;
    check_length(bytes.len())?;
    made(env.engine().string_latin1(bytes))
}

fn utf8(
    env: &Env,
    str: *const c_char,
    length: usize,
    result: Out<Handle>,
) -> Result<Handle, Status> {
    let bytes = text(str, length)?;
    result.check()?;
    check_length(bytes.len())?; // V8 counts bytes here
    made(env.engine().string_utf8(bytes))
}

fn two_byte(
    env: &Env,
    str: *const u16,
    length: usize,
    result: Out<Handle>,
) -> Result<Handle, Status> {
    let units = utf16(str, length)?;
    result.check()?;
    check_length(units.len())?;
    made(env.engine().string_utf16(units))
}

/// A string of Latin-1 bytes.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_string_latin1(
    env: napi_env,
    str: *const c_char,
    length: usize,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        result.write_if_wanted(latin1(env, str, length, result)?);
        Ok(())
    })
}

/// A string of UTF-8 bytes; malformed sequences become U+FFFD.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_string_utf8(
    env: napi_env,
    str: *const c_char,
    length: usize,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        result.write_if_wanted(utf8(env, str, length, result)?);
        Ok(())
    })
}

/// A string of UTF-16 units.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_string_utf16(
    env: napi_env,
    str: *const u16,
    length: usize,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        result.write_if_wanted(two_byte(env, str, length, result)?);
        Ok(())
    })
}

/// As `napi_create_string_latin1`, interned: faster as a property key.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_property_key_latin1(
    env: napi_env,
    str: *const c_char,
    length: usize,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let string = latin1(env, str, length, result)?;
        result.write_if_wanted(made(env.engine().property_key(string))?);
        Ok(())
    })
}

/// As `napi_create_string_utf8`, interned: faster as a property key.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_property_key_utf8(
    env: napi_env,
    str: *const c_char,
    length: usize,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let string = utf8(env, str, length, result)?;
        result.write_if_wanted(made(env.engine().property_key(string))?);
        Ok(())
    })
}

/// As `napi_create_string_utf16`, interned: faster as a property key.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_property_key_utf16(
    env: napi_env,
    str: *const u16,
    length: usize,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let string = two_byte(env, str, length, result)?;
        result.write_if_wanted(made(env.engine().property_key(string))?);
        Ok(())
    })
}

/// A string on foreign memory. The engine has no such strings, so it is a copy, `copied` says so,
/// and the finalizer runs before this returns, as the manual allows.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_external_string_latin1(
    env: napi_env,
    str: *mut c_char,
    length: usize,
    finalize_callback: napi_finalize,
    finalize_hint: *mut c_void,
    result: Out<Handle>,
    copied: Out<bool>,
) -> Status {
    entry::values(env, |env| {
        let bytes = text(str, length)?;
        result.check()?;
        check_length(bytes.len())?;
        let finalizer = finalizer(finalize_callback, str.cast(), finalize_hint);
        external(env, finalizer, result, copied, |engine, owner| {
            engine.string_on_latin1(bytes, owner)
        })
    })
}

/// See `node_api_create_external_string_latin1`.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_external_string_utf16(
    env: napi_env,
    str: *mut u16,
    length: usize,
    finalize_callback: napi_finalize,
    finalize_hint: *mut c_void,
    result: Out<Handle>,
    copied: Out<bool>,
) -> Status {
    entry::values(env, |env| {
        let units = utf16(str, length)?;
        result.check()?;
        check_length(units.len())?;
        let finalizer = finalizer(finalize_callback, str.cast(), finalize_hint);
        external(env, finalizer, result, copied, |engine, owner| {
            engine.string_on_utf16(units, owner)
        })
    })
}

fn finalizer(callback: napi_finalize, data: *mut c_void, hint: *mut c_void) -> Option<Finalizer> {
    callback.map(|callback| Finalizer { callback, data, hint })
}

/// A string on the addon's memory where the engine has such; of a copy the addon is told at once.
fn external(
    env: &Env,
    finalizer: Option<Finalizer>,
    result: Out<Handle>,
    copied: Out<bool>,
    make: impl FnOnce(&Engine, Box<dyn ReleaseBytes>) -> Outcome<(Handle, bool)>,
) -> Result<(), Status> {
    let owner = owner_of(env, finalizer);
    let (string, is_copy) = make(env.engine(), owner).map_err(|Thrown| Status::GenericFailure)?;
    result.write_if_wanted(string);
    copied.write_if_wanted(is_copy);
    if let Some(finalizer) = finalizer.filter(|_| is_copy) {
        env.call_finalizer(finalizer);
    }
    Ok(())
}

/// The registered symbol of a key.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_symbol_for(
    env: napi_env,
    utf8description: *const c_char,
    length: usize,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let place = result.check()?;
        let key = utf8(env, utf8description, length, result)?;
        place.write(made(env.engine().symbol_for(key))?);
        Ok(())
    })
}

/// Copies units of text: as many as fit before the final zero, cut by `cut`, each as `convert`
/// makes it; or answers the length when there is no buffer.
fn copy_out<S: Copy, T: Default>(
    source: &[S],
    buf: *mut T,
    bufsize: usize,
    result: Out<usize>,
    cut: impl FnOnce(&[S], usize) -> usize,
    convert: impl Fn(S) -> T,
) -> Result<(), Status> {
    if buf.is_null() {
        result.check()?.write(source.len());
        return Ok(());
    }
    if bufsize == 0 {
        result.write_if_wanted(0);
        return Ok(());
    }
    let room = bufsize - 1;
    let len = if source.len() <= room { source.len() } else { cut(source, room) };
    for (index, unit) in source[..len].iter().enumerate() {
        // SAFETY: Node-API's contract: `buf` has room for `bufsize` units; index < len < bufsize.
        unsafe { buf.add(index).write(convert(*unit)) };
    }
    // SAFETY: as above, with len < bufsize.
    unsafe { buf.add(len).write(T::default()) };
    result.write_if_wanted(len);
    Ok(())
}

fn expect_string(env: &Env, value: napi_value) -> Result<Handle, Status> {
    let value = required(value)?;
    if env.engine().kind(value) == Kind::String { Ok(value) } else { Err(Status::StringExpected) }
}

/// Where to cut UTF-8 so that no character is split.
fn character_boundary(source: &[u8], room: usize) -> usize {
    let mut end = room;
    while end > 0 && source[end] & 0xC0 == 0x80 {
        end -= 1;
    }
    end
}

/// Copies a string as UTF-8, cut at characters, ended by a zero byte.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_string_utf8(
    env: napi_env,
    value: napi_value,
    buf: *mut c_char,
    bufsize: usize,
    result: Out<usize>,
) -> Status {
    entry::values(env, |env| {
        let string = expect_string(env, value)?;
        env.engine()
            .with_utf8(string, |source| {
                copy_out(source, buf.cast(), bufsize, result, character_boundary, |byte: u8| byte)
            })
            .map_err(|Thrown| Status::GenericFailure)?
    })
}

/// Copies a string as UTF-16, ended by a zero unit.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_string_utf16(
    env: napi_env,
    value: napi_value,
    buf: *mut u16,
    bufsize: usize,
    result: Out<usize>,
) -> Status {
    entry::values(env, |env| {
        let string = expect_string(env, value)?;
        env.engine()
            .with_utf16(string, |source| {
                copy_out(source, buf, bufsize, result, |_, room| room, |unit| unit)
            })
            .map_err(|Thrown| Status::GenericFailure)?
    })
}

/// Copies a string as Latin-1 (the low byte of each unit), ended by a zero byte.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_string_latin1(
    env: napi_env,
    value: napi_value,
    buf: *mut c_char,
    bufsize: usize,
    result: Out<usize>,
) -> Status {
    entry::values(env, |env| {
        let string = expect_string(env, value)?;
        env.engine()
            .with_utf16(string, |source| {
                copy_out(source, buf.cast(), bufsize, result, |_, room| room, |unit| unit as u8)
            })
            .map_err(|Thrown| Status::GenericFailure)?
    })
}

#[cfg(test)]
mod tests {
    use super::character_boundary;

    #[test]
    fn utf8_is_cut_between_characters() {
        let text = "aé漢😀".as_bytes(); // 1 + 2 + 3 + 4 bytes
        let cuts: Vec<usize> = (0..text.len()).map(|room| character_boundary(text, room)).collect();
        assert_eq!(cuts, [0, 1, 1, 3, 3, 3, 6, 6, 6, 6]);
    }
}
