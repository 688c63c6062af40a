//! How much native stack a thread has left: recursion between JavaScript and native code must end
//! in a RangeError, on every thread, before the stack ends.
//!
//! Threads are not alike: the main one has usually 8 MiB, those of Rust programs 2 MiB.

/// What JavaScript may use at most.
const MOST: usize = 4 << 20;
/// What is kept for native code at JavaScript's limit: half of it before native calls are refused
/// as well, half for the callback that was let in last.
const RESERVE: usize = 256 << 10;

/// How a thread's stack is shared out, in bytes below the current frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// JavaScript's own limit.
    pub script: usize,
    /// Where calls of native functions are refused.
    pub native: usize,
    /// What the frames so far have used; 0 where the system does not say.
    #[cfg_attr(not(feature = "spidermonkey"), allow(dead_code))]
    pub used: usize,
}

/// The share for the current thread, counted from the caller's frame.
pub fn share() -> Share {
    let Extent { available, used } = extent();
    Share { used, ..share_of(available) }
}

fn share_of(available: usize) -> Share {
    let reserve = RESERVE.min(available / 2);
    let script = (available - reserve).clamp(1, MOST);
    Share { script, native: script + reserve / 2, used: 0 }
}

/// Bytes of the thread's stack below and above the current frame.
struct Extent {
    available: usize,
    used: usize,
}

/// An address in the current frame.
#[inline(always)]
pub fn here() -> usize {
    let local = 0u8;
    &raw const local as usize
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn extent() -> Extent {
    let mut attributes = std::mem::MaybeUninit::<libc::pthread_attr_t>::uninit();
    let (mut lowest, mut size) = (std::ptr::null_mut(), 0);
    // SAFETY: the attributes are filled in before they are read, and destroyed once.
    unsafe {
        if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
            return UNKNOWN;
        }
        let read = libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut lowest, &raw mut size);
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        if read != 0 {
            return UNKNOWN;
        }
    }
    let available = here().saturating_sub(lowest as usize);
    Extent { available, used: size.saturating_sub(available) }
}

#[cfg(target_os = "macos")]
fn extent() -> Extent {
    // SAFETY: no preconditions; the stack's highest address and its size.
    let (highest, size) = unsafe {
        let thread = libc::pthread_self();
        (libc::pthread_get_stackaddr_np(thread) as usize, libc::pthread_get_stacksize_np(thread))
    };
    Extent {
        available: here().saturating_sub(highest - size),
        used: highest.saturating_sub(here()),
    }
}

/// Less than any thread has.
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
fn extent() -> Extent {
    UNKNOWN
}

/// Where the system does not say: the smallest default of the systems we know, less what the
/// program may have used.
#[cfg_attr(target_os = "macos", allow(dead_code))]
const UNKNOWN: Extent = Extent { available: 384 << 10, used: 0 };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_stacks_are_capped_and_small_ones_shared() {
        assert_eq!(share_of(64 << 20).script, MOST);
        let small = share_of(2 << 20);
        assert_eq!(small.script, (2 << 20) - RESERVE);
        assert!(small.native < 2 << 20);
        let tiny = share_of(64 << 10);
        assert_eq!(tiny, Share { script: 32 << 10, native: 48 << 10, used: 0 });
    }

    #[test]
    fn a_thread_knows_its_own_stack() {
        // Larger than any stack the system may have kept from another thread and give out again.
        let own = std::thread::Builder::new().stack_size(48 << 20).spawn(|| extent().available);
        let own = own.expect("a thread").join().expect("it does not panic");
        assert!((40 << 20..49 << 20).contains(&own), "{own} bytes of a 48 MiB stack");
    }
}
