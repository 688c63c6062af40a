//! A constant: a property of the exports that cannot be assigned.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ItemConst;
use syn::spanned::Spanned;

use super::record;
use crate::model::members::cfgs;

pub(crate) fn expand(item: &ItemConst, js_name: &str, namespace: Option<&str>) -> TokenStream {
    let name = &item.ident;
    let cfgs = cfgs(&item.attrs);
    let define = quote_spanned! {item.ty.span()=>
        |exports| ::napi_derive::__private::define_constant(exports, #js_name, #name)
    };
    let record = record(namespace, js_name, &define);
    quote!(#item #cfgs #record)
}
