//! Object structs: interfaces; and the fields of enum variants.
//!
//! Neighbours: `enumeration.rs`, `model/object.rs`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemStruct;

use super::signature::{from_js, into_js};
use super::{Documentation, MEMBER, Parts, TEXT, declaration, spelling};
use crate::model::members::cfgs;
use crate::model::object::{Field, Object};

/// The record of an object struct.
pub(crate) fn object(item: &ItemStruct, model: &Object) -> Option<TokenStream> {
    if !model.declared {
        return None;
    }
    let fields = model.fields.iter().filter(|field| field.declared).map(|field| {
        let mut documentation = field.documentation.clone();
        if let Some(default) = &field.default_text {
            documentation.add_tag("@default", default);
        }
        let parts = documentation.write(Parts::default()).text(TEXT);
        (field.cfgs.clone(), property(parts, field, model.from_js))
    });
    let documentation = Documentation::read(&item.attrs);
    let parts = model.name().record("interface", Parts::default(), &documentation);
    Some(declaration(&cfgs(&item.attrs), parts.list(MEMBER, fields.collect())))
}

/// `name: T`. As an argument it takes the most, so what goes both ways is declared as one.
pub(super) fn property(parts: Parts, field: &Field, is_argument: bool) -> Parts {
    let name = spelling::property(&field.js_name);
    let text = field.text.as_deref().unwrap_or_default();
    let optional = field.default.is_some();
    let of = match is_argument {
        true => from_js(&field.ty),
        false => into_js(&field.ty),
    };
    parts.part(quote! {
        ::napi_derive::__private::Part::Property {
            name: #name,
            of: #of,
            optional: #optional,
            undefined: #is_argument,
            text: #text,
        }
    })
}
