//! What the attribute knows about an item, apart from its tokens: one file for each kind of item.
//!
//! Neighbours: `check.rs` refuses what JavaScript cannot use; `expand/` writes code.

pub(crate) mod class;
pub(crate) mod enumeration;
pub(crate) mod function;
pub(crate) mod members;
pub(crate) mod object;
pub(crate) mod tuple;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use crate::errors::Errors;
use crate::names::camel_case;
use crate::options::Options;

/// The name in JavaScript: `js_name`, or the Rust name converted.
pub(crate) fn js_name(
    options: &Options,
    ident: &Ident,
    convert: fn(&str) -> String,
    errors: &mut Errors,
) -> String {
    match options.text("js_name", errors) {
        Some(name) => name.value(),
        None => convert(&ident.to_string()),
    }
}

/// The namespace that a `mod` around the item gave it.
pub(crate) fn namespace(options: &Options, errors: &mut Errors) -> Option<String> {
    options.text("namespace", errors).map(syn::LitStr::value)
}

pub(crate) fn member_name(options: &Options, ident: &Ident, errors: &mut Errors) -> String {
    js_name(options, ident, camel_case, errors)
}

/// The attributes of a property that differ from those that members of a class have.
pub(crate) struct Attributes {
    pub(crate) writable: Option<bool>,
    enumerable: Option<bool>,
    configurable: Option<bool>,
}

impl Attributes {
    /// What options may say of it.
    pub(crate) const OPTIONS: [&str; 3] = ["writable*", "enumerable*", "configurable*"];

    pub(crate) fn read(options: &Options, errors: &mut Errors) -> Attributes {
        Attributes {
            writable: options.truth("writable", errors),
            enumerable: options.truth("enumerable", errors),
            configurable: options.truth("configurable", errors),
        }
    }

    /// `members`, or `members` told of the attributes. An accessor's `writable` is its setter.
    pub(crate) fn members(&self, is_accessor: bool) -> TokenStream {
        let writable = self.writable.filter(|_| !is_accessor);
        if writable.is_none() && self.enumerable.is_none() && self.configurable.is_none() {
            return quote!(members);
        }
        let writable = writable.unwrap_or(!is_accessor);
        let enumerable = self.enumerable.unwrap_or(false);
        let configurable = self.configurable.unwrap_or(true);
        quote!(members.attributed(#writable, #enumerable, #configurable))
    }
}

/// The tokens with `Self` spelled out.
pub(crate) fn without_self(tokens: TokenStream, class: &TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(word) if word == "Self" => quote!(#class),
            TokenTree::Group(group) => {
                let inner = without_self(group.stream(), class);
                let mut inner = proc_macro2::Group::new(group.delimiter(), inner);
                inner.set_span(group.span());
                TokenTree::Group(inner).into()
            }
            other => other.into(),
        })
        .collect()
}

/// Whether the type has a reference or a lifetime anywhere.
pub(crate) fn has_lifetime(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(mark) => matches!(mark.as_char(), '&' | '\''),
        TokenTree::Group(group) => has_lifetime(group.stream()),
        _ => false,
    })
}
