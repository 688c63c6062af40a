//! A `mod`: the items in it that are marked are told their namespace.
//!
//! Nothing else is written: each item expands by itself afterwards.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Item, ItemMod, Meta};

pub(crate) fn expand(item: &mut ItemMod, namespace: &str) -> TokenStream {
    if let Some((_, items)) = &mut item.content {
        for item in items {
            let attributes = match item {
                Item::Fn(item) => &mut item.attrs,
                Item::Struct(item) => &mut item.attrs,
                Item::Enum(item) => &mut item.attrs,
                Item::Const(item) => &mut item.attrs,
                Item::Mod(item) => &mut item.attrs,
                _ => continue,
            };
            for attribute in attributes {
                tell(attribute, namespace);
            }
        }
    }
    item.to_token_stream()
}

/// Adds the namespace to a `#[napi]` attribute.
fn tell(attribute: &mut Attribute, namespace: &str) {
    if attribute.path().segments.last().is_none_or(|last| last.ident != "napi") {
        return;
    }
    match &mut attribute.meta {
        Meta::List(list) => {
            let tokens = &list.tokens;
            list.tokens = match tokens.is_empty() {
                true => quote!(namespace = #namespace),
                false => quote!(namespace = #namespace, #tokens),
            };
        }
        Meta::Path(path) => {
            let list = quote!(#path(namespace = #namespace));
            if let Ok(meta) = syn::parse2::<Meta>(list) {
                attribute.meta = meta;
            }
        }
        Meta::NameValue(_) => {}
    }
}
