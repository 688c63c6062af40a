//! The words in `#[napi(...)]`: a list of names, some with a value.
//!
//! Neighbours: `model/` asks for the options it knows; `allow` refuses the others.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Token};

use crate::errors::Errors;

/// What napi-rs has to be asked for, and what is never otherwise here.
const ALWAYS_SO: [&str; 2] = ["strict", "catch_unwind"];

/// Words of napi-rs that have no meaning here or, where they stand, no longer one.
const INSTEAD: [(&str, &str); 13] = [
    ("async_iterator", "it is `async_generator`, with the trait `AsyncGenerator`"),
    (
        "async_runtime",
        "an `async fn` runs on the env's loop; with the feature `tokio`, take `Env` and enter \
         `tokio_runtime::handle(env)`",
    ),
    ("constructor", "write the constructor: `#[napi(constructor)] fn new(…) -> Self`"),
    ("custom_finalize", "implement `Drop`, which runs when the object was collected"),
    ("implement_iterator", "it is `iterator`, `generator` or `async_generator`"),
    ("inspectable", "write a method with `#[napi(symbol_for = \"nodejs.util.inspect.custom\")]`"),
    ("instance_of", "take `Instance<T>` or `&T`, which tell their class"),
    ("object", "put it on the struct"),
    (
        "return_if_invalid",
        "what does not convert is thrown; take a `Value`, an `Either` or an `Option` to accept more",
    ),
    ("skip", "only fields with `#[napi]` are properties: remove it"),
    ("type_tag", "instances are told apart without it: remove it"),
    ("use_nullable", "`None` is left out; of type `Maybe<T>` a field is `null` where it says so"),
    ("within_async_runtime", "with the feature `tokio`, enter `tokio_runtime::handle(env)`"),
];

struct Entry {
    name: Ident,
    value: Option<Expr>,
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Entry> {
        let name = <Ident as syn::ext::IdentExt>::parse_any(input)?;
        let value = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        Ok(Entry { name, value })
    }
}

/// The options of one item, field, parameter or variant.
#[derive(Default)]
pub(crate) struct Options(Vec<Entry>);

impl Options {
    pub(crate) fn parse(attribute: TokenStream, errors: &mut Errors) -> Options {
        match Punctuated::<Entry, Token![,]>::parse_terminated.parse2(attribute) {
            Ok(entries) => Options(entries.into_iter().collect()),
            Err(error) => {
                errors.add(error);
                Options::default()
            }
        }
    }

    /// Takes the `#[napi]` attributes off something inside the item, where the compiler knows none.
    pub(crate) fn take(attributes: &mut Vec<Attribute>, errors: &mut Errors) -> Option<Options> {
        let mut found: Option<Options> = None;
        attributes.retain(|attribute| {
            if !attribute.path().is_ident("napi") {
                return true;
            }
            let options = match &attribute.meta {
                Meta::Path(_) => Options::default(),
                Meta::List(list) => Options::parse(list.tokens.to_token_stream(), errors),
                Meta::NameValue(_) => {
                    errors.on(attribute, "write `#[napi]` or `#[napi(…)]`");
                    Options::default()
                }
            };
            found.get_or_insert_default().0.extend(options.0);
            false
        });
        found
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.name == name)
    }

    /// Whether the option is there, with or without a value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Where the option is.
    pub(crate) fn span(&self, name: &str) -> Span {
        self.find(name).map_or_else(Span::call_site, |entry| entry.name.span())
    }

    pub(crate) fn value(&self, name: &str) -> Option<&Expr> {
        self.find(name)?.value.as_ref()
    }

    /// The value of an option that is `true` or `false`.
    pub(crate) fn truth(&self, name: &str, errors: &mut Errors) -> Option<bool> {
        match self.value(name)? {
            Expr::Lit(ExprLit { lit: Lit::Bool(truth), .. }) => Some(truth.value),
            other => {
                errors.on(other, format!("write `{name} = true` or `{name} = false`"));
                None
            }
        }
    }

    /// The value of an option that is text.
    pub(crate) fn text(&self, name: &str, errors: &mut Errors) -> Option<&LitStr> {
        match self.value(name)? {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                if text.value().is_empty() {
                    errors.at(text.span(), format!("`{name}` is empty"));
                }
                if text.value().contains('\0') {
                    errors.at(text.span(), format!("`{name}` contains a zero character"));
                }
                Some(text)
            }
            other => {
                errors.on(other, format!("`{name}` is text: write `{name} = \"…\"`"));
                None
            }
        }
    }

    /// Refuses what is not in `known`, where `*` behind a name says that it has a value, and `?`
    /// that it may have one.
    pub(crate) fn allow(&self, place: &str, known: &[&str], errors: &mut Errors) {
        let plain = |word: &str| word.trim_end_matches(['*', '?']).to_owned();
        for (index, entry) in self.0.iter().enumerate() {
            let name = entry.name.to_string();
            // `namespace` is written by `#[napi] mod`.
            let word = if name == "namespace" {
                Some("namespace*")
            } else {
                known.iter().copied().find(|word| plain(word) == name)
            };
            let Some(word) = word else {
                if ALWAYS_SO.contains(&name.as_str()) {
                    continue;
                }
                if let Some((_, instead)) = INSTEAD.iter().find(|(word, _)| *word == name) {
                    let message = format!("`{name}` of napi-rs is not known here: {instead}");
                    errors.at(entry.name.span(), message);
                    continue;
                }
                let list: Vec<String> = known
                    .iter()
                    .map(|word| match word.ends_with('*') {
                        true => format!("`{} = …`", plain(word)),
                        false => format!("`{}`", plain(word)),
                    })
                    .collect();
                let known = match list.is_empty() {
                    true => "takes no options".to_owned(),
                    false => format!("knows {}", list.join(", ")),
                };
                let message = format!("unknown option `{name}`: `#[napi]` on {place} {known}");
                errors.at(entry.name.span(), message);
                continue;
            };
            if word.ends_with('*') && entry.value.is_none() {
                errors.at(entry.name.span(), format!("`{name}` needs a value: `{name} = …`"));
            } else if !word.ends_with(['*', '?'])
                && let Some(value) = &entry.value
            {
                errors.on(value, format!("`{name}` takes no value"));
            }
            if self.0[..index].iter().any(|earlier| earlier.name == entry.name) {
                errors.at(entry.name.span(), format!("`{name}` is given twice"));
            }
        }
    }

    /// Refuses all but the first of these that are there.
    pub(crate) fn exclude(&self, names: &[&str], errors: &mut Errors) {
        let mut first: Option<&str> = None;
        for name in names {
            if !self.has(name) {
                continue;
            }
            match first {
                None => first = Some(name),
                Some(first) => {
                    errors.at(self.span(name), format!("`{name}` does not go with `{first}`"));
                }
            }
        }
    }
}
