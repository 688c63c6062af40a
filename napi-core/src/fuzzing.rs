//! What the fuzz targets in `fuzz/` drive; compiled for them alone (`--cfg fuzzing`).
//!
//! Invariant: whatever the bytes, these return; a panic or a failed assertion is a find.

use crate::engine::{Engine, OwnedEngine, Scopes, Strings};
use crate::loader;

/// Looks at bytes as at a `.node` file, and writes the answer out.
pub fn inspect(file: &[u8]) {
    if let Err(problem) = loader::inspect_bytes(file) {
        let error = loader::LoadError::new(std::path::Path::new("/fuzz/addon.node"), problem);
        assert!(!error.to_string().is_empty());
    }
}

/// Makes a string of UTF-8 that may be malformed and reads it back in every encoding.
pub fn strings(text: &[u8]) {
    thread_local! {
        static ENGINE: OwnedEngine = Engine::new().expect("an engine starts");
    }
    ENGINE.with(|engine| {
        let mark = engine.mark();
        let expected = String::from_utf8_lossy(text);
        // Three times, since literals met again come from a cache.
        for _ in 0..3 {
            let string = engine.string_utf8(text).expect("memory for a short string");
            let same = engine.with_utf8(string, |read| read == expected.as_bytes());
            assert_eq!(same.ok(), Some(true));
            let units: Vec<u16> = expected.encode_utf16().collect();
            let same = engine.with_utf16(string, |read| read == units);
            assert_eq!(same.ok(), Some(true));
        }
        engine.release_to(mark);
    });
}
