//! The TypeScript declaration of an item: a record of text, and of types that the compiler fills
//! in.
//!
//! Invariant: what is written here is TypeScript already, names quoted where they have to be; the
//! separators of a record appear in no text (`overrides.rs` and `documentation.rs` see to it).
//!
//! Neighbours: `types/declaration.rs` of `napi-derive` (the parts, and the format); one file here
//! for each kind of item; `expand/` adds what they give to the item's code.

mod class;
mod documentation;
mod enumeration;
mod object;
mod overrides;
mod signature;
mod spelling;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use class::{fields, members};
pub(crate) use documentation::Documentation;
pub(crate) use enumeration::enumeration;
pub(crate) use object::object;
pub(crate) use overrides::{Overloads, SKIP, TYPE, type_override};
pub(crate) use signature::{constant, function, literal, with_static_lifetimes};
pub(crate) use spelling::parameter_name;

/// Between the members of a body, and between a member's documentation and its text.
const MEMBER: &str = "\u{1d}";
const TEXT: &str = "\u{1c}";
const FIELD: &str = "\u{1f}";

/// The parts of a record; texts side by side become one.
#[derive(Default)]
struct Parts {
    parts: Vec<TokenStream>,
    text: String,
}

impl Parts {
    fn text(mut self, text: &str) -> Parts {
        self.text.push_str(text);
        self
    }

    /// An expression of type `Part`.
    fn part(mut self, part: TokenStream) -> Parts {
        self.end_text();
        self.parts.push(part);
        self
    }

    /// An expression of type `&'static Type`.
    fn of_type(self, of: &TokenStream) -> Parts {
        self.part(quote!(::napi_derive::__private::Part::Type(#of)))
    }

    /// An expression of type `&'static str`.
    fn constant(self, text: &TokenStream) -> Parts {
        self.part(quote!(::napi_derive::__private::Part::Text(#text)))
    }

    /// These behind those of others.
    fn after(self, mut parts: Parts) -> Parts {
        if !self.parts.is_empty() {
            parts.end_text();
            parts.parts.extend(self.parts);
        }
        parts.text(&self.text)
    }

    /// Several, of which `cfg` attributes may leave some out.
    fn list(self, separator: &str, items: Vec<(TokenStream, Parts)>) -> Parts {
        let items = items.into_iter().map(|(cfgs, parts)| {
            let parts = parts.into_slice();
            quote!(#cfgs #parts)
        });
        self.part(quote! {
            ::napi_derive::__private::Part::List(#separator, &[#(#items),*])
        })
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.parts.push(quote!(::napi_derive::__private::Part::Text(#text)));
        }
    }

    fn into_slice(mut self) -> TokenStream {
        self.end_text();
        let parts = self.parts;
        quote!(&[#(#parts),*])
    }
}

/// What an item is called.
#[derive(Clone, Copy)]
pub(crate) struct Name<'a> {
    pub(crate) namespace: Option<&'a str>,
    pub(crate) js_name: &'a str,
}

impl Name<'_> {
    /// What `FromJs` and `IntoJs` say of a type that is declared under this name.
    pub(crate) fn reference(self) -> TokenStream {
        let name = match self.namespace {
            Some(namespace) => format!("{namespace}.{}", self.js_name),
            None => self.js_name.to_owned(),
        };
        quote!(&::napi_derive::Type::Declared(#name))
    }

    /// The beginning of its record, up to the documentation.
    fn record(self, kind: &str, heritage: Parts, documentation: &Documentation) -> Parts {
        let namespace = self.namespace.unwrap_or_default();
        let mut parts = Parts::default().text(&[kind, namespace, self.js_name, ""].join(FIELD));
        parts = heritage.after(parts);
        documentation.write(parts.text(FIELD)).text(FIELD)
    }
}

/// What leaves the record in the library.
fn declaration(cfgs: &TokenStream, parts: Parts) -> TokenStream {
    let parts = parts.into_slice();
    let none = quote!(::core::option::Option::None);
    quote!(#cfgs ::napi_derive::__declaration!(#none, #parts);)
}
