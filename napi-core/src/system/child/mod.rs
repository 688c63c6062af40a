//! Child processes: what to start, and the call that starts it.
//!
//! ```text
//! capture.rs   run one to its end on a loop of its own, with what it wrote
//! process.rs   the children of a runtime's loop, among its other handles
//! ```
//!
//! Invariant: libuv copies what it is given, so nothing here has to outlive the call that starts
//! the child.

pub mod capture;
pub mod process;

use super::error::{Result, SystemError};
use super::file_content::File;
use libuv_sys2 as uv;
use std::ffi::{CString, c_char, c_int, c_uint};

/// A program to start.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The program: a path, or a name that is looked for in PATH.
    pub file: CString,
    /// Its arguments; the first is the name that it sees as its own.
    pub arguments: Vec<CString>,
    /// Its environment, as `NAME=value`; `None` for this process's.
    pub environment: Option<Vec<CString>>,
    /// The folder it starts in; `None` for this process's.
    pub folder: Option<CString>,
    /// The user it runs as.
    pub user: Option<i32>,
    /// The group it runs as.
    pub group: Option<i32>,
    /// Whether it leads a session of its own.
    pub detached: bool,
    /// Windows: no console window.
    pub windows_hide: bool,
    /// Windows: the arguments are not quoted.
    pub windows_verbatim_arguments: bool,
}

/// A text as the system takes it.
///
/// # Errors
/// EINVAL when there is a NUL in it.
pub fn c_text(text: impl Into<Vec<u8>>) -> Result<CString> {
    CString::new(text).map_err(|_| SystemError::new(uv::uv_errno_t_UV_EINVAL, "spawn"))
}

/// What a child's descriptor is, for libuv.
fn container(flags: c_uint) -> uv::uv_stdio_container_t {
    uv::uv_stdio_container_t { flags, data: uv::uv_stdio_container_s__bindgen_ty_1 { fd: -1 } }
}

fn ignored() -> uv::uv_stdio_container_t {
    container(uv::uv_stdio_flags_UV_IGNORE)
}

fn inherited(file: File) -> uv::uv_stdio_container_t {
    let mut inherited = container(uv::uv_stdio_flags_UV_INHERIT_FD);
    inherited.data.fd = file;
    inherited
}

/// A descriptor that is, or shares, a stream of this process.
fn stream(flags: c_uint, shared: *mut uv::uv_stream_t) -> uv::uv_stdio_container_t {
    let mut stream = container(flags);
    stream.data.stream = shared;
    stream
}

/// A list of texts as C has them: pointers, and NULL at the end.
fn pointers(texts: &[CString]) -> Vec<*mut c_char> {
    let pointers = texts.iter().map(|text| text.as_ptr().cast_mut());
    pointers.chain([std::ptr::null_mut()]).collect()
}

/// Starts the child; libuv's answer.
///
/// # Safety
/// The loop is alive; the handle is zeroed memory that stays where it is until it is closed; the
/// streams in `stdio` are initialised pipes of that loop (connected ones where they are inherited).
unsafe fn spawn(
    command: &Command,
    event_loop: *mut uv::uv_loop_t,
    handle: *mut uv::uv_process_t,
    stdio: &mut [uv::uv_stdio_container_t],
    on_exit: uv::uv_exit_cb,
) -> c_int {
    let mut arguments = pointers(&command.arguments);
    let mut environment = command.environment.as_deref().map(pointers);
    let flags = [
        (command.user.is_some(), uv::uv_process_flags_UV_PROCESS_SETUID),
        (command.group.is_some(), uv::uv_process_flags_UV_PROCESS_SETGID),
        (command.detached, uv::uv_process_flags_UV_PROCESS_DETACHED),
        (command.windows_hide, uv::uv_process_flags_UV_PROCESS_WINDOWS_HIDE),
        (
            command.windows_verbatim_arguments,
            uv::uv_process_flags_UV_PROCESS_WINDOWS_VERBATIM_ARGUMENTS,
        ),
    ];
    let options = uv::uv_process_options_t {
        exit_cb: on_exit,
        file: command.file.as_ptr(),
        args: arguments.as_mut_ptr(),
        env: environment.as_mut().map_or(std::ptr::null_mut(), |list| list.as_mut_ptr()),
        cwd: command.folder.as_ref().map_or(std::ptr::null(), |folder| folder.as_ptr()),
        flags: flags.iter().filter(|(set, _)| *set).fold(0, |all, (_, flag)| all | flag),
        stdio_count: stdio.len() as c_int,
        stdio: stdio.as_mut_ptr(),
        uid: command.user.unwrap_or(0) as uv::uv_uid_t,
        gid: command.group.unwrap_or(0) as uv::uv_gid_t,
    };
    // SAFETY: the caller vouches for the loop, the handle and the streams; all texts and lists
    // live until this returns.
    unsafe { uv::uv_spawn(event_loop, handle, &options) }
}
