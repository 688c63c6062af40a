//! A function: a type of its name that implements `Export`, and a record for `module!()`.
//!
//! Neighbours: `call.rs` (the body).

use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemFn;

use super::call::{self, Result};
use super::record;
use crate::model::function::Function;
use crate::model::members::cfgs;

pub(crate) fn expand(item: &ItemFn, model: &Function, js_name: &str) -> TokenStream {
    let name = &item.sig.ident;
    let result = match item.sig.asyncness {
        Some(_) => Result::Promised,
        None => Result::Returned,
    };
    let body = call::body(model, &quote!(#name), None, js_name, result);
    let export = export(item, model, js_name, &body);
    quote!(#item #export)
}

/// The record that exports it.
pub(crate) fn record_of(item: &ItemFn, js_name: &str, namespace: Option<&str>) -> TokenStream {
    let name = &item.sig.ident;
    let cfgs = cfgs(&item.attrs);
    let record = record(namespace, js_name, &quote!(::napi_derive::__private::define::<#name>));
    quote!(#cfgs #record)
}

/// A function that runs when everything is exported.
pub(crate) fn init(item: &ItemFn, arguments: &[TokenStream]) -> TokenStream {
    let name = &item.sig.ident;
    let cfgs = cfgs(&item.attrs);
    quote! {
        #item
        #cfgs
        ::napi_derive::__record!(|exports, phase| {
            ::napi_derive::__private::run_init(exports, phase, |env, exports| {
                let _ = (env, exports);
                #name(#(#arguments),*)
            })
        });
    }
}

/// What stands in for a function with errors, so that its uses do not add more.
pub(crate) fn fallback(
    item: &ItemFn,
    model: &Function,
    js_name: &str,
    errors: &TokenStream,
) -> TokenStream {
    // Inside an `impl`, where a method is, no type can stand.
    let export = item
        .sig
        .receiver()
        .is_none()
        .then(|| export(item, model, js_name, &quote!(let _ = cx; loop {})));
    quote!(#errors #item #export)
}

fn export(item: &ItemFn, model: &Function, js_name: &str, body: &TokenStream) -> TokenStream {
    let (name, visibility) = (&item.sig.ident, &item.vis);
    let cfgs = cfgs(&item.attrs);
    let export = call::export(&quote!(#name), js_name, model.parameters.len(), false, body);
    quote! {
        #cfgs
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        #cfgs
        #export
    }
}
