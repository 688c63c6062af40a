//! `#[napi]` on an `async fn`: what it refuses, and the code it writes.
//!
//! Invariant: all arguments are converted in the call, and the future owns what it was given, so
//! no handle and no borrowed bytes are kept across an `.await`. That the compiler would refuse it
//! anyway (the future must be `'static`) is not enough: here it is said in words, on the type.
//! Of an instance, that of a method or one that an argument refers to, the future has a share and a
//! counted borrow, as long as it lives.
//!
//! Neighbours: `check.rs` and `expand/call.rs` come here for an `async fn`; `executor.rs` of
//! `napi-derive` runs the future.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{FnArg, GenericArgument, PathArguments, ReturnType, Signature, Type};

use crate::errors::Errors;
use crate::model::function::optional_reference;

/// Whether the errors of a parameter's type were reported here.
pub(crate) fn check(signature: &Signature, errors: &mut Errors) {
    for input in &signature.inputs {
        if let FnArg::Typed(input) = input {
            check_parameter(&input.ty, errors);
        }
    }
    if let ReturnType::Type(_, result) = &signature.output {
        if let Type::Reference(_) = &**result {
            errors.add(syn::Error::new_spanned(
                result,
                "what the future borrows is given back when it is done: return an owned value",
            ));
        }
        each_path(result, &mut |ty, name| {
            if instead_of(name).is_some() {
                errors.add(syn::Error::new_spanned(
                    ty,
                    format!(
                        "an `async fn` returns when its call is over, and `{name}` lives only as \
                         long as the call: return an owned value or a `Ref`"
                    ),
                ));
            }
        });
    }
}

fn check_parameter(ty: &Type, errors: &mut Errors) {
    if let Type::Reference(reference) = ty
        && let Type::Slice(slice) = &*reference.elem
    {
        let elem = slice.elem.to_token_stream().to_string();
        let owned = if elem == "u8" { "Buffer".to_owned() } else { format!("TypedVec<{elem}>") };
        errors.add(syn::Error::new_spanned(
            ty,
            format!("bytes of JavaScript cannot stay borrowed across an `.await`: take `{owned}`"),
        ));
        return;
    }
    // A reference to an instance is a share in it; of handles only values are handles.
    let ty = match ty {
        Type::Reference(reference) => &*reference.elem,
        other => optional_reference(other).map_or(other, |reference| &*reference.elem),
    };
    each_path(ty, &mut |ty, name| {
        if let Some(instead) = instead_of(name) {
            errors.add(syn::Error::new_spanned(
                ty,
                format!(
                    "`{name}` lives only as long as the call, not across an `.await`: {instead}"
                ),
            ));
        }
    });
}

/// What to take in the place of a handle.
fn instead_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "Env" | "CallContext" => "take `AsyncEnv`, and `enter` it where the env is needed",
        "This" => "read what is needed of it in a plain function that calls `Env::spawn`",
        "Function" => "take `FunctionRef`, or `ThreadsafeFunction` to call it",
        "Callback" => "take `CallbackRef`, or `ThreadsafeFunction` to call it",
        "Object" | "Array" => "take `ObjectRef`, or a type that owns what it holds",
        "JsPromise" => "take `Promise<T>`, which can be awaited",
        "JsString" => "take `String`",
        "ArrayBuffer" | "BytesView" | "TypedArray" | "Uint8Array" | "Borrowed" | "BorrowedMut" => {
            "take `Vec<u8>`, or of the elements' type"
        }
        "Value" | "Symbol" => "take `ValueRef`, or a type that owns what it holds",
        _ => return None,
    })
}

/// Visits the named types in a type.
fn each_path(ty: &Type, visit: &mut dyn FnMut(&Type, &str)) {
    match ty {
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return };
            visit(ty, &last.ident.to_string());
            if let PathArguments::AngleBracketed(arguments) = &last.arguments {
                for argument in &arguments.args {
                    if let GenericArgument::Type(ty) = argument {
                        each_path(ty, visit);
                    }
                }
            }
        }
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| each_path(ty, visit)),
        Type::Array(array) => each_path(&array.elem, visit),
        Type::Paren(paren) => each_path(&paren.elem, visit),
        Type::Group(group) => each_path(&group.elem, visit),
        _ => {}
    }
}

/// The body of the callback: takes the arguments, starts the future.
pub(crate) fn body(
    callee: &TokenStream,
    takes: &TokenStream,
    passes: &[TokenStream],
    result_span: proc_macro2::Span,
) -> TokenStream {
    let start = quote_spanned! {result_span=> ::napi_derive::__private::start };
    quote! {
        let future = (|| -> ::napi_derive::Result<_> {
            #takes
            ::core::result::Result::Ok(async move { #callee(#(#passes),*).await })
        })();
        #start(cx.env(), future)
    }
}
