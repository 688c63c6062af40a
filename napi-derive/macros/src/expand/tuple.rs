//! A tuple struct that is an array, or what its only field is: `FromJs` and `IntoJs`.
//!
//! Neighbours: `object.rs` (structs with names).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Index, ItemStruct};

use super::object::{from_js, into_js};
use crate::model::members::cfgs;
use crate::model::object::lifetimes;
use crate::model::tuple::Tuple;

pub(crate) fn expand(item: &ItemStruct, model: &Tuple) -> TokenStream {
    let (from, into) = if model.transparent {
        (
            quote!(::napi_derive::FromJs::from_js(value).map(Self)),
            quote!(::napi_derive::IntoJs::into_js(self.0, env)),
        )
    } else {
        let fields: Vec<_> = (0..model.fields).map(|index| format_ident!("field{index}")).collect();
        let indexes = (0..model.fields).map(Index::from);
        (
            quote! {
                let (#(#fields,)*) = ::napi_derive::FromJs::from_js(value)?;
                ::core::result::Result::Ok(Self(#(#fields),*))
            },
            quote!(::napi_derive::IntoJs::into_js((#(self.#indexes,)*), env)),
        )
    };
    let implementations = implementations(item, &from, &into);
    quote!(#item #implementations)
}

/// What stands in for a struct with errors, so that its uses do not add more.
pub(crate) fn fallback(item: &ItemStruct, errors: &TokenStream) -> TokenStream {
    let stand_in = (item.generics.type_params().next().is_none()).then(|| {
        implementations(item, &quote!(let _ = value; loop {}), &quote!(let _ = env; loop {}))
    });
    quote!(#errors #item #stand_in)
}

fn implementations(item: &ItemStruct, from: &TokenStream, into: &TokenStream) -> TokenStream {
    let name = &item.ident;
    let lifetimes = lifetimes(&item.generics);
    let ty = quote!(#name #lifetimes);
    let cfgs = cfgs(&item.attrs);
    let from = from_js(&cfgs, &ty, from);
    let into = into_js(&cfgs, &ty, into);
    quote!(#from #into)
}
