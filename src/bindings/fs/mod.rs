//! `internalBinding('fs')`: the synchronous calls to the file system.
//!
//! The scripts have checked the arguments. Failures are Node's system errors.
//!
//! Neighbours: `content.rs` (open files), `status.rs` (what files are); `../system.rs`.

mod content;
mod status;

use super::system::{Answer, FilePath, Name};
use napi_core::system::file_system;
use napi_derive::{Array, CallContext, Env, Object, Result};

/// The functions.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    content::define(exports)?;
    status::define(exports)?;
    exports.define_function("readdir", readdir)?;
    exports.define_typed("mkdir", |FilePath(path): FilePath, mode: i32| -> Answer<()> {
        Ok(file_system::make_folder(&path, mode)?)
    })?;
    exports.define_typed("mkdtemp", |FilePath(prefix): FilePath, as_bytes: bool| {
        let path = file_system::make_temporary_folder(&prefix)?;
        Answer::Ok(Name::new(path, as_bytes))
    })?;
    exports.define_typed("rmdir", |FilePath(path): FilePath| -> Answer<()> {
        Ok(file_system::remove_folder(&path)?)
    })?;
    exports.define_typed("unlink", |FilePath(path): FilePath| -> Answer<()> {
        Ok(file_system::unlink(&path)?)
    })?;
    exports.define_typed("rename", |from: FilePath, to: FilePath| -> Answer<()> {
        Ok(file_system::rename(&from.0, &to.0)?)
    })?;
    exports.define_typed("link", |from: FilePath, to: FilePath| -> Answer<()> {
        Ok(file_system::link(&from.0, &to.0)?)
    })?;
    exports.define_typed("symlink", |target: FilePath, path: FilePath, flags: i32| {
        Answer::Ok(file_system::symlink(&target.0, &path.0, flags)?)
    })?;
    exports.define_typed("readlink", |FilePath(path): FilePath, as_bytes: bool| {
        Answer::Ok(Name::new(file_system::read_link(&path)?, as_bytes))
    })?;
    exports.define_typed("realpath", |FilePath(path): FilePath, as_bytes: bool| {
        Answer::Ok(Name::new(file_system::real_path(&path)?, as_bytes))
    })?;
    exports.define_typed("access", |FilePath(path): FilePath, mode: i32| -> Answer<()> {
        Ok(file_system::access(&path, mode)?)
    })?;
    exports.define_typed("exists", |FilePath(path): FilePath| {
        file_system::access(&path, EXISTS).is_ok()
    })?;
    exports.define_typed("copyFile", |from: FilePath, to: FilePath, mode: i32| {
        Answer::Ok(file_system::copy_file(&from.0, &to.0, mode)?)
    })
}

/// `F_OK`.
const EXISTS: i32 = 0;

/// `readdir(path, asBytes, withTypes)`: names, or `[names, types]`.
fn readdir(cx: CallContext<'_>) -> Answer<Array<'_>> {
    let FilePath(path) = cx.arg(0)?;
    let (as_bytes, with_types): (bool, bool) = (cx.arg(1)?, cx.arg(2)?);
    let entries = file_system::read_folder(&path)?;
    let kinds = with_types.then(|| entries.iter().map(|entry| entry.kind).collect::<Vec<_>>());
    let names =
        cx.env().array_of(entries.into_iter().map(|entry| Name::new(entry.name, as_bytes)))?;
    let Some(kinds) = kinds else { return Ok(names) };
    let both = cx.env().array()?;
    both.push(names)?;
    both.push(kinds)?;
    Ok(both)
}
