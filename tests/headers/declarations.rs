//! What a set of headers declares, read by bindgen and spelled in one normal form, so that two
//! sets can be compared as text. Names of parameters are not part of it.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{FnArg, ForeignItem, Item, ReturnType, Type};

/// Names with the spelling of what they stand for.
#[derive(Default)]
pub struct Declarations {
    pub functions: BTreeMap<String, String>,
    /// Type names and structures, with all fields in order.
    pub types: BTreeMap<String, String>,
    /// Size, alignment and offset of every structure and field.
    pub layouts: BTreeMap<String, String>,
    /// Enumerators and macros with a value.
    pub constants: BTreeMap<String, String>,
}

impl Declarations {
    /// Reads `node_api.h` of a directory. `arguments` are clang's.
    pub fn read(directory: &Path, arguments: &[String]) -> Self {
        let names = "(napi|node_api|NAPI|NODE_API)_.*";
        let bindings = bindgen::Builder::default()
            .header_contents("all.h", "#include <node_api.h>\n")
            .clang_arg(format!("-I{}", directory.display()))
            .clang_args(arguments)
            .allowlist_function(names)
            .allowlist_type(names)
            .allowlist_var(names)
            .default_enum_style(bindgen::EnumVariation::Consts)
            .prepend_enum_name(false)
            .generate_comments(false)
            .layout_tests(true)
            .formatter(bindgen::Formatter::None)
            .generate()
            .unwrap_or_else(|error| panic!("bindgen, {directory:?} {arguments:?}: {error}"));
        let file = syn::parse_file(&bindings.to_string()).expect("bindgen writes Rust");

        let mut declarations = Self::default();
        for item in &file.items {
            declarations.add(item);
        }
        declarations
    }

    fn add(&mut self, item: &Item) {
        match item {
            Item::ForeignMod(block) => {
                for item in &block.items {
                    if let ForeignItem::Fn(function) = item {
                        let name = function.sig.ident.to_string();
                        self.functions.insert(name, spell_function(function));
                    }
                }
            }
            Item::Type(alias) => {
                self.types.insert(alias.ident.to_string(), spell_type(&alias.ty));
            }
            Item::Struct(structure) => {
                self.types.insert(structure.ident.to_string(), spell_struct(structure));
            }
            Item::Const(constant) if constant.ident == "_" => self.add_layouts(constant),
            Item::Const(constant) => {
                let expression = &constant.expr;
                let value = spell_tokens(&quote::quote!(#expression));
                let spelled = format!("{} = {value}", spell_type(&constant.ty));
                self.constants.insert(constant.ident.to_string(), spelled);
            }
            _ => {}
        }
    }

    /// bindgen writes what clang knows of a layout as `["Size of x"][size_of::<x>() - 8usize];`.
    fn add_layouts(&mut self, constant: &syn::ItemConst) {
        let syn::Expr::Block(block) = &*constant.expr else { return };
        for statement in &block.block.stmts {
            let syn::Stmt::Expr(syn::Expr::Index(index), _) = statement else { continue };
            let syn::Expr::Binary(difference) = &*index.index else { continue };
            let (what, value) = (&index.expr, &difference.right);
            self.layouts
                .insert(spell_tokens(&quote::quote!(#what)), spell_tokens(&quote::quote!(#value)));
        }
    }
}

/// A function declaration. An attribute with another link name (C++ mangling) is part of it.
pub fn spell_function(function: &syn::ForeignItemFn) -> String {
    let parameters: Vec<String> = function
        .sig
        .inputs
        .iter()
        .map(|input| match input {
            FnArg::Typed(typed) => spell_type(&typed.ty),
            FnArg::Receiver(_) => unreachable!("a C function has no self"),
        })
        .collect();
    let attributes: String = function
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("link_name"))
        .map(|attribute| spell_tokens(&quote::quote!(#attribute)))
        .collect();
    format!("{attributes}({}){}", parameters.join(", "), spell_return(&function.sig.output))
}

/// A structure with its fields, or an opaque one.
pub fn spell_struct(structure: &syn::ItemStruct) -> String {
    let fields: Vec<String> = structure
        .fields
        .iter()
        .filter_map(|field| {
            let name = field.ident.as_ref()?;
            Some(format!("{name}: {}", spell_type(&field.ty)))
        })
        .collect();
    format!("struct {{ {} }}", fields.join(", "))
}

fn spell_return(output: &ReturnType) -> String {
    match output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", spell_type(ty)),
    }
}

/// A type, by the last segment of each path, without names of parameters.
pub fn spell_type(ty: &Type) -> String {
    match ty {
        Type::Ptr(pointer) => {
            let kind = if pointer.const_token.is_some() { "const" } else { "mut" };
            format!("*{kind} {}", spell_type(&pointer.elem))
        }
        Type::Path(path) => {
            let Some(segment) = path.path.segments.last() else { return String::new() };
            match &segment.arguments {
                syn::PathArguments::AngleBracketed(generic) => {
                    let arguments: Vec<String> = generic
                        .args
                        .iter()
                        .map(|argument| match argument {
                            syn::GenericArgument::Type(ty) => spell_type(ty),
                            other => spell_tokens(&quote::quote!(#other)),
                        })
                        .collect();
                    format!("{}<{}>", segment.ident, arguments.join(", "))
                }
                _ => segment.ident.to_string(),
            }
        }
        Type::BareFn(function) => {
            let parameters: Vec<String> =
                function.inputs.iter().map(|input| spell_type(&input.ty)).collect();
            format!("fn({}){}", parameters.join(", "), spell_return(&function.output))
        }
        Type::Array(array) => {
            let length = &array.len;
            format!("[{}; {}]", spell_type(&array.elem), spell_tokens(&quote::quote!(#length)))
        }
        other => spell_tokens(&quote::quote!(#other)),
    }
}

fn spell_tokens(tokens: &impl std::fmt::Display) -> String {
    tokens.to_string()
}
