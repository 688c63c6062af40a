//! A `mod`: the items in it that are marked are told their namespace.
//!
//! Each item expands by itself afterwards. Its attribute gets its full path, so that the module need
//! not import it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Item, ItemMod, Meta, Path, parse_quote};

pub(crate) fn expand(item: &mut ItemMod, namespace: &str) -> TokenStream {
    if let Some((_, items)) = &mut item.content {
        for item in items {
            let attributes = match item {
                Item::Fn(item) => &mut item.attrs,
                Item::Struct(item) => &mut item.attrs,
                Item::Enum(item) => &mut item.attrs,
                Item::Const(item) => &mut item.attrs,
                Item::Mod(item) => &mut item.attrs,
                // The class knows its namespace.
                Item::Impl(item) => {
                    item.attrs.iter_mut().filter(|one| is_napi(one)).for_each(|one| {
                        *path_of(one) = napi();
                    });
                    continue;
                }
                _ => continue,
            };
            for attribute in attributes.iter_mut().filter(|one| is_napi(one)) {
                tell(attribute, namespace);
            }
        }
    }
    item.to_token_stream()
}

fn is_napi(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "napi")
}

fn napi() -> Path {
    parse_quote!(::napi_derive::napi)
}

fn path_of(attribute: &mut Attribute) -> &mut Path {
    match &mut attribute.meta {
        Meta::Path(path) => path,
        Meta::List(list) => &mut list.path,
        Meta::NameValue(pair) => &mut pair.path,
    }
}

/// Adds the namespace to a `#[napi]` attribute.
fn tell(attribute: &mut Attribute, namespace: &str) {
    let path = napi();
    let options = match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        Meta::Path(_) => TokenStream::new(),
        // It is told what is wrong with it when it expands.
        Meta::NameValue(_) => return,
    };
    let separator = (!options.is_empty()).then(|| quote!(,));
    attribute.meta = parse_quote!(#path(namespace = #namespace #separator #options));
}
