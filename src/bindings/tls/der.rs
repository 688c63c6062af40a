//! A reader of DER, as far as certificates need it: tags, lengths, nothing copied.
//!
//! Invariant: what is malformed gives `None`; nothing here panics on any bytes.

/// One element: its tag, its content, and all of its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    /// The tag with its class bits.
    pub tag: u8,
    /// What is inside.
    pub content: &'a [u8],
    /// Tag, length and content.
    pub whole: &'a [u8],
}

/// Reads element after element.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a>(&'a [u8]);

pub const BOOLEAN: u8 = 0x01;
pub const INTEGER: u8 = 0x02;
pub const BIT_STRING: u8 = 0x03;
pub const OCTET_STRING: u8 = 0x04;
pub const OBJECT_ID: u8 = 0x06;
pub const BMP_STRING: u8 = 0x1E;
pub const GENERALIZED_TIME: u8 = 0x18;
pub const SEQUENCE: u8 = 0x30;
pub const SET: u8 = 0x31;

impl<'a> Reader<'a> {
    /// A reader of these bytes.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader(bytes)
    }

    /// The next element, whatever it is.
    pub fn any(&mut self) -> Option<Element<'a>> {
        let bytes = self.0;
        let tag = *bytes.first()?;
        let first = *bytes.get(1)?;
        let (length, header) = if first < 0x80 {
            (usize::from(first), 2)
        } else {
            let count = usize::from(first & 0x7F);
            if count == 0 || count > 4 {
                return None;
            }
            let digits = bytes.get(2..2 + count)?;
            let length = digits.iter().fold(0usize, |sum, digit| sum << 8 | usize::from(*digit));
            (length, 2 + count)
        };
        let end = header.checked_add(length)?;
        let content = bytes.get(header..end)?;
        self.0 = &bytes[end..];
        Some(Element { tag, content, whole: &bytes[..end] })
    }

    /// The next element, which must have this tag.
    pub fn expect(&mut self, tag: u8) -> Option<Element<'a>> {
        self.optional(tag)
    }

    /// The next element if it has this tag; otherwise nothing is read.
    pub fn optional(&mut self, tag: u8) -> Option<Element<'a>> {
        if *self.0.first()? != tag {
            return None;
        }
        self.any()
    }
}

impl<'a> Element<'a> {
    /// Reads what is inside.
    pub fn inside(&self) -> Reader<'a> {
        Reader::new(self.content)
    }

    /// The bytes of a BIT STRING that has whole bytes.
    pub fn bits(&self) -> Option<&'a [u8]> {
        match self.content {
            [0, bytes @ ..] if self.tag == BIT_STRING => Some(bytes),
            _ => None,
        }
    }

    /// An object identifier as numbers with dots.
    pub fn object_id(&self) -> Option<String> {
        let mut parts: Vec<u64> = Vec::new();
        let mut number = 0u64;
        for byte in self.content {
            number = number.checked_mul(128)?.checked_add(u64::from(byte & 0x7F))?;
            if byte & 0x80 == 0 {
                if parts.is_empty() {
                    let first = (number / 40).min(2);
                    parts.extend([first, number - first * 40]);
                } else {
                    parts.push(number);
                }
                number = 0;
            }
        }
        let texts: Vec<String> = parts.iter().map(u64::to_string).collect();
        (!texts.is_empty()).then(|| texts.join("."))
    }

    /// A time as seconds since 1970.
    pub fn time(&self) -> Option<i64> {
        let text = std::str::from_utf8(self.content).ok()?;
        let digits = text.strip_suffix('Z')?;
        let (year, rest) = if self.tag == GENERALIZED_TIME {
            (digits.get(..4)?.parse::<i64>().ok()?, digits.get(4..)?)
        } else {
            let short = digits.get(..2)?.parse::<i64>().ok()?;
            (if short < 50 { 2000 + short } else { 1900 + short }, digits.get(2..)?)
        };
        let part = |at: usize| rest.get(at..at + 2)?.parse::<i64>().ok();
        let (month, day) = (part(0)?, part(2)?);
        let seconds = part(4)? * 3600 + part(6)? * 60 + part(8).unwrap_or(0);
        Some(days_since_1970(year, month, day) * 86_400 + seconds)
    }
}

/// The number of a day of the Gregorian calendar.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March end with the leap day.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_lengths_of_one_or_more_bytes() {
        let mut reader = Reader::new(&[2, 1, 5, 4, 0x81, 2, 7, 8, 4, 3, 1]);
        assert_eq!(reader.expect(INTEGER).unwrap().content, [5]);
        assert_eq!(reader.any().unwrap().content, [7, 8]);
        assert!(reader.any().is_none(), "longer than what is there");
        assert!(Reader::new(&[4, 0x80]).any().is_none());
        assert!(Reader::new(&[4, 0xFF, 1]).any().is_none());
    }

    #[test]
    fn object_ids_and_times() {
        let element = |tag, content| Element { tag, content, whole: content };
        let id = element(OBJECT_ID, &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 11]);
        assert_eq!(id.object_id().as_deref(), Some("1.2.840.113549.1.1.11"));
        assert_eq!(element(0x17, b"700101000000Z").time(), Some(0));
        assert_eq!(element(0x17, b"240229120001Z").time(), Some(1_709_208_001));
        assert_eq!(element(GENERALIZED_TIME, b"20500101000000Z").time(), Some(2_524_608_000));
        assert_eq!(element(0x17, b"nonsense").time(), None);
    }
}
