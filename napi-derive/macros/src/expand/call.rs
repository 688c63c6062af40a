//! The body of `Export::call`: arguments, the call, the result.
//!
//! Invariants: what is held for references is dropped before the result is converted, unless the
//! result may borrow from it: a conversion may run JavaScript, which live borrows forbid. The
//! receiver is borrowed last, because converting the arguments may run JavaScript too.
//!
//! Neighbours: `model/function.rs`; `parameter.rs` and `native.rs` of `napi-derive`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::async_fn;
use crate::model::function::{Function, Passing, Reading, Receiver};

/// What becomes of the result.
#[derive(Clone, Copy)]
pub(crate) enum Result<'a> {
    /// It is converted and returned.
    Returned,
    /// It is a future, for whose value a promise is returned.
    Promised,
    /// It is the value of a new instance of this class.
    Constructed(&'a TokenStream),
}

/// The body. `callee` is called; `label` names it in messages.
pub(crate) fn body(
    function: &Function,
    callee: &TokenStream,
    class: Option<&TokenStream>,
    label: &str,
    result: Result<'_>,
) -> TokenStream {
    // A future keeps what it borrows, until it is done.
    let kept = matches!(result, Result::Promised);
    let mut takes = Vec::new();
    let mut passes = Vec::new();
    for (number, parameter) in function.parameters.iter().enumerate() {
        let place = format_ident!("argument{}", number);
        let name = &parameter.name;
        let arguments = quote!(cx, &mut index, #label, #name);
        let span = parameter.span;
        let taken = match &parameter.reading {
            Reading::Strict => quote_spanned!(span=> ::napi_derive::__private::take(#arguments)?),
            Reading::Wrapping => {
                quote_spanned!(span=> ::napi_derive::__private::take_wrapping(#arguments)?)
            }
            Reading::Saturating => {
                quote_spanned!(span=> ::napi_derive::__private::take_saturating(#arguments)?)
            }
            Reading::Default(default) => quote_spanned! {span=>
                ::napi_derive::__private::take_or(#arguments, || #default)?
            },
        };
        match &parameter.passing {
            Passing::Value => {
                takes.push(quote!(let #place = #taken;));
                passes.push(quote!(#place));
            }
            Passing::Reference { referent, mutable, optional } => {
                let length = if kept { quote!('static) } else { quote!('_) };
                let held = match mutable {
                    false => quote_spanned! {span=>
                        <#referent as ::napi_derive::__private::Referent>::Held<#length>
                    },
                    true => quote_spanned! {span=>
                        <#referent as ::napi_derive::__private::ReferentMut>::Held<#length>
                    },
                };
                let held = match optional {
                    false => held,
                    true => quote!(::core::option::Option<#held>),
                };
                let word = mutable.then(|| quote!(mut));
                takes.push(quote!(let #word #place: #held = #taken;));
                passes.push(match (optional, mutable) {
                    (false, false) => quote!(&*#place),
                    (false, true) => quote!(&mut *#place),
                    (true, false) => quote!(#place.as_deref()),
                    (true, true) => quote!(#place.as_deref_mut()),
                });
            }
        }
    }
    if let Some(class) = class {
        match function.receiver {
            Receiver::None => {}
            Receiver::Shared => {
                let receiver = if kept { quote!(kept_receiver) } else { quote!(receiver) };
                takes.push(quote! {
                    let this = ::napi_derive::__private::#receiver::<#class>(cx, #label)?;
                });
                passes.insert(0, quote!(&*this));
            }
            Receiver::Exclusive => {
                let receiver = if kept { quote!(kept_receiver_mut) } else { quote!(receiver_mut) };
                takes.push(quote! {
                    let mut this = ::napi_derive::__private::#receiver::<#class>(cx, #label)?;
                });
                passes.insert(0, quote!(&mut *this));
            }
        }
    }
    let index = (!function.parameters.is_empty())
        .then(|| quote!(#[allow(unused_mut)] let mut index = 0usize;));
    let span = function.result_span;
    if matches!(result, Result::Promised) {
        return async_fn::body(callee, &quote!(#index #(#takes)*), &passes, span);
    }
    let call = quote!(#callee(#(#passes),*));
    let convert = |value: TokenStream| match result {
        Result::Returned | Result::Promised => quote_spanned! {span=>
            ::napi_derive::IntoJs::into_return(#value, cx.env())
        },
        Result::Constructed(class) => quote_spanned! {span=>
            ::napi_derive::__private::Constructed::<#class>::constructed(#value)
        },
    };
    if function.returns_this && matches!(result, Result::Returned) {
        return quote! {
            #index
            let is_this = {
                #(#takes)*
                let receiver: *const _ = &*this;
                ::core::ptr::eq(receiver, ::napi_derive::__private::ReturnsThis::address(#call)?)
            };
            ::napi_derive::__private::returned_this(cx, #label, is_this)
        };
    }
    if function.result_borrows && matches!(result, Result::Returned) {
        let returned = convert(call);
        return quote!(#index #(#takes)* #returned);
    }
    // The compiler reports a result that does not convert where this name is: at its type.
    let value = Ident::new("napi_result", span);
    let returned = convert(quote!(#value));
    quote! {
        #index
        let #value = {
            #(#takes)*
            #call
        };
        #returned
    }
}

/// A type that implements `Export`, so that it stands for the function.
pub(crate) fn export(
    marker: &TokenStream,
    js_name: &str,
    arity: usize,
    takes_this: bool,
    body: &TokenStream,
) -> TokenStream {
    let takes_this = takes_this.then(|| {
        quote!(
            const TAKES_THIS: bool = true;
        )
    });
    quote! {
        #[automatically_derived]
        impl ::napi_derive::Export for #marker {
            const NAME: &'static str = #js_name;
            const ARITY: usize = #arity;
            #takes_this

            #[inline]
            fn call<'env>(
                cx: ::napi_derive::CallContext<'env>,
            ) -> ::napi_derive::Result<::napi_derive::__private::Returned<'env>> {
                #body
            }
        }
    }
}
