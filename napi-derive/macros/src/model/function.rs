//! Functions and methods: how each parameter gets its value, and what becomes of the result.
//!
//! Neighbours: `expand/call.rs`.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{
    Expr, ExprLit, FnArg, GenericArgument, Ident, Lit, Pat, PathArguments, ReturnType, Signature,
    Type, TypeReference,
};

use super::{has_lifetime, without_self};
use crate::check::is_named;
use crate::declare;
use crate::errors::Errors;
use crate::options::Options;

/// How a parameter gets its value.
pub(crate) enum Passing {
    /// Converted and passed by value.
    Value,
    /// A reference to something that is held for the length of the call.
    Reference { referent: TokenStream, mutable: bool, optional: bool },
}

/// What an argument may be.
pub(crate) enum Reading {
    /// What the type takes.
    Strict,
    /// Any number, cut as `x | 0` does.
    Wrapping,
    /// Any number, cut to the ends of the type's range.
    Saturating,
    /// Missing: then it is this.
    Default(TokenStream),
}

pub(crate) struct Parameter {
    /// For messages.
    pub(crate) name: String,
    /// Where the compiler reports a type that does not convert.
    pub(crate) span: Span,
    pub(crate) passing: Passing,
    pub(crate) reading: Reading,
    pub(crate) declared: Declared,
}

/// What a parameter's declaration says.
pub(crate) struct Declared {
    pub(crate) name: String,
    pub(crate) ty: TokenStream,
    /// The default, if it is a literal.
    pub(crate) default: Option<String>,
    /// Instead of the type.
    pub(crate) text: Option<String>,
}

/// What a method is called on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Receiver {
    None,
    Shared,
    Exclusive,
}

pub(crate) struct Function {
    pub(crate) receiver: Receiver,
    pub(crate) parameters: Vec<Parameter>,
    /// The result may borrow from what is held for the references.
    pub(crate) result_borrows: bool,
    /// A method that returns a reference to its class: `self`, which JavaScript sees as `this`.
    pub(crate) returns_this: bool,
    /// Where the compiler reports a result that does not convert.
    pub(crate) result_span: Span,
    /// The type of the result, for the declaration; of an `async fn`, of what is awaited.
    pub(crate) result: Option<TokenStream>,
    pub(crate) is_async: bool,
    /// How many arguments Rust passes.
    pub(crate) inputs: usize,
}

impl Function {
    /// Reads a signature, and takes the attributes of parameters off it. `class` is what `Self`
    /// means.
    pub(crate) fn read(
        signature: &mut Signature,
        class: Option<&TokenStream>,
        errors: &mut Errors,
    ) -> Function {
        let mut receiver = Receiver::None;
        let mut parameters = Vec::new();
        let named = |ty: &Type| match class {
            Some(class) => without_self(ty.to_token_stream(), class),
            None => ty.to_token_stream(),
        };
        for (index, input) in signature.inputs.iter_mut().enumerate() {
            match input {
                FnArg::Receiver(this) => {
                    receiver = match this.mutability {
                        Some(_) => Receiver::Exclusive,
                        None => Receiver::Shared,
                    };
                }
                FnArg::Typed(input) => {
                    let options = Options::take(&mut input.attrs, errors).unwrap_or_default();
                    let name = name_of(&input.pat).map(ToString::to_string);
                    let text = declare::type_override(&options, errors);
                    if text.is_some() && is_named(&input.ty, &["Env", "AsyncEnv", "CallContext"]) {
                        errors.on(
                            &input.ty,
                            "it takes no argument, so TypeScript has no parameter for it: remove \
                             `ts_type`",
                        );
                    }
                    parameters.push(Parameter {
                        declared: Declared {
                            name: declare::parameter_name(name.as_deref(), parameters.len()),
                            ty: declare::with_static_lifetimes(named(&input.ty)),
                            default: options.value("default").and_then(declare::literal),
                            text,
                        },
                        name: name.unwrap_or_else(|| format!("number {}", index + 1)),
                        span: input.ty.span(),
                        passing: passing(&input.ty, class),
                        reading: reading(&options, &input.ty, errors),
                    });
                }
            }
        }
        let returns_this = match (&signature.output, class) {
            (ReturnType::Type(_, result), Some(class)) if receiver != Receiver::None => {
                is_reference_to(result, class)
            }
            _ => false,
        };
        Function {
            receiver,
            parameters,
            result: match &signature.output {
                ReturnType::Default => None,
                ReturnType::Type(_, result) => Some(named(result)),
            },
            is_async: signature.asyncness.is_some(),
            inputs: signature.inputs.len(),
            returns_this,
            result_span: match &signature.output {
                ReturnType::Default => signature.ident.span(),
                ReturnType::Type(_, result) => result.span(),
            },
            result_borrows: match &signature.output {
                ReturnType::Default => false,
                ReturnType::Type(_, result) => has_lifetime(result.to_token_stream()),
            },
        }
    }
}

fn passing(ty: &Type, class: Option<&TokenStream>) -> Passing {
    let (reference, optional) = match ty {
        Type::Reference(reference) => (Some(reference), false),
        other => (optional_reference(other), true),
    };
    match reference {
        Some(reference) => {
            let referent = reference.elem.to_token_stream();
            let referent = match class {
                Some(class) => without_self(referent, class),
                None => referent,
            };
            Passing::Reference { referent, mutable: reference.mutability.is_some(), optional }
        }
        None => Passing::Value,
    }
}

/// Whether a result is `&Self`, `&mut Self`, or a `Result` of these.
fn is_reference_to(result: &Type, class: &TokenStream) -> bool {
    match result {
        Type::Reference(reference) => {
            let referent = without_self(reference.elem.to_token_stream(), class);
            referent.to_string() == class.to_string()
        }
        other => first_argument(other, "Result").is_some_and(|inner| is_reference_to(inner, class)),
    }
}

/// The first type in the brackets of a type of this name.
fn first_argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// The reference in an `Option<&T>`.
pub(crate) fn optional_reference(ty: &Type) -> Option<&TypeReference> {
    match first_argument(ty, "Option")? {
        Type::Reference(reference) => Some(reference),
        _ => None,
    }
}

fn reading(options: &Options, ty: &Type, errors: &mut Errors) -> Reading {
    options.allow(
        "a parameter",
        &["default*", "wrapping", "saturating", declare::TYPE, "ts_arg_type*"],
        errors,
    );
    options.exclude(&["default", "wrapping", "saturating"], errors);
    if let Some(value) = options.value("default") {
        let borrows = match ty {
            Type::Reference(reference) => reference.elem.to_token_stream().to_string() != "str",
            other => optional_reference(other).is_some(),
        };
        if borrows {
            errors.on(
                value,
                "a borrowed argument has no default: an `Option` is `None` when it is missing",
            );
        }
        return Reading::Default(default(value));
    }
    let numbers = if options.has("wrapping") {
        Reading::Wrapping
    } else if options.has("saturating") {
        Reading::Saturating
    } else {
        return Reading::Strict;
    };
    if matches!(ty, Type::Reference(_)) {
        errors.on(ty, "only integers wrap or saturate");
    }
    numbers
}

/// The default as an expression: text becomes whatever text type is wanted.
pub(crate) fn default(value: &Expr) -> TokenStream {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(_), .. }) => {
            quote::quote!(::core::convert::From::from(#value))
        }
        _ => value.to_token_stream(),
    }
}

fn name_of(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(name) => Some(&name.ident),
        _ => None,
    }
}
