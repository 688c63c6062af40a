//! This process: its folder, its title, what it uses; and signals to any process.
//!
//! Neighbours: `environment.rs`, `standard_io.rs`, `unix/credentials.rs`.

use super::error::{Result, SystemError, check};
use super::machine::{filled, text};
use super::platform;
use libuv_sys2 as uv;
use std::ffi::CString;
use std::mem::MaybeUninit;
use std::sync::{Mutex, Once};

const CWD_IS_GONE: &str = "process.cwd failed with error no such file or directory, the current \
                           working directory was likely removed without changing the working \
                           directory";

/// The folder that relative paths begin at.
///
/// # Errors
/// When it is gone.
pub fn current_folder() -> Result<Vec<u8>> {
    // SAFETY: the buffer has the size that is passed.
    let folder = filled("uv_cwd", |buffer, size| unsafe { uv::uv_cwd(buffer, size) });
    folder.map_err(|mut error| {
        if error.errno == uv::uv_errno_t_UV_ENOENT {
            error.explanation = Some(CWD_IS_GONE.into());
        }
        error
    })
}

/// Changes it.
///
/// # Errors
/// When it cannot be; the error's path is the folder up to now, its dest the one asked for.
pub fn change_folder(folder: &[u8]) -> Result<()> {
    let failed = |errno| {
        let from = current_folder().unwrap_or_default();
        SystemError::new(errno, "chdir").with_path(&from).with_dest(folder)
    };
    let path = CString::new(folder).map_err(|_| failed(uv::uv_errno_t_UV_EINVAL))?;
    // SAFETY: a NUL-terminated path.
    match unsafe { uv::uv_chdir(path.as_ptr()) } {
        0 => Ok(()),
        errno => Err(failed(errno)),
    }
}

/// The permissions that new files do not get.
pub fn umask() -> u32 {
    // There is no way to ask without changing it: the lock keeps two who ask from each other.
    let _guard = lock_umask();
    let mask = platform::umask(0);
    platform::umask(mask);
    mask
}

/// Changes them; what they were.
pub fn set_umask(mask: u32) -> u32 {
    let _guard = lock_umask();
    platform::umask(mask)
}

fn lock_umask() -> impl Drop {
    static UMASK: Mutex<()> = Mutex::new(());
    UMASK.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The process's number.
pub fn id() -> i32 {
    // SAFETY: no preconditions.
    unsafe { uv::uv_os_getpid() }
}

/// The number of the process that started it.
pub fn parent_id() -> i32 {
    // SAFETY: no preconditions.
    unsafe { uv::uv_os_getppid() }
}

/// Ends the process as a crash does, for a core dump: by SIGABRT, as C's `abort` does. (What is
/// linked under that name may be a JavaScript engine's own, which ends the process another way.)
pub fn abort() -> ! {
    #[cfg(unix)]
    // SAFETY: the signal's handler runs, if there is one; when it comes back the default ends the
    // process.
    unsafe {
        libc::raise(libc::SIGABRT);
        libc::signal(libc::SIGABRT, libc::SIG_DFL);
        libc::raise(libc::SIGABRT);
    }
    std::process::abort()
}

/// Sends a signal to a process; 0 only asks whether it is there.
///
/// # Errors
/// When there is no such process, or the user may not.
pub fn kill(process: i32, signal: i32) -> Result<()> {
    // SAFETY: no preconditions.
    check(unsafe { uv::uv_kill(process, signal) }, "kill").map(drop)
}

// ----- title -----

/// libuv writes titles over the program's arguments, whose place it has to be told once.
fn prepare_title() {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(platform::lend_arguments);
}

/// The name that lists of processes show.
///
/// # Errors
/// When the system cannot tell.
pub fn title() -> Result<String> {
    prepare_title();
    let mut buffer = vec![0; 512];
    loop {
        // SAFETY: the buffer has the size that is passed.
        match unsafe { uv::uv_get_process_title(buffer.as_mut_ptr(), buffer.len()) } {
            uv::uv_errno_t_UV_ENOBUFS if buffer.len() < 1 << 20 => {
                buffer.resize(buffer.len() * 4, 0);
            }
            result => {
                check(result, "uv_get_process_title")?;
                // SAFETY: libuv terminated the title with a NUL.
                return Ok(unsafe { text(buffer.as_ptr()) });
            }
        }
    }
}

/// Changes it. What does not fit is cut; what follows a NUL too.
///
/// # Errors
/// When the system cannot change it.
pub fn set_title(title: &str) -> Result<()> {
    prepare_title();
    let title = title.split('\0').next().unwrap_or_default();
    let title = CString::new(title).unwrap_or_default();
    // SAFETY: a NUL-terminated text.
    check(unsafe { uv::uv_set_process_title(title.as_ptr()) }, "uv_set_process_title").map(drop)
}

// ----- usage -----

/// What the process, or a thread of it, has used. Times in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Usage {
    pub user_time: u64,
    pub system_time: u64,
    pub max_resident: u64,
    pub shared_memory: u64,
    pub data: u64,
    pub stack: u64,
    pub minor_faults: u64,
    pub major_faults: u64,
    pub swaps: u64,
    pub reads: u64,
    pub writes: u64,
    pub messages_sent: u64,
    pub messages_received: u64,
    pub signals: u64,
    pub voluntary_switches: u64,
    pub involuntary_switches: u64,
}

type ReadUsage = unsafe extern "C" fn(*mut uv::uv_rusage_t) -> i32;

fn usage_by(read: ReadUsage, syscall: &'static str) -> Result<Usage> {
    let mut usage = MaybeUninit::<uv::uv_rusage_t>::zeroed();
    // SAFETY: libuv fills in numbers; zeros are numbers too.
    let usage = unsafe {
        check(read(usage.as_mut_ptr()), syscall)?;
        usage.assume_init()
    };
    let micros = |time: uv::uv_timeval_t| time.tv_sec as u64 * 1_000_000 + time.tv_usec as u64;
    Ok(Usage {
        user_time: micros(usage.ru_utime),
        system_time: micros(usage.ru_stime),
        max_resident: usage.ru_maxrss,
        shared_memory: usage.ru_ixrss,
        data: usage.ru_idrss,
        stack: usage.ru_isrss,
        minor_faults: usage.ru_minflt,
        major_faults: usage.ru_majflt,
        swaps: usage.ru_nswap,
        reads: usage.ru_inblock,
        writes: usage.ru_oublock,
        messages_sent: usage.ru_msgsnd,
        messages_received: usage.ru_msgrcv,
        signals: usage.ru_nsignals,
        voluntary_switches: usage.ru_nvcsw,
        involuntary_switches: usage.ru_nivcsw,
    })
}

/// What the process has used.
///
/// # Errors
/// When the system does not tell.
pub fn usage() -> Result<Usage> {
    usage_by(uv::uv_getrusage, "uv_getrusage")
}

/// What this thread has used.
///
/// # Errors
/// When the system does not tell.
pub fn thread_usage() -> Result<Usage> {
    usage_by(uv::uv_getrusage_thread, "uv_getrusage_thread")
}

/// The memory that the process has in RAM, in bytes.
///
/// # Errors
/// When the system does not tell.
pub fn resident_memory() -> Result<usize> {
    let mut bytes = 0;
    // SAFETY: a place for one number.
    check(unsafe { uv::uv_resident_set_memory(&mut bytes) }, "uv_resident_set_memory")?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_process_knows_its_folder_and_number() {
        let expected = std::env::current_dir().unwrap();
        assert_eq!(current_folder().unwrap(), expected.as_os_str().as_encoded_bytes());
        assert_eq!(id() as u32, std::process::id());
        assert!(kill(id(), 0).is_ok());
        assert_eq!(kill(999_999_999, 0).unwrap_err().code(), "ESRCH");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = change_folder(b"/none").unwrap_err();
        assert_eq!((error.code().as_str(), error.dest), ("ENOENT", Some(b"/none".to_vec())));
        assert_eq!(error.path, Some(current_folder().unwrap()));
    }

    #[test]
    fn usage_grows() {
        let before = usage().unwrap();
        assert!(before.max_resident > 0 && resident_memory().unwrap() > 0);
        assert!(usage().unwrap().user_time >= before.user_time);
        let before = thread_usage().unwrap();
        assert!(thread_usage().unwrap().user_time >= before.user_time);
    }

    #[test]
    fn asking_for_the_mask_does_not_change_it() {
        let mask = umask();
        assert_eq!(umask(), mask);
        assert_eq!(set_umask(mask), mask);
    }

    #[test]
    fn the_title_is_the_programs_name_until_it_is_set() {
        let program = std::env::args_os().next().unwrap();
        assert_eq!(title().unwrap().as_str(), program.to_str().unwrap());
        set_title("t").unwrap();
        assert_eq!(title().unwrap(), "t");
    }
}
