//! Reading and writing DER, the few kinds of elements that keys and signatures are made of.

/// A boolean's tag is not among these: keys have none.
pub const INTEGER: u8 = 0x02;
pub const BIT_STRING: u8 = 0x03;
pub const OCTET_STRING: u8 = 0x04;
pub const NULL: u8 = 0x05;
pub const OBJECT_IDENTIFIER: u8 = 0x06;
pub const SEQUENCE: u8 = 0x30;

/// Elements one after the other.
#[derive(Clone, Copy)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Of these bytes.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader(bytes)
    }

    /// Whether nothing is left.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The next tag.
    pub fn peek(self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The next element: its tag, and what is in it.
    pub fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, mut rest) = rest.split_first()?;
        let mut length = usize::from(first);
        if first >= 0x80 {
            let count = usize::from(first & 0x7f);
            if count == 0 || count > 4 || rest.len() < count {
                return None;
            }
            length = rest[..count].iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            rest = &rest[count..];
        }
        let content = rest.get(..length)?;
        self.0 = &rest[length..];
        Some((tag, content))
    }

    /// The next element, which must have this tag.
    pub fn expect(&mut self, tag: u8) -> Option<&'a [u8]> {
        let before = *self;
        match self.next() {
            Some((found, content)) if found == tag => Some(content),
            _ => {
                *self = before;
                None
            }
        }
    }

    /// The elements of the next one.
    pub fn sequence(&mut self) -> Option<Reader<'a>> {
        self.expect(SEQUENCE).map(Reader)
    }

    /// A number that is not negative, without zeros in front.
    pub fn integer(&mut self) -> Option<&'a [u8]> {
        let bytes = self.expect(INTEGER)?;
        if bytes.first().is_none_or(|first| *first >= 0x80) {
            return None;
        }
        Some(trimmed(bytes))
    }

    /// Whole bytes of bits.
    pub fn bits(&mut self) -> Option<&'a [u8]> {
        self.expect(BIT_STRING)?.strip_prefix(&[0])
    }
}

/// Without zeros in front.
pub fn trimmed(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

/// An element of these parts.
pub fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut output = Vec::with_capacity(length + 6);
    output.push(tag);
    if length < 0x80 {
        output.push(length as u8);
    } else {
        let bytes = (length as u32).to_be_bytes();
        let bytes = trimmed(&bytes);
        output.push(0x80 | bytes.len() as u8);
        output.extend_from_slice(bytes);
    }
    for part in parts {
        output.extend_from_slice(part);
    }
    output
}

/// A sequence of these elements.
pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(SEQUENCE, parts)
}

/// A number that is not negative.
pub fn integer(bytes: &[u8]) -> Vec<u8> {
    let bytes = trimmed(bytes);
    let sign: &[u8] = if bytes.first().is_none_or(|first| *first >= 0x80) { &[0] } else { &[] };
    element(INTEGER, &[sign, bytes])
}

/// Whole bytes as bits.
pub fn bits(bytes: &[u8]) -> Vec<u8> {
    element(BIT_STRING, &[&[0], bytes])
}

/// An object identifier.
pub fn identifier(bytes: &[u8]) -> Vec<u8> {
    element(OBJECT_IDENTIFIER, &[bytes])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        for length in [0, 1, 127, 128, 255, 256, 70000] {
            let content = vec![7; length];
            let bytes = sequence(&[&element(OCTET_STRING, &[&content]), &integer(&[0, 0x80])]);
            let mut inside = Reader::new(&bytes).sequence().expect("a sequence");
            assert_eq!(inside.expect(OCTET_STRING), Some(&content[..]));
            assert_eq!(inside.integer(), Some(&[0x80][..]));
            assert!(inside.is_empty());
        }
    }

    #[test]
    fn cut_bytes_are_refused() {
        let bytes = sequence(&[&integer(&[1; 300])]);
        for length in 0..bytes.len() {
            assert!(Reader::new(&bytes[..length]).sequence().is_none());
        }
        assert!(Reader::new(&[0x30, 0x85, 1, 1, 1, 1, 1]).sequence().is_none());
        assert!(Reader::new(&[0x02, 0x01, 0x80]).integer().is_none());
    }
}
