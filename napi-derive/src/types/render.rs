//! Types as text, written by the compiler.
//!
//! Invariant: one walk serves twice, once to count the bytes and once to write them, so both
//! agree.
//!
//! Neighbours: `mod.rs` (the types), `declaration.rs` (what stands around them).

use super::{Type, unions};

/// What stands before and after the name of a declared type, for the reader to find it.
const REFERENCE: [&str; 2] = ["\u{1}", "\u{2}"];

/// Takes text, and keeps it if it has a place to.
pub(super) struct Text<'a> {
    pub(super) place: Option<&'a mut [u8]>,
    pub(super) length: usize,
}

impl Text<'_> {
    #[inline]
    pub(super) const fn push(&mut self, text: &str) {
        let end = self.length + text.len();
        if let Some(place) = &mut self.place {
            let (before, _) = place.split_at_mut(end);
            let (_, new) = before.split_at_mut(self.length);
            new.copy_from_slice(text.as_bytes());
        }
        self.length = end;
    }

    #[inline]
    pub(super) const fn push_number(&mut self, number: i64) {
        if number < 0 {
            self.push("-");
        }
        self.push_digits(number.unsigned_abs());
    }

    #[inline]
    const fn push_digits(&mut self, number: u64) {
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        if number >= 10 {
            self.push_digits(number / 10);
        }
        self.push(DIGITS[(number % 10) as usize]);
    }

    #[inline]
    pub(super) const fn push_type(&mut self, of: &'static Type) {
        match of {
            Type::Text(text) => self.push(text),
            Type::Declared(name) => {
                self.push(REFERENCE[0]);
                self.push(name);
                self.push(REFERENCE[1]);
            }
            Type::Optional(_) | Type::OrUndefined(_) | Type::Union(_) => {
                self.push_union(of, Undefined::Kept, false);
            }
            Type::Array(element) => {
                self.push_operand(element);
                self.push("[]");
            }
            Type::Tuple(parts) => {
                self.push("[");
                self.push_list(parts);
                self.push("]");
            }
            Type::Generic(name, arguments) => {
                self.push(name);
                self.push("<");
                self.push_list(arguments);
                self.push(">");
            }
            Type::Function(parameters, result) => self.push_function(parameters, result),
            Type::Ignored => self.push("unknown"),
        }
    }

    /// The members of a union. `unknown` says all that others could.
    #[inline]
    const fn push_union(&mut self, of: &'static Type, undefined: Undefined, followed: bool) {
        if unions::has(of, "unknown") {
            return self.push("unknown");
        }
        let shown = unions::shown(of, matches!(undefined, Undefined::Kept));
        if shown == 0 {
            return self.push("undefined");
        }
        let (mut number, mut left) = (0, shown);
        while left > 0 {
            if unions::is_shown(of, number, matches!(undefined, Undefined::Kept)) {
                match shown > 1 || followed {
                    true => self.push_operand(unions::member(of, number)),
                    false => self.push_type(unions::member(of, number)),
                }
                left -= 1;
                if left > 0 {
                    self.push(" | ");
                }
            }
            number += 1;
        }
    }

    /// A type, or the text that was given for it, behind a question mark or with `undefined`.
    #[inline]
    pub(super) const fn push_optional(
        &mut self,
        of: &'static Type,
        given: &str,
        undefined: Undefined,
    ) {
        let said = matches!(undefined, Undefined::Kept);
        if !given.is_empty() {
            self.push_in_parentheses(given, said && !is_one_word(given));
        } else if unions::has(of, "unknown") {
            return self.push("unknown");
        } else {
            self.push_union(of, Undefined::LeftOut, said);
        }
        if said {
            self.push(" | undefined");
        }
    }

    #[inline]
    const fn push_in_parentheses(&mut self, text: &str, wanted: bool) {
        if wanted {
            self.push("(");
        }
        self.push(text);
        if wanted {
            self.push(")");
        }
    }

    /// Something that `[]` or `|` follows.
    #[inline]
    pub(super) const fn push_operand(&mut self, of: &'static Type) {
        let compound = match of {
            Type::Text(text) => !is_one_word(text),
            Type::Optional(_) | Type::OrUndefined(_) | Type::Union(_) => {
                !unions::has(of, "unknown")
            }
            Type::Function(..) => true,
            _ => false,
        };
        if compound {
            self.push("(");
        }
        self.push_type(of);
        if compound {
            self.push(")");
        }
    }

    #[inline]
    const fn push_list(&mut self, parts: &[&'static Type]) {
        let mut index = 0;
        while index < parts.len() {
            if index > 0 {
                self.push(", ");
            }
            self.push_type(parts[index]);
            index += 1;
        }
    }

    #[inline]
    const fn push_function(&mut self, parameters: &[&'static Type], result: &'static Type) {
        self.push("(");
        let mut index = 0;
        while index < parameters.len() {
            self.push(if index > 0 { ", arg" } else { "arg" });
            self.push_number(index as i64);
            self.push(": ");
            self.push_type(parameters[index]);
            index += 1;
        }
        self.push(") => ");
        match result {
            Type::Ignored => self.push("void"),
            result => self.push_type(result),
        }
    }
}

/// Whether `undefined` is said, or understood from a question mark.
#[derive(Clone, Copy)]
pub(super) enum Undefined {
    Kept,
    LeftOut,
}

/// Whether `[]` and `|` bind the text as a whole.
#[inline]
const fn is_one_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if matches!(bytes[index], b' ' | b'|' | b'&' | b'=' | b'?') {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::Type;
    use super::Text;

    fn text(of: &'static Type) -> String {
        let mut counted = Text { place: None, length: 0 };
        counted.push_type(of);
        let mut bytes = vec![0; counted.length];
        let mut written = Text { place: Some(&mut bytes), length: 0 };
        written.push_type(of);
        assert_eq!(written.length, counted.length);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn unions_are_flat_and_say_everything_once() {
        const NUMBER: &Type = Type::NUMBER;
        assert_eq!(text(&Type::Optional(NUMBER)), "number | null | undefined");
        assert_eq!(
            text(&Type::Optional(&Type::Union(&[NUMBER, Type::NULL, NUMBER]))),
            "number | null | undefined"
        );
        assert_eq!(text(&Type::OrUndefined(&Type::OrUndefined(NUMBER))), "number | undefined");
        assert_eq!(text(&Type::Optional(Type::UNKNOWN)), "unknown");
        assert_eq!(text(&Type::Union(&[&Type::Array(NUMBER), &Type::Array(NUMBER)])), "number[]");
    }

    #[test]
    fn what_binds_weaker_is_in_parentheses() {
        const CALLBACK: &Type = &Type::Function(&[Type::NUMBER, Type::STRING], &Type::Ignored);
        assert_eq!(text(CALLBACK), "(arg0: number, arg1: string) => void");
        assert_eq!(
            text(&Type::OrUndefined(CALLBACK)),
            "((arg0: number, arg1: string) => void) | undefined"
        );
        assert_eq!(text(&Type::Array(&Type::OrUndefined(Type::NUMBER))), "(number | undefined)[]");
        assert_eq!(text(&Type::Array(&Type::Text("'a' | 'b'"))), "('a' | 'b')[]");
        assert_eq!(text(&Type::Array(&Type::Array(Type::NUMBER))), "number[][]");
        assert_eq!(text(&Type::Array(&Type::Ignored)), "unknown[]");
    }

    #[test]
    fn declared_types_are_marked_for_the_reader() {
        const POINT: &Type = &Type::Declared("geometry.Point");
        assert_eq!(
            text(&Type::Generic("Record", &[Type::STRING, POINT])),
            "Record<string, \u{1}geometry.Point\u{2}>"
        );
        assert_eq!(
            text(&Type::Tuple(&[POINT, Type::BYTES])),
            "[\u{1}geometry.Point\u{2}, ArrayBufferView | ArrayBufferLike]"
        );
    }

    #[test]
    fn numbers() {
        for (number, expected) in [(0, "0"), (-10, "-10"), (i64::MIN, "-9223372036854775808")] {
            let mut bytes = [0; 20];
            let mut text = Text { place: Some(&mut bytes), length: 0 };
            text.push_number(number);
            let length = text.length;
            assert_eq!(&bytes[..length], expected.as_bytes());
        }
    }
}
