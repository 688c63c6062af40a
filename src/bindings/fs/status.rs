//! What files are: status, times, permissions, owners.

use crate::bindings::system::{Answer, FilePath, Owner};
use napi_core::system::SystemError;
use napi_core::system::file_content::File;
use napi_core::system::file_status::{self, FileSystem, Status};
use napi_derive::{Env, IntoJs, Object, Result, Value};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_typed("stat", |path: FilePath, bigint: bool, must_exist: bool| {
        present(file_status::stat(&path.0), bigint, must_exist, &["ENOENT", "ENOTDIR"])
    })?;
    exports.define_typed("lstat", |path: FilePath, bigint: bool, must_exist: bool| {
        present(file_status::lstat(&path.0), bigint, must_exist, &["ENOENT"])
    })?;
    exports.define_typed("fstat", |file: File, bigint: bool| {
        Answer::Ok(Numbers::of_status(file_status::fstat(file)?, bigint))
    })?;
    exports.define_typed("statfs", |FilePath(path): FilePath, bigint: bool| {
        Answer::Ok(Numbers::of_file_system(file_status::statfs(&path)?, bigint))
    })?;
    exports.define_typed("moduleStat", |FilePath(path): FilePath| {
        // 0 a file, 1 a folder, negative: why not.
        file_status::stat(&path)
            .map_or_else(|error| error.errno, |status| i32::from(status.is_folder()))
    })?;
    exports.define_typed("chmod", |FilePath(path): FilePath, mode: i32| -> Answer<()> {
        Ok(file_status::chmod(&path, mode)?)
    })?;
    exports.define_typed("fchmod", |file: File, mode: i32| -> Answer<()> {
        Ok(file_status::fchmod(file, mode)?)
    })?;
    exports.define_typed("chown", |path: FilePath, user: Owner, group: Owner| -> Answer<()> {
        Ok(file_status::chown(&path.0, user.0, group.0)?)
    })?;
    exports.define_typed("fchown", |file: File, user: Owner, group: Owner| -> Answer<()> {
        Ok(file_status::fchown(file, user.0, group.0)?)
    })?;
    exports.define_typed("lchown", |path: FilePath, user: Owner, group: Owner| -> Answer<()> {
        Ok(file_status::lchown(&path.0, user.0, group.0)?)
    })?;
    exports.define_typed("utimes", |path: FilePath, accessed: f64, modified: f64| {
        Answer::Ok(file_status::utime(&path.0, accessed, modified)?)
    })?;
    exports.define_typed("futimes", |file: File, accessed: f64, modified: f64| {
        Answer::Ok(file_status::futime(file, accessed, modified)?)
    })?;
    exports.define_typed("lutimes", |path: FilePath, accessed: f64, modified: f64| {
        Answer::Ok(file_status::lutime(&path.0, accessed, modified)?)
    })
}

/// A status; `None` for what is not there, where that is no error. Which errors mean that is not
/// the same for `stat` and `lstat` in Node.
fn present(
    status: std::result::Result<Status, SystemError>,
    bigint: bool,
    must_exist: bool,
    missing: &[&str],
) -> Answer<Option<Numbers>> {
    match status {
        Ok(status) => Ok(Some(Numbers::of_status(status, bigint))),
        Err(error) if !must_exist && missing.contains(&error.code().as_str()) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Numbers for JavaScript: a Float64Array or BigInt64Array.
///
/// `counts` are unsigned (file systems use all 64 bits of some numbers), what follows is not.
struct Numbers {
    counts: Vec<u64>,
    times: Vec<i64>,
    bigint: bool,
}

impl Numbers {
    fn of_status(status: Status, bigint: bool) -> Numbers {
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
