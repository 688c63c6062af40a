//! What only terminals do.
//!
//! Invariant: a number that is open but no terminal is an error (EINVAL). The mode of a terminal is
//! the system's, not the process's: who sets one has to see to [`reset_terminal`] in the end.

use super::stream::{Stream, StreamKind};
use super::{Handles, Id};
use crate::system::error::{Result, SystemError, check};
use libuv_sys2 as uv;
use std::ffi::c_int;

/// What a terminal does with keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Lines, which the terminal lets people edit.
    Lines,
    /// Every key at once, as it is; output is still translated.
    Raw,
}

/// Gives the terminal the mode back that it had before [`Handles::set_terminal_mode`]. Of the whole
/// process, and safe to call at any time.
pub fn reset_terminal() {
    // SAFETY: made to be called from anywhere, also while it is being called.
    unsafe { uv::uv_tty_reset_mode() };
}

impl Handles {
    /// The terminal behind a descriptor.
    ///
    /// # Errors
    /// When the descriptor is no terminal.
    pub fn open_terminal(&self, descriptor: c_int) -> Result<Id> {
        let event_loop = self.0.event_loop("uv_tty_init")?;
        let (stream, id) = Stream::open(StreamKind::Terminal, descriptor, event_loop, &self.0)?;
        Ok(self.add_stream(stream, id))
    }

    fn terminal(&self, id: Id, syscall: &'static str) -> Result<*mut uv::uv_tty_t> {
        let stream = self.stream(id, syscall)?;
        match stream.kind() {
            StreamKind::Terminal => Ok(stream.raw().cast()),
            _ => Err(SystemError::new(uv::uv_errno_t_UV_EINVAL, syscall)),
        }
    }

    /// Sets what the terminal does with keys.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn set_terminal_mode(&self, terminal: Id, mode: Mode) -> Result<()> {
        let terminal = self.terminal(terminal, "setRawMode")?;
        let mode = match mode {
            Mode::Lines => uv::uv_tty_mode_t_UV_TTY_MODE_NORMAL,
            Mode::Raw => uv::uv_tty_mode_t_UV_TTY_MODE_RAW_VT,
        };
        // SAFETY: an open terminal.
        check(unsafe { uv::uv_tty_set_mode(terminal, mode) }, "setRawMode").map(drop)
    }

    /// Columns and rows.
    ///
    /// # Errors
    /// When the system does not know.
    pub fn window_size(&self, terminal: Id) -> Result<(c_int, c_int)> {
        let terminal = self.terminal(terminal, "getWindowSize")?;
        let (mut columns, mut rows) = (0, 0);
        // SAFETY: an open terminal, and places for the answers.
        let result = unsafe { uv::uv_tty_get_winsize(terminal, &mut columns, &mut rows) };
        check(result, "getWindowSize").map(|_| (columns, rows))
    }
}
