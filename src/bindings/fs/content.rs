//! Open files, and the contents of files.
//!
//! Invariant: JavaScript's bytes are lent to the system for one call; those in shared memory, or
//! in several pieces, go through a copy.

use crate::bindings::system::{Answer, FilePath, PathOrFile, Position, text};
use napi_core::system::SystemError;
use napi_core::system::file_content::{self, File};
use napi_derive::{BytesView, CallContext, Error, Object, Result, Uint8Array};
use std::ops::Range;

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_typed("open", |FilePath(path): FilePath, flags: i32, mode: i32| {
        Answer::Ok(file_content::open(&path, flags, mode)?)
    })?;
    exports.define_typed("close", |file: File| Answer::Ok(file_content::close(file)?))?;
    exports.define_function("read", read)?;
    exports.define_function("write", write)?;
    exports.define_function("readv", readv)?;
    exports.define_function("writev", writev)?;
    exports.define_function("readFile", read_file)?;
    exports.define_typed("readFileUtf8", |target: PathOrFile, flags: i32| {
        Answer::Ok(text(content(&target, flags)?))
    })?;
    exports.define_typed("readModuleText", read_module_text)?;
    exports.define_typed("ftruncate", |file: File, length: i64| {
        Answer::Ok(file_content::truncate(file, length)?)
    })?;
    exports.define_typed("fsync", |file: File| Answer::Ok(file_content::sync(file)?))?;
    exports.define_typed("fdatasync", |file: File| Answer::Ok(file_content::sync_data(file)?))
}

/// The part of a view that the arguments from `first` on name.
fn part(cx: CallContext<'_>, first: usize, view: BytesView<'_>) -> Result<Range<usize>> {
    let (offset, length): (usize, usize) = (cx.arg(first)?, cx.arg(first + 1)?);
    match offset.checked_add(length) {
        Some(end) if end <= view.len()? => Ok(offset..end),
        _ => Err(Error::range_error(format!("{length} bytes at {offset} are not in the view"))
            .with_code("ERR_OUT_OF_RANGE")),
    }
}

/// `read(fd, view, byteOffset, length, position)`: how many bytes.
fn read(cx: CallContext<'_>) -> Answer<f64> {
    let file: File = cx.arg(0)?;
    let view: BytesView<'_> = cx.arg(1)?;
    let part = part(cx, 2, view)?;
    let Position(position) = cx.arg(4)?;
    let count = match view.borrow_mut() {
        Ok(mut bytes) => file_content::read(file, &mut bytes[part], position)?,
        // Shared memory cannot be borrowed.
        Err(_) => {
            let mut copy = vec![0; part.len()];
            let count = file_content::read(file, &mut copy, position)?;
            view.write_at(part.start, &copy[..count])?;
            count
        }
    };
    Ok(count as f64)
}

/// `write(fd, view, byteOffset, length, position)`: how many bytes.
fn write(cx: CallContext<'_>) -> Answer<f64> {
    let file: File = cx.arg(0)?;
    let view: BytesView<'_> = cx.arg(1)?;
    let part = part(cx, 2, view)?;
    let Position(position) = cx.arg(4)?;
    let bytes = view.borrow()?;
    Ok(file_content::write(file, &bytes[part], position)? as f64)
}

/// `readv(fd, views, position)`: how many bytes.
fn readv(cx: CallContext<'_>) -> Answer<f64> {
    let file: File = cx.arg(0)?;
    let views: Vec<BytesView<'_>> = cx.arg(1)?;
    let Position(position) = cx.arg(2)?;
    let lengths = views.iter().map(|view| view.len()).collect::<Result<Vec<_>>>()?;
    let mut copy = vec![0; lengths.iter().sum()];
    let count = file_content::read(file, &mut copy, position)?;
    let mut rest = &copy[..count];
    for (view, length) in views.iter().zip(lengths) {
        let (bytes, after) = rest.split_at(length.min(rest.len()));
        view.write_at(0, bytes)?;
        rest = after;
    }
    Ok(count as f64)
}

/// `writev(fd, views, position)`: how many bytes.
fn writev(cx: CallContext<'_>) -> Answer<f64> {
    let file: File = cx.arg(0)?;
    let views: Vec<BytesView<'_>> = cx.arg(1)?;
    let Position(position) = cx.arg(2)?;
    let mut copy = Vec::new();
    for view in views {
        copy.extend_from_slice(&view.borrow()?);
    }
    Ok(file_content::write(file, &copy, position)? as f64)
}

fn content(target: &PathOrFile, flags: i32) -> std::result::Result<Vec<u8>, SystemError> {
    match target {
        PathOrFile::Path(path) => file_content::read_whole(path, flags),
        PathOrFile::File(file) => file_content::read_to_end(*file),
    }
}

/// `readFile(pathOrFd, flags)`: a Uint8Array.
fn read_file(cx: CallContext<'_>) -> Answer<Uint8Array<'_>> {
    let target: PathOrFile = cx.arg(0)?;
    let content = content(&target, cx.arg(1)?)?;
    Ok(cx.env().uint8_array(content)?)
}

/// `readModuleText(path)`: the text without its BOM; undefined when there is no such file.
fn read_module_text(FilePath(path): FilePath) -> Answer<Option<String>> {
    let mut content = match file_content::read_whole(&path, 0) {
        Ok(content) => content,
        Err(error) if matches!(error.code().as_str(), "ENOENT" | "ENOTDIR") => return Ok(None),
        Err(error) => return Err(error.with_path(&path).into()),
    };
    if content.starts_with(b"\xEF\xBB\xBF") {
        content.drain(..3);
    }
    Ok(Some(text(content)))
}
