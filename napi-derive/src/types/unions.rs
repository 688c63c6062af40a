//! The members of a union, with nested ones laid flat and each once.
//!
//! Neighbours: `render.rs`.

use super::Type;

/// How many members there are, those that repeat others included. What is no union has one.
#[inline]
pub(super) const fn count(of: &Type) -> usize {
    match of {
        Type::Optional(inner) => count(inner) + 2,
        Type::OrUndefined(inner) => count(inner) + 1,
        Type::Union(parts) => {
            let (mut total, mut index) = (0, 0);
            while index < parts.len() {
                total += count(parts[index]);
                index += 1;
            }
            total
        }
        _ => 1,
    }
}

/// The member of this number.
#[inline]
pub(super) const fn member(of: &'static Type, number: usize) -> &'static Type {
    match of {
        Type::Optional(inner) | Type::OrUndefined(inner) if number < count(inner) => {
            member(inner, number)
        }
        Type::Optional(inner) if number == count(inner) => Type::NULL,
        Type::Optional(_) | Type::OrUndefined(_) => Type::UNDEFINED,
        Type::Union(parts) => {
            let (mut number, mut index) = (number, 0);
            while number >= count(parts[index]) {
                number -= count(parts[index]);
                index += 1;
            }
            member(parts[index], number)
        }
        _ => of,
    }
}

/// Whether the member is written: not if one before it is the same, and `undefined` where it counts.
#[inline]
pub(super) const fn is_shown(of: &'static Type, number: usize, undefined: bool) -> bool {
    let member = member(of, number);
    if same(member, Type::UNDEFINED) {
        return undefined && !repeats(of, number);
    }
    // `undefined` is all that a value of `void` can be.
    let is_said = same(member, Type::VOID) && has(of, "undefined");
    !is_said && !repeats(of, number)
}

/// How many members are written.
#[inline]
pub(super) const fn shown(of: &'static Type, undefined: bool) -> usize {
    let (mut shown, mut number) = (0, 0);
    while number < count(of) {
        if is_shown(of, number, undefined) {
            shown += 1;
        }
        number += 1;
    }
    shown
}

/// Whether a member before it is the same.
#[inline]
const fn repeats(of: &'static Type, number: usize) -> bool {
    let mut earlier = 0;
    while earlier < number {
        if same(member(of, earlier), member(of, number)) {
            return true;
        }
        earlier += 1;
    }
    false
}

/// Whether one of the members is this text.
#[inline]
pub(super) const fn has(of: &'static Type, text: &str) -> bool {
    let mut number = 0;
    while number < count(of) {
        let found = match member(of, number) {
            Type::Text(known) => same_text(known, text),
            Type::Ignored => same_text("unknown", text),
            _ => false,
        };
        if found {
            return true;
        }
        number += 1;
    }
    false
}

#[inline]
const fn same(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Text(a), Type::Text(b)) | (Type::Declared(a), Type::Declared(b)) => same_text(a, b),
        (Type::Optional(a), Type::Optional(b))
        | (Type::OrUndefined(a), Type::OrUndefined(b))
        | (Type::Array(a), Type::Array(b)) => same(a, b),
        (Type::Union(a), Type::Union(b)) | (Type::Tuple(a), Type::Tuple(b)) => all_same(a, b),
        (Type::Generic(name, a), Type::Generic(other, b)) => {
            same_text(name, other) && all_same(a, b)
        }
        (Type::Function(a, result), Type::Function(b, other)) => {
            all_same(a, b) && same(result, other)
        }
        (Type::Ignored, Type::Ignored) => true,
        _ => false,
    }
}

#[inline]
const fn all_same(a: &[&Type], b: &[&Type]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if !same(a[index], b[index]) {
            return false;
        }
        index += 1;
    }
    true
}

#[inline]
const fn same_text(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}
