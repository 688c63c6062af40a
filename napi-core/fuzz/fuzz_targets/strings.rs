//! Any bytes as text that an addon passes, on the way to the engine and back: what comes back is
//! what `String::from_utf8_lossy` makes of it, whole and cut to any length.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &[u8]| napi_core::fuzzing::strings(text));
