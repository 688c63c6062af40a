//! `module!`: the two symbols by which a host finds a library's init function.
//!
//! Neighbours: `raw/module.rs` (what they call).

use std::any::TypeId;

use crate::class::{Class, ClassMembers};
use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::object::Object;
use crate::raw::frame::Env;

/// What the records of a library are asked for.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Phase<'env> {
    /// Items are exported, in any order.
    Items,
    /// Functions marked `#[napi(init)]` run, and find everything exported.
    Init,
    /// A class is being made in an env: its blocks marked `#[napi(more)]` add their members.
    Members(&'env ClassMembers<'env>),
}

/// Exports an item, into a namespace such as `geometry.solids` if that is not empty. An error if
/// something is there under its name. Not generic, so that it is compiled once, in this crate.
#[doc(hidden)]
pub fn export_item<'env>(
    exports: Object<'env>,
    phase: Phase<'_>,
    namespace: &str,
    name: &str,
    define: fn(Object<'env>) -> Result<()>,
) -> Result<()> {
    let Phase::Items = phase else { return Ok(()) };
    let mut place = exports;
    for part in namespace.split('.').filter(|part| !part.is_empty()) {
        place = match place.has_own(part)? {
            true => place.get(part)?,
            false => {
                let inner = exports.env().object()?;
                place.set(part, inner)?;
                inner
            }
        };
    }
    if place.has_own(name)? {
        return Err(Error::new(format!(
            "two items of the addon are exported as `{name}`: give one of them a `js_name`"
        )));
    }
    define(place)
}

/// Runs a function marked `#[napi(init)]`.
#[doc(hidden)]
pub fn run_init<'env, R: IntoJs<'env>>(
    exports: Object<'env>,
    phase: Phase<'_>,
    init: impl FnOnce(Env<'env>, Object<'env>) -> R,
) -> Result<()> {
    match phase {
        // `()`, or a `Result` of it: nobody sees the value.
        Phase::Init => init(exports.env(), exports).into_return(exports.env()).map(drop),
        Phase::Items | Phase::Members(_) => Ok(()),
    }
}

/// Adds the members of a block marked `#[napi(more)]`, when its class is the one being made.
#[doc(hidden)]
pub fn more_members<T: Class>(
    phase: Phase<'_>,
    define: impl FnOnce(&ClassMembers<'_>) -> Result<()>,
) -> Result<()> {
    match phase {
        Phase::Members(members) if members.class == TypeId::of::<T>() => define(members),
        _ => Ok(()),
    }
}

/// Makes the library an addon: exports the symbols that hosts look for.
///
/// `module!()` exports every function marked `#[napi]`. `module!(init)` runs
/// `fn init(env: Env<'_>, exports: Object<'_>) -> Result<()>`, which may call
/// [`export_all`](crate::export_all) to have those as well.
///
/// ```
/// use napi_derive::{Env, Object, Result};
///
/// fn init(_env: Env<'_>, exports: Object<'_>) -> Result<()> {
///     exports.set("answer", 42)
/// }
///
/// napi_derive::module!(init);
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! module {
    () => {
        $crate::module!(|_, exports| $crate::export_all(exports));
    };
    ($init:expr) => {
        const _: () = {
            #[unsafe(no_mangle)]
            unsafe extern "C" fn napi_register_module_v1(
                env: $crate::sys::napi_env,
                exports: $crate::sys::napi_value,
            ) -> $crate::sys::napi_value {
                // SAFETY: the host calls this as the module's init function.
                unsafe { $crate::__private::register(env, exports, $init) }
            }

            #[unsafe(no_mangle)]
            extern "C" fn node_api_module_get_api_version_v1() -> i32 {
                $crate::NODE_API_VERSION
            }
        };
    };
}

/// Leaves the record of an exported item in the library's section.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($export:expr) => {
        const _: () = {
            #[used]
            #[cfg_attr(
                not(any(target_vendor = "apple", windows)),
                unsafe(link_section = "napi_derive_exports")
            )]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,napi_derive"))]
            #[cfg_attr(windows, unsafe(link_section = ".napid$b"))]
            static RECORD: $crate::__private::Registration =
                $crate::__private::Registration($export);
        };
    };
}

/// Leaves the TypeScript declaration of an item in the library: a record of the parts, if `$class`
/// is the type of a class that is declared.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "types")]
macro_rules! __declaration {
    ($class:expr, $parts:expr) => {
        const _: () = {
            #[allow(unused_imports)]
            use $crate::__private::Unsaid as _;
            const PLACE: $crate::__private::DeclaredIn = $crate::__private::DeclaredIn {
                package: ::core::option_env!("CARGO_PKG_NAME"),
                file: ::core::file!(),
                line: ::core::line!(),
            };
            const PARTS: &[$crate::__private::Part] = $parts;
            const LENGTH: usize = $crate::__private::length(&PLACE, $class, PARTS);
            #[used]
            #[cfg_attr(
                not(any(target_vendor = "apple", windows)),
                unsafe(link_section = "napi_derive_types")
            )]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,napi_types"))]
            #[cfg_attr(windows, unsafe(link_section = ".napit"))]
            static RECORD: [u8; LENGTH] = $crate::__private::record(&PLACE, PARTS);
        };
    };
}

/// Without the feature `types`, the library has no declarations.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "types"))]
macro_rules! __declaration {
    ($class:expr, $parts:expr) => {};
}
