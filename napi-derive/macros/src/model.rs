//! What the attribute knows about a function, apart from its tokens.
//!
//! Neighbours: `check.rs` refuses what cannot be called from JavaScript; `expand.rs` writes code.

use proc_macro2::{Span, TokenStream};
use syn::parse::Parser;
use syn::spanned::Spanned;
use syn::{FnArg, Ident, ItemFn, LitStr, Pat, ReturnType, Type};

use crate::check::Errors;
use crate::names::camel_case;

/// The words in `#[napi(...)]`.
#[derive(Default)]
pub(crate) struct Options {
    js_name: Option<LitStr>,
}

impl Options {
    pub(crate) fn parse(attribute: TokenStream, errors: &mut Errors) -> Options {
        let mut options = Options::default();
        let parser = syn::meta::parser(|meta| {
            if meta.path.is_ident("js_name") {
                options.js_name = Some(meta.value()?.parse()?);
                return Ok(());
            }
            Err(meta.error("unknown option: `#[napi]` knows `js_name = \"…\"`"))
        });
        if let Err(error) = parser.parse2(attribute) {
            errors.add(error);
        }
        options
    }
}

/// How a parameter gets its value.
pub(crate) enum Passing<'a> {
    /// Converted and passed by value.
    Value,
    /// A reference to something that is held for the length of the call.
    Reference { referent: &'a Type, mutable: bool },
}

pub(crate) struct Parameter<'a> {
    /// For messages.
    pub(crate) name: String,
    /// Where the compiler reports a type that does not convert.
    pub(crate) span: Span,
    pub(crate) passing: Passing<'a>,
}

pub(crate) struct Function<'a> {
    pub(crate) js_name: String,
    pub(crate) parameters: Vec<Parameter<'a>>,
    /// The result may borrow from what is held for the references.
    pub(crate) result_borrows: bool,
    /// Where the compiler reports a result that does not convert.
    pub(crate) result_span: Span,
}

impl<'a> Function<'a> {
    pub(crate) fn read(
        function: &'a ItemFn,
        options: Options,
        errors: &mut Errors,
    ) -> Function<'a> {
        let js_name = match options.js_name {
            Some(name) if name.value().is_empty() => {
                errors.add(syn::Error::new(name.span(), "the JavaScript name is empty"));
                String::new()
            }
            Some(name) => name.value(),
            None => camel_case(&function.sig.ident.to_string()),
        };
        let parameters = function.sig.inputs.iter().enumerate().filter_map(|(index, input)| {
            let FnArg::Typed(input) = input else { return None };
            Some(Parameter {
                name: name_of(&input.pat)
                    .map_or_else(|| format!("number {}", index + 1), ToString::to_string),
                span: input.ty.span(),
                passing: match &*input.ty {
                    Type::Reference(reference) => Passing::Reference {
                        referent: &reference.elem,
                        mutable: reference.mutability.is_some(),
                    },
                    _ => Passing::Value,
                },
            })
        });
        Function {
            js_name,
            parameters: parameters.collect(),
            result_span: match &function.sig.output {
                ReturnType::Default => function.sig.ident.span(),
                ReturnType::Type(_, result) => result.span(),
            },
            result_borrows: match &function.sig.output {
                ReturnType::Default => false,
                ReturnType::Type(_, result) => has_lifetime(quote::quote!(#result)),
            },
        }
    }
}

fn name_of(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(name) => Some(&name.ident),
        _ => None,
    }
}

/// Whether the type has a reference or a lifetime anywhere.
fn has_lifetime(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Punct(mark) => matches!(mark.as_char(), '&' | '\''),
        proc_macro2::TokenTree::Group(group) => has_lifetime(group.stream()),
        _ => false,
    })
}
