//! Expansions inside strings: `<(v)`, `<@(v)`, `<!(cmd)`, `<!@(cmd)`, and the same with `>` and
//! `^` in the later phases.
//!
//! An expansion may stand inside another; what comes out is expanded again, since variables may
//! name variables. The `@` forms give a list if they are the whole string. A result that spells
//! an integer becomes one, as in GYP, so `<(v)==1` holds for `v` of '1'.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Result, nearest};
use crate::eval::{Context, Evaluator, Scope};
use crate::shell;
use crate::source::Span;
use crate::syntax;
use crate::value::{Data, Origin, Value};

/// Expansions inside expansions, beyond which a variable must be going in circles.
const MAX_DEPTH: usize = 60;
/// More text than any real project makes; variables that double each other get here.
const MAX_LENGTH: usize = 1 << 22;

impl Evaluator<'_> {
    /// What a string of the file means now: a string, an integer, or (for `@`) a list.
    pub fn expand(&mut self, value: &Value, scope: &Scope, cx: Context) -> Result<Data> {
        match &value.data {
            Data::Str(text) => self.expand_text(text, value.origin, scope, cx),
            other => Ok(other.clone()),
        }
    }

    pub(crate) fn expand_text(
        &mut self,
        text: &str,
        origin: Origin,
        scope: &Scope,
        cx: Context,
    ) -> Result<Data> {
        if let Some(value) = canonical_integer(text) {
            return Ok(Data::Int(value));
        }
        if !text.contains(cx.phase.symbol()) {
            return Ok(Data::Str(text.into()));
        }
        if self.depth >= MAX_DEPTH {
            return Err(Diagnostic::at(
                "this expansion does not end: some variable stands for itself",
                origin.span,
                format!("{MAX_DEPTH} expansions inside each other"),
            ));
        }
        self.depth += 1;
        let result = self.expand_once(text, origin, scope, cx);
        self.depth -= 1;
        result
    }

    fn expand_once(
        &mut self,
        text: &str,
        origin: Origin,
        scope: &Scope,
        cx: Context,
    ) -> Result<Data> {
        let found = find(text, cx.phase.symbol()).map_err(|range| {
            Diagnostic::at(
                "the brackets of this expansion do not match",
                origin.part(range),
                "unbalanced",
            )
            .help("brackets inside an expansion must balance, also those in quotes")
        })?;
        if found.is_empty() {
            return Ok(Data::Str(text.into()));
        }
        // Only the file's own text has exact places inside; expanded text has its string's.
        let inside = Origin { span: origin.span, verbatim_at: None };
        if let [only] = &found[..]
            && only.list
            && only.range == (0..text.len())
        {
            return self.expand_list(only, text, origin, inside, scope, cx);
        }
        let mut output = String::new();
        let mut at = 0;
        for expansion in &found {
            output.push_str(&text[at..expansion.range.start]);
            let value = self.replacement(expansion, text, origin, scope, cx)?;
            match value {
                Data::List(items) => {
                    let words: Vec<_> = items
                        .iter()
                        .filter_map(Value::scalar)
                        .map(|word| shell::quote_in_list(&word))
                        .collect();
                    output.push_str(&words.join(" "));
                }
                Data::Str(text) => output.push_str(&text),
                Data::Int(value) => output.push_str(&value.to_string()),
                Data::Dict(_) => {}
            }
            at = expansion.range.end;
            if output.len() > MAX_LENGTH {
                return Err(too_long(origin.span));
            }
        }
        output.push_str(&text[at..]);
        if output == text {
            return Ok(Data::Str(text.into()));
        }
        self.expand_text(&output, inside, scope, cx)
    }

    /// `<@(...)` or `<!@(...)` as a whole string: each word is expanded again by itself.
    fn expand_list(
        &mut self,
        expansion: &Expansion,
        text: &str,
        origin: Origin,
        inside: Origin,
        scope: &Scope,
        cx: Context,
    ) -> Result<Data> {
        let items: Vec<Value> = match self.replacement(expansion, text, origin, scope, cx)? {
            Data::List(items) => items.to_vec(),
            Data::Str(line) => {
                let words = shell::split(&line).map_err(|message| {
                    Diagnostic::at(message, origin.span, "splits into no list of words")
                })?;
                let value = |word: String| Value { data: Data::Str(word.into()), origin: inside };
                words.into_iter().map(value).collect()
            }
            Data::Int(value) => vec![Value { data: Data::Int(value), origin: inside }],
            Data::Dict(_) => Vec::new(),
        };
        let mut output = Vec::with_capacity(items.len());
        for item in items {
            // Lists inside (the pairs of a `sources/`) stay what they are.
            match self.expand(&item, scope, cx)? {
                Data::List(more) if item.as_str().is_some() => output.extend(more.iter().cloned()),
                data => output.push(Value { data, origin: item.origin }),
            }
            if output.len() > MAX_LENGTH / 16 {
                return Err(too_long(origin.span));
            }
        }
        Ok(Data::List(Arc::new(output)))
    }

    /// What one expansion stands for: a variable's value or a command's output.
    fn replacement(
        &mut self,
        expansion: &Expansion,
        text: &str,
        origin: Origin,
        scope: &Scope,
        cx: Context,
    ) -> Result<Data> {
        let span = origin.part(expansion.range.clone());
        let content = &text[expansion.content.clone()];
        if expansion.file_list {
            return Err(unsupported(
                span,
                "`<|(file ...)`, which writes a list into a file, is not supported yet",
            ));
        }
        if !expansion.program.is_empty() {
            return Err(unsupported(
                span,
                &format!("`{}` runs a Python module, which is not supported", expansion.program),
            ));
        }
        let part = Origin {
            span,
            verbatim_at: origin.verbatim_at.map(|at| at + expansion.content.start as u32),
        };
        let content = match self.expand_text(content, part, scope, cx)? {
            Data::Str(text) => text.trim().to_owned(),
            Data::Int(value) => value.to_string(),
            _ => {
                return Err(Diagnostic::at(
                    "a list inside another expansion",
                    span,
                    "use `<(...)` instead of `<@(...)` here",
                ));
            }
        };
        if expansion.command {
            return self.command_output(&content, cx.directory, span);
        }
        let Some(value) = scope.get(&content) else {
            // `>@(_sources!)` may refer to a filter list that is not there.
            if content.ends_with(['!', '/']) {
                return Ok(Data::List(Arc::default()));
            }
            return Err(undefined(&content, span, scope));
        };
        let value = value.clone();
        match &value.data {
            Data::List(items) => {
                let wrong = items.iter().find(|item| !item.is_scalar() && !content.ends_with('/'));
                if let Some(item) = wrong {
                    return Err(Diagnostic::at(
                        format!("`{content}` is a list that holds {}", item.kind()),
                        span,
                        "only lists of strings can be expanded",
                    )
                    .via(value.span(), format!("`{content}` was defined")));
                }
                let mut items = items.to_vec();
                self.process_list(&mut items, scope, cx)
                    .map_err(|error| error.via(span, format!("`{content}` was expanded")))?;
                Ok(Data::List(Arc::new(items)))
            }
            Data::Dict(_) => Err(Diagnostic::at(
                format!("`{content}` is a dictionary"),
                span,
                "only strings and lists can be expanded",
            )),
            data => Ok(data.clone()),
        }
    }

    fn command_output(&mut self, content: &str, directory: &Path, span: Span) -> Result<Data> {
        let output = if content.starts_with('[') {
            let file = self.sources.add("<command>", content);
            let words: Value = syntax::parse(content, file)?.into();
            let words: Option<Vec<_>> =
                words.as_list().and_then(|items| items.iter().map(Value::scalar).collect());
            let words = words.ok_or_else(|| {
                Diagnostic::at("a command in brackets must be a list of strings", span, "here")
            })?;
            self.run_words(words, directory, span)?
        } else {
            self.run_shell(content, directory, span)?
        };
        Ok(Data::Str(output.into()))
    }
}

fn unsupported(span: Span, message: &str) -> Box<Diagnostic> {
    Diagnostic::at(message, span, "used here")
}

fn too_long(span: Span) -> Box<Diagnostic> {
    Diagnostic::at(
        format!("this expands to more than {MAX_LENGTH} bytes"),
        span,
        "variables that repeat each other",
    )
}

fn undefined(name: &str, span: Span, scope: &Scope) -> Box<Diagnostic> {
    let error =
        Diagnostic::at(format!("the variable `{name}` is not defined"), span, "not defined here");
    match nearest(name, scope.names().into_iter()) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!(
            "give it a default with 'variables': {{ '{name}%': '...' }}, or set it with --{name}=..."
        )),
    }
}

/// The integer that a string spells in exactly Python's way.
fn canonical_integer(text: &str) -> Option<i64> {
    let value: i64 = text.parse().ok()?;
    (value.to_string() == text).then_some(value)
}

/// One expansion in a text, by byte ranges of that text.
#[derive(Debug, PartialEq)]
struct Expansion {
    range: Range<usize>,
    content: Range<usize>,
    list: bool,
    command: bool,
    file_list: bool,
    program: String,
}

/// The outermost expansions of `text`, or the place where brackets do not match.
fn find(text: &str, symbol: char) -> std::result::Result<Vec<Expansion>, Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(symbol) {
        let start = at + offset;
        let mut rest = &text[start + 1..];
        let mut take = |c: char| match rest.strip_prefix(c) {
            Some(after) => {
                rest = after;
                true
            }
            None => false,
        };
        let file_list = take('|');
        let command = !file_list && take('!');
        let list = !file_list && take('@');
        let length = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c))
            .unwrap_or(rest.len());
        let program = if command { &rest[..length] } else { "" };
        let open = text.len() - rest.len() + program.len();
        // A sign that begins no expansion (`a < b`), or one that is never closed, is just text.
        if !text[open..].starts_with('(') || !text[open..].contains(')') {
            at = start + 1;
            continue;
        }
        let end = closing(text, open).ok_or(start..text.len())?;
        found.push(Expansion {
            range: start..end,
            content: open + 1..end - 1,
            list,
            command,
            file_list,
            program: program.to_owned(),
        });
        at = end;
    }
    Ok(found)
}

/// Where the bracket group that opens at `open` ends. Quotes do not hide brackets.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut stack = Vec::new();
    for (index, c) in text[open..].char_indices() {
        match c {
            '(' => stack.push(')'),
            '[' => stack.push(']'),
            '{' => stack.push('}'),
            ')' | ']' | '}' => {
                if stack.pop() != Some(c) {
                    return None;
                }
                if stack.is_empty() {
                    return Some(open + index + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Environment;
    use crate::eval::Phase;
    use crate::eval::test_text::{dict, show};

    /// Expands one string with the given variables in sight.
    fn expand(text: &str, variables: &str) -> String {
        let environment = Environment::current();
        let mut evaluator = Evaluator::new(&environment);
        let mut scope = Scope::default();
        scope.load(&dict(&format!("{{'variables': {variables}}}")), None);
        let cx = Context { phase: Phase::Early, directory: Path::new("/") };
        match evaluator.expand(&Value::text(text), &scope, cx) {
            Ok(data) => show(&Value::new(data, Span::NONE)),
            Err(error) => error.message,
        }
    }

    #[test]
    fn variables_in_strings_and_lists() {
        let vars = "{'a': 'x', 'n': 7, 'l': ['p q', '-r'], 'w': 'one \"two three\"'}";
        assert_eq!(expand("1<(a)2<(n)", vars), "1x27");
        assert_eq!(expand("<@(l)", vars), "[p q -r]");
        assert_eq!(expand("<(l)", vars), "\"p q\" -r");
        assert_eq!(expand("z <@(l)", vars), "z \"p q\" -r");
        assert_eq!(expand("<@(w)", vars), "[one two three]");
        assert_eq!(expand("<@(n)", vars), "[7]");
    }

    #[test]
    fn expansions_nest_and_repeat() {
        let vars = "{'which': 'b', 'v_b': '<(other)', 'other': 'end', 'l': ['<@(m)', 'z'], 'm': ['x', 'y']}";
        assert_eq!(expand("<(v_<(which))", vars), "end");
        assert_eq!(expand("<@(l)", vars), "[x y z]");
        assert_eq!(expand("<( which )", vars), "b");
    }

    #[test]
    fn commands() {
        assert_eq!(expand("<!(echo a b)/c", "{}"), "a b/c");
        assert_eq!(expand("<!@(echo a '\"b c\"')", "{}"), "[a b c]");
        assert_eq!(expand("<!(echo $(echo x) '(y)')", "{}"), "x (y)");
        assert_eq!(expand("<!(echo <(v) | tr a-z A-Z)", "{'v': 'abc'}"), "ABC");
        assert_eq!(expand("<!(['echo', 'a  b'])", "{}"), "a  b");
        assert!(expand("<!(exit 2)", "{}").contains("failed: exit status: 2"));
    }

    #[test]
    fn plain_text_stays() {
        for text in ["a<b", "a < (b", "#include <x>", ">(late)", "<", "<<", "a<b(c)"] {
            assert_eq!(expand(text, "{}"), text);
        }
    }

    #[test]
    fn integers_are_recognised() {
        let environment = Environment::default();
        let mut evaluator = Evaluator::new(&environment);
        let cx = Context { phase: Phase::Early, directory: Path::new("/") };
        for (text, int) in [
            ("12", true),
            ("-3", true),
            ("0", true),
            ("012", false),
            ("+1", false),
            ("-0", false),
            ("", false),
        ] {
            let data = evaluator.expand(&Value::text(text), &Scope::default(), cx).unwrap();
            assert_eq!(matches!(data, Data::Int(_)), int, "{text}");
        }
    }

    #[test]
    fn mistakes() {
        assert_eq!(expand("<(nope)", "{}"), "the variable `nope` is not defined");
        assert!(expand("<(a)", "{'a': '<(b)', 'b': '<(a)'}").contains("does not end"));
        assert!(expand("<(a]b)", "{}").contains("do not match"));
        assert!(expand("<(l)", "{'l': [['x']]}").contains("holds a list"));
        assert!(expand("<|(f a b)", "{}").contains("not supported yet"));
        assert!(expand("<!pymod_do_main(x)", "{}").contains("Python"));
        let doubling = (0..40).map(|i| format!("'v{i}': '<(v{0})<(v{0})'", i + 1));
        let vars = format!("{{{}, 'v40': 'xxxxxxxx'}}", doubling.collect::<Vec<_>>().join(","));
        assert!(expand("<(v0)", &vars).contains("more than"));
    }

    #[test]
    fn an_undefined_variable_is_shown_exactly() {
        let environment = Environment::default();
        let mut evaluator = Evaluator::new(&environment);
        let text = "{'a': 'x<(nope)y'}";
        let file = evaluator.sources.add("t.gyp", text);
        let value: Value = syntax::parse(text, file).unwrap().into();
        let cx = Context { phase: Phase::Early, directory: Path::new("/") };
        let value = value.as_dict().unwrap().get("a").unwrap();
        let error = evaluator.expand(value, &Scope::default(), cx).unwrap_err();
        let span = error.label.unwrap().span;
        assert_eq!(&text[span.start as usize..span.end as usize], "<(nope)");
    }
}
