//! A tuple struct that is an array, or what its only field is: `FromJs` and `IntoJs`.
//!
//! Neighbours: `object.rs` (structs with names).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Index, ItemStruct};

use super::object::{from_js, into_js};
use crate::declare::with_static_lifetimes;
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
        let count = model.fields.len();
        let fields: Vec<_> = (0..count).map(|index| format_ident!("field{index}")).collect();
        let indexes = (0..count).map(Index::from);
        (
            quote! {
                let (#(#fields,)*) = ::napi_derive::FromJs::from_js(value)?;
                ::core::result::Result::Ok(Self(#(#fields),*))
            },
            quote!(::napi_derive::IntoJs::into_js((#(self.#indexes,)*), env)),
        )
    };
    let implementations = implementations(item, Some(model), &from, &into);
    quote!(#item #implementations)
}

/// What stands in for a struct with errors, so that its uses do not add more.
pub(crate) fn fallback(item: &ItemStruct, errors: &TokenStream) -> TokenStream {
    let stand_in = (item.generics.type_params().next().is_none()).then(|| {
        let (from, into) = (quote!(let _ = value; loop {}), quote!(let _ = env; loop {}));
        implementations(item, None, &from, &into)
    });
    quote!(#errors #item #stand_in)
}

fn implementations(
    item: &ItemStruct,
    model: Option<&Tuple>,
    from: &TokenStream,
    into: &TokenStream,
) -> TokenStream {
    let name = &item.ident;
    let lifetimes = lifetimes(&item.generics);
    let ty = quote!(#name #lifetimes);
    let cfgs = cfgs(&item.attrs);
    let declared = |of: TokenStream| {
        let fields = model.map(|model| declared(model, &of));
        fields.unwrap_or_default()
    };
    let from = from_js(&cfgs, &ty, &declared(quote!(FromJs)), from);
    let into = into_js(&cfgs, &ty, &declared(quote!(IntoJs)), into);
    quote!(#from #into)
}

/// What it is in TypeScript: what its field is, or the tuple of its fields.
fn declared(model: &Tuple, direction: &TokenStream) -> TokenStream {
    let types = model.fields.iter().cloned().map(with_static_lifetimes);
    let of = match model.transparent {
        true => quote!(#(#types)*),
        false => quote!((#(#types,)*)),
    };
    quote! {
        const TYPE: &'static ::napi_derive::Type =
            <#of as ::napi_derive::#direction<'static>>::TYPE;
    }
}
