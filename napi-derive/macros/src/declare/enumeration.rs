//! Enums: of numbers, of strings, and unions of object types.
//!
//! Neighbours: `object.rs` (fields of variants), `model/enumeration.rs`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemEnum;

use super::object::property;
use super::spelling::{self, quoted};
use super::{Documentation, MEMBER, Parts, TEXT, declaration};
use crate::model::enumeration::{Enumeration, Shape, Variant};
use crate::model::members::cfgs;

/// The record of an enum.
pub(crate) fn enumeration(item: &ItemEnum, model: &Enumeration) -> Option<TokenStream> {
    if !model.declared {
        return None;
    }
    let documentation = Documentation::read(&item.attrs);
    let begin = |kind| model.name().record(kind, Parts::default(), &documentation);
    let entry = |variant: &Variant| {
        let name = spelling::property(&variant.ident.to_string());
        variant.documentation.write(Parts::default()).text(TEXT).text(&format!("{name} = "))
    };
    let variants = model.variants.iter();
    let none = TokenStream::new;
    let parts = match &model.shape {
        Shape::Numbers => {
            let entries = variants.map(|variant| {
                let (name, ident) = (&item.ident, &variant.ident);
                let number = quote! {
                    ::napi_derive::__private::Part::Number(#name::#ident as i128 as i64)
                };
                (none(), entry(variant).part(number))
            });
            begin("enum").list(MEMBER, entries.collect())
        }
        Shape::Strings => {
            let entries =
                variants.map(|variant| (none(), entry(variant).text(&quoted(&variant.value))));
            begin("string_enum").list(MEMBER, entries.collect())
        }
        Shape::Tagged(tag) => {
            let alternatives = variants.map(|variant| (none(), alternative(tag, variant)));
            begin("type").list(" | ", alternatives.collect())
        }
    };
    Some(declaration(&cfgs(&item.attrs), parts))
}

/// `{ type: 'circle', radius: number }`
fn alternative(tag: &str, variant: &Variant) -> Parts {
    let tag =
        Parts::default().text(&format!("{}: {}", spelling::property(tag), quoted(&variant.value)));
    let mut properties = vec![(TokenStream::new(), tag)];
    for field in variant.fields.iter().filter(|field| field.declared) {
        let documentation = &mut field.documentation.clone();
        if let Some(default) = &field.default_text {
            documentation.add_tag("@default", default);
        }
        let parts = documentation.write_inline(Parts::default());
        properties.push((field.cfgs.clone(), property(parts, field, true)));
    }
    let parts = variant.documentation.write_inline(Parts::default());
    parts.text("{ ").list(", ", properties).text(" }")
}
