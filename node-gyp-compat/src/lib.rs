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
//! | `graph` | the commands, and which file each makes of which |
//! | `execute` | running what is not fresh, in parallel |
//!
//! `node_variables` holds what node-gyp adds to every addon, `project` joins the stages, `cli`
//! is the command line.

#![forbid(unsafe_code)]

pub mod cli;
mod diagnostic;
mod environment;
mod eval;
mod execute;
mod graph;
mod headers;
mod node_variables;
mod project;
mod shell;
mod source;
mod syntax;
mod targets;
#[cfg(test)]
mod test_space;
mod toolchain;
mod value;

#[cfg(fuzzing)]
pub mod fuzzing;

pub use diagnostic::{Error, ErrorKind};
pub use environment::Environment;
pub use execute::observer::{Console, Observer, Silent};
pub use graph::{Step, StepKind};
pub use headers::unpack as unpack_headers;
pub use project::{
    BuildOptions, BuildReport, Configuration, build, build_observed, clean, configure,
};
