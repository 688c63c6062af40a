//! An enum: `FromJs` and `IntoJs`, and an object of its values to export.
//!
//! Neighbours: `object.rs` (variants with fields), `convert/choices.rs` of `napi-derive`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemEnum;

use super::object::{c_name, declared, from_js, into_js, read_fields, write_fields};
use super::record;
use crate::model::enumeration::{Enumeration, Shape, Variant};
use crate::model::members::cfgs;
use crate::model::object::lifetimes;

pub(crate) fn expand(item: &ItemEnum, model: &Enumeration) -> TokenStream {
    let name = &item.ident;
    let lifetimes = lifetimes(&item.generics);
    let ty = quote!(#name #lifetimes);
    let cfgs = cfgs(&item.attrs);
    let (from, into, exported) = match &model.shape {
        Shape::Numbers => numbers(item, model),
        Shape::Strings => strings(model),
        Shape::Tagged(tag) => tagged(model, tag),
    };
    let declared = declared(model.declared, model.name());
    let from = from_js(&cfgs, &ty, &declared, &from);
    let into = into_js(&cfgs, &ty, &declared, &into);
    let record = exported.map(|values| {
        let js_name = &model.js_name;
        record(
            model.namespace.as_deref(),
            js_name,
            &quote!(|exports| ::napi_derive::__private::define_enum(exports, #js_name, &[#values])),
        )
    });
    let record = record.map(|record| quote!(#cfgs #record));
    quote!(#item #from #into #record)
}

/// What stands in for an enum with errors, so that its uses do not add more.
pub(crate) fn fallback(item: &ItemEnum, errors: &TokenStream) -> TokenStream {
    let name = &item.ident;
    let lifetimes = lifetimes(&item.generics);
    let ty = quote!(#name #lifetimes);
    let stand_in = item.generics.type_params().next().is_none().then(|| {
        let none = TokenStream::new();
        let from = from_js(&none, &ty, &none, &quote!(let _ = value; loop {}));
        let into = into_js(&none, &ty, &none, &quote!(let _ = env; loop {}));
        quote!(#from #into)
    });
    quote!(#errors #item #stand_in)
}

fn pattern(variant: &Variant) -> TokenStream {
    let ident = &variant.ident;
    match variant.braces {
        true => quote!(Self::#ident {}),
        false => quote!(Self::#ident),
    }
}

fn numbers(
    item: &ItemEnum,
    model: &Enumeration,
) -> (TokenStream, TokenStream, Option<TokenStream>) {
    let (name, js_name) = (&item.ident, &model.js_name);
    let entries = model.variants.iter().map(|variant| {
        let (ident, text) = (&variant.ident, variant.ident.to_string());
        quote! {
            (#text, ::napi_derive::__private::discriminant(#name::#ident as i128))
        }
    });
    let entries = quote!(#(#entries),*);
    let choices = model.variants.iter().enumerate().map(|(index, variant)| {
        let pattern = pattern(variant);
        quote!(#index => #pattern,)
    });
    let count = model.variants.len();
    let known = quote!(const KNOWN: [(&str, i64); #count] = [#entries];);
    let from = quote! {
        #known
        ::core::result::Result::Ok(
            match ::napi_derive::__private::choose_number(value, #js_name, &KNOWN)? {
                #(#choices)*
                _ => ::core::unreachable!(),
            }
        )
    };
    let exported = model.variants.iter().map(|variant| {
        let (ident, text) = (&variant.ident, variant.ident.to_string());
        quote!((#text, ::napi_derive::PropertyValue::Number(#name::#ident as i128 as f64)))
    });
    let into = quote!(::napi_derive::IntoJs::into_js(self as i128 as i64, env));
    (from, into, Some(quote!(#(#exported),*)))
}

fn strings(model: &Enumeration) -> (TokenStream, TokenStream, Option<TokenStream>) {
    let values = model.variants.iter().map(|variant| &variant.value);
    let from_arms = model.variants.iter().enumerate().map(|(index, variant)| {
        let pattern = pattern(variant);
        quote!(#index => #pattern,)
    });
    let from = quote! {
        ::core::result::Result::Ok(
            match ::napi_derive::__private::choose_text(value, &[#(#values),*])? {
                #(#from_arms)*
                _ => ::core::unreachable!(),
            }
        )
    };
    let into_arms = model.variants.iter().map(|variant| {
        let (pattern, value) = (pattern(variant), &variant.value);
        quote!(#pattern => #value,)
    });
    let into = quote!(::napi_derive::IntoJs::into_js(match self { #(#into_arms)* }, env));
    let exported = model.variants.iter().map(|variant| {
        let (text, value) = (variant.ident.to_string(), &variant.value);
        quote! {
            (#text, ::napi_derive::PropertyValue::Text(::std::borrow::Cow::Borrowed(#value)))
        }
    });
    (from, into, Some(quote!(#(#exported),*)))
}

fn tagged(model: &Enumeration, tag: &str) -> (TokenStream, TokenStream, Option<TokenStream>) {
    let tag = c_name(tag);
    let values = model.variants.iter().map(|variant| &variant.value);
    let from_arms = model.variants.iter().enumerate().map(|(index, variant)| {
        let ident = &variant.ident;
        let reads = read_fields(&variant.fields);
        match variant.braces {
            true => quote!(#index => Self::#ident { #reads },),
            false => quote!(#index => Self::#ident,),
        }
    });
    let from = quote! {
        let object = ::napi_derive::__private::object(value)?;
        ::core::result::Result::Ok(
            match ::napi_derive::__private::choose_tag(object, #tag, &[#(#values),*])? {
                #(#from_arms)*
                _ => ::core::unreachable!(),
            }
        )
    };
    let into_arms = model.variants.iter().map(|variant| {
        let (ident, value) = (&variant.ident, &variant.value);
        let names = variant.fields.iter().map(|field| {
            let (name, cfgs) = (&field.ident, &field.cfgs);
            quote!(#cfgs #name)
        });
        let writes = write_fields(&variant.fields, &TokenStream::new());
        let pattern = match variant.braces {
            true => quote!(Self::#ident { #(#names),* }),
            false => quote!(Self::#ident),
        };
        quote! {
            #pattern => {
                ::napi_derive::__private::write_property(object, #tag, #value)?;
                #writes
            }
        }
    });
    let into = quote! {
        let object = env.object()?;
        match self { #(#into_arms)* }
        ::core::result::Result::Ok(object.into())
    };
    (from, into, None)
}
