//! Structs that are plain objects in JavaScript, passed by value; and the fields of enum variants.
//!
//! Neighbours: `enumeration.rs`, `expand/object.rs`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Fields, GenericParam, Generics, ItemStruct};

use super::function::default;
use super::members::cfgs;
use super::{js_name, member_name, namespace};
use crate::declare::{Documentation, Name, SKIP, TYPE, literal, type_override};
use crate::errors::Errors;
use crate::options::Options;

pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) span: proc_macro2::Span,
    pub(crate) js_name: String,
    pub(crate) cfgs: TokenStream,
    pub(crate) default: Option<TokenStream>,
    /// For the declaration: the type, the default if it is a literal, whether TypeScript sees the
    /// field, and as what, if not as its type.
    pub(crate) ty: TokenStream,
    pub(crate) default_text: Option<String>,
    pub(crate) declared: bool,
    pub(crate) text: Option<String>,
    pub(crate) documentation: Documentation,
}

pub(crate) struct Object {
    pub(crate) fields: Vec<Field>,
    pub(crate) from_js: bool,
    pub(crate) into_js: bool,
    pub(crate) js_name: String,
    pub(crate) namespace: Option<String>,
    /// Whether TypeScript sees it.
    pub(crate) declared: bool,
}

impl Object {
    pub(crate) fn name(&self) -> Name<'_> {
        Name { namespace: self.namespace.as_deref(), js_name: &self.js_name }
    }

    pub(crate) fn read(item: &mut ItemStruct, options: &Options, errors: &mut Errors) -> Object {
        let known = ["object", "object_from_js*", "object_to_js*", "js_name*", SKIP];
        options.allow("an object struct", &known, errors);
        check_generics(&item.generics, errors);
        if matches!(item.fields, Fields::Unnamed(_)) {
            errors.on(
                &item.fields,
                "an object's properties have names: name the fields, or make it an array with `#[napi(array)]`",
            );
        }
        Object {
            fields: fields(&mut item.fields, errors),
            from_js: options.truth("object_from_js", errors).unwrap_or(true),
            into_js: options.truth("object_to_js", errors).unwrap_or(true),
            js_name: js_name(options, &item.ident, str::to_owned, errors),
            namespace: namespace(options, errors),
            declared: !options.has(SKIP),
        }
    }
}

/// The fields with names, and what their attributes say.
pub(crate) fn fields(fields: &mut Fields, errors: &mut Errors) -> Vec<Field> {
    let Fields::Named(named) = fields else { return Vec::new() };
    let mut found: Vec<Field> = Vec::new();
    for field in &mut named.named {
        let options = Options::take(&mut field.attrs, errors).unwrap_or_default();
        options.allow("a field of an object", &["js_name*", "default*", TYPE, SKIP], errors);
        let Some(ident) = &field.ident else { continue };
        let ident = ident.clone();
        let js_name = member_name(&options, &ident, errors);
        if found.iter().any(|earlier| earlier.js_name == js_name) {
            errors.at(ident.span(), format!("there are two properties `{js_name}`"));
        }
        found.push(Field {
            js_name,
            ident,
            cfgs: cfgs(&field.attrs),
            span: field.ty.span(),
            default: options.value("default").map(default),
            ty: field.ty.to_token_stream(),
            default_text: options.value("default").and_then(literal),
            declared: !options.has(SKIP),
            text: type_override(&options, errors),
            documentation: Documentation::read(&field.attrs),
        });
    }
    found
}

/// Handles in fields have the lifetime of the call; nothing else can be generic.
pub(crate) fn check_generics(generics: &Generics, errors: &mut Errors) {
    for parameter in &generics.params {
        if !matches!(parameter, GenericParam::Lifetime(_)) {
            errors.on(parameter, "a generic type does not convert: define one type for each");
        }
    }
}

/// The arguments for an item's lifetimes: each is the call's.
pub(crate) fn lifetimes(generics: &Generics) -> TokenStream {
    let count = generics.lifetimes().count();
    if count == 0 {
        return TokenStream::new();
    }
    let lifetimes = std::iter::repeat_n(quote::quote!('env), count);
    quote::quote!(<#(#lifetimes),*>)
}
