//! `#[napi_derive::test]`: a function with an env becomes a test of `cargo test`.
//!
//! Neighbours: `testing.rs` of `napi-derive` (what the test runs), `testing.rs` of `napi-core` (the
//! runtime it runs in). Only names of the user's `napi-core` and `napi-derive` are written.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{FnArg, ItemFn};

use crate::errors::Errors;

pub(crate) fn test(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut function = match syn::parse2::<ItemFn>(item.clone()) {
        Ok(function) => function,
        Err(_) => {
            let error = syn::Error::new_spanned(
                &item,
                "`#[napi_derive::test]` goes on a function: `fn name(env: Env<'_>) { … }`",
            )
            .to_compile_error();
            return quote!(#error #item);
        }
    };
    if !attribute.is_empty() {
        errors.add(syn::Error::new_spanned(&attribute, "`#[napi_derive::test]` has no options"));
    }
    check(&function, &mut errors);
    if let Some(errors) = errors.into_compile_errors() {
        return quote!(#errors #[allow(dead_code)] #function);
    }
    let (name, attributes) = (function.sig.ident.clone(), std::mem::take(&mut function.attrs));
    let visibility = std::mem::replace(&mut function.vis, syn::Visibility::Inherited);
    // Names of our own: the function may be called `env`.
    let env = Ident::new("env", Span::mixed_site());
    let exports = Ident::new("exports", Span::mixed_site());
    let private = quote!(::napi_derive::__private);
    let init = match (function.sig.asyncness.is_some(), function.sig.inputs.len()) {
        (true, _) => quote!(|#env, #exports| #private::start_test(#env, #exports, #name)),
        (false, 1) => quote!(|#env, _| #private::run_test(#env, #name(#env))),
        (false, _) => quote!(|#env, #exports| {
            ::napi_derive::export_all(#exports)?;
            #private::run_test(#env, #name(#env, #exports))
        }),
    };
    quote! {
        #(#attributes)*
        #[test]
        #visibility fn #name() {
            #function
            const INIT: ::napi_derive::RawInit = ::napi_derive::linked_init(#init);
            ::napi_core::run_addon_test!(INIT);
        }
    }
}

fn check(function: &ItemFn, errors: &mut Errors) {
    let signature = &function.sig;
    let is_async = signature.asyncness.is_some();
    let most = if is_async { 1 } else { 2 };
    if signature.inputs.is_empty() || signature.inputs.len() > most {
        let message = if is_async {
            "an asynchronous test takes the env: `async fn name(env: AsyncEnv)`"
        } else {
            "a test takes the env, and the addon's exports if it wants: \
             `fn name(env: Env<'_>, exports: Object<'_>)`"
        };
        errors.add(syn::Error::new_spanned(&signature.ident, message));
    }
    for input in &signature.inputs {
        if let FnArg::Receiver(receiver) = input {
            errors.add(syn::Error::new_spanned(receiver, "a test is a free function"));
        }
    }
    if !signature.generics.params.is_empty()
        && signature.generics.params.iter().any(|p| !matches!(p, syn::GenericParam::Lifetime(_)))
    {
        errors.add(syn::Error::new_spanned(&signature.generics, "a test cannot be generic"));
    }
    for attribute in &function.attrs {
        if attribute.path().is_ident("test") {
            let message = "`#[napi_derive::test]` makes it a test already: remove `#[test]`";
            errors.add(syn::Error::new_spanned(attribute.to_token_stream(), message));
        }
    }
}
