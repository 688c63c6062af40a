//! A struct that is a class: `Class` for it, the accessors of its fields, and a record.
//!
//! Neighbours: `members.rs` (its `impl` block).

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ItemStruct;
use syn::spanned::Spanned;

use super::{call, record};
use crate::model::class::{Class, Field, Iteration};
use crate::model::members::cfgs;

pub(crate) fn expand(item: &ItemStruct, model: &Class) -> TokenStream {
    let class = implementation(item, model);
    let name = &item.ident;
    let cfgs = cfgs(&item.attrs);
    let define = quote!(::napi_derive::__private::define_class::<#name>);
    let record = record(model.namespace.as_deref(), &model.js_name, &define);
    quote! {
        #item
        #class
        #cfgs
        #record
    }
}

/// What stands in for a class with errors, so that its uses do not add more.
pub(crate) fn fallback(item: &ItemStruct, model: &Class, errors: &TokenStream) -> TokenStream {
    let class = item.generics.params.is_empty().then(|| implementation(item, model));
    quote!(#errors #item #class)
}

fn implementation(item: &ItemStruct, model: &Class) -> TokenStream {
    let (name, js_name) = (&item.ident, &model.js_name);
    let cfgs = cfgs(&item.attrs);
    let own = match model.is_counted() {
        true => quote!(::napi_derive::__private::Counted),
        false => quote!(::napi_derive::__private::OnlyShared),
    };
    let access = quote_spanned! {name.span()=>
        <#own as ::napi_derive::__private::Access>::Join<
            <#name as ::napi_derive::__private::Members>::MethodAccess
        >
    };
    let (access, parent) = match &model.parent {
        None => (
            access,
            quote!(
                type Parent = ::napi_derive::__private::NoParent;
            ),
        ),
        Some((field, parent)) => {
            let access = quote_spanned! {parent.span()=>
                <#access as ::napi_derive::__private::Access>::Join<
                    <#parent as ::napi_derive::Class>::Access
                >
            };
            let methods = quote! {
                type Parent = #parent;
                const HAS_PARENT: bool = true;

                fn parent(&self) -> ::core::option::Option<&#parent> {
                    ::core::option::Option::Some(&self.#field)
                }

                fn parent_mut(&mut self) -> ::core::option::Option<&mut #parent> {
                    ::core::option::Option::Some(&mut self.#field)
                }
            };
            (access, methods)
        }
    };
    let accessors = model
        .fields
        .iter()
        .enumerate()
        .map(|(number, field)| accessor(&quote!(#name), js_name, number, field));
    let (types, defines): (Vec<_>, Vec<_>) = accessors.unzip();
    let iterator = model.iterator.map(|iteration| match iteration {
        Iteration::Iterator => quote_spanned! {name.span()=>
            members.inherit_iterator()?;
            members.method::<::napi_derive::__private::Next<#name>>(
                ::napi_derive::__private::Place::Prototype,
                ::napi_derive::__private::MemberKey::Name("next"),
            )?;
        },
        Iteration::Generator => quote_spanned!(name.span()=> members.generator::<#name>()?;),
        Iteration::AsyncGenerator => {
            quote_spanned!(name.span()=> members.async_generator::<#name>()?;)
        }
    });
    let reference = match model.declared {
        true => model.name().reference(),
        false => quote!(::napi_derive::Type::UNKNOWN),
    };
    let declared = model.declared.then(|| {
        let namespace = model.namespace.as_deref().unwrap_or_default();
        quote! {
            const NAMESPACE: &'static str = #namespace;
            const TYPE: &'static ::napi_derive::Type = #reference;
        }
    });
    let members = (iterator.is_some() || !defines.is_empty()).then(|| {
        quote! {
            fn define_fields(
                members: &::napi_derive::__private::ClassMembers<'_>,
            ) -> ::napi_derive::Result<()> {
                #iterator
                #(#defines)*
                ::core::result::Result::Ok(())
            }
        }
    });
    quote! {
        #cfgs
        const _: () = {
            #[automatically_derived]
            impl ::napi_derive::Class for #name {
                const NAME: &'static str = #js_name;
                #declared
                type Access = #access;
                #parent
                #members
            }

            #[automatically_derived]
            impl<'env> ::napi_derive::IntoJs<'env> for #name {
                const TYPE: &'static ::napi_derive::Type = #reference;

                fn into_js(
                    self,
                    env: ::napi_derive::Env<'env>,
                ) -> ::napi_derive::Result<::napi_derive::Value<'env>> {
                    ::napi_derive::__private::new_instance(env, self)
                }
            }

            #(#types)*
        };
    }
}

/// The types that stand for a field's getter and setter, and the code that defines them.
fn accessor(
    class: &TokenStream,
    class_name: &str,
    number: usize,
    field: &Field,
) -> (TokenStream, TokenStream) {
    let (ident, ty, js_name) = (&field.ident, &field.ty, &field.js_name);
    let cfgs = &field.cfgs;
    let (getter, setter) = (format_ident!("Getter{number}"), format_ident!("Setter{number}"));
    let label = format!("{class_name}.{js_name}");
    let body = quote_spanned! {ty.span()=>
        let value = <#ty as ::core::clone::Clone>::clone(
            &::napi_derive::__private::receiver::<#class>(cx, #label)?.#ident
        );
        ::napi_derive::IntoJs::into_return(value, cx.env())
    };
    let getter_type = call::export(&quote!(#getter), js_name, 0, true, &body);
    let key = quote! {
        ::napi_derive::__private::Place::Prototype,
        ::napi_derive::__private::MemberKey::Name(#js_name)
    };
    let members = field.attributes.members(true);
    if !field.writable {
        let define = quote!(#cfgs #members.getter::<#getter>(#key)?;);
        return (quote!(#cfgs enum #getter {} #cfgs #getter_type), define);
    }
    let label = format!("set {label}");
    let body = quote_spanned! {ty.span()=>
        let value = ::napi_derive::__private::take::<#ty>(cx, &mut 0, #label, "value")?;
        ::napi_derive::__private::receiver_mut::<#class>(cx, #label)?.#ident = value;
        ::napi_derive::IntoJs::into_return((), cx.env())
    };
    let setter_type = call::export(&quote!(#setter), js_name, 1, true, &body);
    let define = quote!(#cfgs #members.accessor::<#getter, #setter>(#key)?;);
    let types = quote! {
        #cfgs
        enum #getter {}
        #cfgs
        #getter_type
        #cfgs
        enum #setter {}
        #cfgs
        #setter_type
    };
    (types, define)
}
