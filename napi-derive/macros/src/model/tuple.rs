//! Tuple structs that are values in JavaScript: an array, or what their only field is.
//!
//! Neighbours: `object.rs` (structs with names), `expand/tuple.rs`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Fields, ItemStruct};

use super::object::check_generics;
use crate::errors::Errors;
use crate::options::Options;

pub(crate) struct Tuple {
    /// The types of its fields.
    pub(crate) fields: Vec<TokenStream>,
    /// It is its only field, not an array.
    pub(crate) transparent: bool,
}

/// As many elements as tuples have.
const MOST_FIELDS: usize = 8;

impl Tuple {
    pub(crate) fn read(item: &ItemStruct, options: &Options, errors: &mut Errors) -> Tuple {
        options.allow("a tuple struct", &["array", "transparent"], errors);
        options.exclude(&["array", "transparent"], errors);
        check_generics(&item.generics, errors);
        let transparent = options.has("transparent");
        let fields: Vec<TokenStream> = match &item.fields {
            Fields::Unnamed(fields) => {
                fields.unnamed.iter().map(|field| field.ty.to_token_stream()).collect()
            }
            Fields::Named(_) | Fields::Unit => Vec::new(),
        };
        let count = fields.len();
        if !matches!(item.fields, Fields::Unnamed(_)) {
            errors.on(
                &item.ident,
                "it is for structs like `struct Pair(f64, f64);`: one with names is an `object`",
            );
        } else if transparent && count != 1 {
            errors.on(&item.fields, "what is transparent has one field: use `array` for several");
        } else if count == 0 || count > MOST_FIELDS {
            errors.on(&item.fields, "an array struct has 1 to 8 fields: use a `Vec` for more");
        }
        Tuple { fields, transparent }
    }
}
