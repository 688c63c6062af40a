//! The `impl` block of a class: a type that stands for each method, and `Members`.
//!
//! Neighbours: `call.rs` (bodies), `class.rs` (the struct).

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ItemImpl;

use super::call::{self, Result};
use crate::model::members::{Key, Member, Members, Role};

pub(crate) fn expand(item: &ItemImpl, model: &Members) -> TokenStream {
    let (class, functions) = (&model.class, &model.functions);
    let mut types = Vec::new();
    let mut defines = Vec::new();
    for (number, member) in model.members.iter().enumerate() {
        if member.role == Role::Constructor {
            continue;
        }
        types.push(method(model, member, &marker(number)));
        defines.extend(define(model, number, member));
    }
    for constant in &model.constants {
        let (name, js_name, cfgs) = (&constant.ident, &constant.js_name, &constant.cfgs);
        defines.push(quote!(#cfgs members.constant(#js_name, #functions::#name)?;));
    }
    let define = quote! {
        fn define(
            members: &::napi_derive::__private::ClassMembers<'_>,
        ) -> ::napi_derive::Result<()> {
            let _ = members;
            #(#defines)*
            ::core::result::Result::Ok(())
        }
    };
    if model.adds {
        return quote! {
            #item
            const _: () = {
                #define
                #(#types)*
                ::napi_derive::__record!(|_, phase| {
                    ::napi_derive::__private::more_members::<#class>(phase, define)
                });
            };
        };
    }
    let construct = match model.constructor() {
        Some(constructor) => construct(model, constructor),
        None => quote! {
            fn construct(_: ::napi_derive::CallContext<'_>) -> ::napi_derive::Result<#class> {
                ::core::result::Result::Err(::napi_derive::__private::no_constructor::<#class>())
            }
        },
    };
    let implementation = implementation(model, &quote!(#construct #define));
    quote! {
        #item
        const _: () = {
            #implementation
            #(#types)*
        };
    }
}

/// What stands in for a block with errors, so that its uses do not add more.
pub(crate) fn fallback(item: &ItemImpl, model: &Members, errors: &TokenStream) -> TokenStream {
    let class = &model.class;
    let implementation = (item.generics.params.is_empty() && !model.adds).then(|| {
        implementation(
            model,
            &quote! {
                fn construct(_: ::napi_derive::CallContext<'_>) -> ::napi_derive::Result<#class> {
                    loop {}
                }

                fn define(
                    _: &::napi_derive::__private::ClassMembers<'_>,
                ) -> ::napi_derive::Result<()> {
                    loop {}
                }
            },
        )
    });
    quote!(#errors #item #implementation)
}

fn implementation(model: &Members, functions: &TokenStream) -> TokenStream {
    let class = &model.class;
    let access = match model.is_counted() {
        true => quote!(::napi_derive::__private::Counted),
        false => quote!(::napi_derive::__private::OnlyShared),
    };
    let arity = model.constructor().map_or(0, |made| made.function.parameters.len());
    quote! {
        // Named for the compiler's message about a second block.
        impl #class {
            #[doc(hidden)]
            #[allow(dead_code)]
            const FURTHER_BLOCKS_ARE_MARKED_NAPI_MORE: () = ();
        }

        #[automatically_derived]
        impl ::napi_derive::__private::Members for #class {
            type MethodAccess = #access;
            const CONSTRUCTOR_ARITY: usize = #arity;

            #functions
        }
    }
}

fn construct(model: &Members, constructor: &Member) -> TokenStream {
    let (class, name) = (&model.class, &constructor.ident);
    let label = format!("new {}", model.name);
    let callee = quote!(<#class>::#name);
    let body = call::body(&constructor.function, &callee, None, &label, Result::Constructed(class));
    quote! {
        #[inline]
        fn construct(cx: ::napi_derive::CallContext<'_>) -> ::napi_derive::Result<#class> {
            let _ = cx;
            #body
        }
    }
}

fn marker(number: usize) -> Ident {
    format_ident!("Member{}", number)
}

/// The type that stands for a method.
fn method(model: &Members, member: &Member, marker: &Ident) -> TokenStream {
    let (class, name, cfgs) = (&model.class, &member.ident, &member.cfgs);
    let text = member.key.text();
    let label = match (&member.key, member.role) {
        (Key::Name(_), Role::Setter) => format!("set {}.{text}", model.name),
        (Key::Name(_), _) => format!("{}.{text}", model.name),
        _ => format!("{}{text}", model.name),
    };
    let functions = &model.functions;
    let callee = quote!(#functions::#name);
    let result = if member.function.is_async { Result::Promised } else { Result::Returned };
    let body = call::body(&member.function, &callee, Some(class), &label, result);
    let arity = member.function.parameters.len();
    let export = call::export(&quote!(#marker), &text, arity, !member.is_static(), &body);
    quote! {
        #cfgs
        enum #marker {}
        #cfgs
        #export
    }
}

/// The code that puts a member on the class; an accessor's two halves together.
fn define(model: &Members, number: usize, member: &Member) -> Option<TokenStream> {
    let place = match member.is_static() {
        true => quote!(::napi_derive::__private::Place::Constructor),
        false => quote!(::napi_derive::__private::Place::Prototype),
    };
    let key = match &member.key {
        Key::Name(name) => quote!(::napi_derive::__private::MemberKey::Name(#name)),
        Key::WellKnown(name) => quote!(::napi_derive::__private::MemberKey::WellKnown(#name)),
        Key::Registered(name) => quote!(::napi_derive::__private::MemberKey::Registered(#name)),
    };
    let (marker, cfgs) = (marker(number), &member.cfgs);
    let members = member.attributes.members(member.role != Role::Method);
    let other = |role: Role| {
        model.members.iter().position(|other| {
            other.role == role && other.key == member.key && other.is_static() == member.is_static()
        })
    };
    Some(match member.role {
        Role::Constructor => return None,
        Role::Method => quote!(#cfgs #members.method::<#marker>(#place, #key)?;),
        Role::Getter => match other(Role::Setter) {
            Some(setter) => {
                let setter = self::marker(setter);
                quote!(#cfgs #members.accessor::<#marker, #setter>(#place, #key)?;)
            }
            None => quote!(#cfgs #members.getter::<#marker>(#place, #key)?;),
        },
        Role::Setter if other(Role::Getter).is_some() => return None,
        Role::Setter => quote!(#cfgs #members.setter::<#marker>(#place, #key)?;),
    })
}
