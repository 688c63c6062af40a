//! The value of an expression, by Python's rules.
//!
//! A string never equals a number; ordering the two is a mistake, as in Python 3, and is told
//! with both values, since an undefined-looking comparison is the usual error in conditions.

use std::cmp::Ordering;
use std::ops::Range;

use super::Mistake;
use super::parse::{Comparison, Expression, Kind};
use crate::diagnostic::nearest;
use crate::eval::Scope;
use crate::value::{Data, Value};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    Sequence(Vec<Outcome>),
}

impl Outcome {
    pub fn is_true(&self) -> bool {
        match self {
            Outcome::Bool(value) => *value,
            Outcome::Int(value) => *value != 0,
            Outcome::Float(value) => *value != 0.0,
            Outcome::Str(text) => !text.is_empty(),
            Outcome::Sequence(items) => !items.is_empty(),
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Outcome::Bool(value) => Some(f64::from(u8::from(*value))),
            Outcome::Int(value) => Some(*value as f64),
            Outcome::Float(value) => Some(*value),
            _ => None,
        }
    }

    fn integer(&self) -> Option<i64> {
        match self {
            Outcome::Bool(value) => Some(i64::from(*value)),
            Outcome::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// Python's `==`, for which kinds that differ are simply unequal.
    fn equals(&self, other: &Outcome) -> bool {
        if let (Some(a), Some(b)) = (self.integer(), other.integer()) {
            return a == b;
        }
        match (self, other) {
            (Outcome::Str(a), Outcome::Str(b)) => a == b,
            (Outcome::Sequence(a), Outcome::Sequence(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b))
            }
            _ => match (self.number(), other.number()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        }
    }

    fn order(&self, other: &Outcome) -> Option<Ordering> {
        if let (Some(a), Some(b)) = (self.integer(), other.integer()) {
            return Some(a.cmp(&b));
        }
        match (self, other) {
            (Outcome::Str(a), Outcome::Str(b)) => Some(a.cmp(b)),
            _ => self.number()?.partial_cmp(&other.number()?),
        }
    }

    fn shown(&self) -> String {
        match self {
            Outcome::Bool(true) => "True".into(),
            Outcome::Bool(false) => "False".into(),
            Outcome::Int(value) => format!("the integer {value}"),
            Outcome::Float(value) => format!("the number {value}"),
            Outcome::Str(text) => format!("the string '{text}'"),
            Outcome::Sequence(_) => "a list".into(),
        }
    }
}

type Evaluated<T = Outcome> = Result<T, Mistake>;

pub(super) fn evaluate(tree: &Expression, scope: &Scope) -> Evaluated {
    let range = || tree.range.clone();
    Ok(match &tree.kind {
        Kind::Str(text) => Outcome::Str(text.clone()),
        Kind::Int(value) => Outcome::Int(*value),
        Kind::Float(value) => Outcome::Float(*value),
        Kind::Name(name) => variable(name, range(), scope)?,
        Kind::Sequence(items) => Outcome::Sequence(all(items, scope)?),
        Kind::Not(inner) => Outcome::Bool(!evaluate(inner, scope)?.is_true()),
        Kind::And(left, right) => {
            let left = evaluate(left, scope)?;
            if left.is_true() { evaluate(right, scope)? } else { left }
        }
        Kind::Or(left, right) => {
            let left = evaluate(left, scope)?;
            if left.is_true() { left } else { evaluate(right, scope)? }
        }
        Kind::Compare(first, rest) => {
            let mut left = evaluate(first, scope)?;
            for (comparison, right) in rest {
                let right = evaluate(right, scope)?;
                if !compare(*comparison, &left, &right, range())? {
                    return Ok(Outcome::Bool(false));
                }
                left = right;
            }
            Outcome::Bool(true)
        }
        Kind::Arithmetic(sign, left, right) => {
            arithmetic(sign, evaluate(left, scope)?, evaluate(right, scope)?, range())?
        }
        Kind::Negative(inner) => match evaluate(inner, scope)? {
            Outcome::Float(value) => Outcome::Float(-value),
            value => match value.integer().and_then(i64::checked_neg) {
                Some(value) => Outcome::Int(value),
                None => {
                    return Err(Mistake::new(range(), format!("cannot negate {}", value.shown())));
                }
            },
        },
        Kind::Call { object, method, arguments } => {
            call(evaluate(object, scope)?, method, all(arguments, scope)?, range())?
        }
        Kind::Index(object, index) => {
            element(evaluate(object, scope)?, evaluate(index, scope)?, range())?
        }
    })
}

fn all(items: &[Expression], scope: &Scope) -> Evaluated<Vec<Outcome>> {
    items.iter().map(|item| evaluate(item, scope)).collect()
}

fn variable(name: &str, range: Range<usize>, scope: &Scope) -> Evaluated {
    match (name, scope.get(name)) {
        (_, Some(value)) => outcome(value).ok_or_else(|| {
            Mistake::new(
                range,
                format!("`{name}` is a dictionary, which has no place in a condition"),
            )
        }),
        ("True", None) => Ok(Outcome::Bool(true)),
        ("False", None) => Ok(Outcome::Bool(false)),
        _ => {
            let mut mistake = Mistake::new(range, format!("the variable `{name}` is not defined"));
            mistake.help = Some(match nearest(name, scope.names().into_iter()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "give it a default with 'variables': {{ '{name}%': '...' }}, or set it with \
                     --{name}=...; a string needs quotes inside the quotes"
                ),
            });
            Err(mistake)
        }
    }
}

fn outcome(value: &Value) -> Option<Outcome> {
    Some(match &value.data {
        Data::Str(text) => Outcome::Str(text.to_string()),
        Data::Int(value) => Outcome::Int(*value),
        Data::List(items) => Outcome::Sequence(items.iter().map(outcome).collect::<Option<_>>()?),
        Data::Dict(_) => return None,
    })
}

fn compare(
    comparison: Comparison,
    left: &Outcome,
    right: &Outcome,
    range: Range<usize>,
) -> Evaluated<bool> {
    let ordered = || {
        left.order(right).ok_or_else(|| {
            let message = format!("cannot order {} and {}", left.shown(), right.shown());
            Mistake::new(range.clone(), message)
        })
    };
    Ok(match comparison {
        Comparison::Equal => left.equals(right),
        Comparison::NotEqual => !left.equals(right),
        Comparison::Less => ordered()?.is_lt(),
        Comparison::LessOrEqual => ordered()?.is_le(),
        Comparison::Greater => ordered()?.is_gt(),
        Comparison::GreaterOrEqual => ordered()?.is_ge(),
        Comparison::In => contains(left, right, range)?,
        Comparison::NotIn => !contains(left, right, range)?,
    })
}

fn contains(item: &Outcome, container: &Outcome, range: Range<usize>) -> Evaluated<bool> {
    match (item, container) {
        (Outcome::Str(part), Outcome::Str(whole)) => Ok(whole.contains(part)),
        (_, Outcome::Sequence(items)) => Ok(items.iter().any(|other| other.equals(item))),
        _ => Err(Mistake::new(
            range,
            format!("`in` cannot look for {} in {}", item.shown(), container.shown()),
        )),
    }
}

fn arithmetic(sign: &str, left: Outcome, right: Outcome, range: Range<usize>) -> Evaluated {
    let wrong = || {
        Mistake::new(
            range.clone(),
            format!("`{sign}` does not work on {} and {}", left.shown(), right.shown()),
        )
    };
    if let ("+", Outcome::Str(a), Outcome::Str(b)) = (sign, &left, &right) {
        return Ok(Outcome::Str(format!("{a}{b}")));
    }
    if let ("+", Outcome::Sequence(a), Outcome::Sequence(b)) = (sign, &left, &right) {
        return Ok(Outcome::Sequence(a.iter().chain(b).cloned().collect()));
    }
    if let (Some(a), Some(b)) = (left.integer(), right.integer())
        && sign != "/"
    {
        let result = match sign {
            "+" => a.checked_add(b),
            "-" => a.checked_sub(b),
            "*" => a.checked_mul(b),
            // Python rounds down, and the remainder has the divisor's sign.
            "//" => a.checked_div(b).map(|q| q - i64::from(a % b != 0 && (a < 0) != (b < 0))),
            "%" => a.checked_rem(b).map(|r| if r != 0 && (r < 0) != (b < 0) { r + b } else { r }),
            _ => None,
        };
        return result.map(Outcome::Int).ok_or_else(wrong);
    }
    let (Some(a), Some(b)) = (left.number(), right.number()) else {
        return Err(wrong());
    };
    match sign {
        "+" => Ok(Outcome::Float(a + b)),
        "-" => Ok(Outcome::Float(a - b)),
        "*" => Ok(Outcome::Float(a * b)),
        "/" if b != 0.0 => Ok(Outcome::Float(a / b)),
        _ => Err(wrong()),
    }
}

fn call(object: Outcome, method: &str, arguments: Vec<Outcome>, range: Range<usize>) -> Evaluated {
    let wrong = |message: String| Mistake::new(range.clone(), message);
    let Outcome::Str(text) = &object else {
        return Err(wrong(format!("{} has no method `{method}`", object.shown())));
    };
    let strings: Option<Vec<&str>> = arguments
        .iter()
        .map(|argument| match argument {
            Outcome::Str(text) => Some(&text[..]),
            _ => None,
        })
        .collect();
    let string = |text: &str| Ok(Outcome::Str(text.to_owned()));
    match (method, strings.as_deref()) {
        ("startswith", Some([start])) => Ok(Outcome::Bool(text.starts_with(start))),
        ("endswith", Some([end])) => Ok(Outcome::Bool(text.ends_with(end))),
        ("lower", Some([])) => string(&text.to_lowercase()),
        ("upper", Some([])) => string(&text.to_uppercase()),
        ("strip", Some([])) => string(text.trim()),
        ("replace", Some([from, to])) => string(&text.replace(from, to)),
        ("find", Some([part])) => Ok(Outcome::Int(match text.find(part) {
            Some(at) => text[..at].chars().count() as i64,
            None => -1,
        })),
        ("count", Some([part])) if !part.is_empty() => {
            Ok(Outcome::Int(text.matches(part).count() as i64))
        }
        ("split", Some([by])) if !by.is_empty() => Ok(Outcome::Sequence(
            text.split(by).map(|part| Outcome::Str(part.to_owned())).collect(),
        )),
        ("split", Some([])) => Ok(Outcome::Sequence(
            text.split_whitespace().map(|part| Outcome::Str(part.to_owned())).collect(),
        )),
        (
            "startswith" | "endswith" | "lower" | "upper" | "strip" | "replace" | "find" | "count"
            | "split",
            _,
        ) => Err(wrong(format!("the method `{method}` does not take these arguments"))),
        _ => {
            let mut mistake = wrong(format!("the method `{method}` is not supported"));
            mistake.help = Some(
                "supported are startswith, endswith, lower, upper, strip, replace, find, count \
                 and split"
                    .into(),
            );
            Err(mistake)
        }
    }
}

fn element(object: Outcome, index: Outcome, range: Range<usize>) -> Evaluated {
    let items: Vec<Outcome> = match &object {
        Outcome::Sequence(items) => items.clone(),
        Outcome::Str(text) => text.chars().map(|c| Outcome::Str(c.to_string())).collect(),
        _ => {
            let message = format!("{} has no elements", object.shown());
            return Err(Mistake::new(range, message));
        }
    };
    let found = index.integer().and_then(|at| {
        let at = if at < 0 { at.checked_add(items.len() as i64)? } else { at };
        items.get(usize::try_from(at).ok()?).cloned()
    });
    found.ok_or_else(|| Mistake::new(range, format!("there is no element at {}", index.shown())))
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;
    use crate::eval::test_text::dict;

    fn holds(text: &str) -> Result<bool, String> {
        let mut scope = Scope::default();
        let variables =
            "{'OS': 'linux', 'n': 10, 'one': 1, 'l': ['a', 'b'], 'v': '1.2.3', 'e': ''}";
        scope.load(&dict(&format!("{{'type': 'none', 'variables': {variables}}}")), None);
        parse(text)
            .and_then(|tree| evaluate(&tree, &scope))
            .map(|value| value.is_true())
            .map_err(|mistake| mistake.message)
    }

    #[test]
    fn what_holds() {
        for text in [
            "OS=='linux'",
            "OS != \"win\" and n >= 10",
            "OS in 'freebsd linux' and OS not in 'win mac'",
            "OS in ('linux', 'mac') and 'a' in l and 10 in [n]",
            "not (OS=='win' or n < 5)",
            "1 < n <= 10 and n*2+1 == 21 and n//3 == 3 and -7 // 2 == -4 and -7 % 3 == 2",
            "_type == 'none'",
            "OS.startswith('lin') and v.endswith('.3') and 'A'.lower() == 'a'",
            "v.split('.')[0] == '1' and v[-1] == '3'",
            "'li' 'nux' == OS and 'a' + 'b' == 'ab'",
            "one and l and OS and not e and True and not False",
            "n == 10.0 and n / 4 == 2.5 and 1 == True",
            "'1' != 1 and (1, 'x') == (1, 'x') and (1,) != 1",
            "OS == 'linux' or undefined",
            "'b' > 'a'",
        ] {
            assert_eq!(holds(text), Ok(true), "{text}");
        }
    }

    #[test]
    fn what_does_not_hold() {
        for text in ["e", "OS == 'win' and undefined", "0", "()", "5 < n < 8", "'z' in OS", "''"] {
            assert_eq!(holds(text), Ok(false), "{text}");
        }
    }

    #[test]
    fn mistakes() {
        let mistake = |text| holds(text).unwrap_err();
        assert!(mistake("O == 'linux'").contains("`O` is not defined"));
        assert_eq!(mistake("n < '11'"), "cannot order the integer 10 and the string '11'");
        assert!(mistake("1 in n").contains("cannot look for"));
        assert!(mistake("n.lower()").contains("has no method"));
        assert!(mistake("OS.format('x')").contains("not supported"));
        assert!(mistake("OS.lower(1)").contains("does not take"));
        assert!(mistake("l[7]").contains("no element"));
        assert!(mistake("n / 0").contains("does not work"));
        assert!(mistake("9223372036854775807 + 1").contains("does not work"));
        assert!(mistake("'a' - 1").contains("does not work"));
        assert!(mistake("-OS").contains("cannot negate"));
    }
}
