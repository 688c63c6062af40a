//! What TCP sockets, pipes and terminals have in common.

use super::{errno, number, with_handles};
use napi_core::system::handles::Id;
use napi_derive::{BytesView, CallContext, JsString, Kind, Object, Result, Value};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_typed("readStart", |id: Id| {
        errno(with_handles(|handles| handles.start_reading(id)))
    })?;
    exports.define_typed("readStop", |id: Id| {
        errno(with_handles(|handles| handles.stop_reading(id)))
    })?;
    exports.define_typed("limitReads", |id: Id, bytes: u32| {
        errno(with_handles(|handles| handles.limit_reads(id, bytes as usize)))
    })?;
    exports.define_function("write", write)?;
    exports.define_function("writeText", write_text)?;
    exports.define_function("writev", writev)?;
    exports.define_typed("writeQueueSize", |id: Id| {
        number(with_handles(|handles| handles.write_queue_size(id)).map(|size| size as f64))
    })?;
    exports
        .define_typed("shutdown", |id: Id| errno(with_handles(|handles| handles.shut_down(id))))?;
    exports.define_typed("listen", |id: Id, backlog: i32| {
        errno(with_handles(|handles| handles.listen(id, backlog)))
    })?;
    exports.define_typed("setBlocking", |id: Id, blocking: bool| {
        errno(with_handles(|handles| handles.set_blocking(id, blocking)))
    })?;
    exports.define_typed("fd", |id: Id| number(with_handles(|handles| handles.descriptor(id))))?;
    exports.define_typed("keepAlive", |id: Id, keep: bool| {
        errno(with_handles(|handles| handles.keep_alive(id, keep)))
    })?;
    exports.define_typed("keepsAlive", |id: Id| {
        with_handles(|handles| handles.keeps_alive(id)).unwrap_or(false)
    })?;
    exports.define_typed("close", |id: Id| errno(with_handles(|handles| handles.close(id))))
}

/// Writes: 0 when it is done, 1 when an event will tell, or a negative errno.
fn written(id: Id, pieces: &[&[u8]]) -> i32 {
    with_handles(|handles| handles.write(id, pieces)).map_or_else(|error| error.errno, i32::from)
}

/// `write(id, bytes)`.
fn write(cx: CallContext<'_>) -> Result<i32> {
    let id: Id = cx.arg(0)?;
    let view: BytesView<'_> = cx.arg(1)?;
    match view.borrow() {
        Ok(bytes) => Ok(written(id, &[&bytes])),
        // Shared memory cannot be borrowed.
        Err(_) => Ok(written(id, &[&view.to_vec()?])),
    }
}

/// The bytes of a text: `encoding` 0 is UTF-8, 1 Latin-1 (and ASCII), 2 UTF-16.
fn encoded(text: Value<'_>, encoding: u32) -> Result<Vec<u8>> {
    let text: JsString<'_> = text.to()?;
    match encoding {
        0 => text.to_string().map(String::into_bytes),
        1 => text.to_latin1(),
        _ => Ok(text.to_utf16()?.into_iter().flat_map(u16::to_le_bytes).collect()),
    }
}

/// `writeText(id, text, encoding)`: the result, and how many bytes the text has.
fn write_text(cx: CallContext<'_>) -> Result<[f64; 2]> {
    let id: Id = cx.arg(0)?;
    let content = encoded(cx.arg(1)?, cx.arg(2)?)?;
    Ok([f64::from(written(id, &[&content])), content.len() as f64])
}

/// `writev(id, chunks)`: `chunks` has for each piece two members: bytes and anything, or a text and
/// its encoding. The result, and how many bytes all have.
fn writev(cx: CallContext<'_>) -> Result<[f64; 2]> {
    let id: Id = cx.arg(0)?;
    let chunks: Vec<Value<'_>> = cx.arg(1)?;
    let mut content = Vec::new();
    for chunk in chunks.chunks_exact(2) {
        if chunk[0].kind() == Kind::String {
            content.extend(encoded(chunk[0], chunk[1].to()?)?);
        } else {
            content.extend(chunk[0].to::<BytesView<'_>>()?.to_vec()?);
        }
    }
    Ok([f64::from(written(id, &[&content])), content.len() as f64])
}
