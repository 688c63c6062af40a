//! What no function for JavaScript can be, with the words that say what to do instead.
//!
//! Neighbours: `model/` refuses what depends on the kind of item. What only types tell (a
//! parameter that does not convert) is left to the compiler, which the traits of `napi-derive`
//! give the words for.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, GenericParam, Signature, Type, TypeReference};

use crate::errors::Errors;
use crate::model::function::optional_reference;

const MOST_PARAMETERS: usize = 16;

/// Checks a free function.
pub(crate) fn function(signature: &Signature, errors: &mut Errors) {
    anywhere(signature, errors);
    if signature.asyncness.is_some() {
        crate::async_fn::check(signature, errors);
    }
    if let Some(receiver) = signature.receiver() {
        errors.on(
            receiver,
            "methods are exported from their `impl` block: put `#[napi]` on it as well",
        );
    }
}

/// Checks a function in the `impl` block of a class.
pub(crate) fn method(signature: &Signature, errors: &mut Errors) {
    anywhere(signature, errors);
    if signature.asyncness.is_some() {
        crate::async_fn::check(signature, errors);
    }
    let Some(receiver) = signature.receiver() else { return };
    if receiver.colon_token.is_some() {
        errors.on(receiver, "JavaScript holds the value: take `&self` or `&mut self`");
    } else if receiver.reference.is_none() {
        errors.on(receiver, "JavaScript keeps the object: take `&self` or `&mut self`");
    }
}

/// Checks a function that runs when the library is loaded; what it is called with.
pub(crate) fn init(signature: &Signature, errors: &mut Errors) -> Vec<TokenStream> {
    anywhere(signature, errors);
    if let Some(word) = &signature.asyncness {
        errors.on(word, "the exports are ready when an init function returns: give what takes longer to `Env::spawn`");
    }
    let arguments = signature.inputs.iter().map(|input| match input {
        FnArg::Typed(input) if is_named(&input.ty, &["Env"]) => Some(quote!(env)),
        FnArg::Typed(input) if is_named(&input.ty, &["Object"]) => Some(quote!(exports)),
        _ => None,
    });
    let arguments: Option<Vec<TokenStream>> = arguments.collect();
    if arguments.is_none() || signature.inputs.len() > 2 || signature.inputs.is_empty() {
        errors.on(
            signature,
            "an init function is `fn init(env: Env<'_>, exports: Object<'_>) -> Result<()>`; it \
             need not take both",
        );
    }
    arguments.unwrap_or_default()
}

fn anywhere(signature: &Signature, errors: &mut Errors) {
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
        if let FnArg::Typed(input) = input {
            parameter(&input.ty, index == last, errors);
        }
    }
    // One call fetches all arguments of a function.
    if let Some(input) = signature.inputs.iter().nth(MOST_PARAMETERS) {
        errors.on(input, "at most 16 parameters: take an object, or `Rest<T>`");
    }
}

fn parameter(ty: &Type, is_last: bool, errors: &mut Errors) {
    if let Some(reference) = optional_reference(ty) {
        return self::reference(reference, errors);
    }
    match ty {
        Type::ImplTrait(_) => {
            errors.on(ty, "name the type: a parameter is converted to one type, not to any");
        }
        Type::Reference(reference) => self::reference(reference, errors),
        ty if is_named(ty, &["Rest"]) && !is_last => {
            errors.on(ty, "`Rest` takes all further arguments: it must be the last parameter");
        }
        _ => {}
    }
}

fn reference(reference: &TypeReference, errors: &mut Errors) {
    match &*reference.elem {
        elem if is_named(elem, &["str"]) && reference.mutability.is_some() => {
            errors.on(reference, "strings of JavaScript do not change: take `&str` or `String`");
        }
        elem if is_named(elem, &["String"]) => {
            errors.on(reference, "take `&str`, or `String` by value");
        }
        elem if is_named(elem, &["Vec"]) => {
            errors.on(reference, "take a slice such as `&[f64]`, or the `Vec` by value");
        }
        _ => {}
    }
}

/// The parameters that arguments of the call are for.
pub(crate) fn arguments(signature: &Signature) -> impl Iterator<Item = &FnArg> {
    signature.inputs.iter().filter(|input| match input {
        FnArg::Receiver(_) => false,
        FnArg::Typed(input) => !is_named(&input.ty, &["Env", "CallContext", "This"]),
    })
}

pub(crate) fn is_named(ty: &Type, names: &[&str]) -> bool {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| names.iter().any(|name| last.ident == name)),
        _ => false,
    }
}

/// What a whole item may be, for the message about one that is something else.
pub(crate) fn unknown_item(item: impl ToTokens, errors: &mut Errors) {
    errors.on(
        item,
        "`#[napi]` goes on a function, struct, enum, constant, `impl` block of a struct, or `mod`",
    );
}
