//! Enums: numbers, strings, or objects with a tag.
//!
//! Neighbours: `object.rs` (fields of variants), `expand/enumeration.rs`.

use proc_macro2::Ident;
use syn::{Fields, ItemEnum};

use super::object::{Field, check_generics, fields};
use super::{js_name, namespace};
use crate::declare::{Documentation, Name, SKIP};
use crate::errors::Errors;
use crate::names::Case;
use crate::options::Options;

pub(crate) enum Shape {
    /// The variants' discriminants.
    Numbers,
    /// The variants' names.
    Strings,
    /// Objects with this property, which holds the variant's name.
    Tagged(String),
}

pub(crate) struct Variant {
    pub(crate) ident: Ident,
    /// The string it is, or its tag.
    pub(crate) value: String,
    pub(crate) fields: Vec<Field>,
    /// Written `Name {}` rather than `Name`.
    pub(crate) braces: bool,
    pub(crate) documentation: Documentation,
}

pub(crate) struct Enumeration {
    pub(crate) js_name: String,
    pub(crate) namespace: Option<String>,
    pub(crate) shape: Shape,
    pub(crate) variants: Vec<Variant>,
    /// Whether TypeScript sees it.
    pub(crate) declared: bool,
}

const OPTIONS: [&str; 5] =
    ["js_name*", "string_enum?", "discriminant*", "discriminant_case*", SKIP];

impl Enumeration {
    pub(crate) fn name(&self) -> Name<'_> {
        Name { namespace: self.namespace.as_deref(), js_name: &self.js_name }
    }

    pub(crate) fn read(item: &mut ItemEnum, options: &Options, errors: &mut Errors) -> Enumeration {
        options.allow("an enum", &OPTIONS, errors);
        options.exclude(&["string_enum", "discriminant"], errors);
        options.exclude(&["string_enum", "discriminant_case"], errors);
        check_generics(&item.generics, errors);
        let tagged = options.has("discriminant")
            || item.variants.iter().any(|variant| !matches!(variant.fields, Fields::Unit));
        let shape = if options.has("string_enum") {
            Shape::Strings
        } else if tagged {
            let tag = options.text("discriminant", errors);
            Shape::Tagged(tag.map_or_else(|| "type".to_owned(), syn::LitStr::value))
        } else {
            Shape::Numbers
        };
        if item.variants.is_empty() {
            errors.on(&item.ident, "there is no value of an enum without variants");
        }
        let option = if options.has("string_enum") { "string_enum" } else { "discriminant_case" };
        let case = case(options, option, errors);
        let mut enumeration = Enumeration {
            js_name: js_name(options, &item.ident, str::to_owned, errors),
            namespace: namespace(options, errors),
            shape,
            variants: Vec::new(),
            declared: !options.has(SKIP),
        };
        for variant in &mut item.variants {
            enumeration.add(variant, case, errors);
        }
        enumeration
    }

    fn add(&mut self, variant: &mut syn::Variant, case: Case, errors: &mut Errors) {
        let options = Options::take(&mut variant.attrs, errors).unwrap_or_default();
        match self.shape {
            Shape::Numbers => {
                options.allow("a variant that is a number", &[], errors);
            }
            _ => options.allow("a variant", &["value*"], errors),
        }
        let value = match options.text("value", errors) {
            Some(value) => value.value(),
            None => case.convert(&variant.ident.to_string()),
        };
        if self.variants.iter().any(|earlier| earlier.value == value) {
            errors.on(&variant.ident, format!("two variants are `{value}`: give one a `value`"));
        }
        match &variant.fields {
            Fields::Unnamed(unnamed) => errors.on(
                unnamed,
                "fields of variants are properties of an object: name them, `{ value: … }`",
            ),
            Fields::Named(named) if matches!(self.shape, Shape::Strings) => errors.on(
                named,
                "a variant of a string enum has no fields: use `discriminant` for objects",
            ),
            _ => {}
        }
        let braces = matches!(variant.fields, Fields::Named(_));
        let fields = fields(&mut variant.fields, errors);
        if let Shape::Tagged(tag) = &self.shape
            && let Some(field) = fields.iter().find(|field| field.js_name == *tag)
        {
            errors.at(
                field.ident.span(),
                format!(
                    "`{tag}` tells the variant: give the field a `js_name`, or set `discriminant`"
                ),
            );
        }
        let ident = variant.ident.clone();
        let documentation = Documentation::read(&variant.attrs);
        self.variants.push(Variant { ident, value, fields, braces, documentation });
    }
}

fn case(options: &Options, option: &str, errors: &mut Errors) -> Case {
    let Some(text) = options.value(option).and_then(|_| options.text(option, errors)) else {
        return Case::AsIs;
    };
    match Case::parse(&text.value()) {
        Some(case) => case,
        None => {
            errors.at(text.span(), format!("there are {}", Case::NAMES.join(", ")));
            Case::AsIs
        }
    }
}
