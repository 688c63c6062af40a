//! Builds `binding.gyp` projects.

#![forbid(unsafe_code)]

mod diagnostic;
mod environment;
mod eval;
mod shell;
mod source;
mod syntax;
#[cfg(test)]
mod test_space;
mod value;
