//! `module!`: the two symbols by which a host finds a library's init function.
//!
//! Neighbours: `raw/module.rs` (what they call).

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

/// Leaves the record of an exported function in the library's section.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($name:ident) => {
        const _: () = {
            #[used]
            #[cfg_attr(
                not(any(target_vendor = "apple", windows)),
                unsafe(link_section = "napi_derive_exports")
            )]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,napi_derive"))]
            #[cfg_attr(windows, unsafe(link_section = ".napid$b"))]
            static RECORD: $crate::__private::Registration =
                $crate::__private::Registration($crate::__private::define::<$name>);
        };
    };
}
