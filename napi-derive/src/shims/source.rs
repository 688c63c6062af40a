//! The text of shims: each a function that takes the scratch `s` and gives the shim.
//!
//! Invariant: what a shim is made of is syntax; names of properties are string literals, written so
//! that any name stands for itself. An object's properties are its own, plain, in the order given.
//!
//! Neighbours: `structs_in.rs`, `structs_out.rs`, `lists.rs` use the texts; `mod.rs` has the places in
//! the scratch.

use std::ffi::CStr;
use std::fmt::Write;

use super::structs_in::Field;
use super::structs_out::Kind;
use super::{LIST_COUNT, LIST_NUMBERS, STRUCT_MISSING, STRUCT_NUMBERS, STRUCT_STATUS};
use crate::convert::leaf::Test;

fn shim(shim: &str) -> String {
    format!("(s=>{{\"use strict\";return {shim}}})")
}

/// A string literal.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || matches!(character, '_' | '$' | ' ' | '-' | '.') {
            literal.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(literal, "\\u{unit:04x}");
            }
        }
    }
    literal.push('"');
    literal
}

/// An expression that is true of the values that a type takes, of which `undefined` and `null` are
/// not asked. It runs nothing: only what is known to be a number is calculated with.
fn test(test: Test, value: &str) -> String {
    let condition = match test {
        Test::None => return "false".to_owned(),
        Test::Boolean => return format!("typeof {value}===\"boolean\""),
        Test::Text => return format!("typeof {value}===\"string\""),
        Test::Number => String::new(),
        // NaN, infinities and fractions are not equal to these; -0 is equal to 0.
        Test::Signed(32) => format!("&&({value}|0)==={value}"),
        Test::Unsigned(32) => format!("&&({value}>>>0)==={value}"),
        Test::Signed(bits) => {
            let bound = 1u64 << (bits - 1);
            format!("&&({value}|0)==={value}&&{value}>=-{bound}&&{value}<{bound}")
        }
        Test::Unsigned(bits) => format!("&&({value}>>>0)==={value}&&{value}<{}", 1u64 << bits),
        Test::Safe => safe(value, "-9007199254740991"),
        Test::SafeUnsigned => safe(value, "0"),
    };
    format!("typeof {value}===\"number\"{condition}")
}

fn safe(value: &str, least: &str) -> String {
    format!("&&{value}>={least}&&{value}<=9007199254740991&&{value}%1===0")
}

/// Of an object: reads its fields, of which all are known, in their order. Numbers go to the scratch;
/// what it returns are the other values: nothing, the one, or an array. At the first value that it
/// does not recognize it stops, and returns an array of all it has read. What is no object is untouched.
pub(super) fn struct_in(fields: &[Field]) -> String {
    let (mut reads, mut numbers, mut others) = (String::new(), String::new(), Vec::new());
    for (index, field) in fields.iter().enumerate() {
        let value = format!("v{index}");
        let _ = write!(reads, "const {value}=o[{}];", literal(&field.name.to_string_lossy()));
        let undefined = field.leaf.nullish || field.has_default;
        let missing = match (undefined, field.leaf.nullish) {
            (false, _) => None,
            (true, false) => Some(format!("{value}===void 0")),
            (true, true) => Some(format!("{value}===void 0||{value}===null")),
        };
        let recognized = test(field.leaf.test, &value);
        let read: String = (0..=index).map(|index| format!("v{index},")).collect();
        let hand_back = format!("{{s[{STRUCT_STATUS}]={};return[{read}]}}", index + 1);
        if !field.leaf.is_numeric() {
            let missing = missing.map_or(String::new(), |missing| format!("{missing}||"));
            let _ = write!(reads, "if(!({missing}{recognized})){hand_back}");
            others.push(value);
            continue;
        }
        let as_number = match field.leaf.test {
            Test::Boolean => format!("{value}?1:0"),
            _ => value.clone(),
        };
        let place = STRUCT_NUMBERS + index;
        match missing {
            None => {
                let _ = write!(reads, "if(!({recognized})){hand_back}");
                let _ = write!(numbers, "s[{place}]={as_number};");
            }
            Some(missing) => {
                let bit = 1u64 << index;
                let _ = write!(
                    reads,
                    "let w{index};if({missing}){{m+={bit};w{index}={value}===null?1:0}}\
                     else if({recognized})w{index}={as_number};else{hand_back}"
                );
                let _ = write!(numbers, "s[{place}]=w{index};");
            }
        }
    }
    let returned = match &others[..] {
        [] => String::new(),
        [one] => format!("return {one}"),
        all => format!("return[{}]", all.join(",")),
    };
    shim(&format!(
        "o=>{{if((typeof o!==\"object\"||o===null)&&typeof o!==\"function\"){{s[{STRUCT_STATUS}]=-1;return}}\
         let m=0;{reads}{numbers}s[{STRUCT_STATUS}]=0;s[{STRUCT_MISSING}]=m;{returned}}}"
    ))
}

/// Of the values that are not numbers: an object with the properties that are not missing.
pub(super) fn struct_out(names: &[&CStr], kind_of: impl Fn(usize) -> Kind) -> String {
    let (mut parameters, mut properties) = (String::new(), String::new());
    for (index, name) in names.iter().enumerate() {
        let value = match kind_of(index) {
            Kind::Missing => continue,
            Kind::Number => format!("s[{}]", STRUCT_NUMBERS + index),
            Kind::Value => {
                let _ = write!(parameters, "v{index},");
                format!("v{index}")
            }
        };
        // Without brackets this one name would be the prototype.
        let key = match &*name.to_string_lossy() {
            "__proto__" => "[\"__proto__\"]".to_owned(),
            name => literal(name),
        };
        let _ = write!(properties, "{key}:{value},");
    }
    shim(&format!("({parameters})=>({{{properties}}})"))
}

/// Of an array and two indices: reads the elements from one to before the other, as long as they
/// are numbers of this kind; returns the first that is not.
pub(super) fn list_in(kind: Test) -> String {
    let recognized = test(kind, "v");
    shim(&format!(
        "(a,f,t)=>{{for(let i=f;i<t;i++){{const v=a[i];\
         if(!({recognized})){{s[{LIST_COUNT}]=i-f;return v}}s[i-f+{LIST_NUMBERS}]=v}}\
         s[{LIST_COUNT}]=t-f}}"
    ))
}

/// Of an array, an index and a count: assigns that many elements from there on.
pub(super) fn list_out() -> String {
    shim(&format!("(a,f,n)=>{{for(let i=0;i<n;i++)a[f+i]=s[i+{LIST_NUMBERS}]}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_themselves() {
        assert_eq!(literal("fullName"), "\"fullName\"");
        assert_eq!(
            literal("a\"b\\\n\u{2028}é😀"),
            r#""a\u0022b\u005c\u000a\u2028\u00e9\ud83d\ude00""#
        );
    }

    #[test]
    fn what_is_no_number_is_never_calculated_with() {
        for kind in [Test::Number, Test::Signed(8), Test::Unsigned(16), Test::Signed(32)]
            .into_iter()
            .chain([Test::Unsigned(32), Test::Safe, Test::SafeUnsigned])
        {
            assert!(test(kind, "v").starts_with("typeof v===\"number\""), "{kind:?}");
        }
    }

    #[test]
    fn a_property_can_be_called_proto() {
        let text = struct_out(&[c"__proto__", c"b", c"c"], |index| match index {
            0 => Kind::Number,
            1 => Kind::Missing,
            _ => Kind::Value,
        });
        assert_eq!(text, "(s=>{\"use strict\";return (v2,)=>({[\"__proto__\"]:s[2],\"c\":v2,})})");
    }
}
