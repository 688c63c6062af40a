//! Builds native addons from their `binding.gyp`, without Python and make.
//!
//! ```no_run
//! use node_gyp_compat::{BuildOptions, build};
//!
//! let report = build(&BuildOptions::new("my-addon"))?;
//! println!("{}", report.products[0].display()); // .../my-addon/build/Release/my_addon.node
//! # Ok::<(), node_gyp_compat::Error>(())
//! ```
//!
//! The stages, each a module with its own tests; every one keeps the places in the files, so
//! that any of them can point at the line it complains about:
//!
//! | module | makes |
//! |---|---|
//! | `syntax` | text to tokens to a syntax tree |
//! | `value` | the tree as values, duplicate keys settled |
//! | `eval` | variables, commands, conditions, includes, merges |
//! | `targets` | targets with all settings that reach them |
//! | `graph` | the commands, and which file each makes of which; in `graph/systems`, how each system's tools are told |
//! | `execute` | running what is not fresh, in parallel |
//!
//! `system` says what is built for, `toolchain` with what.
//! `headers` and `development` find the headers to compile against, `node_variables` holds what
//! node-gyp adds to every addon. `configure` and `project` join the stages, `cargo_package` does
//! the same for addons in Rust, `questions` (with `explain` and `picture`) tells about them,
//! `command_line` is the command.

#![forbid(unsafe_code)]

mod cargo_package;
pub mod command_line;
mod configure;
mod development;
mod diagnostic;
mod drawing;
mod environment;
mod eval;
mod execute;
mod explain;
mod graph;
mod headers;
mod hints;
mod node_variables;
mod picture;
mod project;
mod questions;
mod shell;
mod source;
mod stand_in;
mod syntax;
mod system;
mod targets;
#[cfg(test)]
mod test_random;
#[cfg(test)]
mod test_space;
mod toolchain;
mod value;

#[cfg(fuzzing)]
pub mod fuzzing;

pub use diagnostic::{Error, ErrorKind};
pub use environment::Environment;
pub use execute::observer::{Console, Observer, Silent};
pub use explain::explain;
pub use graph::{Step, StepKind};
pub use headers::own::unpack as unpack_headers;
pub use picture::{dot, svg};
pub use project::{
    BuildOptions, BuildReport, Configuration, build, build_observed, clean, configure,
};
