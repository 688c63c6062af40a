//! Classes: a record for the struct, which has the fields, and one for each `impl` block.
//!
//! Neighbours: `signature.rs`, `model/class.rs`, `model/members.rs`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ItemStruct;

use super::signature::{from_js, into_js, parameters, result, say_defaults, signatures};
use super::{Documentation, FIELD, MEMBER, Parts, TEXT, declaration, spelling};
use crate::model::class::{Class, Iteration};
use crate::model::members::{Constant, Key, Member, Members, Role, cfgs};

/// The record of the struct: what the class extends, and what is seen of its fields.
pub(crate) fn fields(item: &ItemStruct, model: &Class) -> Option<TokenStream> {
    if !model.declared {
        return None;
    }
    let heritage = match &model.parent {
        None => Parts::default(),
        Some((_, parent)) => {
            Parts::default().of_type(&quote!(::napi_derive::__private::Said::<#parent>::CLASS))
        }
    };
    // A class is not the same as another with the same members: its instances are told apart.
    let mut members = vec![(TokenStream::new(), Parts::default().text(TEXT).text("#private"))];
    for field in &model.fields {
        if !field.declared {
            continue;
        }
        let name = spelling::property(&field.js_name);
        let of = |parts: Parts, of: TokenStream| match &field.text {
            Some(text) => parts.text(text),
            None => parts.of_type(&of),
        };
        let getter = field.documentation.write(Parts::default());
        let getter = getter.text(TEXT).text(&format!("get {name}(): "));
        members.push((field.cfgs.clone(), of(getter, into_js(&field.ty))));
        if field.writable {
            let setter = Parts::default().text(TEXT).text(&format!("set {name}(value: "));
            members.push((field.cfgs.clone(), of(setter, from_js(&field.ty)).text(")")));
        }
    }
    let iteration = model.iterator.map(|iteration| match iteration {
        Iteration::Iterator => iterator(&item.ident),
        Iteration::Generator => generator(&item.ident, false),
        Iteration::AsyncGenerator => generator(&item.ident, true),
    });
    members.extend(iteration.into_iter().flatten().map(|parts| (TokenStream::new(), parts)));
    let documentation = Documentation::read(&item.attrs);
    let parts = model.name().record("class", heritage, &documentation).list(MEMBER, members);
    Some(declaration(&cfgs(&item.attrs), parts))
}

/// What a class has whose instances are iterators.
fn iterator(ident: &Ident) -> Vec<Parts> {
    let element = quote!(::napi_derive::__private::Said::<#ident>::ELEMENT);
    let next = Parts::default().text(TEXT).text("next(): IteratorResult<");
    let itself = Parts::default().text(TEXT).text("[Symbol.iterator](): this");
    vec![next.of_type(&element).text(", undefined>"), itself]
}

/// What a class has whose instances are generators.
fn generator(ident: &Ident, is_async: bool) -> Vec<Parts> {
    let said = |name: &str| {
        let name = format_ident!("{}{name}", if is_async { "ASYNC_" } else { "" });
        quote!(::napi_derive::__private::Said::<#ident>::#name)
    };
    let ((open, close), symbol) = match is_async {
        false => (("IteratorResult<", ">"), "iterator"),
        true => (("Promise<IteratorResult<", ">>"), "asyncIterator"),
    };
    let step = |parts: Parts| {
        let parts = parts.text("): ").text(open).of_type(&said("YIELDED")).text(", ");
        parts.of_type(&said("RETURNED")).text(close)
    };
    let begin = |name: &str| Parts::default().text(TEXT).text(name);
    vec![
        step(begin("next(value?: ").of_type(&said("SENT"))),
        step(begin("return(value?: ").of_type(&said("ENDED_WITH"))),
        step(begin("throw(error?: unknown")),
        begin(&format!("[Symbol.{symbol}](): this")),
    ]
}

/// The record of an `impl` block.
pub(crate) fn members(model: &Members) -> Option<TokenStream> {
    let class = &model.class;
    let mut list: Vec<(TokenStream, Parts)> = Vec::new();
    for constant in model.constants.iter().filter(|constant| constant.declared) {
        list.push((constant.cfgs.clone(), self::constant(constant)));
    }
    for member in model.members.iter().filter(|member| !member.overloads.skipped) {
        let Some(key) = key(&member.key) else { continue };
        let texts = texts(&model.functions, member, &key);
        list.extend(texts.into_iter().map(|parts| (member.cfgs.clone(), parts)));
    }
    if list.is_empty() {
        return None;
    }
    let class_of = quote!(::napi_derive::__private::Said::<#class>);
    let parts = Parts::default().text("members").text(FIELD);
    let parts = parts.constant(&quote!(#class_of::NAMESPACE)).text(FIELD);
    let parts = parts.constant(&quote!(#class_of::NAME)).text(&FIELD.repeat(3));
    let parts = parts.list(MEMBER, list).into_slice();
    Some(quote! {
        ::napi_derive::__declaration!(::core::option::Option::Some(#class_of::CLASS), #parts);
    })
}

/// The key of a member. A symbol of `Symbol.for` has no name in TypeScript.
fn key(key: &Key) -> Option<String> {
    match key {
        // Quoted, too, that would be the constructor.
        Key::Name(name) if name == "constructor" => Some("['constructor']".to_owned()),
        Key::Name(name) => Some(spelling::property(name)),
        Key::WellKnown(name) => Some(format!("[Symbol.{name}]")),
        Key::Registered(_) => None,
    }
}

/// A member, as often as it has signatures.
fn texts(functions: &TokenStream, member: &Member, key: &str) -> Vec<Parts> {
    let (model, overloads, ident) = (&member.function, &member.overloads, &member.ident);
    let callee = quote!(#functions::#ident);
    let mut documentation = member.documentation.clone();
    say_defaults(&mut documentation, model, overloads);
    let begin = || documentation.write(Parts::default()).text(TEXT);
    let place = if member.is_static() { "static " } else { "" };
    match member.role {
        Role::Constructor => {
            let signatures = match overloads.overloads.is_empty() {
                true => vec![parameters(model, overloads, true)],
                false => {
                    let texts = overloads.overloads.iter();
                    texts.map(|text| Parts::default().text(without_result(text))).collect()
                }
            };
            let texts = signatures.into_iter();
            texts.map(|signature| signature.after(begin().text("constructor"))).collect()
        }
        Role::Getter => {
            let getter = begin().text(&format!("{place}get {key}(): "));
            vec![result(getter, model, overloads, &callee)]
        }
        Role::Setter => {
            let setter = begin().text(&format!("{place}set {key}"));
            vec![parameters(model, overloads, false).after(setter)]
        }
        Role::Method => signatures(model, overloads, &callee)
            .into_iter()
            .map(|signature| signature.after(begin().text(&format!("{place}{key}"))))
            .collect(),
    }
}

/// A constructor's overload ends with its parameters.
fn without_result(overload: &str) -> &str {
    overload.rfind("):").map_or(overload, |end| &overload[..=end])
}

fn constant(constant: &Constant) -> Parts {
    let name = spelling::property(&constant.js_name);
    let parts = constant.documentation.write(Parts::default()).text(TEXT);
    let parts = parts.text(&format!("static readonly {name}: "));
    match &constant.text {
        Some(text) => parts.text(text),
        None => parts.of_type(&into_js(&constant.ty)),
    }
}
