//! Functions: parameters, result, and what stands for them if options say so.
//!
//! Neighbours: `class.rs` (methods), `model/function.rs`.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Expr, ExprLit, ExprUnary, ItemConst, ItemFn, Lit, UnOp};

use super::{Documentation, Name, Overloads, Parts, declaration, spelling};
use crate::model::function::{Function, Parameter, Passing, Reading};
use crate::model::members::cfgs;

/// The record of a free function.
pub(crate) fn function(
    item: &ItemFn,
    model: &Function,
    overloads: &Overloads,
    name: Name<'_>,
) -> Option<TokenStream> {
    if overloads.skipped {
        return None;
    }
    let ident = &item.sig.ident;
    let mut documentation = Documentation::read(&item.attrs);
    say_defaults(&mut documentation, model, overloads);
    let mut parts = name.record("function", Parts::default(), &documentation);
    for (index, signature) in signatures(model, overloads, &quote!(#ident)).into_iter().enumerate()
    {
        parts = if index > 0 { parts.text("\n") } else { parts };
        parts = signature.after(parts);
    }
    Some(declaration(&cfgs(&item.attrs), parts))
}

/// The record of a constant.
pub(crate) fn constant(item: &ItemConst, of: Option<&str>, name: Name<'_>) -> TokenStream {
    let documentation = Documentation::read(&item.attrs);
    let parts = name.record("const", Parts::default(), &documentation);
    let ty = &item.ty;
    let parts = match of {
        Some(text) => parts.text(text),
        None => parts.of_type(&into_js(&quote!(#ty))),
    };
    declaration(&cfgs(&item.attrs), parts)
}

/// All signatures of a function: one, or the overloads.
pub(super) fn signatures(
    model: &Function,
    overloads: &Overloads,
    callee: &TokenStream,
) -> Vec<Parts> {
    if !overloads.overloads.is_empty() {
        let texts = overloads.overloads.iter();
        return texts.map(|text| Parts::default().text(text)).collect();
    }
    let parts = parameters(model, overloads, true).text(": ");
    vec![result(parts, model, overloads, callee)]
}

/// The parameters, in parentheses. A setter's cannot be missing.
pub(super) fn parameters(model: &Function, overloads: &Overloads, may_be_missing: bool) -> Parts {
    let mut parts = Parts::default();
    if let Some(generics) = &overloads.generics {
        parts = parts.text(&format!("<{generics}>"));
    }
    parts = parts.text("(");
    parts = match &overloads.arguments {
        Some(text) => parts.text(text),
        None if model.parameters.is_empty() => parts,
        None => {
            let list = model.parameters.iter().map(parameter);
            parts.part(quote! {
                ::napi_derive::__private::Part::Parameters(&[#(#list),*], #may_be_missing)
            })
        }
    };
    parts.text(")")
}

/// The type of the result.
pub(super) fn result(
    parts: Parts,
    model: &Function,
    overloads: &Overloads,
    callee: &TokenStream,
) -> Parts {
    if let Some(text) = &overloads.result {
        return parts.text(text);
    }
    if model.returns_this {
        return parts.text("this");
    }
    let of = match &model.result {
        None => return parts.text(if model.is_async { "Promise<void>" } else { "void" }),
        // It has no name: the function itself tells it, in a closure that nobody calls.
        Some(ty) if has_impl(ty.clone()) => {
            let function = match model.is_async {
                true => quote!(promised_by),
                false => quote!(result_of),
            };
            let arguments =
                std::iter::repeat_n(quote!(::napi_derive::__private::any()), model.inputs);
            quote!(::napi_derive::__private::#function(&|| #callee(#(#arguments),*)))
        }
        Some(ty) => into_js(ty),
    };
    match model.is_async {
        true => parts.text("Promise<").of_type(&of).text(">"),
        false => parts.of_type(&of),
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.declared.name;
    let text = parameter.declared.text.as_deref().unwrap_or_default();
    let optional = matches!(parameter.reading, Reading::Default(_));
    let (ty, said) = match &parameter.passing {
        Passing::Value => (parameter.declared.ty.clone(), quote!(PARAMETER)),
        Passing::Reference { referent, mutable, optional } => {
            let said = match (mutable, optional) {
                (false, false) => quote!(BORROWED),
                (false, true) => quote!(BORROWED_OPTION),
                (true, false) => quote!(BORROWED_MUT),
                (true, true) => quote!(BORROWED_MUT_OPTION),
            };
            (with_static_lifetimes(referent.clone()), said)
        }
    };
    quote! {
        ::napi_derive::__private::DeclaredParameter {
            name: #name,
            takes: ::napi_derive::__private::Said::<#ty>::#said,
            optional: #optional,
            text: #text,
        }
    }
}

/// Adds what parameters are by default, where that is a literal.
pub(super) fn say_defaults(
    documentation: &mut Documentation,
    model: &Function,
    overloads: &Overloads,
) {
    if overloads.arguments.is_some() || !overloads.overloads.is_empty() {
        return;
    }
    for parameter in &model.parameters {
        if let Some(default) = &parameter.declared.default {
            let tag = format!("@param {}", parameter.declared.name);
            documentation.add_tag(&tag, &format!("Defaults to `{default}`."));
        }
    }
}

/// A literal as TypeScript has it.
pub(crate) fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit { lit, .. }) => Some(match lit {
            Lit::Str(text) => spelling::quoted(&text.value()),
            Lit::Char(letter) => spelling::quoted(&letter.value().to_string()),
            Lit::Int(number) => number.base10_digits().to_owned(),
            Lit::Float(number) => number.base10_digits().trim_end_matches(".0").to_owned(),
            Lit::Bool(truth) => truth.value.to_string(),
            _ => return None,
        }),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => {
            Some(format!("-{}", literal(expr)?))
        }
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) if path.path.is_ident("Some") => literal(call.args.first()?),
            _ => None,
        },
        _ => None,
    }
}

/// What a type is as a result.
pub(super) fn into_js(ty: &TokenStream) -> TokenStream {
    let ty = with_static_lifetimes(ty.clone());
    quote!(::napi_derive::__private::Said::<#ty>::RESULT)
}

/// What a type is as an argument.
pub(super) fn from_js(ty: &TokenStream) -> TokenStream {
    let ty = with_static_lifetimes(ty.clone());
    quote!(::napi_derive::__private::Said::<#ty>::ARGUMENT)
}

/// The type with `'static` for every lifetime: its name in TypeScript has none.
pub(crate) fn with_static_lifetimes(ty: TokenStream) -> TokenStream {
    let mut is_lifetime = false;
    ty.into_iter()
        .map(|token| {
            let was_mark = std::mem::replace(&mut is_lifetime, false);
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '\'' => {
                    is_lifetime = true;
                    mark.into()
                }
                TokenTree::Ident(word) if was_mark => {
                    proc_macro2::Ident::new("static", word.span()).into()
                }
                TokenTree::Group(group) => {
                    let inner = with_static_lifetimes(group.stream());
                    let mut inner = proc_macro2::Group::new(group.delimiter(), inner);
                    inner.set_span(group.span());
                    TokenTree::Group(inner)
                }
                other => other,
            }
        })
        .collect()
}

fn has_impl(ty: TokenStream) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "impl",
        TokenTree::Group(group) => has_impl(group.stream()),
        _ => false,
    })
}
