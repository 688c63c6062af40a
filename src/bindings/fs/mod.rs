//! `internalBinding('fs')` and `internalBinding('fs_pool')`: the calls to the file system, at once
//! and on libuv's pool.
//!
//! The scripts have checked the arguments. Failures are Node's system errors.
//!
//! Neighbours: `operation.rs` (the two ways), `content.rs` (open files), `folders.rs`, `status.rs`
//! (what files are), `watch.rs` (`internalBinding('fs_watch')`); `../system.rs`.

mod content;
mod folders;
mod operation;
mod status;
pub mod watch;

use super::system::{FilePath, Name};
use napi_core::system::file_system;
use napi_derive::{Env, Object, Result};
use operation::Way;

pub use operation::add_host_functions;

/// The functions that run at once.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    content::define_immediate(exports)?;
    status::define_immediate(exports)?;
    exports.define_typed("exists", |FilePath(path): FilePath| {
        file_system::access(&path, EXISTS).is_ok()
    })?;
    define(Way::Now(exports))
}

/// The functions that run on the pool.
pub fn init_pool(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("take", operation::take)?;
    content::define_pooled(exports)?;
    define(Way::Pooled(exports))
}

/// `F_OK`.
const EXISTS: i32 = 0;

fn define(way: Way<'_>) -> Result<()> {
    content::define(way)?;
    folders::define(way)?;
    status::define(way)?;
    way.define("unlink", |args| {
        let FilePath(path) = args.at(0)?;
        Ok(move || file_system::unlink(&path))
    })?;
    way.define("rename", |args| {
        let (from, to): (FilePath, FilePath) = (args.at(0)?, args.at(1)?);
        Ok(move || file_system::rename(&from.0, &to.0))
    })?;
    way.define("link", |args| {
        let (from, to): (FilePath, FilePath) = (args.at(0)?, args.at(1)?);
        Ok(move || file_system::link(&from.0, &to.0))
    })?;
    way.define("symlink", |args| {
        let (target, path): (FilePath, FilePath) = (args.at(0)?, args.at(1)?);
        let flags = args.at(2)?;
        Ok(move || file_system::symlink(&target.0, &path.0, flags))
    })?;
    way.define("readlink", |args| {
        let (FilePath(path), as_bytes) = (args.at(0)?, args.at(1)?);
        Ok(move || Ok(Name::new(file_system::read_link(&path)?, as_bytes)))
    })?;
    way.define("realpath", |args| {
        let (FilePath(path), as_bytes) = (args.at(0)?, args.at(1)?);
        Ok(move || Ok(Name::new(file_system::real_path(&path)?, as_bytes)))
    })?;
    way.define("access", |args| {
        let (FilePath(path), mode) = (args.at(0)?, args.at(1)?);
        Ok(move || file_system::access(&path, mode))
    })?;
    way.define("copyFile", |args| {
        let (from, to): (FilePath, FilePath) = (args.at(0)?, args.at(1)?);
        let mode = args.at(2)?;
        Ok(move || file_system::copy_file(&from.0, &to.0, mode))
    })
}
