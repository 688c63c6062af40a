//! Running a child to its end, and keeping what it wrote.
//!
//! The child and its pipes are on a loop of their own, so nothing else happens meanwhile: no
//! JavaScript runs.
//!
//! Invariants: a pipe is closed once; when [`run`] returns, all handles and the loop are closed.
//! A child that took too long or wrote too much is sent the signal once, and its pipes are closed,
//! so that a grandchild which holds them keeps nobody waiting.

use super::{Command, ignored, inherited, spawn, stream};
use crate::system::file_content::File;
use libuv_sys2 as uv;
use std::cell::{Cell, RefCell, UnsafeCell};
use std::ffi::{c_int, c_void};
use std::mem::MaybeUninit;
use std::rc::Rc;

/// What one of the child's descriptors is.
#[derive(Debug)]
pub enum Stdio {
    /// Nothing (the first three: the null device).
    Ignore,
    /// A descriptor of this process.
    Inherit(File),
    /// A pipe: the child reads `input` from it, or writes what is kept, or both.
    Pipe {
        /// Whether the child reads from it.
        readable: bool,
        /// Whether the child writes to it.
        writable: bool,
        /// What the child reads.
        input: Vec<u8>,
    },
}

/// How much a child may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Milliseconds; 0 is no limit.
    pub timeout: u64,
    /// Bytes on all pipes together; 0 is no limit.
    pub output: f64,
    /// The signal for a child that took more.
    pub signal: c_int,
}

/// How it went.
#[derive(Debug, Default)]
pub struct Outcome {
    /// libuv's number for what went wrong; 0 when nothing did.
    pub error: c_int,
    /// The child's number; 0 when it was not started.
    pub process: c_int,
    /// Its exit code and the signal that ended it (0 for none); `None` when it was not started.
    pub end: Option<(i64, c_int)>,
    /// For each descriptor what came from it; `None` where nothing could.
    pub output: Vec<Option<Vec<u8>>>,
}

/// How much is read at once.
const CHUNK: usize = 65536;

struct Pipe {
    handle: UnsafeCell<uv::uv_pipe_t>,
    write: UnsafeCell<uv::uv_write_t>,
    shutdown: UnsafeCell<uv::uv_shutdown_t>,
    readable: bool,
    writable: bool,
    input: Vec<u8>,
    output: RefCell<Vec<u8>>,
    run: *const Run,
}

/// One run. The handles' `data`: of pipes their [`Pipe`], of the others this.
struct Run {
    event_loop: UnsafeCell<uv::uv_loop_t>,
    process: UnsafeCell<uv::uv_process_t>,
    timer: UnsafeCell<uv::uv_timer_t>,
    limits: Limits,
    pipes: RefCell<Vec<Option<Rc<Pipe>>>>,
    has_open_pipes: Cell<bool>,
    has_open_timer: Cell<bool>,
    received: Cell<f64>,
    killed: Cell<bool>,
    end: Cell<Option<(i64, c_int)>>,
    error: Cell<c_int>,
    pipe_error: Cell<c_int>,
}

/// A handle or request before libuv fills it in.
///
/// # Safety
/// `T` is one of libuv's structures, for which zeros are valid.
unsafe fn zeroed<T>() -> UnsafeCell<T> {
    // SAFETY: by contract.
    UnsafeCell::new(unsafe { MaybeUninit::<T>::zeroed().assume_init() })
}

/// Runs the child and waits for its end.
pub fn run(command: &Command, stdio: Vec<Stdio>, limits: Limits) -> Outcome {
    // SAFETY: structures of libuv's.
    let (event_loop, process, timer) = unsafe { (zeroed(), zeroed(), zeroed()) };
    let run = Box::new(Run {
        event_loop,
        process,
        timer,
        limits,
        pipes: RefCell::default(),
        has_open_pipes: Cell::new(false),
        has_open_timer: Cell::new(false),
        received: Cell::new(0.0),
        killed: Cell::new(false),
        end: Cell::new(None),
        error: Cell::new(0),
        pipe_error: Cell::new(0),
    });
    // SAFETY: the loop is boxed and not initialised yet.
    let result = unsafe { uv::uv_loop_init(run.event_loop.get()) };
    if result < 0 {
        return Outcome { error: result, ..Outcome::default() };
    }
    if let Err(errno) = run.start_and_wait(command, stdio) {
        run.set_error(errno);
    }
    run.close();
    run.outcome()
}

/// libuv's answer.
fn check(result: c_int) -> Result<(), c_int> {
    if result < 0 { Err(result) } else { Ok(()) }
}

impl Run {
    fn data(&self) -> *mut c_void {
        (&raw const *self).cast_mut().cast()
    }

    fn start_and_wait(&self, command: &Command, stdio: Vec<Stdio>) -> Result<(), c_int> {
        let mut containers = Vec::with_capacity(stdio.len());
        self.has_open_pipes.set(true);
        for descriptor in stdio {
            let (container, pipe) = self.descriptor(descriptor)?;
            containers.push(container);
            self.pipes.borrow_mut().push(pipe);
        }
        if self.limits.timeout > 0 {
            self.start_timer()?;
        }
        // SAFETY: the loop is alive; the handle is zeroed and boxed in `self`, which is dropped
        // after `close`; the pipes stay where they are and are of this loop.
        unsafe {
            let (event_loop, process) = (self.event_loop.get(), self.process.get());
            let result = spawn(command, event_loop, process, &mut containers, Some(on_exit));
            (*process).data = self.data();
            check(result)?;
        }
        for pipe in self.pipes.borrow().iter().flatten() {
            if let Err(errno) = pipe.start() {
                self.set_pipe_error(errno);
                return Ok(());
            }
        }
        // SAFETY: a live loop, not run from a callback of itself.
        unsafe { uv::uv_run(self.event_loop.get(), uv::uv_run_mode_UV_RUN_DEFAULT) };
        Ok(())
    }

    fn descriptor(
        &self,
        stdio: Stdio,
    ) -> Result<(uv::uv_stdio_container_t, Option<Rc<Pipe>>), c_int> {
        let (readable, writable, input) = match stdio {
            Stdio::Ignore => return Ok((ignored(), None)),
            Stdio::Inherit(file) => return Ok((inherited(file), None)),
            Stdio::Pipe { readable, writable, input } => (readable, writable, input),
        };
        // SAFETY: structures of libuv's.
        let (handle, write, shutdown) = unsafe { (zeroed(), zeroed(), zeroed()) };
        let output = RefCell::default();
        let run = &raw const *self;
        let pipe = Pipe { handle, write, shutdown, readable, writable, input, output, run };
        let pipe = Rc::new(pipe);
        // SAFETY: the loop is alive, the handle zeroed, at an address that stays.
        unsafe {
            check(uv::uv_pipe_init(self.event_loop.get(), pipe.handle.get(), 0))?;
            (*pipe.handle.get()).data = Rc::as_ptr(&pipe).cast_mut().cast();
        }
        let mut flags = uv::uv_stdio_flags_UV_CREATE_PIPE;
        if readable {
            flags |= uv::uv_stdio_flags_UV_READABLE_PIPE;
        }
        if writable {
            flags |= uv::uv_stdio_flags_UV_WRITABLE_PIPE;
        }
        Ok((stream(flags, pipe.handle.get().cast()), Some(pipe)))
    }

    fn start_timer(&self) -> Result<(), c_int> {
        let timer = self.timer.get();
        // SAFETY: the loop is alive, the handle zeroed and boxed. It keeps no loop alive: the
        // child does.
        unsafe {
            check(uv::uv_timer_init(self.event_loop.get(), timer))?;
            (*timer).data = self.data();
            self.has_open_timer.set(true);
            uv::uv_unref(timer.cast());
            check(uv::uv_timer_start(timer, Some(on_timeout), self.limits.timeout, 0))
        }
    }

    fn set_error(&self, errno: c_int) {
        if self.error.get() == 0 {
            self.error.set(errno);
        }
    }

    fn set_pipe_error(&self, errno: c_int) {
        if self.pipe_error.get() == 0 {
            self.pipe_error.set(errno);
        }
    }

    /// Sends the signal, once, to a child that still runs, and stops listening to it.
    fn kill(&self) {
        if self.killed.replace(true) {
            return;
        }
        if self.end.get().is_none() {
            // SAFETY: the child was started: only it and the timer, which waits for it, get here.
            let result = unsafe { uv::uv_process_kill(self.process.get(), self.limits.signal) };
            if result < 0 && result != uv::uv_errno_t_UV_ESRCH {
                // A signal that cannot be sent must not leave the child running.
                self.set_error(result);
                // SAFETY: as above.
                unsafe { uv::uv_process_kill(self.process.get(), SIGKILL) };
            }
        }
        self.close_pipes();
        self.close_timer();
    }

    fn close_pipes(&self) {
        if !self.has_open_pipes.replace(false) {
            return;
        }
        for pipe in self.pipes.borrow().iter().flatten() {
            // SAFETY: an initialised handle, closed once.
            unsafe { uv::uv_close(pipe.handle.get().cast(), None) };
        }
    }

    fn close_timer(&self) {
        if self.has_open_timer.replace(false) {
            // SAFETY: an initialised handle, closed once.
            unsafe { uv::uv_close(self.timer.get().cast(), None) };
        }
    }

    /// Closes what is open, and the loop.
    fn close(&self) {
        self.close_pipes();
        self.close_timer();
        let process = self.process.get();
        // SAFETY: the process's type is set once libuv has initialised it; it is closed once. The
        // loop then runs until all handles are closed, and nothing uses it after that.
        unsafe {
            let is_initialised = (*process).type_ == uv::uv_handle_type_UV_PROCESS;
            if is_initialised && uv::uv_is_closing(process.cast()) == 0 {
                uv::uv_close(process.cast(), None);
            }
            uv::uv_run(self.event_loop.get(), uv::uv_run_mode_UV_RUN_DEFAULT);
            uv::uv_loop_close(self.event_loop.get());
        }
    }

    fn outcome(&self) -> Outcome {
        let error = if self.error.get() == 0 { self.pipe_error.get() } else { self.error.get() };
        let pipes = self.pipes.borrow();
        let output = pipes
            .iter()
            .map(|pipe| pipe.as_ref().filter(|pipe| pipe.writable).map(|pipe| pipe.output.take()));
        Outcome {
            error,
            // SAFETY: reads a number, which is 0 when no child was started.
            process: unsafe { uv::uv_process_get_pid(self.process.get()) },
            end: self.end.get(),
            output: output.collect(),
        }
    }
}

#[cfg(unix)]
const SIGKILL: c_int = libc::SIGKILL;
#[cfg(windows)]
const SIGKILL: c_int = 9;

impl Pipe {
    fn run(&self) -> &Run {
        // SAFETY: the run owns its pipes and is boxed.
        unsafe { &*self.run }
    }

    /// Begins to write the input, and to read.
    fn start(&self) -> Result<(), c_int> {
        let stream: *mut uv::uv_stream_t = self.handle.get().cast();
        // SAFETY: a connected pipe; the requests and the input live as long as it does, and are used once.
        unsafe {
            if self.readable {
                if !self.input.is_empty() {
                    let base = self.input.as_ptr().cast_mut().cast();
                    let bytes = uv::uv_buf_t { base, len: self.input.len() as _ };
                    let write = self.write.get();
                    check(uv::uv_write(write, stream, &bytes, 1, Some(on_written)))?;
                }
                check(uv::uv_shutdown(self.shutdown.get(), stream, Some(on_shut_down)))?;
            }
            if self.writable {
                check(uv::uv_read_start(stream, Some(on_alloc), Some(on_read)))?;
            }
        }
        Ok(())
    }
}

/// The run behind a handle's data.
///
/// # Safety
/// `data` is that of the process or the timer of a run which exists.
unsafe fn run_of<'a>(data: *mut c_void) -> &'a Run {
    // SAFETY: by contract.
    unsafe { &*data.cast::<Run>() }
}

/// The pipe behind a stream's data.
///
/// # Safety
/// `stream` is the handle of a [`Pipe`] of a run which exists.
unsafe fn pipe_of<'a>(stream: *mut uv::uv_stream_t) -> &'a Pipe {
    // SAFETY: by contract.
    unsafe { &*(*stream).data.cast::<Pipe>() }
}

unsafe extern "C" fn on_exit(process: *mut uv::uv_process_t, status: i64, signal: c_int) {
    // SAFETY: libuv passes the handle of a run that waits.
    unsafe { run_of((*process).data) }.end.set(Some((status, signal)));
}

unsafe extern "C" fn on_timeout(timer: *mut uv::uv_timer_t) {
    // SAFETY: libuv passes the handle of a run that waits.
    let run = unsafe { run_of((*timer).data) };
    run.set_error(uv::uv_errno_t_UV_ETIMEDOUT);
    run.kill();
}

unsafe extern "C" fn on_alloc(stream: *mut uv::uv_handle_t, _: usize, buffer: *mut uv::uv_buf_t) {
    // SAFETY: libuv passes a pipe that reads, and a place for the answer.
    let (pipe, buffer) = unsafe { (pipe_of(stream.cast()), &mut *buffer) };
    let mut output = pipe.output.borrow_mut();
    let room = CHUNK - output.len() % CHUNK;
    output.reserve(room);
    buffer.base = output.spare_capacity_mut().as_mut_ptr().cast();
    buffer.len = room as _;
}

unsafe extern "C" fn on_read(stream: *mut uv::uv_stream_t, count: isize, _: *const uv::uv_buf_t) {
    // SAFETY: libuv passes a pipe that reads.
    let pipe = unsafe { pipe_of(stream) };
    let run = pipe.run();
    if count > 0 {
        let mut output = pipe.output.borrow_mut();
        let length = output.len() + count as usize;
        // SAFETY: `on_alloc` reserved the place after the content, which libuv has filled so far.
        unsafe { output.set_len(length) };
        drop(output);
        run.received.set(run.received.get() + count as f64);
        if run.limits.output > 0.0 && run.received.get() > run.limits.output {
            run.set_error(uv::uv_errno_t_UV_ENOBUFS);
            run.kill();
        }
    } else if count < 0 && count != uv::uv_errno_t_UV_EOF as isize {
        run.set_pipe_error(count as c_int);
        // SAFETY: a pipe that reads.
        unsafe { uv::uv_read_stop(stream) };
    }
}

unsafe extern "C" fn on_written(request: *mut uv::uv_write_t, result: c_int) {
    if result < 0 {
        // SAFETY: libuv passes the request of a pipe of a run that waits.
        unsafe { pipe_of((*request).handle) }.run().set_pipe_error(result);
    }
}

unsafe extern "C" fn on_shut_down(request: *mut uv::uv_shutdown_t, result: c_int) {
    // Some systems complain when the child has closed its end before.
    if result < 0 && result != uv::uv_errno_t_UV_ENOTCONN {
        // SAFETY: libuv passes the request of a pipe of a run that waits.
        unsafe { pipe_of((*request).handle) }.run().set_pipe_error(result);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::super::c_text;
    use super::*;

    fn shell(script: &str) -> Command {
        let arguments = ["sh", "-c", script].map(|text| c_text(text).unwrap()).to_vec();
        Command { file: c_text("/bin/sh").unwrap(), arguments, ..Command::default() }
    }

    fn pipes(input: &[u8]) -> Vec<Stdio> {
        let from = |readable, input: &[u8]| Stdio::Pipe {
            readable,
            writable: !readable,
            input: input.to_vec(),
        };
        vec![from(true, input), from(false, b""), from(false, b"")]
    }

    const NO_LIMITS: Limits = Limits { timeout: 0, output: 0.0, signal: libc::SIGTERM };

    #[test]
    fn what_goes_in_comes_out() {
        let input: Vec<u8> = (0..300_000_u32).map(|number| number as u8).collect();
        let outcome = run(&shell("cat; echo no >&2; exit 7"), pipes(&input), NO_LIMITS);
        assert_eq!((outcome.error, outcome.end), (0, Some((7, 0))));
        assert!(outcome.process > 0);
        assert_eq!(outcome.output, [None, Some(input), Some(b"no\n".to_vec())]);
    }

    #[test]
    fn a_program_that_is_not_there_is_not_started() {
        let file = c_text("/none/such").unwrap();
        let command = Command { file: file.clone(), arguments: vec![file], ..Command::default() };
        let outcome = run(&command, pipes(b""), NO_LIMITS);
        assert_eq!((outcome.error, outcome.end), (uv::uv_errno_t_UV_ENOENT, None));
        assert_eq!(outcome.process, 0);
    }

    #[test]
    fn limits_end_the_child() {
        let slow = Limits { timeout: 20, ..NO_LIMITS };
        let outcome = run(&shell("echo begun; exec sleep 60"), pipes(b""), slow);
        let ended = Some((0, libc::SIGTERM));
        assert_eq!((outcome.error, outcome.end), (uv::uv_errno_t_UV_ETIMEDOUT, ended));
        let loud = Limits { output: 10.0, signal: libc::SIGKILL, ..NO_LIMITS };
        let outcome = run(&shell("exec yes"), pipes(b""), loud);
        let ended = Some((0, libc::SIGKILL));
        assert_eq!((outcome.error, outcome.end), (uv::uv_errno_t_UV_ENOBUFS, ended));
        assert!(outcome.output[1].as_ref().unwrap().starts_with(b"y\ny\ny\n"));
    }

    #[test]
    fn a_grandchild_that_holds_the_pipes_keeps_nobody_waiting_after_the_timeout() {
        let slow = Limits { timeout: 20, ..NO_LIMITS };
        let outcome = run(&shell("sleep 20 & exit 3"), pipes(b""), slow);
        assert_eq!((outcome.error, outcome.end), (uv::uv_errno_t_UV_ETIMEDOUT, Some((3, 0))));
    }

    #[test]
    fn a_child_that_does_not_read_is_told_by_the_write() {
        let outcome = run(&shell("exec 0<&-; exit 0"), pipes(&vec![0; 1 << 20]), NO_LIMITS);
        assert_eq!((outcome.error, outcome.end), (uv::uv_errno_t_UV_EPIPE, Some((0, 0))));
    }
}
