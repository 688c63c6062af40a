//! Any bytes: the reader of libraries answers with declarations or with an error that can be shown.

#![no_main]

libfuzzer_sys::fuzz_target!(|library: &[u8]| node_gyp_compat::fuzzing::declarations(library));
