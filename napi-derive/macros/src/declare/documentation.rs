//! Doc comments: Markdown, line by line, without comment marks.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use super::Parts;

/// The documentation of an item or member.
#[derive(Clone, Default)]
pub(crate) struct Documentation(Vec<Line>);

#[derive(Clone)]
enum Line {
    Text(String),
    /// Such as `include_str!("…")`.
    Expression(TokenStream),
}

impl Documentation {
    pub(crate) fn read(attributes: &[Attribute]) -> Documentation {
        let mut lines = Vec::new();
        for attribute in attributes {
            let Meta::NameValue(meta) = &attribute.meta else { continue };
            if !meta.path.is_ident("doc") {
                continue;
            }
            match &meta.value {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                    lines.extend(without_marks(&text.value()).map(Line::Text));
                }
                expression => lines.push(Line::Expression(expression.to_token_stream())),
            }
        }
        Documentation(lines)
    }

    /// Adds what a tag says, such as `@default`, unless the text has that tag.
    pub(super) fn add_tag(&mut self, tag: &str, text: &str) {
        let known = |line: &Line| matches!(line, Line::Text(line) if line.trim().starts_with(tag));
        if self.0.iter().any(known) {
            return;
        }
        let tagged = |line: &Line| matches!(line, Line::Text(line) if line.starts_with('@'));
        if self.0.last().is_some_and(|line| !tagged(line)) {
            self.0.push(Line::Text(String::new()));
        }
        self.0.push(Line::Text(clean(&format!("{tag} {text}"))));
    }

    pub(super) fn write(&self, mut parts: Parts) -> Parts {
        for (index, line) in self.0.iter().enumerate() {
            if index > 0 {
                parts = parts.text("\n");
            }
            parts = match line {
                Line::Text(text) => parts.text(text),
                Line::Expression(expression) => parts.constant(expression),
            };
        }
        parts
    }

    /// As a comment of one line, where there is room for no other.
    pub(super) fn write_inline(&self, parts: Parts) -> Parts {
        let lines = self.0.iter().filter_map(|line| match line {
            Line::Text(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        });
        match lines.collect::<Vec<_>>().join(" ") {
            text if text.is_empty() => parts,
            text => parts.text(&format!("/** {} */ ", text.replace("*/", "*\\/"))),
        }
    }
}

/// The lines of a doc attribute. Those of a block comment may begin with asterisks.
fn without_marks(text: &str) -> impl Iterator<Item = String> {
    let lines: Vec<&str> = text.lines().collect();
    let stars = lines.len() > 1
        && lines[1..].iter().all(|line| line.trim().is_empty() || line.trim().starts_with('*'));
    let strip = move |line: &str| {
        let line = match stars {
            true => line.trim_start().trim_start_matches('*'),
            false => line,
        };
        clean(line.strip_prefix(' ').unwrap_or(line).trim_end())
    };
    let lines: Vec<String> = match lines.len() {
        0 => vec![String::new()],
        1 => vec![strip(lines[0])],
        // A block comment's first and last line are often empty.
        last => {
            let lines = lines.iter().enumerate();
            let kept = lines.filter(|(index, line)| {
                !(line.trim().is_empty() && (*index == 0 || *index == last - 1))
            });
            kept.map(|(_, line)| strip(line)).collect()
        }
    };
    lines.into_iter()
}

/// The text without control characters, which separate the parts of a record.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || *letter == '\t').collect()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::Documentation;
    use crate::declare::Parts;

    fn text(item: &syn::ItemFn) -> String {
        Documentation::read(&item.attrs).write(Parts::default()).text
    }

    #[test]
    fn lines_and_blocks_lose_their_marks() {
        let lines = parse_quote! {
            /// Adds.
            ///
            ///     indented
            fn f() {}
        };
        assert_eq!(text(&lines), "Adds.\n\n    indented");
        let block = parse_quote! {
            /**
             * Adds.
             *  * a list
             */
            fn f() {}
        };
        assert_eq!(text(&block), "Adds.\n * a list");
    }

    #[test]
    fn separators_are_removed() {
        let item = parse_quote! {
            #[doc = "a\u{1f}b\u{1e}"]
            fn f() {}
        };
        assert_eq!(text(&item), "ab");
    }

    #[test]
    fn tags_follow_a_blank_line_once() {
        let item: syn::ItemFn = parse_quote! {
            /// Adds.
            fn f() {}
        };
        let mut documentation = Documentation::read(&item.attrs);
        documentation.add_tag("@param a", "Defaults to `1`.");
        documentation.add_tag("@param b", "Defaults to `2`.");
        documentation.add_tag("@param b", "again");
        let text = documentation.write(Parts::default()).text;
        assert_eq!(text, "Adds.\n\n@param a Defaults to `1`.\n@param b Defaults to `2`.");
    }
}
