//! The children of a runtime's loop: handles among its others.
//!
//! Invariant: a child that was not waited for keeps the loop alive unless it was told not to; when
//! the runtime ends, the children themselves run on.

use super::{Command, ignored, inherited, stream};
use crate::system::error::{Result, SystemError, check};
use crate::system::file_content::File;
use crate::system::handles::{Event, Handles, Id, Shared};
use libuv_sys2 as uv;
use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;

/// What one of a child's descriptors is.
#[derive(Debug, Clone, Copy)]
pub enum Stdio {
    /// Nothing (the first three: the null device).
    Ignore,
    /// A descriptor of this process.
    Inherit(File),
    /// A new pipe, both ways; its other end is the one with this number, opened before.
    Pipe(Id),
    /// What another stream is connected to.
    Share(Id),
}

/// A handle of libuv's, boxed; its `data` is its own address.
pub(in crate::system) struct Process {
    handle: uv::uv_process_t,
    id: Id,
    shared: Rc<Shared>,
}

impl Handles {
    /// Starts a child: its number here, and the system's. [`Event::Exit`] follows.
    ///
    /// # Errors
    /// When it cannot be started, or a stream in `stdio` does not exist.
    pub fn spawn(&self, command: &Command, stdio: &[Stdio]) -> Result<(Id, c_int)> {
        const NEW_PIPE: uv::uv_stdio_flags = uv::uv_stdio_flags_UV_CREATE_PIPE
            | uv::uv_stdio_flags_UV_READABLE_PIPE
            | uv::uv_stdio_flags_UV_WRITABLE_PIPE;
        let event_loop = self.0.event_loop("spawn")?;
        let mut containers = Vec::with_capacity(stdio.len());
        for descriptor in stdio {
            containers.push(match *descriptor {
                Stdio::Ignore => ignored(),
                Stdio::Inherit(file) => inherited(file),
                Stdio::Pipe(id) => stream(NEW_PIPE, self.pipe(id, "spawn")?.cast()),
                Stdio::Share(id) => {
                    let shared = self.stream(id, "spawn")?.raw();
                    stream(uv::uv_stdio_flags_UV_INHERIT_STREAM, shared)
                }
            });
        }
        let process = Process::new(&self.0);
        // SAFETY: a live loop; the handle is boxed until it is closed; the streams are initialised
        // and of this loop, and libuv refuses to share one that is not connected.
        let (result, id, number) = unsafe {
            let handle = &raw mut (*process.as_ptr()).handle;
            let result = super::spawn(command, event_loop, handle, &mut containers, Some(on_exit));
            (*handle).data = process.as_ptr().cast();
            (result, (*process.as_ptr()).id, uv::uv_process_get_pid(handle))
        };
        if result < 0 {
            Process::close(process);
            return Err(SystemError::new(result, "spawn"));
        }
        self.0.processes.borrow_mut().insert(id, process);
        Ok((id, number))
    }

    fn process(&self, id: Id) -> Option<NonNull<Process>> {
        self.0.processes.borrow().get(&id).copied()
    }

    /// Sends a signal to a child.
    ///
    /// # Errors
    /// ESRCH when it has ended; when there is no such signal.
    pub fn kill(&self, child: Id, signal: c_int) -> Result<()> {
        let Some(process) = self.process(child) else {
            return Err(SystemError::new(uv::uv_errno_t_UV_ESRCH, "kill"));
        };
        // SAFETY: an open handle of a child that was started.
        let result = unsafe { uv::uv_process_kill(&raw mut (*process.as_ptr()).handle, signal) };
        check(result, "kill").map(drop)
    }

    /// Whether a child keeps the loop alive.
    pub fn keep_alive_for_child(&self, child: Id, keep: bool) {
        if let Some(process) = self.process(child) {
            // SAFETY: an open handle.
            unsafe {
                let handle = (&raw mut (*process.as_ptr()).handle).cast();
                if keep { uv::uv_ref(handle) } else { uv::uv_unref(handle) }
            }
        }
    }

    /// Lets go of a child: nothing more is heard of it.
    pub fn forget(&self, child: Id) {
        let process = self.0.processes.borrow_mut().remove(&child);
        if let Some(process) = process {
            Process::close(process);
        }
    }
}

impl Process {
    fn new(shared: &Rc<Shared>) -> NonNull<Process> {
        // SAFETY: a process handle may be zeros until libuv fills it in.
        let handle = unsafe { MaybeUninit::<uv::uv_process_t>::zeroed().assume_init() };
        let process = Process { handle, id: shared.new_id(), shared: shared.clone() };
        NonNull::from(Box::leak(Box::new(process)))
    }

    /// Gives the handle back to libuv, which frees it by [`on_closed`].
    pub(in crate::system) fn close(process: NonNull<Process>) {
        // SAFETY: closed once: whoever calls this has taken it out of the list, or never put it
        // in. What libuv refused before initialising it has no type, and nobody else knows it.
        unsafe {
            let handle = &raw mut (*process.as_ptr()).handle;
            if (*handle).type_ == uv::uv_handle_type_UV_PROCESS {
                uv::uv_close(handle.cast(), Some(on_closed));
            } else {
                drop(Box::from_raw(process.as_ptr()));
            }
        }
    }
}

unsafe extern "C" fn on_exit(handle: *mut uv::uv_process_t, status: i64, signal: c_int) {
    // SAFETY: `data` is the process, which exists until it is closed.
    let (shared, id) = unsafe {
        let process = (*handle).data.cast::<Process>();
        ((*process).shared.clone(), (*process).id)
    };
    shared.tell(id, Event::Exit(status, signal));
}

unsafe extern "C" fn on_closed(handle: *mut uv::uv_handle_t) {
    // SAFETY: `data` is the box that `Process::new` leaked; libuv is done with it.
    drop(unsafe { Box::from_raw((*handle).data.cast::<Process>()) });
}

#[cfg(all(test, unix))]
mod tests {
    use super::super::c_text;
    use super::*;
    use crate::system::handles::tests::{Heard, handles};

    fn shell(script: &str) -> Command {
        let arguments = ["sh", "-c", script].map(|text| c_text(text).unwrap()).to_vec();
        Command { file: c_text("/bin/sh").unwrap(), arguments, ..Command::default() }
    }

    #[test]
    fn a_child_is_talked_to_through_pipes_until_it_ends() {
        let (runtime, handles, heard) = handles();
        let (to, from) = (handles.open_pipe(false).unwrap(), handles.open_pipe(false).unwrap());
        let stdio = [Stdio::Pipe(to), Stdio::Pipe(from), Stdio::Ignore];
        let (child, number) = handles.spawn(&shell("cat; exit 5"), &stdio).unwrap();
        assert!(number > 0);
        handles.start_reading(from).unwrap();
        assert!(!handles.write(to, &[b"to ", b"and fro"]).unwrap());
        handles.shut_down(to).unwrap();
        runtime.run().unwrap();
        let mut heard = heard.take();
        heard.sort_by_key(|(id, _)| *id);
        let expected = [
            (to, Heard::ShutDown(0)),
            (from, Heard::Data(b"to and fro".to_vec())),
            (from, Heard::End(uv::uv_errno_t_UV_EOF)),
            (child, Heard::Exit(5, 0)),
        ];
        assert_eq!(heard, expected);
    }

    #[test]
    fn a_signal_ends_a_child_and_a_forgotten_one_is_not_waited_for() {
        let (runtime, handles, heard) = handles();
        let (child, _) = handles.spawn(&shell("exec sleep 60"), &[Stdio::Ignore; 3]).unwrap();
        handles.kill(child, libc::SIGKILL).unwrap();
        runtime.run().unwrap();
        assert_eq!(heard.take(), [(child, Heard::Exit(0, libc::SIGKILL))]);
        handles.forget(child);
        assert_eq!(handles.kill(child, libc::SIGTERM).unwrap_err().code(), "ESRCH");
        let (child, number) = handles.spawn(&shell("exec sleep 60"), &[Stdio::Ignore; 3]).unwrap();
        handles.keep_alive_for_child(child, false);
        runtime.run().unwrap();
        assert_eq!(heard.take(), []);
        crate::system::process::kill(number, libc::SIGKILL).unwrap();
    }

    #[test]
    fn what_cannot_be_started_is_an_error_and_its_pipes_end() {
        let (runtime, handles, heard) = handles();
        let file = c_text("/none/such").unwrap();
        let command = Command { file: file.clone(), arguments: vec![file], ..Command::default() };
        let pipe = handles.open_pipe(false).unwrap();
        let error = handles.spawn(&command, &[Stdio::Pipe(pipe)]).unwrap_err();
        assert_eq!(error.code(), "ENOENT");
        handles.start_reading(pipe).unwrap();
        runtime.run().unwrap();
        assert_eq!(heard.take(), [(pipe, Heard::End(uv::uv_errno_t_UV_EOF))]);
        assert_eq!(handles.spawn(&command, &[Stdio::Share(99)]).unwrap_err().code(), "EBADF");
        let tcp = handles.open_tcp().unwrap();
        assert_eq!(handles.spawn(&command, &[Stdio::Pipe(tcp)]).unwrap_err().code(), "EINVAL");
    }

    #[test]
    fn the_end_of_the_runtime_closes_everything() {
        let (runtime, handles, heard) = handles();
        let pipe = handles.open_pipe(false).unwrap();
        let stdio = [Stdio::Pipe(pipe), Stdio::Ignore, Stdio::Ignore];
        handles.spawn(&shell("cat; exit 0"), &stdio).unwrap();
        assert!(handles.write(pipe, &[&vec![0; 1 << 20]]).unwrap());
        drop(runtime);
        assert_eq!(heard.take(), []);
        assert_eq!(handles.open_pipe(false).unwrap_err().code(), "EBADF");
        assert_eq!(Rc::strong_count(&heard), 1);
    }
}
