//! Time since the start of the program.
//!
//! Invariant: the start is read once, both clocks at one moment, so `start + elapsed` is now for
//! as long as the wall clock is not set.

use crate::event_loop::EventLoop;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

struct Start {
    monotonic: u64,
    wall: f64,
}

static START: OnceLock<Start> = OnceLock::new();

fn start() -> &'static Start {
    START.get_or_init(|| {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Start { monotonic: EventLoop::hrtime(), wall: since_1970.as_secs_f64() * 1e3 }
    })
}

/// Makes now the start, unless something here was asked before. The first line of a program.
pub fn mark_start() {
    start();
}

/// The wall clock's time at the start, in milliseconds since 1970.
pub fn start_time() -> f64 {
    start().wall
}

/// Milliseconds since the start, monotonic.
pub fn elapsed() -> f64 {
    let start = start().monotonic;
    // Whoever asks first may read the clock a moment before the start is set.
    EventLoop::hrtime().saturating_sub(start) as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_time_grows_from_the_start() {
        mark_start();
        let (first, second) = (elapsed(), elapsed());
        assert!(first >= 0.0 && second >= first);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1e3;
        assert!((start_time() + elapsed() - now).abs() < 60_000.0);
    }
}
