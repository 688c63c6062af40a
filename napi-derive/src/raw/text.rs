//! Text for the length of a call: what is short is on the stack.
//!
//! Invariant: the first `length` bytes of a short text are UTF-8.
//!
//! Neighbours: `strings.rs` reads strings, `convert/text.rs` converts.

use std::ops::Deref;

use super::frame::Value;
use super::strings::read;
use crate::error::Result;

/// As many bytes as are kept in place: an allocation costs more than copying them.
const SHORT: usize = 63;

/// What a `&str` argument of a `#[napi]` function borrows from.
#[doc(hidden)]
pub struct Text(Place);

enum Place {
    Short { length: u8, bytes: [u8; SHORT] },
    Long(String),
}

impl Text {
    /// The text of a string; lone surrogates become U+FFFD.
    pub(crate) fn of(string: Value<'_>) -> Result<Text> {
        read(string, |text| Text::from(text), |text| Text(Place::Long(text)))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        let length = text.len();
        if length > SHORT {
            return Text(Place::Long(text.to_owned()));
        }
        let mut bytes = [0; SHORT];
        bytes[..length].copy_from_slice(text.as_bytes());
        Text(Place::Short { length: length as u8, bytes })
    }
}

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match &self.0 {
            // SAFETY: `from` copied these bytes from a `str`, and nothing changes them.
            Place::Short { length, bytes } => unsafe {
                std::str::from_utf8_unchecked(&bytes[..usize::from(*length)])
            },
            Place::Long(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_any_length_is_itself() {
        for length in 0..200 {
            let text: String = "aé€😀".chars().cycle().take(length).collect();
            assert_eq!(&*Text::from(&*text), text);
        }
        assert!(matches!(Text::from(&*"x".repeat(SHORT)).0, Place::Short { .. }));
        assert!(matches!(Text::from(&*"x".repeat(SHORT + 1)).0, Place::Long(_)));
    }
}
