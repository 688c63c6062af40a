//! The code `#[napi]` writes: a type of the function's name that implements `Export`.
//!
//! Invariant: what is held for references is dropped before the result is converted, unless the
//! result may borrow from it: a conversion may run JavaScript, which live borrows forbid.
//!
//! Neighbours: `model.rs`; `parameter.rs` and `native.rs` of `napi-derive`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ItemFn;

use crate::model::{Function, Passing};

pub(crate) fn expand(function: &ItemFn, model: &Function<'_>) -> TokenStream {
    let name = &function.sig.ident;
    let js_name = &model.js_name;
    let mut takes = Vec::new();
    let mut passes = Vec::new();
    for (index, parameter) in model.parameters.iter().enumerate() {
        let place = format_ident!("argument{}", index);
        let label = &parameter.name;
        let taken = quote_spanned! {parameter.span=>
            ::napi_derive::__private::take(cx, &mut index, #js_name, #label)?
        };
        match parameter.passing {
            Passing::Value => {
                takes.push(quote!(let #place = #taken;));
                passes.push(quote!(#place));
            }
            Passing::Reference { referent, mutable: false } => {
                let held = quote!(<#referent as ::napi_derive::__private::Referent>::Held<'_>);
                takes.push(quote!(let #place: #held = #taken;));
                passes.push(quote!(&*#place));
            }
            Passing::Reference { referent, mutable: true } => {
                let held = quote!(<#referent as ::napi_derive::__private::Referent>::HeldMut<'_>);
                takes.push(quote!(let mut #place: #held = #taken;));
                passes.push(quote!(&mut *#place));
            }
        }
    }
    let call = quote!(#name(#(#passes),*));
    let into_return = |result: TokenStream| {
        quote_spanned! {model.result_span=>
            ::napi_derive::IntoJs::into_return(#result, cx.env())
        }
    };
    let body = if function.sig.asyncness.is_some() {
        crate::async_fn::body(function, &takes, &passes, model.result_span)
    } else if model.result_borrows {
        let returned = into_return(call);
        quote!(#(#takes)* #returned)
    } else {
        let returned = into_return(quote!(result));
        quote! {
            let result = {
                #(#takes)*
                #call
            };
            #returned
        }
    };
    let export = export(function, model, &body);
    quote! {
        #function
        #export
        ::napi_derive::__record!(#name);
    }
}

/// What stands in for a function with errors, so that its uses do not add more.
pub(crate) fn fallback(
    function: &ItemFn,
    model: &Function<'_>,
    errors: TokenStream,
) -> TokenStream {
    // Inside an `impl`, where a method is, no type can stand.
    let export = function
        .sig
        .receiver()
        .is_none()
        .then(|| export(function, model, &quote!(let _ = cx; loop {})));
    quote!(#errors #function #export)
}

fn export(function: &ItemFn, model: &Function<'_>, body: &TokenStream) -> TokenStream {
    let (name, visibility) = (&function.sig.ident, &function.vis);
    let (js_name, arity) = (&model.js_name, model.parameters.len());
    let cfgs = function.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let index = (arity > 0).then(|| quote!(#[allow(unused_mut)] let mut index = 0usize;));
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        #[automatically_derived]
        impl ::napi_derive::Export for #name {
            const NAME: &'static str = #js_name;
            const ARITY: usize = #arity;

            #[inline]
            fn call<'env>(
                cx: ::napi_derive::CallContext<'env>,
            ) -> ::napi_derive::Result<::napi_derive::__private::Returned<'env>> {
                #index
                #body
            }
        }
    }
}
