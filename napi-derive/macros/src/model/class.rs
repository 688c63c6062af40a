//! Structs that are classes.
//!
//! Neighbours: `members.rs` (their `impl` blocks), `expand/class.rs`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Fields, ItemStruct};

use super::members::cfgs;
use super::{Attributes, js_name, member_name, namespace};
use crate::check;
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
    pub(crate) attributes: Attributes,
    pub(crate) documentation: Documentation,
    /// Whether TypeScript sees it, and as what, if not as its type.
    pub(crate) declared: bool,
    pub(crate) text: Option<String>,
}

/// How instances give elements.
#[derive(Clone, Copy)]
pub(crate) enum Iteration {
    Iterator,
    Generator,
    AsyncGenerator,
}

pub(crate) struct Class {
    pub(crate) js_name: String,
    pub(crate) namespace: Option<String>,
    /// The field that holds the value of the class it extends, with that class.
    pub(crate) parent: Option<(Ident, TokenStream)>,
    pub(crate) fields: Vec<Field>,
    pub(crate) iterator: Option<Iteration>,
    pub(crate) mutable: bool,
    /// Whether TypeScript sees it.
    pub(crate) declared: bool,
}

impl Class {
    pub(crate) fn name(&self) -> Name<'_> {
        Name { namespace: self.namespace.as_deref(), js_name: &self.js_name }
    }

    pub(crate) fn read(item: &mut ItemStruct, options: &Options, errors: &mut Errors) -> Class {
        let known =
            ["js_name*", "iterator", "generator", "async_generator", "mutable", "object", SKIP];
        options.allow("a class", &known, errors);
        options.exclude(&["iterator", "generator", "async_generator"], errors);
        let iterations = [
            ("iterator", Iteration::Iterator),
            ("generator", Iteration::Generator),
            ("async_generator", Iteration::AsyncGenerator),
        ];
        let mut class = Class {
            js_name: js_name(options, &item.ident, str::to_owned, errors),
            namespace: namespace(options, errors),
            parent: None,
            fields: Vec::new(),
            iterator: iterations
                .into_iter()
                .find_map(|(name, kind)| options.has(name).then_some(kind)),
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
            check::field(&field.ty, errors);
            let Some(options) = Options::take(&mut field.attrs, errors) else { continue };
            let known =
                [["js_name*", "readonly", "extends", TYPE, SKIP].as_slice(), &Attributes::OPTIONS]
                    .concat();
            options.allow("a field of a class", &known, errors);
            for other in
                ["readonly", "js_name", "writable", "enumerable", "configurable", "ts_type", SKIP]
            {
                options.exclude(&["extends", other], errors);
            }
            options.exclude(&["readonly", "writable"], errors);
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
            let attributes = Attributes::read(&options, errors);
            class.fields.push(Field {
                js_name: member_name(&options, &ident, errors),
                ident,
                ty,
                cfgs: cfgs(&field.attrs),
                writable: !options.has("readonly") && attributes.writable.unwrap_or(true),
                attributes,
                documentation: Documentation::read(&field.attrs),
                declared: !options.has(SKIP),
                text: type_override(&options, errors),
            });
        }
        class
    }

    /// Whether the struct itself needs its borrows counted.
    pub(crate) fn is_counted(&self) -> bool {
        self.mutable || self.iterator.is_some() || self.fields.iter().any(|field| field.writable)
    }
}
