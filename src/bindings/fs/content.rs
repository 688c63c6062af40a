//! Open files, and the contents of files.
//!
//! Invariant: JavaScript's bytes are lent to the system for one call; those in shared memory, or
//! in several pieces, go through a copy.

use super::operation::{Done, Way, queue};
use crate::bindings::system::{Answer, FilePath, PathOrFile, Position, text};
use napi_core::system::file_content::{self, File};
use napi_core::system::pool::Ticket;
use napi_derive::{BytesView, CallContext, Env, Error, IntoJs, Object, Result, Value};
use std::ops::Range;

/// Defines the operations.
pub fn define(way: Way<'_>) -> Result<()> {
    way.define("open", |args| {
        let (FilePath(path), flags, mode) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || file_content::open(&path, flags, mode))
    })?;
    way.define("close", |args| {
        let file: File = args.at(0)?;
        Ok(move || file_content::close(file))
    })?;
    way.define("readFile", |args| {
        let (target, flags): (PathOrFile, i32) = (args.at(0)?, args.at(1)?);
        Ok(move || Ok(Content(content(&target, flags)?)))
    })?;
    way.define("readFileUtf8", |args| {
        let (target, flags): (PathOrFile, i32) = (args.at(0)?, args.at(1)?);
        Ok(move || Ok(text(content(&target, flags)?)))
    })?;
    way.define("truncate", |args| {
        let (FilePath(path), flags, length) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || {
            let cut = |file| file_content::truncate(file, length);
            file_content::with_open(&path, flags, 0o666, cut)
        })
    })?;
    way.define("ftruncate", |args| {
        let (file, length) = (args.at(0)?, args.at(1)?);
        Ok(move || file_content::truncate(file, length))
    })?;
    way.define("fsync", |args| {
        let file: File = args.at(0)?;
        Ok(move || file_content::sync(file))
    })?;
    way.define("fdatasync", |args| {
        let file: File = args.at(0)?;
        Ok(move || file_content::sync_data(file))
    })
}

/// Defines what only runs at once: reads and writes of memory that JavaScript lends.
pub fn define_immediate(exports: Object<'_>) -> Result<()> {
    exports.define_function("read", read)?;
    exports.define_function("write", write)?;
    exports.define_function("readv", readv)?;
    exports.define_function("writev", writev)?;
    exports.define_function("writeFile", |cx: CallContext<'_>| -> Answer<()> {
        let (target, content): (PathOrFile, BytesView<'_>) = (cx.arg(0)?, cx.arg(1)?);
        let how = Writing { flags: cx.arg(2)?, mode: cx.arg(3)?, flush: cx.arg(4)? };
        Ok(how.write(&target, &content.borrow()?)?)
    })?;
    exports.define_typed("readModuleText", read_module_text)
}

/// Defines reads and writes of copies, for the pool: after the ticket, the arguments are those of
/// the functions that run at once, without the views to read into. `take` gets those.
pub fn define_pooled(exports: Object<'_>) -> Result<()> {
    exports.define_function("read", |cx: CallContext<'_>| -> Answer<()> {
        let (file, length): (File, usize) = (cx.arg(1)?, cx.arg(2)?);
        let Position(position) = cx.arg(3)?;
        queue(cx.arg(0)?, move || {
            let content = read_copy(file, length, position)?;
            Ok(Box::new(move |cx: CallContext<'_>| {
                let offset: usize = cx.arg(1)?;
                // A buffer that was detached meanwhile gets nothing.
                let _ = cx.arg::<BytesView<'_>>(0)?.write_at(offset, &content);
                (content.len() as f64).into_js(cx.env())
            }))
        });
        Ok(())
    })?;
    exports.define_function("readv", |cx: CallContext<'_>| -> Answer<()> {
        let (file, length): (File, usize) = (cx.arg(1)?, cx.arg(2)?);
        let Position(position) = cx.arg(3)?;
        queue(cx.arg(0)?, move || {
            let content = read_copy(file, length, position)?;
            Ok(Box::new(move |cx: CallContext<'_>| {
                scatter(&content, &cx.arg::<Vec<BytesView<'_>>>(0)?)?;
                (content.len() as f64).into_js(cx.env())
            }))
        });
        Ok(())
    })?;
    exports.define_function("writeFile", |cx: CallContext<'_>| -> Answer<()> {
        let (target, content): (PathOrFile, BytesView<'_>) = (cx.arg(1)?, cx.arg(2)?);
        let how = Writing { flags: cx.arg(3)?, mode: cx.arg(4)?, flush: cx.arg(5)? };
        let content = content.to_vec()?;
        queue(cx.arg(0)?, move || {
            how.write(&target, &content)?;
            Ok(Box::new(|cx: CallContext<'_>| ().into_js(cx.env())))
        });
        Ok(())
    })?;
    exports.define_function("write", |cx: CallContext<'_>| -> Answer<()> {
        let file: File = cx.arg(1)?;
        let view: BytesView<'_> = cx.arg(2)?;
        let part = part(cx, 3, view)?;
        let Position(position) = cx.arg(5)?;
        let content = view.borrow()?[part].to_vec();
        queue_write(cx.arg(0)?, file, content, position);
        Ok(())
    })?;
    exports.define_function("writev", |cx: CallContext<'_>| -> Answer<()> {
        let file: File = cx.arg(1)?;
        let content = gather(&cx.arg::<Vec<BytesView<'_>>>(2)?)?;
        let Position(position) = cx.arg(3)?;
        queue_write(cx.arg(0)?, file, content, position);
        Ok(())
    })
}

/// How a whole file is written.
#[derive(Clone, Copy)]
struct Writing {
    flags: i32,
    mode: i32,
    flush: bool,
}

impl Writing {
    fn write(self, target: &PathOrFile, content: &[u8]) -> Done<()> {
        let write = |file| {
            file_content::write_all(file, content)?;
            if self.flush { file_content::sync(file) } else { Ok(()) }
        };
        match target {
            PathOrFile::Path(path) => file_content::with_open(path, self.flags, self.mode, write),
            PathOrFile::File(file) => write(*file),
        }
    }
}

fn read_copy(file: File, length: usize, position: i64) -> Done<Vec<u8>> {
    let mut content = vec![0; length];
    let count = file_content::read(file, &mut content, position)?;
    content.truncate(count);
    Ok(content)
}

fn queue_write(ticket: Ticket, file: File, content: Vec<u8>, position: i64) {
    queue(ticket, move || {
        let count = file_content::write(file, &content, position)?;
        Ok(Box::new(move |cx: CallContext<'_>| (count as f64).into_js(cx.env())))
    });
}

/// Puts bytes into views, one after the other.
fn scatter(mut content: &[u8], views: &[BytesView<'_>]) -> Result<()> {
    for view in views {
        let (bytes, after) = content.split_at(view.len()?.min(content.len()));
        view.write_at(0, bytes)?;
        content = after;
    }
    Ok(())
}

/// The bytes of views, one after the other.
fn gather(views: &[BytesView<'_>]) -> Result<Vec<u8>> {
    let mut copy = Vec::new();
    for view in views {
        copy.extend_from_slice(&view.borrow()?);
    }
    Ok(copy)
}

/// The content of a file: a Buffer.
struct Content(Vec<u8>);

impl<'env> IntoJs<'env> for Content {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.buffer(self.0).map(Into::into)
    }
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
    scatter(&copy[..count], &views)?;
    Ok(count as f64)
}

/// `writev(fd, views, position)`: how many bytes.
fn writev(cx: CallContext<'_>) -> Answer<f64> {
    let file: File = cx.arg(0)?;
    let views: Vec<BytesView<'_>> = cx.arg(1)?;
    let Position(position) = cx.arg(2)?;
    Ok(file_content::write(file, &gather(&views)?, position)? as f64)
}

fn content(target: &PathOrFile, flags: i32) -> Done<Vec<u8>> {
    match target {
        PathOrFile::Path(path) => file_content::read_whole(path, flags),
        PathOrFile::File(file) => file_content::read_to_end(*file),
    }
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
