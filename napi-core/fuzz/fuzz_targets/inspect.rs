//! Any bytes as a `.node` file: inspection answers that it can be opened or why not, in words.

#![no_main]

libfuzzer_sys::fuzz_target!(|file: &[u8]| napi_core::fuzzing::inspect(file));
