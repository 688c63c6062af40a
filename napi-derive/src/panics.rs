//! Where a panic happened, for the exception it becomes; in debug builds only.
//!
//! Only the panic hook is told. Ours notes the place and hands on to the hook before it. Who sets
//! another hook afterwards loses nothing but the place.
//!
//! Neighbours: `error.rs` makes the exception, `raw/module.rs` calls [`watch`] before init.

use std::cell::RefCell;
use std::panic;
use std::sync::Once;

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on, notes where panics happen.
pub(crate) fn watch() {
    static INSTALLED: Once = Once::new();
    if !cfg!(debug_assertions) {
        return;
    }
    INSTALLED.call_once(|| {
        let earlier = panic::take_hook();
        panic::set_hook(Box::new(move |report| {
            let place = report.location().map(ToString::to_string);
            let _ = PLACE.try_with(|noted| {
                // A panic inside of the hook's own formatting finds it borrowed.
                if let Ok(mut noted) = noted.try_borrow_mut() {
                    *noted = place;
                }
            });
            earlier(report);
        }));
    });
}

/// Where this thread's last panic happened, once.
pub(crate) fn take_place() -> Option<String> {
    PLACE.try_with(|noted| noted.try_borrow_mut().ok()?.take()).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_noted_in_debug_builds() {
        watch();
        let result = panic::catch_unwind(|| panic!("to be caught"));
        assert!(result.is_err());
        let place = take_place();
        match cfg!(debug_assertions) {
            true => assert!(place.is_some_and(|place| place.contains("panics.rs:"))),
            false => assert_eq!(place, None),
        }
        assert_eq!(take_place(), None);
    }
}
