//! What files are: status, times, permissions, owners.

use super::operation::{Done, Way};
use crate::bindings::system::{FilePath, Owner};
use napi_core::system::file_content::File;
use napi_core::system::file_status::{self, FileSystem, Status};
use napi_derive::{Env, IntoJs, Object, Result, Value};

/// Defines what only runs at once.
pub fn define_immediate(exports: Object<'_>) -> Result<()> {
    exports.define_typed("moduleStat", |FilePath(path): FilePath| {
        // 0 a file, 1 a folder, negative: why not.
        file_status::stat(&path)
            .map_or_else(|error| error.errno, |status| i32::from(status.is_folder()))
    })
}

/// Defines the operations.
pub fn define(way: Way<'_>) -> Result<()> {
    way.define("stat", |args| {
        let (FilePath(path), bigint, must_exist) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || present(file_status::stat(&path), bigint, must_exist, &["ENOENT", "ENOTDIR"]))
    })?;
    way.define("lstat", |args| {
        let (FilePath(path), bigint, must_exist) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || present(file_status::lstat(&path), bigint, must_exist, &["ENOENT"]))
    })?;
    way.define("fstat", |args| {
        let (file, bigint): (File, bool) = (args.at(0)?, args.at(1)?);
        Ok(move || Ok(Numbers::of_status(file_status::fstat(file)?, bigint)))
    })?;
    way.define("statfs", |args| {
        let (FilePath(path), bigint) = (args.at(0)?, args.at(1)?);
        Ok(move || Ok(Numbers::of_file_system(file_status::statfs(&path)?, bigint)))
    })?;
    define_permissions(way)?;
    way.define("utimes", |args| {
        let (FilePath(path), accessed, modified) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || file_status::utime(&path, accessed, modified))
    })?;
    way.define("futimes", |args| {
        let (file, accessed, modified) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || file_status::futime(file, accessed, modified))
    })?;
    way.define("lutimes", |args| {
        let (FilePath(path), accessed, modified) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || file_status::lutime(&path, accessed, modified))
    })
}

fn define_permissions(way: Way<'_>) -> Result<()> {
    way.define("chmod", |args| {
        let (FilePath(path), mode) = (args.at(0)?, args.at(1)?);
        Ok(move || file_status::chmod(&path, mode))
    })?;
    way.define("fchmod", |args| {
        let (file, mode) = (args.at(0)?, args.at(1)?);
        Ok(move || file_status::fchmod(file, mode))
    })?;
    way.define("chown", |args| {
        let (FilePath(path), Owner(user), Owner(group)) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || file_status::chown(&path, user, group))
    })?;
    way.define("fchown", |args| {
        let (file, Owner(user), Owner(group)) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || file_status::fchown(file, user, group))
    })?;
    way.define("lchown", |args| {
        let (FilePath(path), Owner(user), Owner(group)) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || file_status::lchown(&path, user, group))
    })
}

/// A status; `None` for what is not there, where that is no error. Which errors mean that is not
/// the same for `stat` and `lstat` in Node.
fn present(
    status: Done<Status>,
    bigint: bool,
    must_exist: bool,
    missing: &[&str],
) -> Done<Option<Numbers>> {
    match status {
        Ok(status) => Ok(Some(Numbers::of_status(status, bigint))),
        Err(error) if !must_exist && missing.contains(&error.code().as_str()) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Numbers for JavaScript: a Float64Array or BigInt64Array.
///
/// `counts` are unsigned (file systems use all 64 bits of some numbers), what follows is not.
pub struct Numbers {
    counts: Vec<u64>,
    times: Vec<i64>,
    bigint: bool,
}

impl Numbers {
    /// The numbers of a file.
    pub fn of_status(status: Status, bigint: bool) -> Numbers {
        let fields = [
            status.device,
            status.mode,
            status.links,
            status.user,
            status.group,
            status.special_device,
            status.block_size,
            status.inode,
            status.size,
            status.blocks,
        ];
        let times = [status.accessed, status.modified, status.changed, status.born];
        let times = times.iter().flat_map(|time| [time.seconds, time.nanoseconds]).collect();
        Numbers { counts: fields.into(), times, bigint }
    }

    fn of_file_system(status: FileSystem, bigint: bool) -> Numbers {
        let fields = [
            status.kind,
            status.block_size,
            status.fragment_size,
            status.blocks,
            status.free_blocks,
            status.available_blocks,
            status.files,
            status.free_files,
        ];
        Numbers { counts: fields.into(), times: Vec::new(), bigint }
    }
}

impl<'env> IntoJs<'env> for Numbers {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        let (counts, times) = (self.counts.iter(), self.times.iter());
        if self.bigint {
            let numbers: Vec<i64> =
                counts.map(|count| *count as i64).chain(times.copied()).collect();
            return env.typed_array(&numbers).map(Into::into);
        }
        let times = times.map(|time| *time as f64);
        let numbers: Vec<f64> = counts.map(|count| *count as f64).chain(times).collect();
        env.typed_array(&numbers).map(Into::into)
    }
}
