//! The attribute `#[napi]`.
//!
//! `attribute → model → check → expand`: each stage a module, all but this file testable without
//! a compiler. What it expands to is small and calls generic functions of `napi-derive`.
//!
//! Invariant: the marked function stays as it is, callable from Rust; every problem is reported
//! at once, on the tokens that cause it.

mod async_fn;
mod check;
mod declare;
mod errors;
mod expand;
mod model;
mod names;
mod options;
mod test_fn;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

use declare::{Name, Overloads};
use errors::Errors;
use options::Options;

/// Makes a function callable from JavaScript, or a type a class.
///
/// # Functions
///
/// `module!()` exports `fn parse_port` as `parsePort`; `exports.define::<parse_port>()` does so by
/// hand. With `#[napi(js_name = "port")]` it has another name.
///
/// Parameters: whatever converts from JavaScript, `&str`, `&[f64]` and other slices of numbers
/// (borrowed from a typed array for the length of the call), `&mut [f64]`, `&T` and `&mut T` of a
/// class, `Env`, `CallContext`, `This`, and at the end `Rest<T>`. Result: whatever converts into
/// JavaScript, or a `Result`.
///
/// On a parameter, `#[napi(default = 10)]` gives what it is when the argument is missing or
/// `undefined`; `#[napi(wrapping)]` and `#[napi(saturating)]` convert any number as `x | 0` and as
/// Rust's `as` do, where otherwise one that does not fit is a RangeError.
///
/// # Classes
///
/// `#[napi]` goes on the struct and on its `impl` block. In the block, functions marked `#[napi]`
/// are exported: those without `self` are static, and one marked `#[napi(constructor)]` is what
/// `new` runs. There are `#[napi(getter)]` and `#[napi(setter)]`, whose names lose `get_` and
/// `set_`, and `#[napi(symbol = "toPrimitive")]` and `#[napi(symbol_for = "…")]` for methods whose
/// keys are symbols. Constants marked `#[napi]` are static properties. `writable = false`,
/// `enumerable = true` and `configurable = false` give a member other attributes than those of a
/// JavaScript class have.
///
/// An `async fn` returns a promise, and borrows its instance until that is settled. Further blocks
/// are marked `#[napi(more)]`; `#[napi] impl Trait for Counter` makes methods of a trait members.
///
/// In the struct, a field marked `#[napi]` is a property, which is cloned when it is read;
/// `#[napi(readonly)]` makes it one that cannot be assigned. The field marked `#[napi(extends)]`
/// holds the value of the class that this one extends. `#[napi(iterator)]` on the struct makes
/// instances JavaScript iterators by Rust's `Iterator`, `#[napi(generator)]` and
/// `#[napi(async_generator)]` by the traits of that name; `#[napi(mutable)]` allows `&mut` parameters
/// of a class without methods that take `&mut self`.
///
/// # Objects and enums
///
/// `#[napi(object)]` on a struct makes it a plain object that is passed by value, property by
/// property; a field marked `#[napi(default = …)]` may be missing. `object_from_js = false` and
/// `object_to_js = false` leave one direction out.
///
/// A tuple struct with `#[napi(array)]` is an array of its fields, one with
/// `#[napi(transparent)]` whatever its only field is.
///
/// An enum without fields is a number, its discriminant, and the exports hold an object of its
/// values. With `#[napi(string_enum)]` or `#[napi(string_enum = "kebab-case")]` it is a string. An
/// enum with fields is an object whose property `type` tells the variant;
/// `#[napi(discriminant = "kind", discriminant_case = "lowercase")]` changes its name and case.
/// `#[napi(value = "…")]` on a variant gives the string itself.
///
/// # Modules
///
/// On a constant, `#[napi]` exports it; on an inline `mod`, what is marked in it goes into an
/// object of the module's name. `#[napi(init)]` on a function of an `Env` and the exports runs it
/// when everything is exported. A function with `#[napi(no_export)]` is only defined by hand.
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

fn napi_impl(attribute: TokenStream, tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = Options::parse(attribute, &mut errors);
    match syn::parse2::<Item>(tokens.clone()) {
        Ok(Item::Fn(item)) => function(item, &options, errors),
        Ok(Item::Struct(item)) if options.has("object") => object(item, &options, errors),
        Ok(Item::Struct(item)) if options.has("array") || options.has("transparent") => {
            tuple(item, &options, errors)
        }
        Ok(Item::Struct(item)) => class(item, &options, errors),
        Ok(Item::Enum(item)) => enumeration(item, &options, errors),
        Ok(Item::Const(item)) => constant(item, &options, errors),
        Ok(Item::Mod(item)) => namespace(item, &options, errors),
        // As napi-rs has it; here there is nothing to add.
        Ok(Item::Impl(item)) if is_task(&item) => tokens,
        Ok(Item::Impl(item)) => members(item, &options, errors),
        Ok(item) => {
            check::unknown_item(&item, &mut errors);
            let errors = errors.into_compile_errors();
            quote!(#errors #tokens)
        }
        Err(_) => {
            check::unknown_item(&tokens, &mut errors);
            let errors = errors.into_compile_errors();
            quote!(#errors #tokens)
        }
    }
}

fn function(mut item: syn::ItemFn, options: &Options, mut errors: Errors) -> TokenStream {
    let known =
        [["js_name*", "no_export", "init", "module_exports"].as_slice(), &Overloads::OPTIONS]
            .concat();
    options.allow("a function", &known, &mut errors);
    for option in known.iter().filter(|option| **option != "init") {
        options.exclude(&["init", option.trim_end_matches('*')], &mut errors);
    }
    options.exclude(&["module_exports", "js_name"], &mut errors);
    if options.has("init") || options.has("module_exports") {
        let arguments = check::init(&item.sig, &mut errors);
        return match errors.into_compile_errors() {
            None => expand::function::init(&item, &arguments),
            Some(errors) => quote!(#errors #item),
        };
    }
    let js_name = model::member_name(options, &item.sig.ident, &mut errors);
    let namespace = model::namespace(options, &mut errors);
    let model = model::function::Function::read(&mut item.sig, None, &mut errors);
    let overloads = Overloads::read(options, &mut errors);
    overloads.check(&model, &mut errors);
    check::function(&item.sig, &mut errors);
    match errors.into_compile_errors() {
        None => {
            let export = expand::function::expand(&item, &model, &js_name);
            // Not exported, it can be defined by its type.
            let exported = (!options.has("no_export")).then(|| {
                let record = expand::function::record_of(&item, &js_name, namespace.as_deref());
                let name = Name { namespace: namespace.as_deref(), js_name: &js_name };
                let declaration = declare::function(&item, &model, &overloads, name);
                quote!(#record #declaration)
            });
            quote!(#export #exported)
        }
        Some(errors) => expand::function::fallback(&item, &model, &js_name, &errors),
    }
}

fn class(mut item: syn::ItemStruct, options: &Options, mut errors: Errors) -> TokenStream {
    let model = model::class::Class::read(&mut item, options, &mut errors);
    match errors.into_compile_errors() {
        None => {
            let declaration = declare::fields(&item, &model);
            let expanded = expand::class::expand(&item, &model);
            quote!(#expanded #declaration)
        }
        Some(errors) => expand::class::fallback(&item, &model, &errors),
    }
}

fn object(mut item: syn::ItemStruct, options: &Options, mut errors: Errors) -> TokenStream {
    let model = model::object::Object::read(&mut item, options, &mut errors);
    match errors.into_compile_errors() {
        None => {
            let declaration = declare::object(&item, &model);
            let expanded = expand::object::expand(&item, &model);
            quote!(#expanded #declaration)
        }
        Some(errors) => expand::object::fallback(&item, &model, &errors),
    }
}

fn tuple(item: syn::ItemStruct, options: &Options, mut errors: Errors) -> TokenStream {
    let model = model::tuple::Tuple::read(&item, options, &mut errors);
    match errors.into_compile_errors() {
        None => expand::tuple::expand(&item, &model),
        Some(errors) => expand::tuple::fallback(&item, &errors),
    }
}

fn enumeration(mut item: syn::ItemEnum, options: &Options, mut errors: Errors) -> TokenStream {
    let model = model::enumeration::Enumeration::read(&mut item, options, &mut errors);
    match errors.into_compile_errors() {
        None => {
            let declaration = declare::enumeration(&item, &model);
            let expanded = expand::enumeration::expand(&item, &model);
            quote!(#expanded #declaration)
        }
        Some(errors) => expand::enumeration::fallback(&item, &errors),
    }
}

fn constant(item: syn::ItemConst, options: &Options, mut errors: Errors) -> TokenStream {
    options.allow("a constant", &["js_name*", declare::TYPE, declare::SKIP], &mut errors);
    let js_name = model::js_name(options, &item.ident, str::to_owned, &mut errors);
    let namespace = model::namespace(options, &mut errors);
    let text = declare::type_override(options, &mut errors);
    match errors.into_compile_errors() {
        None => {
            let expanded = expand::constant::expand(&item, &js_name, namespace.as_deref());
            let name = Name { namespace: namespace.as_deref(), js_name: &js_name };
            let declaration = (!options.has(declare::SKIP))
                .then(|| declare::constant(&item, text.as_deref(), name));
            quote!(#expanded #declaration)
        }
        Some(errors) => quote!(#errors #item),
    }
}

fn namespace(mut item: syn::ItemMod, options: &Options, mut errors: Errors) -> TokenStream {
    options.allow("a `mod`", &["js_name*"], &mut errors);
    let js_name = model::member_name(options, &item.ident, &mut errors);
    let outer = model::namespace(options, &mut errors);
    if item.content.is_none() {
        errors.on(&item, "an attribute does not see the file: write the module's body here");
    }
    let full = outer.map_or_else(|| js_name.clone(), |outer| format!("{outer}.{js_name}"));
    let expanded = expand::namespace::expand(&mut item, &full);
    let errors = errors.into_compile_errors();
    quote!(#errors #expanded)
}

/// Whether it is `impl Task for …`.
fn is_task(item: &syn::ItemImpl) -> bool {
    let path = item.trait_.as_ref().map(|(_, path, _)| path);
    path.and_then(|path| path.segments.last()).is_some_and(|last| last.ident == "Task")
}

fn members(mut item: syn::ItemImpl, options: &Options, mut errors: Errors) -> TokenStream {
    let model = model::members::Members::read(&mut item, options, &mut errors);
    match errors.into_compile_errors() {
        None => {
            let declaration = declare::members(&model);
            let expanded = expand::members::expand(&item, &model);
            quote!(#expanded #declaration)
        }
        Some(errors) => expand::members::fallback(&item, &model, &errors),
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
                trait Point {}
            ),
        );
        assert!(text.contains("goes on a function"));
        assert!(text.contains("trait Point"));
    }
}
