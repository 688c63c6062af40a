//! The `node-gyp` command from outside: whole builds, and what it says about mistakes.

mod actions;
mod builds;
mod mistakes;
mod questions;
mod space;
