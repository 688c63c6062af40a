//! What `#[napi]` refuses, with the words that say what to do instead.
//!
//! Neighbours: `model.rs`. What only types tell (a parameter that does not convert) is left to
//! the compiler, which the traits of `napi-derive` give the words for.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{FnArg, GenericParam, ItemFn, Type};

/// Problems, reported all at once.
#[derive(Default)]
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    pub(crate) fn add(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            None => self.0 = Some(error),
        }
    }

    fn on(&mut self, tokens: impl ToTokens, message: &str) {
        self.add(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn into_compile_errors(self) -> Option<TokenStream> {
        self.0.map(|errors| errors.to_compile_error())
    }
}

pub(crate) fn check(function: &ItemFn, errors: &mut Errors) {
    let signature = &function.sig;
    if signature.asyncness.is_some() {
        crate::async_fn::check(function, errors);
    }
    if let Some(word) = &signature.unsafety {
        errors.on(word, "JavaScript cannot keep the promises of an `unsafe fn`: make it safe");
    }
    if let Some(abi) = &signature.abi {
        errors.on(abi, "a function for JavaScript is a plain Rust function: remove the ABI");
    }
    if let Some(variadic) = &signature.variadic {
        errors.on(variadic, "for any number of arguments, take `Rest<T>` as the last parameter");
    }
    for parameter in &signature.generics.params {
        match parameter {
            GenericParam::Lifetime(_) => {}
            GenericParam::Type(_) | GenericParam::Const(_) => errors.on(
                parameter,
                "a generic function cannot be exported: export one function for each type",
            ),
        }
    }
    let last = signature.inputs.len().saturating_sub(1);
    for (index, input) in signature.inputs.iter().enumerate() {
        match input {
            FnArg::Receiver(receiver) => {
                errors.on(receiver, "`#[napi]` goes on free functions; for `this`, take `This`");
            }
            FnArg::Typed(input) => check_type(&input.ty, index == last, errors),
        }
    }
    // One call fetches all arguments of a function.
    if let Some(input) = signature.inputs.iter().nth(MOST_PARAMETERS) {
        errors.on(input, "at most 16 parameters: take an object, or `Rest<T>`");
    }
}

const MOST_PARAMETERS: usize = 16;

fn check_type(ty: &Type, is_last: bool, errors: &mut Errors) {
    match ty {
        Type::ImplTrait(_) => {
            errors.on(ty, "name the type: a parameter is converted to one type, not to any");
        }
        Type::Reference(reference) => match &*reference.elem {
            Type::Slice(_) => {}
            elem if is_named(elem, "str") && reference.mutability.is_none() => {}
            elem if is_named(elem, "str") => {
                errors.on(ty, "strings of JavaScript do not change: take `&str` or `String`");
            }
            elem => {
                let name = elem.to_token_stream();
                errors.on(
                    ty,
                    &format!("take `{name}` by value: of references, only `&str` and slices are"),
                );
            }
        },
        ty if is_named(ty, "Rest") && !is_last => {
            errors.on(ty, "`Rest` takes all further arguments: it must be the last parameter");
        }
        _ => {}
    }
}

fn is_named(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == name),
        _ => false,
    }
}
