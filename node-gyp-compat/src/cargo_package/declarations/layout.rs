//! Long signatures and unions over several lines, where their brackets and bars allow it.
//!
//! The text may be whatever a user wrote as an override. What is not understood stays on its line:
//! the result means the same in any case.

/// How long a line may be.
const WIDTH: usize = 100;

/// Brackets inside brackets are looked at so far and no further.
const DEPTH: usize = 16;

/// A statement or member, indented and with its `;`.
pub fn statement(text: &str, indent: usize) -> String {
    format!("{}{};", spaces(indent), fitted(text, indent, DEPTH))
}

/// `head A | B`, each alternative on its own line if it is too long for one.
pub fn union(head: &str, alternatives: &[&str], indent: usize) -> String {
    let line = format!("{head} {}", alternatives.join(" | "));
    if fits(&line, indent) || alternatives.len() < 2 {
        return statement(&line, indent);
    }
    let mut lines = format!("{}{head}", spaces(indent));
    for text in alternatives {
        let text = fitted(text, indent + 4, DEPTH);
        lines.push_str(&format!("\n{}| {text}", spaces(indent + 2)));
    }
    lines.push(';');
    lines
}

/// `name = value`, where the name may be in quotes.
pub fn assignment(text: &str) -> Option<(&str, &str)> {
    let at = split(text, &['='])?.first().filter(|(_, equals)| equals.is_some())?.0.len();
    Some((text[..at].trim(), text[at + 1..].trim()))
}

/// The alternatives of a type.
pub fn alternatives(text: &str) -> Vec<&str> {
    split(text, &['|']).map_or_else(
        || vec![text],
        |parts| parts.into_iter().map(|(part, _)| part.trim()).collect(),
    )
}

pub fn spaces(count: usize) -> String {
    " ".repeat(count)
}

/// With the `;` or `,` after it.
fn fits(text: &str, indent: usize) -> bool {
    text.chars().nth(WIDTH.saturating_sub(indent)).is_none()
}

/// The text, with what is in brackets on lines of its own as far as needed. The first line comes
/// without its indentation.
fn fitted(text: &str, indent: usize, depth: usize) -> String {
    let mut done = String::new();
    let mut rest = text;
    while depth > 0 && !fits(rest, indent) {
        let Some(group) = first_group(rest) else { break };
        let (before, inside, after) = (&rest[..group.start], group.items, &rest[group.end..]);
        done.push_str(before);
        let last = inside.len() - 1;
        for (index, (item, separator)) in inside.iter().enumerate() {
            let item = item.trim();
            done.push('\n');
            done.push_str(&spaces(indent + 2));
            done.push_str(&fitted(item, indent + 2, depth - 1));
            match separator {
                Some(separator) => done.push(*separator),
                // A list may end in its separator, but not after a rest parameter.
                None if index == last && last > 0 && !item.starts_with("...") => {
                    done.extend(inside[0].1);
                }
                None => {}
            }
        }
        done.push('\n');
        done.push_str(&spaces(indent));
        rest = after;
    }
    done.push_str(rest);
    done
}

struct Group<'t> {
    /// After the opening bracket, and at the closing one.
    start: usize,
    end: usize,
    items: Vec<(&'t str, Option<char>)>,
}

/// The first brackets that may be broken: parameters, an object type, a tuple.
fn first_group(text: &str) -> Option<Group<'_>> {
    let mut scan = Scan::new(text);
    let mut opened: Option<(usize, char)> = None;
    while let Some((at, character)) = scan.next_code() {
        let opens = "({[".contains(character) && scan.depth == 1;
        if opens && opened.is_none() {
            opened = Some((at + 1, character));
        }
        let Some((start, bracket)) = opened.filter(|_| scan.depth == 0) else { continue };
        opened = None;
        let inside = &text[start..at];
        let separators: &[char] = if bracket == '{' { &[';', ','] } else { &[','] };
        let items = split(inside, separators)?;
        let breakable = items.len() > 1 || (bracket != '[' && items.len() == 1);
        if breakable {
            return Some(Group { start, end: at, items });
        }
    }
    None
}

/// The parts between separators outside all brackets, each with the separator after it. Nothing if
/// the brackets do not match.
fn split<'t>(text: &'t str, separators: &[char]) -> Option<Vec<(&'t str, Option<char>)>> {
    let mut parts = Vec::new();
    let mut scan = Scan::new(text);
    let mut start = 0;
    while let Some((at, character)) = scan.next_code() {
        if scan.depth == 0 && separators.contains(&character) {
            parts.push((&text[start..at], Some(character)));
            start = at + 1;
        }
    }
    if scan.depth != 0 || scan.in_quotes {
        return None;
    }
    // What is left may be nothing: a list may end in its separator, a union begin with it.
    parts.push((&text[start..], None));
    parts.retain(|(part, _)| !part.trim().is_empty());
    Some(parts)
}

/// The characters outside quotes and comments, and how many brackets are open after each.
struct Scan<'t> {
    characters: std::iter::Peekable<std::str::CharIndices<'t>>,
    depth: usize,
    in_quotes: bool,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Scan<'t> {
        Scan { characters: text.char_indices().peekable(), depth: 0, in_quotes: false }
    }

    fn next_code(&mut self) -> Option<(usize, char)> {
        let (at, character) = self.characters.next()?;
        match character {
            '\'' | '"' | '`' => {
                self.in_quotes = true;
                while let Some((_, inside)) = self.characters.next() {
                    match inside {
                        '\\' => drop(self.characters.next()),
                        _ if inside == character => {
                            self.in_quotes = false;
                            break;
                        }
                        _ => {}
                    }
                }
            }
            '/' if self.characters.peek().is_some_and(|(_, next)| *next == '*') => {
                self.characters.next();
                let mut before = ' ';
                for (_, inside) in self.characters.by_ref() {
                    if (before, inside) == ('*', '/') {
                        break;
                    }
                    before = inside;
                }
            }
            // An arrow closes nothing.
            '=' if self.characters.peek().is_some_and(|(_, next)| *next == '>') => {
                self.characters.next();
            }
            '(' | '[' | '{' | '<' => self.depth += 1,
            ')' | ']' | '}' | '>' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Some((at, character))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_come_on_lines_of_their_own() {
        let short = "export declare function add(a: number, b: number): number";
        assert_eq!(statement(short, 0), format!("{short};"));
        let long = "search(pattern: string, onProgress: (found: number, of: number) => void, \
                    signal?: AbortSignal | null): Promise<Array<Match>>";
        let expected = "  search(
    pattern: string,
    onProgress: (found: number, of: number) => void,
    signal?: AbortSignal | null,
  ): Promise<Array<Match>>;";
        assert_eq!(statement(long, 2), expected);
    }

    #[test]
    fn brackets_inside_brackets() {
        let long = format!(
            "f(options: {{ first: Map<string, number>; second: ({0}: number, ...{0}s: number[]) => void }}): void",
            "a".repeat(40),
        );
        let name = "a".repeat(40);
        let expected = format!(
            "f(
  options: {{
    first: Map<string, number>;
    second: (
      {name}: number,
      ...{name}s: number[]
    ) => void;
  }}
): void;"
        );
        assert_eq!(statement(&long, 0), expected);
    }

    #[test]
    fn unions() {
        let long = "'a' | ".repeat(30) + "{ b: 'c' | 'd' }";
        let parts = alternatives(&long);
        assert_eq!((parts.len(), parts[30]), (31, "{ b: 'c' | 'd' }"));
        assert!(union("type X =", &parts, 0).starts_with("type X =\n  | 'a'\n  | 'a'\n"));
        assert_eq!(union("type X =", &parts[29..], 0), "type X = 'a' | { b: 'c' | 'd' };");
    }

    #[test]
    fn comments_and_assignments() {
        let text = format!("{{ /** It's (a | b}} */ a: 1; b: {} }}", "'x'".repeat(40));
        assert!(statement(&text, 0).starts_with("{\n  /** It's (a | b} */ a: 1;\n  b: 'x'"));
        assert_eq!(alternatives("/** | */ 'a' | 'b'"), ["/** | */ 'a'", "'b'"]);
        assert_eq!(assignment("'a = b' = 'c=d'"), Some(("'a = b'", "'c=d'")));
        assert_eq!(assignment("A"), None);
    }

    #[test]
    fn what_is_not_understood_stays() {
        for text in [
            format!("f(a: '{})", "x".repeat(100)),
            "(((".repeat(60),
            ")".repeat(120),
            "f() ".repeat(40),
            format!("f({})", ",".repeat(120)),
        ] {
            assert_eq!(statement(&text, 0), format!("{text};"));
        }
        // A type in brackets gets no comma, a computed name no line.
        let long = format!("[Symbol.iterator](): ({} | string)[]", "A".repeat(90));
        let expected = format!("[Symbol.iterator](): (\n  {} | string\n)[];", "A".repeat(90));
        assert_eq!(statement(&long, 0), expected);
    }
}
