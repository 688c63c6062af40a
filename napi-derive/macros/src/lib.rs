//! The attribute `#[napi]`.
//!
//! `attribute → model → check → expand`: each stage a module, all but this file testable without
//! a compiler. What it expands to is small and calls generic functions of `napi-derive`.
//!
//! Invariant: the marked function stays as it is, callable from Rust; every problem is reported
//! at once, on the tokens that cause it.

mod async_fn;
mod check;
mod expand;
mod model;
mod names;
mod test_fn;

use proc_macro2::TokenStream;

/// Makes a function callable from JavaScript.
///
/// `module!()` exports `fn parse_port` as `parsePort`; `exports.define::<parse_port>()` does so by
/// hand. With `#[napi(js_name = "port")]` it has another name.
///
/// Parameters: whatever converts from JavaScript, `&str`, `&[f64]` and other slices of numbers
/// (borrowed from a typed array for the length of the call), `&mut [f64]`, `Env`, `CallContext`,
/// `This`, and at the end `Rest<T>`. Result: whatever converts into JavaScript, or a `Result`.
#[proc_macro_attribute]
pub fn napi(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    napi_impl(attribute.into(), item.into()).into()
}

/// `napi_derive::test`: makes a function with an env a test of `cargo test`, in a real env, without Node.
///
/// The crate needs `napi-core` as a dev-dependency and nothing else. `fn name(env: Env<'_>)`; with
/// a second parameter `exports: Object<'_>`, that holds every function marked `#[napi]`; or
/// `async fn name(env: AsyncEnv)`. A panic, an `Err` or an exception that nobody caught fails the
/// test, with its stack.
#[proc_macro_attribute]
pub fn addon_test(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    test_fn::test(attribute.into(), item.into()).into()
}

fn napi_impl(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let function = match syn::parse2::<syn::ItemFn>(item.clone()) {
        Ok(function) => function,
        Err(_) => {
            let error = syn::Error::new_spanned(
                &item,
                "`#[napi]` goes on a function: `fn name(arguments) -> result { … }`",
            )
            .to_compile_error();
            return quote::quote!(#error #item);
        }
    };
    let mut errors = check::Errors::default();
    let options = model::Options::parse(attribute, &mut errors);
    let model = model::Function::read(&function, options, &mut errors);
    check::check(&function, &mut errors);
    match errors.into_compile_errors() {
        None => expand::expand(&function, &model),
        Some(errors) => expand::fallback(&function, &model, errors),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn expanded(attribute: TokenStream, item: TokenStream) -> String {
        napi_impl(attribute, item).to_string()
    }

    #[test]
    fn a_function_gets_a_type_of_its_name() {
        let text = expanded(
            quote!(),
            quote!(
                pub fn add_all(a: f64, b: f64) -> f64 {
                    a + b
                }
            ),
        );
        assert!(text.contains("pub struct add_all"));
        assert!(text.contains("\"addAll\""));
        assert!(text.contains("ARITY : usize = 2usize"));
    }

    #[test]
    fn the_name_can_be_given() {
        let text = expanded(
            quote!(js_name = "sum"),
            quote!(
                fn add() {}
            ),
        );
        assert!(text.contains("\"sum\""));
    }

    #[test]
    fn all_errors_come_at_once() {
        let text = expanded(
            quote!(jsname = "x"),
            quote!(
                async unsafe fn f<T>(a: &String, b: impl Fn()) {}
            ),
        );
        assert_eq!(text.matches("compile_error").count(), 5, "{text}");
        assert!(text.contains("struct f"), "the type exists, so that its uses add no errors");
    }

    #[test]
    fn other_items_are_refused_and_kept() {
        let text = expanded(
            quote!(),
            quote!(
                struct Point {
                    x: f64,
                }
            ),
        );
        assert!(text.contains("goes on a function"));
        assert!(text.contains("struct Point"));
    }
}
