//! The children of a runtime's loop, and the pipes to them. What happens to them is an [`Event`].
//!
//! Invariants: a child that was not waited for, and a pipe that reads or writes, keep the loop
//! alive unless they were told not to; every handle is closed by its owner, or by a cleanup hook
//! when the runtime ends (the children themselves run on); a number is never used twice.

use super::pipes::Pipe;
use super::{Command, ignored, inherited, stream};
use crate::runtime::RuntimeState;
use crate::scope::Scope;
use crate::system::error::{Result, SystemError, check};
use crate::system::file_content::File;
use libuv_sys2 as uv;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;

/// The number of a child or pipe.
pub type Id = u32;

/// What one of a child's descriptors is.
#[derive(Debug, Clone, Copy)]
pub enum Stdio {
    /// Nothing (the first three: the null device).
    Ignore,
    /// A descriptor of this process.
    Inherit(File),
    /// A new pipe, both ways; its other end is the one with this number, opened before.
    Pipe(Id),
    /// What another pipe is connected to.
    Share(Id),
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// A child ended, by itself or by a signal.
    Exit(Id, i64, c_int),
    /// A pipe brought something.
    Data(Id, Vec<u8>),
    /// A pipe will bring no more: `UV_EOF`, or why.
    End(Id, c_int),
    /// The oldest write that was under way is done: 0, or why not.
    Written(Id, c_int),
    /// Everything is written, and the other side knows that it was all.
    ShutDown(Id, c_int),
    /// A pipe is closed.
    Closed(Id),
}

/// What is told of events, from the loop; the task queues run after it.
pub type OnEvent = Rc<dyn Fn(&Scope<'_>, Event)>;

/// The children of a runtime.
pub struct Children(Rc<Shared>);

/// What the handles' callbacks reach.
pub(super) struct Shared {
    runtime: NonNull<RuntimeState>,
    on_event: RefCell<Option<OnEvent>>,
    processes: RefCell<HashMap<Id, NonNull<Process>>>,
    pipes: RefCell<HashMap<Id, NonNull<Pipe>>>,
    next: Cell<Id>,
    ended: Cell<bool>,
}

/// A handle of libuv's, boxed; its `data` is its own address.
struct Process {
    handle: uv::uv_process_t,
    id: Id,
    shared: Rc<Shared>,
}

impl Shared {
    /// Tells of an event, unless the runtime ends.
    pub(super) fn tell(&self, event: Event) {
        let Some(on_event) = self.on_event.borrow().clone() else { return };
        // SAFETY: only the running loop gets here, so the runtime exists.
        let runtime = unsafe { self.runtime.as_ref() };
        runtime.callback(|scope| on_event(scope, event));
    }

    /// The loop; `None` once the runtime ends.
    fn event_loop(&self) -> Option<*mut uv::uv_loop_t> {
        // SAFETY: the runtime has not ended (`ended` says so).
        (!self.ended.get()).then(|| unsafe { self.runtime.as_ref() }.event_loop().raw())
    }

    fn new_id(&self) -> Id {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }

    fn end(&self) {
        self.ended.set(true);
        self.on_event.borrow_mut().take();
        let processes = std::mem::take(&mut *self.processes.borrow_mut());
        processes.into_values().for_each(Process::close);
        let pipes = std::mem::take(&mut *self.pipes.borrow_mut());
        pipes.into_values().for_each(Pipe::close);
    }
}

fn gone(syscall: &'static str) -> SystemError {
    SystemError::new(uv::uv_errno_t_UV_EBADF, syscall)
}

impl Children {
    /// No children yet; `on_event` hears of those that will be.
    pub fn new(runtime: &RuntimeState, on_event: OnEvent) -> Children {
        let shared = Rc::new(Shared {
            runtime: NonNull::from(runtime),
            on_event: RefCell::new(Some(on_event)),
            processes: RefCell::default(),
            pipes: RefCell::default(),
            next: Cell::new(0),
            ended: Cell::new(false),
        });
        let ending = shared.clone();
        let key = Rc::as_ptr(&shared) as usize;
        runtime.cleanup_hooks().add_host(key, Box::new(move || ending.end()));
        Children(shared)
    }

    /// Starts a child: its number here, and the system's.
    ///
    /// # Errors
    /// When it cannot be started, or a pipe in `stdio` does not exist.
    pub fn spawn(&self, command: &Command, stdio: &[Stdio]) -> Result<(Id, c_int)> {
        const NEW_PIPE: uv::uv_stdio_flags = uv::uv_stdio_flags_UV_CREATE_PIPE
            | uv::uv_stdio_flags_UV_READABLE_PIPE
            | uv::uv_stdio_flags_UV_WRITABLE_PIPE;
        let event_loop = self.0.event_loop().ok_or_else(|| gone("spawn"))?;
        let mut containers = Vec::with_capacity(stdio.len());
        for descriptor in stdio {
            containers.push(match *descriptor {
                Stdio::Ignore => ignored(),
                Stdio::Inherit(file) => inherited(file),
                Stdio::Pipe(id) => stream(NEW_PIPE, self.pipe(id, "spawn")?.handle()),
                Stdio::Share(id) => {
                    let pipe = self.pipe(id, "spawn")?.handle();
                    stream(uv::uv_stdio_flags_UV_INHERIT_STREAM, pipe)
                }
            });
        }
        let process = Process::new(&self.0);
        // SAFETY: a live loop; the handle is boxed until it is closed; `pipe` gave initialised
        // pipes of this loop, and libuv refuses to share one that is not connected.
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

    // ----- pipes -----

    /// Makes a pipe, for [`Stdio::Pipe`].
    ///
    /// # Errors
    /// When the system has none.
    pub fn open_pipe(&self) -> Result<Id> {
        let event_loop = self.0.event_loop().ok_or_else(|| gone("pipe"))?;
        let id = self.0.new_id();
        let pipe = Pipe::open(id, event_loop, &self.0)?;
        self.0.pipes.borrow_mut().insert(id, pipe);
        Ok(id)
    }

    fn pipe(&self, id: Id, syscall: &'static str) -> Result<&Pipe> {
        let pipe = self.0.pipes.borrow().get(&id).copied().ok_or_else(|| gone(syscall))?;
        // SAFETY: a pipe in the list is open; it is freed by the loop, which does not run while
        // one of the functions below uses it.
        Ok(unsafe { &*pipe.as_ptr() })
    }

    /// Begins to read: [`Event::Data`] until [`Event::End`].
    ///
    /// # Errors
    /// When the pipe is not open or not connected.
    pub fn start_reading(&self, pipe: Id) -> Result<()> {
        self.pipe(pipe, "read")?.start_reading()
    }

    /// Reads no more for now.
    pub fn stop_reading(&self, pipe: Id) {
        if let Ok(pipe) = self.pipe(pipe, "read") {
            pipe.stop_reading();
        }
    }

    /// Writes all of it: [`Event::Written`] follows.
    ///
    /// # Errors
    /// When the pipe is not open or the other side is closed.
    pub fn write(&self, pipe: Id, content: Vec<u8>) -> Result<()> {
        self.pipe(pipe, "write")?.write(content)
    }

    /// After what is being written, the other side sees the end: [`Event::ShutDown`] follows.
    ///
    /// # Errors
    /// When the pipe is not open.
    pub fn shut_down(&self, pipe: Id) -> Result<()> {
        self.pipe(pipe, "shutdown")?.shut_down()
    }

    /// Whether a pipe keeps the loop alive.
    pub fn keep_alive_for_pipe(&self, pipe: Id, keep: bool) {
        if let Ok(pipe) = self.pipe(pipe, "ref") {
            pipe.keep_alive(keep);
        }
    }

    /// Closes a pipe: [`Event::Closed`] follows. What was not written yet is lost.
    pub fn close_pipe(&self, pipe: Id) {
        let pipe = self.0.pipes.borrow_mut().remove(&pipe);
        if let Some(pipe) = pipe {
            Pipe::close(pipe);
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
    fn close(process: NonNull<Process>) {
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
    shared.tell(Event::Exit(id, status, signal));
}

unsafe extern "C" fn on_closed(handle: *mut uv::uv_handle_t) {
    // SAFETY: `data` is the box that `Process::new` leaked; libuv is done with it.
    drop(unsafe { Box::from_raw((*handle).data.cast::<Process>()) });
}

#[cfg(all(test, unix))]
mod tests {
    use super::super::c_text;
    use super::*;
    use crate::runtime::Runtime;

    fn shell(script: &str) -> Command {
        let arguments = ["sh", "-c", script].map(|text| c_text(text).unwrap()).to_vec();
        Command { file: c_text("/bin/sh").unwrap(), arguments, ..Command::default() }
    }

    /// A runtime, its children, and what was heard of them.
    fn children() -> (Runtime, Rc<Children>, Rc<RefCell<Vec<Event>>>) {
        let runtime = Runtime::new().unwrap();
        let heard = Rc::new(RefCell::new(Vec::new()));
        let log = heard.clone();
        let on_event: OnEvent = Rc::new(move |_, event| log.borrow_mut().push(event));
        let children = Rc::new(Children::new(runtime.state(), on_event));
        (runtime, children, heard)
    }

    #[test]
    fn a_child_is_talked_to_through_pipes_until_it_ends() {
        let (runtime, children, heard) = children();
        let (to, from) = (children.open_pipe().unwrap(), children.open_pipe().unwrap());
        let stdio = [Stdio::Pipe(to), Stdio::Pipe(from), Stdio::Ignore];
        let (child, number) = children.spawn(&shell("cat; exit 5"), &stdio).unwrap();
        assert!(number > 0);
        children.start_reading(from).unwrap();
        children.write(to, b"to and fro".to_vec()).unwrap();
        children.shut_down(to).unwrap();
        runtime.run().unwrap();
        let mut received = Vec::new();
        let (mut ended, mut exit, mut written, mut shut_down) = (None, None, None, None);
        for event in heard.borrow_mut().drain(..) {
            match event {
                Event::Data(id, bytes) if id == from => received.extend(bytes),
                Event::End(id, errno) if id == from => ended = Some(errno),
                Event::Exit(id, status, signal) if id == child => exit = Some((status, signal)),
                Event::Written(id, errno) if id == to => written = Some(errno),
                Event::ShutDown(id, errno) if id == to => shut_down = Some(errno),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(received, b"to and fro");
        assert_eq!((ended, exit), (Some(uv::uv_errno_t_UV_EOF), Some((5, 0))));
        assert_eq!((written, shut_down), (Some(0), Some(0)));
        children.close_pipe(from);
        runtime.run().unwrap();
        assert!(matches!(heard.borrow()[..], [Event::Closed(id)] if id == from));
        assert_eq!(children.write(from, Vec::new()).unwrap_err().code(), "EBADF");
    }

    #[test]
    fn a_signal_ends_a_child_and_a_forgotten_one_is_not_waited_for() {
        let (runtime, children, heard) = children();
        let (child, _) = children.spawn(&shell("exec sleep 60"), &[Stdio::Ignore; 3]).unwrap();
        children.kill(child, libc::SIGKILL).unwrap();
        runtime.run().unwrap();
        assert!(matches!(heard.borrow()[..], [Event::Exit(_, 0, libc::SIGKILL)]));
        children.forget(child);
        assert_eq!(children.kill(child, libc::SIGTERM).unwrap_err().code(), "ESRCH");
        let (child, number) = children.spawn(&shell("exec sleep 60"), &[Stdio::Ignore; 3]).unwrap();
        children.keep_alive_for_child(child, false);
        runtime.run().unwrap();
        assert_eq!(heard.borrow().len(), 1);
        crate::system::process::kill(number, libc::SIGKILL).unwrap();
    }

    #[test]
    fn what_cannot_be_started_is_an_error_and_its_pipes_end() {
        let (runtime, children, heard) = children();
        let file = c_text("/none/such").unwrap();
        let command = Command { file: file.clone(), arguments: vec![file], ..Command::default() };
        let pipe = children.open_pipe().unwrap();
        let error = children.spawn(&command, &[Stdio::Pipe(pipe)]).unwrap_err();
        assert_eq!(error.code(), "ENOENT");
        children.start_reading(pipe).unwrap();
        runtime.run().unwrap();
        assert!(matches!(heard.borrow()[..], [Event::End(_, uv::uv_errno_t_UV_EOF)]));
        assert_eq!(children.spawn(&command, &[Stdio::Share(99)]).unwrap_err().code(), "EBADF");
    }

    #[test]
    fn the_end_of_the_runtime_closes_everything() {
        let (runtime, children, heard) = children();
        let pipe = children.open_pipe().unwrap();
        let stdio = [Stdio::Pipe(pipe), Stdio::Ignore, Stdio::Ignore];
        children.spawn(&shell("cat; exit 0"), &stdio).unwrap();
        children.write(pipe, vec![0; 1 << 20]).unwrap();
        drop(runtime);
        assert!(heard.borrow().is_empty());
        assert_eq!(children.open_pipe().unwrap_err().code(), "EBADF");
        assert_eq!(Rc::strong_count(&heard), 1);
    }
}
