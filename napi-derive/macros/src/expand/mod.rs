//! The code `#[napi]` writes: one file for each kind of item.
//!
//! Neighbours: `model/`; `napi-derive`'s `__private` module lists what the code may call.

pub(crate) mod call;
pub(crate) mod class;
pub(crate) mod constant;
pub(crate) mod enumeration;
pub(crate) mod function;
pub(crate) mod members;
pub(crate) mod namespace;
pub(crate) mod object;
pub(crate) mod tuple;

use proc_macro2::TokenStream;
use quote::quote;

/// Leaves a record of an item for `module!()`. `define` is a function from the exports, or the
/// item's namespace, to a result; `js_name` is what it defines there.
fn record(namespace: Option<&str>, js_name: &str, define: &TokenStream) -> TokenStream {
    let namespace = namespace.unwrap_or_default();
    quote! {
        ::napi_derive::__record!(|exports, phase| {
            ::napi_derive::__private::export_item(exports, phase, #namespace, #js_name, #define)
        });
    }
}
