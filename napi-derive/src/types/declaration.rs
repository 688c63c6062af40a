//! The record of a declaration: text, with types where only the compiler knows them.
//!
//! A record's fields are separated by U+001F, members in its body by U+001D, a member's
//! documentation from its text by U+001C; U+001E ends it. `napkin build` reads them from the
//! library and writes `index.d.ts`.
//!
//! Neighbours: the attribute in `macros/` writes the parts; `render.rs`.

use super::render::{Text, Undefined};
use super::{Type, unions};

/// A part of a record.
pub enum Part {
    /// As it stands.
    Text(&'static str),
    /// A number in decimal.
    Number(i64),
    /// A type.
    Type(&'static Type),
    /// The parameters of a function, without parentheses, and whether optional ones may be missing.
    Parameters(&'static [Parameter], bool),
    /// `name: T`, or `name?: T` if the type says that it may be missing.
    Property {
        /// As it stands in TypeScript.
        name: &'static str,
        /// Its type.
        of: &'static Type,
        /// It may be missing whatever its type is.
        optional: bool,
        /// It may be there and `undefined`, if it may be missing.
        undefined: bool,
        /// Instead of the type, if not empty.
        text: &'static str,
    },
    /// Lists of parts with a text between any two. Some of them may be compiled out.
    List(&'static str, &'static [&'static [Part]]),
}

/// A parameter of a declared function.
pub struct Parameter {
    /// As it stands in TypeScript.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// It may be missing whatever its type is.
    pub optional: bool,
    /// Instead of the type, if not empty.
    pub text: &'static str,
}

/// What a parameter takes of a call.
pub enum Takes {
    /// Nothing that the caller gives.
    Nothing,
    /// `this`.
    This,
    /// An argument.
    Argument(&'static Type),
    /// All further arguments.
    Rest(&'static Type),
}

/// Where a declaration is.
pub struct Place {
    /// The name of the package.
    pub package: Option<&'static str>,
    /// The source file.
    pub file: &'static str,
    /// The line.
    pub line: u32,
}

/// How many bytes the record has: none, if it belongs to a class that is not declared.
#[inline]
pub const fn length(place: &Place, class: Option<&Type>, parts: &'static [Part]) -> usize {
    let mut text = Text { place: None, length: 0 };
    if matches!(class, None | Some(Type::Declared(_))) {
        text.push_record(place, parts);
    }
    text.length
}

/// The record, of exactly this length.
#[inline]
pub const fn record<const LENGTH: usize>(place: &Place, parts: &'static [Part]) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    if LENGTH > 0 {
        let mut text = Text { place: Some(&mut bytes), length: 0 };
        text.push_record(place, parts);
    }
    bytes
}

impl Text<'_> {
    #[inline]
    const fn push_record(&mut self, place: &Place, parts: &'static [Part]) {
        self.push("1\u{1f}");
        if let Some(package) = place.package {
            self.push(package);
        }
        self.push("\u{1f}");
        self.push(place.file);
        self.push("\u{1f}");
        self.push_number(place.line as i64);
        self.push("\u{1f}");
        self.push_parts(parts);
        self.push("\u{1e}");
    }

    #[inline]
    const fn push_parts(&mut self, parts: &'static [Part]) {
        let mut index = 0;
        while index < parts.len() {
            match &parts[index] {
                Part::Text(text) => self.push(text),
                Part::Number(number) => self.push_number(*number),
                Part::Type(of) => self.push_type(of),
                Part::Parameters(parameters, may_be_missing) => {
                    self.push_parameters(parameters, *may_be_missing);
                }
                Part::Property { name, of, optional, undefined, text } => {
                    self.push_property(name, of, *optional, *undefined, text);
                }
                Part::List(separator, lists) => {
                    let mut number = 0;
                    while number < lists.len() {
                        if number > 0 {
                            self.push(separator);
                        }
                        self.push_parts(lists[number]);
                        number += 1;
                    }
                }
            }
            index += 1;
        }
    }

    #[inline]
    const fn push_property(
        &mut self,
        name: &str,
        of: &'static Type,
        optional: bool,
        undefined: bool,
        text: &str,
    ) {
        let optional = optional || unions::has(of, "undefined");
        self.push(name);
        self.push(if optional { "?: " } else { ": " });
        let said = if optional && undefined { Undefined::Kept } else { Undefined::LeftOut };
        self.push_optional(of, text, said);
    }

    #[inline]
    const fn push_parameters(&mut self, parameters: &[Parameter], may_be_missing: bool) {
        let mut first = true;
        let mut index = 0;
        while index < parameters.len() {
            let Parameter { takes, text, .. } = &parameters[index];
            if matches!(takes, Takes::This) && !text.is_empty() {
                self.push("this: ");
                self.push(text);
                first = false;
            }
            assert!(
                text.is_empty() || !matches!(takes, Takes::Nothing),
                "a parameter with `ts_type` takes no argument: remove `ts_type`"
            );
            index += 1;
        }
        let mut index = 0;
        while index < parameters.len() {
            let Parameter { name, takes, text, .. } = &parameters[index];
            if !first && matches!(takes, Takes::Argument(_) | Takes::Rest(_)) {
                self.push(", ");
            }
            match takes {
                Takes::Nothing | Takes::This => {}
                Takes::Argument(of) => {
                    first = false;
                    self.push(name);
                    let missing = may_be_missing && all_optional(parameters, index);
                    self.push(if missing { "?: " } else { ": " });
                    let undefined = match is_optional(&parameters[index]) && !missing {
                        true => Undefined::Kept,
                        false => Undefined::LeftOut,
                    };
                    self.push_optional(of, text, undefined);
                }
                Takes::Rest(of) => {
                    first = false;
                    self.push("...");
                    self.push(name);
                    self.push(": ");
                    match text.is_empty() {
                        true => {
                            self.push_operand(of);
                            self.push("[]");
                        }
                        false => self.push(text),
                    }
                }
            }
            index += 1;
        }
    }
}

/// Whether the argument may be `undefined`.
#[inline]
const fn is_optional(parameter: &Parameter) -> bool {
    match &parameter.takes {
        Takes::Argument(of) => parameter.optional || unions::has(of, "undefined"),
        _ => true,
    }
}

/// Whether this and all later arguments may be missing.
#[inline]
const fn all_optional(parameters: &[Parameter], from: usize) -> bool {
    let mut index = from;
    while index < parameters.len() {
        if !is_optional(&parameters[index]) {
            return false;
        }
        index += 1;
    }
    true
}
