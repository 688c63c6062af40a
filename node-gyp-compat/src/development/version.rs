//! The version of a Node release: three numbers, and what follows a `-` for previews.

use std::cmp::Ordering;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    numbers: [u32; 3],
    /// `rc.1`, or empty for a release.
    preview: String,
}

impl Version {
    pub fn new(major: u32, minor: u32, patch: u32) -> Version {
        Version { numbers: [major, minor, patch], preview: String::new() }
    }

    /// Reads `20.11.1`, `v20.11.1` or `20.11.1-rc.1`; a part of a version names none.
    pub fn parse(text: &str) -> Option<Version> {
        let text = text.trim().trim_start_matches(['v', '=']);
        let text = text.split_once('+').map_or(text, |(text, _)| text);
        let (numbers, preview) = text.split_once('-').unwrap_or((text, ""));
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        if !preview.chars().all(plain) || text.ends_with('-') {
            return None;
        }
        let mut parts = numbers.split('.').map(|part| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| digits)
        });
        let numbers = [parts.next()??, parts.next()??, parts.next()??];
        parts.next().is_none().then(|| Version { numbers, preview: preview.to_owned() })
    }

    /// Whether the three numbers are the same: headers do not tell more.
    pub fn same_release(&self, other: &Version) -> bool {
        self.numbers == other.numbers
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}")?;
        match self.preview.is_empty() {
            true => Ok(()),
            false => write!(f, "-{}", self.preview),
        }
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Version) -> Ordering {
        // A release comes after its previews.
        let key = |version: &Version| (version.numbers, version.preview.is_empty());
        key(self).cmp(&key(other)).then_with(|| self.preview.cmp(&other.preview))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Version) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_and_written() {
        for text in ["20.11.1", "0.0.0", "26.0.0-nightly2026-rc.1"] {
            assert_eq!(Version::parse(&format!("v{text}")).unwrap().to_string(), text);
        }
        for text in
            ["", "20", "20.1", "20.1.x", "1.2.3.4", "1.2.3-", "1.2.3-a/b", "1.-2.3", "+1.2.3"]
        {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ordered_by_number() {
        let parse = |text| Version::parse(text).unwrap();
        assert!(parse("9.0.0") < parse("18.0.0") && parse("18.0.0-rc.1") < parse("18.0.0"));
        assert!(parse("18.0.10") > parse("18.0.9"));
    }
}
