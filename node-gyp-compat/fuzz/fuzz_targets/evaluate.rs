//! Any text as a `binding.gyp` (and what it includes), resolved to targets without commands.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| node_gyp_compat::fuzzing::evaluate(text));
