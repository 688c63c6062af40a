//! The `impl` block of a class: which functions are its constructor, methods and accessors.
//!
//! Neighbours: `class.rs` (the struct), `expand/members.rs`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{ImplItem, ImplItemFn, ItemImpl, ReturnType, Type};

use super::function::{Function, Receiver};
use super::{Attributes, js_name, without_self};
use crate::check;
use crate::declare::{Documentation, Overloads, SKIP, TYPE, type_override};
use crate::errors::Errors;
use crate::names::camel_case;
use crate::options::Options;

/// The key of a member.
#[derive(PartialEq, Eq, Clone)]
pub(crate) enum Key {
    Name(String),
    WellKnown(String),
    Registered(String),
}

impl Key {
    /// For messages.
    pub(crate) fn text(&self) -> String {
        match self {
            Key::Name(name) => name.clone(),
            Key::WellKnown(name) => format!("[Symbol.{name}]"),
            Key::Registered(name) => format!("[Symbol.for('{name}')]"),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Constructor,
    Method,
    Getter,
    Setter,
}

pub(crate) struct Member {
    pub(crate) ident: Ident,
    pub(crate) key: Key,
    pub(crate) role: Role,
    pub(crate) function: Function,
    pub(crate) attributes: Attributes,
    pub(crate) cfgs: TokenStream,
    pub(crate) documentation: Documentation,
    pub(crate) overloads: Overloads,
}

/// An associated constant.
pub(crate) struct Constant {
    pub(crate) ident: Ident,
    pub(crate) js_name: String,
    pub(crate) cfgs: TokenStream,
    pub(crate) ty: TokenStream,
    pub(crate) documentation: Documentation,
    /// Whether TypeScript sees it, and as what, if not as its type.
    pub(crate) declared: bool,
    pub(crate) text: Option<String>,
}

pub(crate) struct Members {
    /// The class, as the block names it.
    pub(crate) class: TokenStream,
    /// The type whose functions these are: the class, or the class as one with a trait.
    pub(crate) functions: TokenStream,
    /// It adds to what the class's own block has.
    pub(crate) adds: bool,
    /// Its name in messages.
    pub(crate) name: String,
    pub(crate) members: Vec<Member>,
    pub(crate) constants: Vec<Constant>,
}

/// The properties of `Symbol` that are symbols.
const WELL_KNOWN: [&str; 15] = [
    "asyncDispose",
    "asyncIterator",
    "dispose",
    "hasInstance",
    "isConcatSpreadable",
    "iterator",
    "match",
    "matchAll",
    "replace",
    "search",
    "species",
    "split",
    "toPrimitive",
    "toStringTag",
    "unscopables",
];

const OPTIONS: [&str; 11] = [
    "constructor",
    "factory",
    "getter?",
    "setter?",
    "symbol*",
    "well_known_symbol*",
    "symbol_for*",
    "js_name*",
    Attributes::OPTIONS[0],
    Attributes::OPTIONS[1],
    Attributes::OPTIONS[2],
];

/// What the declarations of constructors and accessors have no place for.
const NOT_TOGETHER: [(&str, &str); 8] = [
    ("constructor", "ts_return_type"),
    ("constructor", "ts_generic_types"),
    ("getter", "ts_args_type"),
    ("getter", "ts_generic_types"),
    ("getter", "ts_overload"),
    ("setter", "ts_return_type"),
    ("setter", "ts_generic_types"),
    ("setter", "ts_overload"),
];

impl Members {
    pub(crate) fn read(item: &mut ItemImpl, options: &Options, errors: &mut Errors) -> Members {
        options.allow("an `impl` block", &["more"], errors);
        if !item.generics.params.is_empty() {
            errors.on(&item.generics, "a generic struct is no class");
        }
        let class = item.self_ty.to_token_stream();
        let name = match &*item.self_ty {
            Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        let mut members = Members {
            name: name.unwrap_or_else(|| class.to_string()),
            functions: match &item.trait_ {
                Some((_, path, _)) => quote::quote!(<#class as #path>),
                None => quote::quote!(<#class>),
            },
            adds: options.has("more") || item.trait_.is_some(),
            class,
            members: Vec::new(),
            constants: Vec::new(),
        };
        for item in &mut item.items {
            match item {
                ImplItem::Fn(function) => members.add(function, errors),
                ImplItem::Const(constant) => {
                    let Some(options) = Options::take(&mut constant.attrs, errors) else {
                        continue;
                    };
                    options.allow("a constant", &["js_name*", TYPE, SKIP], errors);
                    let ty = without_self(constant.ty.to_token_stream(), &members.class);
                    members.constants.push(Constant {
                        js_name: js_name(&options, &constant.ident, str::to_owned, errors),
                        ident: constant.ident.clone(),
                        cfgs: cfgs(&constant.attrs),
                        ty,
                        documentation: Documentation::read(&constant.attrs),
                        declared: !options.has(SKIP),
                        text: type_override(&options, errors),
                    });
                }
                _ => {}
            }
        }
        members
    }

    fn add(&mut self, item: &mut ImplItemFn, errors: &mut Errors) {
        let Some(options) = Options::take(&mut item.attrs, errors) else { return };
        let known = [OPTIONS.as_slice(), &Overloads::OPTIONS].concat();
        options.allow("a method", &known, errors);
        options.exclude(&["constructor", "factory", "getter", "setter"], errors);
        let keys = ["constructor", "symbol", "well_known_symbol", "symbol_for", "js_name"];
        options.exclude(&keys, errors);
        for (role, option) in NOT_TOGETHER {
            options.exclude(&[role, option], errors);
        }
        let function = Function::read(&mut item.sig, Some(&self.class), errors);
        let overloads = Overloads::read(&options, errors);
        overloads.check(&function, errors);
        check::method(&item.sig, errors);
        let ident = &item.sig.ident;
        let role = if options.has("constructor") {
            Role::Constructor
        } else if options.has("getter") {
            Role::Getter
        } else if options.has("setter") {
            Role::Setter
        } else {
            Role::Method
        };
        let member = Member {
            key: key(&options, role, ident, errors),
            ident: ident.clone(),
            role,
            function,
            attributes: Attributes::read(&options, errors),
            cfgs: cfgs(&item.attrs),
            documentation: Documentation::read(&item.attrs),
            overloads,
        };
        self.check(&member, item, &options, errors);
        self.members.push(member);
    }

    /// What is wrong with a member in its place among the others.
    fn check(&self, member: &Member, item: &ImplItemFn, options: &Options, errors: &mut Errors) {
        let signature = &item.sig;
        if member.role == Role::Constructor && self.adds {
            errors.at(
                options.span("constructor"),
                "the constructor is in the class's own `#[napi] impl` block: move it there, or \
                 make it a `factory`",
            );
        }
        match member.role {
            Role::Method => {}
            Role::Constructor => {
                for option in ["writable", "enumerable", "configurable"] {
                    options.exclude(&["constructor", option], errors);
                }
            }
            Role::Getter | Role::Setter if options.has("writable") => errors.at(
                options.span("writable"),
                "an accessor can be assigned when it has a setter: remove `writable`",
            ),
            Role::Getter | Role::Setter => {}
        }
        let made = member.role == Role::Constructor || options.has("factory");
        if made && member.function.receiver != Receiver::None {
            errors.on(&signature.inputs[0], "what makes an instance has none yet: remove `self`");
        }
        if made && matches!(signature.output, ReturnType::Default) {
            errors.on(&signature.ident, "it returns no instance: add `-> Self`");
        }
        if let Some(word) = &signature.asyncness {
            match member.role {
                Role::Constructor => errors.on(
                    word,
                    "`new` gives the instance at once: make this one a `factory`, which gives a \
                     promise of it",
                ),
                Role::Getter | Role::Setter => errors.on(
                    word,
                    "a property is read and assigned at once: make it a method, which gives a \
                     promise",
                ),
                Role::Method => {}
            }
        }
        let arguments = check::arguments(signature).count();
        match member.role {
            Role::Getter if arguments > 0 => {
                let argument = check::arguments(signature).next();
                errors.on(argument, "a getter takes no arguments: make it a method");
            }
            Role::Setter if arguments != 1 => {
                errors.on(&signature.ident, "a setter takes one argument: the new value");
            }
            _ => {}
        }
        let at = member.ident.span();
        if self.members.iter().any(|earlier| earlier.clashes_with(member)) {
            errors.at(
                at,
                match member.role {
                    Role::Constructor => {
                        "a class has one constructor: make this one a `factory`".into()
                    }
                    _ => format!(
                        "`{}` is defined twice: give this one a `js_name`",
                        member.key.text()
                    ),
                },
            );
        }
        if !member.is_static() {
            return;
        }
        if let Key::Name(name) = &member.key
            && member.role != Role::Constructor
            && name == "prototype"
        {
            errors.at(at, "a class has a `prototype` already: give this one a `js_name`");
        }
    }

    pub(crate) fn constructor(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.role == Role::Constructor)
    }

    /// Whether a method takes `&mut self`.
    pub(crate) fn is_counted(&self) -> bool {
        self.members.iter().any(|member| member.function.receiver == Receiver::Exclusive)
    }
}

impl Member {
    pub(crate) fn is_static(&self) -> bool {
        self.function.receiver == Receiver::None
    }

    fn clashes_with(&self, other: &Member) -> bool {
        if self.role == Role::Constructor || other.role == Role::Constructor {
            return self.role == other.role;
        }
        let pair = matches!(
            (self.role, other.role),
            (Role::Getter, Role::Setter) | (Role::Setter, Role::Getter)
        );
        self.key == other.key && self.is_static() == other.is_static() && !pair
    }
}

fn key(options: &Options, role: Role, ident: &Ident, errors: &mut Errors) -> Key {
    let symbol = ["symbol", "well_known_symbol"].into_iter().find(|word| options.has(word));
    if let Some(symbol) = symbol.and_then(|word| options.text(word, errors)) {
        let name = symbol.value();
        if !WELL_KNOWN.contains(&name.as_str()) {
            errors.at(
                symbol.span(),
                format!(
                    "there is no `Symbol.{name}`: there are {}; for `Symbol.for`, use `symbol_for`",
                    WELL_KNOWN.join(", ")
                ),
            );
        }
        return Key::WellKnown(name);
    }
    if let Some(symbol) = options.text("symbol_for", errors) {
        return Key::Registered(symbol.value());
    }
    let (option, prefix) = match role {
        Role::Getter => ("getter", "get_"),
        Role::Setter => ("setter", "set_"),
        Role::Constructor | Role::Method => {
            return Key::Name(js_name(options, ident, camel_case, errors));
        }
    };
    if let Some(name) = options.text(option, errors) {
        return Key::Name(name.value());
    }
    let word = ident.to_string();
    let word = word.strip_prefix(prefix).unwrap_or(&word);
    Key::Name(match options.text("js_name", errors) {
        Some(name) => name.value(),
        None => camel_case(word),
    })
}

pub(crate) fn cfgs(attributes: &[syn::Attribute]) -> TokenStream {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .map(ToTokens::to_token_stream)
        .collect()
}
