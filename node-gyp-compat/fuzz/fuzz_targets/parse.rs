//! Any text: lexer and parser answer with a tree or with an error that can be shown.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| node_gyp_compat::fuzzing::parse(text));
