//! `internalBinding('url')`: the WHATWG URL parser, host parser and setters, from the crate `url`.
//!
//! A URL is its href, here and in JavaScript; nothing is kept between calls.

use napi_derive::{CallContext, Env, Error, Object, Result};
use url::{Position, Url, quirks};

/// Defines the functions of the binding.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("parse", parse)?;
    exports.define_function("components", components)?;
    exports.define_function("update", update)?;
    exports.define_typed("domainToASCII", |domain: String| quirks::domain_to_ascii(&domain))?;
    exports.define_typed("domainToUnicode", |domain: String| quirks::domain_to_unicode(&domain))
}

/// `parse(input, base)`: the href; undefined if either is invalid.
fn parse(cx: CallContext<'_>) -> Result<Option<String>> {
    let input: String = cx.arg(0)?;
    let base: Option<String> = cx.arg(1)?;
    Ok(href(&input, base.as_deref()))
}

fn href(input: &str, base: Option<&str>) -> Option<String> {
    let base = match base {
        Some(base) => Some(Url::parse(base).ok()?),
        None => None,
    };
    Url::options().base_url(base.as_ref()).parse(input).ok().map(String::from)
}

/// `components(href)`: where the parts lie.
fn components(cx: CallContext<'_>) -> Result<Vec<u32>> {
    let href: String = cx.arg(0)?;
    Ok(offsets(&parsed(&href)?).to_vec())
}

fn offsets(url: &Url) -> [u32; 8] {
    const POSITIONS: [Position; 8] = [
        Position::AfterScheme,
        Position::BeforeUsername,
        Position::AfterUsername,
        Position::BeforeHost,
        Position::AfterHost,
        Position::BeforePath,
        Position::AfterPath,
        Position::AfterQuery,
    ];
    POSITIONS.map(|position| url[..position].len() as u32)
}

/// An href that `parse` or `update` returned, parsed again.
fn parsed(href: &str) -> Result<Url> {
    Url::parse(href).map_err(|why| Error::new(format!("{href:?} is no href of a URL: {why}")))
}

/// `update(href, action, value)`: the new href; undefined if the value is refused.
fn update(cx: CallContext<'_>) -> Result<Option<String>> {
    let (href, action, value): (String, u32, String) = (cx.arg(0)?, cx.arg(1)?, cx.arg(2)?);
    let mut url = parsed(&href)?;
    Ok(set(&mut url, action, &value).is_ok().then(|| url.into()))
}

/// The setter with this number in `internal/url.js`.
fn set(url: &mut Url, action: u32, value: &str) -> Result<(), ()> {
    match action {
        0 => quirks::set_protocol(url, value),
        1 => quirks::set_host(url, value),
        2 => quirks::set_hostname(url, value),
        3 => quirks::set_port(url, value),
        4 => quirks::set_username(url, value),
        5 => quirks::set_password(url, value),
        6 => {
            quirks::set_pathname(url, value);
            Ok(())
        }
        7 => {
            quirks::set_search(url, value);
            Ok(())
        }
        8 => {
            quirks::set_hash(url, value);
            Ok(())
        }
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_parsed_against_a_base() {
        let table = [
            ("http://Example.COM:80/a/../b?q#h", None, Some("http://example.com/b?q#h")),
            ("../c", Some("http://h/a/b"), Some("http://h/c")),
            ("//other/x", Some("https://h/a"), Some("https://other/x")),
            ("/x", None, None),
            ("http://a b/", None, None),
            ("x", Some("mailto:a"), None),
            ("#f", Some("mailto:a"), Some("mailto:a#f")),
            ("http://1.2", None, Some("http://1.0.0.2/")),
        ];
        for (input, base, expected) in table {
            assert_eq!(href(input, base).as_deref(), expected, "{input} on {base:?}");
        }
    }

    #[test]
    fn offsets_lead_to_the_parts() {
        let url = Url::parse("http://user:pw@host:81/path?query#hash").unwrap();
        let at = offsets(&url).map(|offset| offset as usize);
        let part = |from: usize, to: usize| &url.as_str()[at[from]..at[to]];
        assert_eq!(&url.as_str()[..at[0]], "http");
        assert_eq!([part(1, 2), part(2, 3), part(3, 4)], ["user", ":pw@", "host"]);
        assert_eq!([part(4, 5), part(5, 6), part(6, 7)], [":81", "/path", "?query"]);
        assert_eq!(&url.as_str()[at[7]..], "#hash");
    }

    #[test]
    fn setters_change_or_refuse() {
        let table = [
            (0, "https", Some("https://u:p@h:81/a?b#c")),
            (1, "x:9", Some("http://u:p@x:9/a?b#c")),
            (2, "x", Some("http://u:p@x:81/a?b#c")),
            (3, "80", Some("http://u:p@h/a?b#c")),
            (3, "no", None),
            (4, "n", Some("http://n:p@h:81/a?b#c")),
            (5, "", Some("http://u@h:81/a?b#c")),
            (6, "x y", Some("http://u:p@h:81/x%20y?b#c")),
            (7, "", Some("http://u:p@h:81/a#c")),
            (8, "#", Some("http://u:p@h:81/a?b#")),
            (9, "", None),
        ];
        for (action, value, expected) in table {
            let mut url = Url::parse("http://u:p@h:81/a?b#c").unwrap();
            let changed = set(&mut url, action, value).is_ok();
            assert_eq!(changed.then_some(url.as_str()), expected, "{action} {value:?}");
        }
    }
}
