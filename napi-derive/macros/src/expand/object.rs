//! A struct that is a plain object: `FromJs` and `IntoJs`, property by property.
//!
//! Neighbours: `enumeration.rs` (variants with fields).

use std::ffi::CString;

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::ItemStruct;

use crate::declare::Name;
use crate::model::members::cfgs;
use crate::model::object::{Field, Object, lifetimes};

pub(crate) fn expand(item: &ItemStruct, model: &Object) -> TokenStream {
    let from = match item.generics.params.is_empty() {
        true => from_shim(&model.fields),
        // What the fields borrow has a lifetime that a static cannot name.
        false => {
            let reads = read_fields(&model.fields);
            quote! {
                let object = ::napi_derive::__private::object(value)?;
                let _ = object;
                ::core::result::Result::Ok(Self { #reads })
            }
        }
    };
    let implementations = implementations(item, model, &from, &into_shim(&model.fields));
    quote!(#item #implementations)
}

/// A property's name as the C ABI takes it. (One with a zero in it was refused before.)
pub(super) fn c_name(name: &str) -> Literal {
    Literal::c_string(&CString::new(name).unwrap_or_default())
}

/// Reads the fields of `value`.
fn from_shim(fields: &[Field]) -> TokenStream {
    let known = fields.iter().map(|field| {
        let (ty, js_name, cfgs) = (&field.ty, c_name(&field.js_name), &field.cfgs);
        let has_default = field.default.is_some();
        quote_spanned! {field.span=>
            #cfgs ::napi_derive::__private::Field::new::<#ty>(#js_name, #has_default),
        }
    });
    let reads = fields.iter().map(|field| {
        let (ident, cfgs) = (&field.ident, &field.cfgs);
        match &field.default {
            None => quote_spanned!(field.span=> #cfgs #ident: open.field(&mut at)?,),
            Some(default) => {
                quote_spanned!(field.span=> #cfgs #ident: open.field_or(&mut at, || #default)?,)
            }
        }
    });
    quote! {
        static STRUCT: ::napi_derive::__private::StructIn =
            ::napi_derive::__private::StructIn::new(&[#(#known)*]);
        let mut open = STRUCT.of(value);
        open.open()?;
        #[allow(unused_mut)]
        let mut at = 0usize;
        ::core::result::Result::Ok(Self { #(#reads)* })
    }
}

/// Makes an object of the fields of `self`.
fn into_shim(fields: &[Field]) -> TokenStream {
    let names = fields.iter().map(|field| {
        let (js_name, cfgs) = (c_name(&field.js_name), &field.cfgs);
        quote!(#cfgs #js_name,)
    });
    let writes = fields.iter().map(|field| {
        let (ident, cfgs) = (&field.ident, &field.cfgs);
        quote_spanned!(field.span=> #cfgs making.field(self.#ident)?;)
    });
    quote! {
        static STRUCT: ::napi_derive::__private::StructOut =
            ::napi_derive::__private::StructOut::new(&[#(#names)*]);
        #[allow(unused_mut)]
        let mut making = STRUCT.start(env)?;
        #(#writes)*
        making.finish()
    }
}

/// What stands in for a struct with errors, so that its uses do not add more.
pub(crate) fn fallback(item: &ItemStruct, model: &Object, errors: &TokenStream) -> TokenStream {
    let stand_in = (item.generics.type_params().next().is_none()).then(|| {
        implementations(item, model, &quote!(let _ = value; loop {}), &quote!(let _ = env; loop {}))
    });
    quote!(#errors #item #stand_in)
}

fn implementations(
    item: &ItemStruct,
    model: &Object,
    from: &TokenStream,
    into: &TokenStream,
) -> TokenStream {
    let name = &item.ident;
    let lifetimes = lifetimes(&item.generics);
    let cfgs = cfgs(&item.attrs);
    let ty = quote!(#name #lifetimes);
    let declared = declared(model.declared, model.name());
    let from = model.from_js.then(|| from_js(&cfgs, &ty, &declared, from));
    let into = model.into_js.then(|| into_js(&cfgs, &ty, &declared, into));
    quote!(#from #into)
}

/// What the type is in TypeScript.
pub(super) fn declared(declared: bool, name: Name<'_>) -> TokenStream {
    if !declared {
        return TokenStream::new();
    }
    let reference = name.reference();
    quote!(const TYPE: &'static ::napi_derive::Type = #reference;)
}

/// An implementation of `FromJs` whose body sees `value`.
pub(super) fn from_js(
    cfgs: &TokenStream,
    ty: &TokenStream,
    declared: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    quote! {
        #cfgs
        #[automatically_derived]
        impl<'env> ::napi_derive::FromJs<'env> for #ty {
            #declared

            fn from_js(value: ::napi_derive::Value<'env>) -> ::napi_derive::Result<Self> {
                #body
            }
        }
    }
}

/// An implementation of `IntoJs` whose body sees `self` and `env`.
pub(super) fn into_js(
    cfgs: &TokenStream,
    ty: &TokenStream,
    declared: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    quote! {
        #cfgs
        #[automatically_derived]
        impl<'env> ::napi_derive::IntoJs<'env> for #ty {
            #declared

            fn into_js(
                self,
                env: ::napi_derive::Env<'env>,
            ) -> ::napi_derive::Result<::napi_derive::Value<'env>> {
                #body
            }
        }
    }
}

/// `name: …,` for each field, from the properties of `object`.
pub(super) fn read_fields(fields: &[Field]) -> TokenStream {
    let reads = fields.iter().map(|field| {
        let (ident, js_name, cfgs) = (&field.ident, c_name(&field.js_name), &field.cfgs);
        match &field.default {
            None => quote_spanned! {field.span=>
                #cfgs
                #ident: ::napi_derive::__private::read_property(object, #js_name)?,
            },
            Some(default) => quote_spanned! {field.span=>
                #cfgs
                #ident: ::napi_derive::__private::read_property_or(
                    object, #js_name, || #default
                )?,
            },
        }
    });
    reads.collect()
}

/// A statement for each field that writes a property of `object`. `from` stands before the field.
pub(super) fn write_fields(fields: &[Field], from: &TokenStream) -> TokenStream {
    let writes = fields.iter().map(|field| {
        let (ident, js_name, cfgs) = (&field.ident, c_name(&field.js_name), &field.cfgs);
        quote_spanned! {field.span=>
            #cfgs
            ::napi_derive::__private::write_property(object, #js_name, #from #ident)?;
        }
    });
    writes.collect()
}
