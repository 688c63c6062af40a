//! The forms of exporting that are recognised. Each is tried where its first word stands; reading goes
//! on behind that word whatever came of it, so that `exports.a = exports.b = 1` gives both.

use super::tokens::{Kind, Token, Tokens};

/// What a module exports.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Names, each once.
    pub names: Vec<String>,
    /// Specifiers of modules whose names are exported too.
    pub reexports: Vec<String>,
}

/// Finds what a CommonJS module exports.
pub fn find(source: &str) -> Found {
    let mut search = Search { found: Found::default(), required: Vec::new() };
    let mut tokens = Tokens::new(source);
    let mut previous = Kind::End;
    loop {
        let depth = tokens.depth();
        let token = tokens.next();
        match token.kind {
            Kind::End => return search.found,
            Kind::Word => search.at_word(&tokens, token, previous, depth == 0),
            _ => {}
        }
        previous = token.kind;
    }
}

struct Search {
    found: Found,
    /// Variables that hold what was required, for the loops that transpilers write.
    required: Vec<(String, String)>,
}

/// The words that a recognised form can begin with.
const FIRST_WORDS: [&str; 8] =
    ["exports", "module", "Object", "__export", "__exportStar", "var", "let", "const"];

const DOT: Kind = Kind::Mark(b'.');
const COMMA: Kind = Kind::Mark(b',');
const COLON: Kind = Kind::Mark(b':');

impl Search {
    fn at_word(&mut self, tokens: &Tokens<'_>, word: Token, previous: Kind, is_top_level: bool) {
        let text = tokens.text_of(word);
        if !FIRST_WORDS.contains(&text) {
            return;
        }
        let mut rest = tokens.clone();
        if previous == DOT {
            // `tslib.__exportStar(require('x'), exports)`
            if is_top_level && matches!(text, "__export" | "__exportStar") {
                self.export_star(&mut rest);
            }
            return;
        }
        match text {
            "exports" => self.assignment(&mut rest, false),
            "module" if is_member(&mut rest, "exports") => self.assignment(&mut rest, true),
            "Object" if is_member(&mut rest.clone(), "defineProperty") => {
                is_member(&mut rest, "defineProperty");
                self.defined_property(&mut rest);
            }
            "Object" if is_top_level && is_member(&mut rest, "keys") => {
                self.loop_over_keys(&mut rest);
            }
            "__export" | "__exportStar" if is_top_level => {
                self.export_star(&mut rest);
            }
            "var" | "let" | "const" if is_top_level => self.variable(&mut rest),
            _ => {}
        }
    }

    fn add(&mut self, name: &str) {
        // An escaped name would have to be read as the engine does; nobody writes one.
        if !name.contains('\\') && !self.found.names.iter().any(|known| known == name) {
            self.found.names.push(name.to_owned());
        }
    }

    fn add_reexport(&mut self, specifier: &str) {
        if !self.found.reexports.iter().any(|known| known == specifier) {
            self.found.reexports.push(specifier.to_owned());
        }
    }

    /// Behind `exports` or `module.exports`: `.name =`, `['name'] =`, and for the latter `= ...`.
    fn assignment(&mut self, rest: &mut Tokens<'_>, is_whole: bool) {
        match rest.next().kind {
            DOT => {
                let name = rest.next();
                if name.kind == Kind::Word && is_equals(rest.next().kind) {
                    self.add(rest.text_of(name));
                }
            }
            Kind::Mark(b'[') => {
                let name = rest.next();
                let ends = [rest.next().kind, rest.next().kind];
                if name.kind == Kind::Text && ends == [Kind::Mark(b']'), Kind::Assign] {
                    self.add(rest.text_of(name));
                }
            }
            Kind::Assign if is_whole => {
                self.found.reexports.clear();
                let mut value = rest.clone();
                let first = value.next();
                if first.kind == Kind::Mark(b'{') {
                    self.object(&mut value);
                } else if let Some(specifier) = required(rest) {
                    self.add_reexport(specifier);
                }
            }
            _ => {}
        }
    }

    /// The members of an object up to the first that is more than a name or `name: name`.
    fn object(&mut self, rest: &mut Tokens<'_>) {
        loop {
            let member = rest.next();
            let next = match member.kind {
                Kind::Spread => {
                    let mut value = rest.clone();
                    if let Some(specifier) = required(&mut value) {
                        self.add_reexport(specifier);
                        *rest = value;
                    } else if rest.next().kind != Kind::Word {
                        return;
                    }
                    rest.next()
                }
                Kind::Word | Kind::Text => {
                    let next = rest.next();
                    if next.kind == COLON {
                        if let Some(specifier) = required(&mut rest.clone()) {
                            self.add_reexport(specifier);
                        }
                        if rest.next().kind != Kind::Word {
                            return;
                        }
                        self.add(rest.text_of(member));
                        rest.next()
                    } else {
                        let is_accessor = next.kind == Kind::Word
                            && matches!(rest.text_of(member), "get" | "set");
                        if member.kind == Kind::Text || is_accessor {
                            return;
                        }
                        self.add(rest.text_of(member));
                        next
                    }
                }
                _ => return,
            };
            if next.kind != COMMA {
                return;
            }
        }
    }

    /// `(exports, 'name', { enumerable: true, value: ... })`, or with a `get` that returns a variable
    /// or a member of one.
    fn defined_property(&mut self, rest: &mut Tokens<'_>) -> Option<()> {
        expect(rest, Kind::Mark(b'('))?;
        is_exports(rest).then_some(())?;
        expect(rest, COMMA)?;
        let name = rest.next();
        (name.kind == Kind::Text).then_some(())?;
        expect(rest, COMMA)?;
        expect(rest, Kind::Mark(b'{'))?;
        let mut key = rest.next();
        if rest.is_word(key, "enumerable") {
            expect(rest, COLON)?;
            let value = rest.next();
            rest.is_word(value, "true").then_some(())?;
            expect(rest, COMMA)?;
            key = rest.next();
        }
        if rest.is_word(key, "value") {
            expect(rest, COLON)?;
        } else {
            rest.is_word(key, "get").then_some(())?;
            returns_member(rest)?;
        }
        self.add(rest.text_of(name));
        Some(())
    }

    /// `(require('x')`
    fn export_star(&mut self, rest: &mut Tokens<'_>) -> Option<()> {
        expect(rest, Kind::Mark(b'('))?;
        let specifier = required(rest)?;
        self.add_reexport(specifier);
        Some(())
    }

    /// `x = require('x')`, perhaps through a function of the transpiler's.
    fn variable(&mut self, rest: &mut Tokens<'_>) {
        let name = rest.next();
        if name.kind != Kind::Word || rest.next().kind != Kind::Assign {
            return;
        }
        let mut through = rest.clone();
        let is_wildcard = {
            let word = through.next();
            through.is_word(word, "_interopRequireWildcard")
                && through.next().kind == Kind::Mark(b'(')
        };
        if let Some(specifier) = required(if is_wildcard { &mut through } else { rest }) {
            self.required.push((rest.text_of(name).to_owned(), specifier.to_owned()));
        }
    }

    /// `(x).forEach(function (key) { ... exports[key] = x[key] ... })`, or with `defineProperty`.
    fn loop_over_keys(&mut self, rest: &mut Tokens<'_>) -> Option<()> {
        expect(rest, Kind::Mark(b'('))?;
        let object = rest.next();
        let object = rest.text_of(object);
        let (_, specifier) = self.required.iter().find(|(name, _)| name == object)?;
        let specifier = specifier.clone();
        expect(rest, Kind::Mark(b')'))?;
        is_member(rest, "forEach").then_some(())?;
        expect(rest, Kind::Mark(b'('))?;
        let function = rest.next();
        rest.is_word(function, "function").then_some(())?;
        expect(rest, Kind::Mark(b'('))?;
        let key = rest.next();
        let key = rest.text_of(key);
        expect(rest, Kind::Mark(b')'))?;
        let outside = rest.depth();
        expect(rest, Kind::Mark(b'{'))?;
        while rest.depth() > outside {
            let token = rest.next();
            if token.kind == Kind::End {
                return None;
            }
            if !rest.is_word(token, "exports") {
                continue;
            }
            let mut tail = rest.clone();
            let separator = tail.next().kind;
            let word = tail.next();
            let end = [tail.next().kind, tail.next().kind];
            let assigned = separator == Kind::Mark(b'[') && end == [Kind::Mark(b']'), Kind::Assign];
            let defined = separator == COMMA && end[0] == COMMA;
            if tail.is_word(word, key) && (assigned || defined) {
                self.add_reexport(&specifier);
                return Some(());
            }
        }
        None
    }
}

/// What begins with `=`: Node does not look further here.
fn is_equals(kind: Kind) -> bool {
    matches!(kind, Kind::Assign | Kind::Arrow | Kind::Mark(b'='))
}

fn expect(tokens: &mut Tokens<'_>, kind: Kind) -> Option<()> {
    (tokens.next().kind == kind).then_some(())
}

/// `.name`
fn is_member(tokens: &mut Tokens<'_>, name: &str) -> bool {
    let dot = tokens.next();
    let word = tokens.next();
    dot.kind == DOT && tokens.is_word(word, name)
}

/// `exports` or `module.exports`
fn is_exports(tokens: &mut Tokens<'_>) -> bool {
    let word = tokens.next();
    tokens.is_word(word, "exports")
        || (tokens.is_word(word, "module") && is_member(tokens, "exports"))
}

/// `require('specifier')`
fn required<'t>(tokens: &mut Tokens<'t>) -> Option<&'t str> {
    let word = tokens.next();
    tokens.is_word(word, "require").then_some(())?;
    expect(tokens, Kind::Mark(b'('))?;
    let specifier = tokens.next();
    (specifier.kind == Kind::Text).then_some(())?;
    expect(tokens, Kind::Mark(b')'))?;
    Some(tokens.text_of(specifier))
}

/// Behind `get`: a function whose body is `return x`, `return x.y` or `return x['y']`, and the end of
/// the descriptor.
fn returns_member(rest: &mut Tokens<'_>) -> Option<()> {
    let mut token = rest.next();
    if token.kind == COLON {
        let function = rest.next();
        rest.is_word(function, "function").then_some(())?;
        token = rest.next();
        if token.kind == Kind::Word {
            token = rest.next();
        }
    }
    (token.kind == Kind::Mark(b'(')).then_some(())?;
    expect(rest, Kind::Mark(b')'))?;
    expect(rest, Kind::Mark(b'{'))?;
    let word = rest.next();
    rest.is_word(word, "return").then_some(())?;
    (rest.next().kind == Kind::Word).then_some(())?;
    token = rest.next();
    if token.kind == DOT {
        (rest.next().kind == Kind::Word).then_some(())?;
        token = rest.next();
    } else if token.kind == Kind::Mark(b'[') {
        (rest.next().kind == Kind::Text).then_some(())?;
        expect(rest, Kind::Mark(b']'))?;
        token = rest.next();
    }
    if token.kind == Kind::Mark(b';') {
        token = rest.next();
    }
    (token.kind == Kind::Mark(b'}')).then_some(())?;
    token = rest.next();
    if token.kind == COMMA {
        token = rest.next();
    }
    (token.kind == Kind::Mark(b'}')).then_some(())?;
    expect(rest, Kind::Mark(b')'))
}

#[cfg(test)]
mod tests;
