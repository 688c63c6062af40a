//! Any text as the expression of a condition, with variables in sight.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| node_gyp_compat::fuzzing::condition(text));
