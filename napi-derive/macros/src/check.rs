//! What no function for JavaScript can be, with the words that say what to do instead.
//!
//! Neighbours: `model/` refuses what depends on the kind of item. What only types tell (a
//! parameter that does not convert) is left to the compiler, which the traits of `napi-derive`
//! give the words for.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    FnArg, GenericArgument, GenericParam, PathArguments, ReturnType, Signature, Type,
    TypeParamBound, TypeReference,
};

use crate::errors::Errors;
use crate::model::function::optional_reference;

const MOST_PARAMETERS: usize = 16;

/// Types whose values are no longer valid when the call has returned.
const HANDLES: [&str; 10] = [
    "Array",
    "Env",
    "Function",
    "Instance",
    "JsPromise",
    "JsString",
    "Object",
    "Symbol",
    "This",
    "Value",
];

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
    result(&signature.output, errors);
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
        ty if is_named(ty, &["Function"])
            && arguments_of(ty).any(|argument| matches!(argument, GenericArgument::Type(_))) =>
        {
            errors.on(ty, "`Function` has no types: take a `Callback<'_, (A, B), Ret>`");
        }
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
        elem if handle(elem).is_some() => {
            errors.on(reference, "handles are `Copy`: take it by value");
        }
        _ => {}
    }
}

/// What stands in the brackets after a type's name.
fn arguments_of(ty: &Type) -> impl Iterator<Item = &GenericArgument> {
    let last = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let arguments = match last.map(|last| &last.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten()
}

/// The name of a handle's type. It has a lifetime, which tells it from others of that name.
fn handle(ty: &Type) -> Option<&Ident> {
    let has_lifetime =
        arguments_of(ty).any(|argument| matches!(argument, GenericArgument::Lifetime(_)));
    match ty {
        Type::Path(path) if has_lifetime && is_named(ty, &HANDLES) => {
            path.path.segments.last().map(|last| &last.ident)
        }
        _ => None,
    }
}

/// A result whose type is not named, of the kinds that have a type here.
fn result(output: &ReturnType, errors: &mut Errors) {
    let ReturnType::Type(_, ty) = output else { return };
    let Type::ImplTrait(unnamed) = &**ty else { return };
    for bound in &unnamed.bounds {
        let TypeParamBound::Trait(bound) = bound else { continue };
        let Some(last) = bound.path.segments.last() else { continue };
        match last.ident.to_string().as_str() {
            "Iterator" | "IntoIterator" | "DoubleEndedIterator" | "ExactSizeIterator" => errors.on(
                ty,
                "return `JsIterator<I>` for an iterator of JavaScript, or a `Vec` for an array",
            ),
            "Fn" | "FnMut" | "FnOnce" => {
                errors.on(ty, "return a `Function<'_>`, which `Env::typed_closure` makes");
            }
            "Future" | "IntoFuture" => {
                errors.on(ty, "write an `async fn`: JavaScript gets a promise");
            }
            _ => {}
        }
    }
}

/// A field that would keep a handle longer than its call.
pub(crate) fn field(ty: &Type, errors: &mut Errors) {
    let Some(name) = handle(ty) else { return };
    let instead = match name.to_string().as_str() {
        "Env" => "take an `Env<'_>` as a parameter where it is needed",
        "Function" => "keep a `FunctionRef`",
        "Object" => "keep an `ObjectRef`",
        "Instance" => "keep an `InstanceRef<T>`",
        _ => "keep a `ValueRef`, or a `Ref` of its type",
    };
    errors.on(ty, format!("`{name}` lives only as long as the call: {instead}"));
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
