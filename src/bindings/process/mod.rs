//! `internalBinding('process')`: the process the script runs in.
//!
//! Neighbours: `usage.rs` (clocks and what was used), `credentials.rs` (users and groups),
//! `signals.rs` (signals, and loading addons: what needs the host's own API).

#[cfg(unix)]
mod credentials;
mod signals;
mod usage;

pub use signals::add_host_functions;

use super::system::{Answer, text};
use napi_core::system::standard_io::{self, Kind};
use napi_core::system::{environment, glibc_version, process, shared_objects};
use napi_derive::{BytesView, CallContext, Env, Kind as ValueKind, Object, Result, Uint8Array};

/// The functions.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.set("pid", process::id())?;
    exports.define_typed("ppid", process::parent_id)?;
    usage::define(exports)?;
    #[cfg(unix)]
    credentials::define(exports)?;
    define_folders(exports)?;
    define_environment(exports)?;
    define_streams(exports)?;
    exports.define_typed("getTitle", title)?;
    exports.define_typed("setTitle", |title: String| {
        // Where the system has no titles, setting one does nothing, as in Node.
        let _ = process::set_title(&title);
    })?;
    exports.define_typed("kill", |process: i32, signal: i32| {
        process::kill(process, signal).map_or_else(|error| error.errno, |()| 0)
    })?;
    exports.define_typed("abort", abort)?;
    exports.define_typed("glibcVersions", || {
        // Which glibc the program was built against is not known.
        glibc_version().map(|running| (None::<String>, running))
    })?;
    exports.define_typed("sharedObjects", shared_objects)?;
    // libuv's handles and requests here are those of addons, which Node does not list either.
    exports.define_typed("activeResources", Vec::<String>::new)
}

/// Ends the process as a crash does, for a core dump.
fn abort() {
    napi_core::system::process::abort()
}

fn title() -> String {
    let program = || std::env::args_os().next().unwrap_or_default().to_string_lossy().into_owned();
    process::title().unwrap_or_else(|_| program())
}

// ----- folders and masks -----

fn define_folders(exports: Object<'_>) -> Result<()> {
    exports.define_typed("cwd", || Answer::Ok(text(process::current_folder()?)))?;
    exports.define_typed("chdir", |folder: String| {
        Answer::Ok(process::change_folder(folder.as_bytes())?)
    })?;
    exports.define_typed("umask", |mask: Option<u32>| match mask {
        Some(mask) => process::set_umask(mask),
        None => process::umask(),
    })
}

// ----- environment -----

fn define_environment(exports: Object<'_>) -> Result<()> {
    exports.define_typed("getEnv", |name: String| {
        environment::get(&name).map(|value| value.to_string_lossy().into_owned())
    })?;
    exports
        .define_typed("setEnv", |name: String, value: String| environment::set(&name, &value))?;
    exports.define_typed("unsetEnv", |name: String| environment::remove(&name))?;
    exports.define_typed("envKeys", || -> Vec<String> {
        let names = environment::names();
        names.iter().map(|name| name.to_string_lossy().into_owned()).collect()
    })
}

// ----- standard input and output -----

fn define_streams(exports: Object<'_>) -> Result<()> {
    exports.define_typed("fdKind", |file: i32| match standard_io::kind(file) {
        Kind::File => "FILE",
        Kind::Pipe => "PIPE",
        Kind::Tcp => "TCP",
        Kind::Terminal => "TTY",
        Kind::Udp => "UDP",
        Kind::Unknown => "UNKNOWN",
        Kind::Invalid => "INVALID",
    })?;
    exports.define_typed("ttySize", standard_io::terminal_size)?;
    exports.define_function("writeAll", write_all)?;
    exports.define_function("readAll", read_all)
}

/// `writeAll(fd, data)`: 0, or a negative errno.
fn write_all(cx: CallContext<'_>) -> Result<i32> {
    let file: i32 = cx.arg(0)?;
    let data = cx.value(1)?;
    let written = if data.kind() == ValueKind::String {
        standard_io::write_all(file, data.to::<String>()?.as_bytes())
    } else {
        standard_io::write_all(file, &data.to::<BytesView<'_>>()?.borrow()?)
    };
    Ok(written.map_or_else(|error| error.errno, |()| 0))
}

/// `readAll(fd)`: a Uint8Array.
fn read_all(cx: CallContext<'_>) -> Answer<Uint8Array<'_>> {
    let content = standard_io::read_all(cx.arg(0)?)?;
    Ok(cx.env().uint8_array(content)?)
}
