//! Reading what a compiler says it read: a make rule, `object: source header ...`.

/// The files after the colon. Spaces in names are escaped with `\`, dollars doubled, and lines
/// joined with a `\` at their end. Anything else is taken as it stands, for a wrong name only
/// makes the step run again.
pub fn parse(text: &str) -> Vec<String> {
    let mut files = Vec::new();
    let mut word = String::new();
    let mut after_colon = false;
    let text = text.replace("\r\n", "\n");
    let mut chars = text.chars().peekable();
    let mut finish = |word: &mut String, after_colon: &mut bool| {
        let word = std::mem::take(word);
        if *after_colon {
            if !word.is_empty() {
                files.push(word);
            }
        } else if word.ends_with(':') {
            *after_colon = true;
        }
    };
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('\n')) => {
                chars.next();
                finish(&mut word, &mut after_colon);
            }
            ('\\', Some(&next @ (' ' | '#' | '\\'))) => {
                word.push(next);
                chars.next();
            }
            ('$', Some('$')) => {
                word.push('$');
                chars.next();
            }
            // A second rule follows (`-MP` writes one for each header): only the first counts.
            ('\n', _) if after_colon => {
                finish(&mut word, &mut after_colon);
                return files;
            }
            (c, _) if c.is_whitespace() => finish(&mut word, &mut after_colon),
            (c, _) => word.push(c),
        }
    }
    finish(&mut word, &mut after_colon);
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_over_several_lines() {
        let text = "Release/a.o: ../a.c \\\n /usr/include/stdio.h ../b\\ c.h \\\n  ../d$$e.h\n";
        assert_eq!(parse(text), ["../a.c", "/usr/include/stdio.h", "../b c.h", "../d$e.h"]);
        assert_eq!(parse("a.o: a.c\\\r\n b.h\r\n"), ["a.c", "b.h"]);
    }

    #[test]
    fn further_rules_and_nonsense() {
        assert_eq!(parse("a.o: a.c\nb.h:\n"), ["a.c"]);
        assert!(parse("").is_empty());
        assert!(parse("no rule").is_empty());
        assert_eq!(parse("x:y: z\\"), ["z\\"]);
    }
}
