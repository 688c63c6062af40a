//! Structs that are classes.
//!
//! Neighbours: `members.rs` (their `impl` blocks), `expand/class.rs`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Fields, ItemStruct};

use super::members::cfgs;
use super::{js_name, member_name, namespace};
use crate::declare::{Documentation, Name, SKIP, TYPE, type_override};
use crate::errors::Errors;
use crate::options::Options;

/// A field that JavaScript sees as a property.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: TokenStream,
    pub(crate) js_name: String,
    pub(crate) cfgs: TokenStream,
    pub(crate) writable: bool,
    pub(crate) documentation: Documentation,
    /// Whether TypeScript sees it, and as what, if not as its type.
    pub(crate) declared: bool,
    pub(crate) text: Option<String>,
}

pub(crate) struct Class {
    pub(crate) js_name: String,
    pub(crate) namespace: Option<String>,
    /// The field that holds the value of the class it extends, with that class.
    pub(crate) parent: Option<(Ident, TokenStream)>,
    pub(crate) fields: Vec<Field>,
    pub(crate) iterator: bool,
    pub(crate) mutable: bool,
    /// Whether TypeScript sees it.
    pub(crate) declared: bool,
}

impl Class {
    pub(crate) fn name(&self) -> Name<'_> {
        Name { namespace: self.namespace.as_deref(), js_name: &self.js_name }
    }

    pub(crate) fn read(item: &mut ItemStruct, options: &Options, errors: &mut Errors) -> Class {
        options.allow("a class", &["js_name*", "iterator", "mutable", "object", SKIP], errors);
        let mut class = Class {
            js_name: js_name(options, &item.ident, str::to_owned, errors),
            namespace: namespace(options, errors),
            parent: None,
            fields: Vec::new(),
            iterator: options.has("iterator"),
            mutable: options.has("mutable"),
            declared: !options.has(SKIP),
        };
        if !item.generics.params.is_empty() {
            errors.on(
                &item.generics,
                "a generic struct is no class: JavaScript has no types to tell them apart",
            );
        }
        let named = matches!(item.fields, Fields::Named(_));
        for field in &mut item.fields {
            let Some(options) = Options::take(&mut field.attrs, errors) else { continue };
            let known = ["js_name*", "readonly", "extends", TYPE, SKIP];
            options.allow("a field of a class", &known, errors);
            for option in ["readonly", "js_name", "ts_type", SKIP] {
                options.exclude(&["extends", option], errors);
            }
            let Some(ident) = field.ident.as_ref().filter(|_| named) else {
                errors.on(&*field, "only fields with a name can be properties: name it");
                continue;
            };
            let ty = field.ty.to_token_stream();
            let ident = ident.clone();
            if options.has("extends") {
                if class.parent.is_some() {
                    errors.on(&*field, "a class extends one other: this is the second");
                }
                class.parent = Some((ident, ty));
                continue;
            }
            class.fields.push(Field {
                js_name: member_name(&options, &ident, errors),
                ident,
                ty,
                cfgs: cfgs(&field.attrs),
                writable: !options.has("readonly"),
                documentation: Documentation::read(&field.attrs),
                declared: !options.has(SKIP),
                text: type_override(&options, errors),
            });
        }
        class
    }

    /// Whether the struct itself needs its borrows counted.
    pub(crate) fn is_counted(&self) -> bool {
        self.mutable || self.iterator || self.fields.iter().any(|field| field.writable)
    }
}
