//! The machine: its name, its processors, its memory and its load.
//!
//! Neighbours: `network.rs` (its addresses), `accounts.rs` (its users).

use super::error::{Result, check};
use libuv_sys2 as uv;
use std::ffi::{CStr, c_char, c_int};
use std::mem::MaybeUninit;
use std::ptr::null_mut;

/// What the system says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uname {
    /// `Linux`
    pub system: String,
    /// How and when the kernel was built.
    pub version: String,
    /// The kernel's version.
    pub release: String,
    /// `x86_64`
    pub machine: String,
}

/// A processor. Times are milliseconds since the machine's start.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Processor {
    pub model: String,
    pub megahertz: i32,
    pub user: u64,
    pub nice: u64,
    pub system: u64,
    pub idle: u64,
    pub interrupts: u64,
}

/// The text at an address that a call filled in.
///
/// # Safety
/// `text` is null or NUL-terminated.
pub(super) unsafe fn text(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: by contract.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}

/// Calls a function of libuv that fills a buffer and says `UV_ENOBUFS`, with the size it needs,
/// when that is too small.
pub(super) fn filled(
    syscall: &'static str,
    mut fill: impl FnMut(*mut c_char, *mut usize) -> c_int,
) -> Result<Vec<u8>> {
    let mut buffer = vec![0_u8; 256];
    loop {
        let mut size = buffer.len();
        match fill(buffer.as_mut_ptr().cast(), &mut size) {
            uv::uv_errno_t_UV_ENOBUFS => {
                // What changes between the calls may need more than was said.
                buffer.resize(size.max(buffer.len() * 2), 0);
            }
            result => {
                check(result, syscall)?;
                buffer.truncate(size);
                return Ok(buffer);
            }
        }
    }
}

/// The machine's name in its network.
///
/// # Errors
/// When the system does not tell.
pub fn hostname() -> Result<String> {
    // SAFETY: the buffer has the size that is passed.
    let name =
        filled("uv_os_gethostname", |buffer, size| unsafe { uv::uv_os_gethostname(buffer, size) })?;
    Ok(String::from_utf8_lossy(&name).into_owned())
}

/// What the system says of itself.
///
/// # Errors
/// When it does not.
pub fn uname() -> Result<Uname> {
    let mut names = MaybeUninit::<uv::uv_utsname_t>::zeroed();
    // SAFETY: libuv fills in the arrays, NUL-terminated; zeros are texts too.
    unsafe {
        check(uv::uv_os_uname(names.as_mut_ptr()), "uv_os_uname")?;
        let names = names.assume_init_ref();
        Ok(Uname {
            system: text(names.sysname.as_ptr()),
            version: text(names.version.as_ptr()),
            release: text(names.release.as_ptr()),
            machine: text(names.machine.as_ptr()),
        })
    }
}

/// Seconds since the machine's start.
///
/// # Errors
/// When the system does not tell.
pub fn uptime() -> Result<f64> {
    let mut seconds = 0.0;
    // SAFETY: a place for one number.
    check(unsafe { uv::uv_uptime(&mut seconds) }, "uv_uptime")?;
    Ok(seconds)
}

/// How many wanted to run, on average over 1, 5 and 15 minutes.
pub fn load_averages() -> [f64; 3] {
    let mut averages = [0.0; 3];
    // SAFETY: a place for three numbers.
    unsafe { uv::uv_loadavg(averages.as_mut_ptr()) };
    averages
}

/// The machine's memory, in bytes.
pub fn total_memory() -> u64 {
    // SAFETY: no preconditions.
    unsafe { uv::uv_get_total_memory() }
}

/// The part of it that is free, in bytes.
pub fn free_memory() -> u64 {
    // SAFETY: no preconditions.
    unsafe { uv::uv_get_free_memory() }
}

/// The memory that limits set by the system leave to this process; 0 when it does not know.
pub fn constrained_memory() -> u64 {
    // SAFETY: no preconditions.
    unsafe { uv::uv_get_constrained_memory() }
}

/// The part of that which is free.
pub fn available_memory() -> u64 {
    // SAFETY: no preconditions.
    unsafe { uv::uv_get_available_memory() }
}

/// How many threads can run at once.
pub fn available_parallelism() -> u32 {
    // SAFETY: no preconditions.
    unsafe { uv::uv_available_parallelism() }
}

/// The processors; none when the system does not tell.
pub fn processors() -> Vec<Processor> {
    let (mut list, mut count) = (null_mut(), 0);
    // SAFETY: libuv makes the list and says how long it is; it is freed once, after it was read.
    unsafe {
        if uv::uv_cpu_info(&mut list, &mut count) < 0 || list.is_null() {
            return Vec::new();
        }
        let length = usize::try_from(count).unwrap_or(0);
        let processors = std::slice::from_raw_parts(list, length).iter().map(processor).collect();
        uv::uv_free_cpu_info(list, count);
        processors
    }
}

fn processor(info: &uv::uv_cpu_info_t) -> Processor {
    Processor {
        // SAFETY: a text in libuv's list, which still exists.
        model: unsafe { text(info.model) },
        megahertz: info.speed,
        user: info.cpu_times.user,
        nice: info.cpu_times.nice,
        system: info.cpu_times.sys,
        idle: info.cpu_times.idle,
        interrupts: info.cpu_times.irq,
    }
}

/// The scheduling priority of a process, 0 being this one: -20 (first) to 19.
///
/// # Errors
/// When there is no such process.
pub fn priority(process: i32) -> Result<i32> {
    let mut priority = 0;
    // SAFETY: a place for one number.
    check(unsafe { uv::uv_os_getpriority(process, &mut priority) }, "uv_os_getpriority")?;
    Ok(priority)
}

/// Changes it.
///
/// # Errors
/// When there is no such process, or the user may not.
pub fn set_priority(process: i32, priority: i32) -> Result<()> {
    // SAFETY: no preconditions.
    check(unsafe { uv::uv_os_setpriority(process, priority) }, "uv_os_setpriority").map(drop)
}

/// The user's home folder: what the environment says, else the system.
///
/// # Errors
/// When neither does.
pub fn home_folder() -> Result<String> {
    // SAFETY: the buffer has the size that is passed.
    let path = filled("uv_os_homedir", |buffer, size| unsafe { uv::uv_os_homedir(buffer, size) })?;
    Ok(String::from_utf8_lossy(&path).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_has_a_name_processors_and_memory() {
        assert!(!hostname().unwrap().is_empty());
        assert!(!uname().unwrap().machine.is_empty());
        assert!(uptime().unwrap() > 0.0);
        assert!(load_averages().iter().all(|average| *average >= 0.0));
        assert!(total_memory() > free_memory() && free_memory() > 0);
        assert!(available_parallelism() >= 1);
        assert!(processors().len() >= available_parallelism() as usize);
    }

    #[test]
    fn buffers_grow_until_the_answer_fits() {
        let mut sizes = Vec::new();
        let answer = filled("uv_test", |buffer, size| {
            // SAFETY: `filled` passes valid addresses.
            let room = unsafe { *size };
            sizes.push(room);
            if room < 1000 {
                // SAFETY: as above.
                unsafe { *size = 1000 };
                return uv::uv_errno_t_UV_ENOBUFS;
            }
            // SAFETY: as above; there is room for one byte.
            unsafe {
                *buffer = 65;
                *size = 1;
            }
            0
        });
        assert_eq!((answer.unwrap(), sizes), (b"A".to_vec(), vec![256, 1000]));
    }

    #[test]
    fn a_process_that_does_not_exist_has_no_priority() {
        assert!((-20..=19).contains(&priority(0).unwrap()));
        assert_eq!(priority(999_999_999).unwrap_err().code(), "ESRCH");
        assert_eq!(set_priority(999_999_999, 0).unwrap_err().syscall, "uv_os_setpriority");
    }
}
