//! Hexadecimal text.
//!
//! Neighbours: `decode.rs` and `encode.rs` (the natives).

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The bytes in lower case.
pub fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut text = vec![0; bytes.len() * 2];
    for (byte, pair) in bytes.iter().zip(text.as_chunks_mut::<2>().0) {
        *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    }
    text
}

/// No digit; the digits' values have the upper four bits clear.
const NO_DIGIT: u8 = 0xFF;

/// The value of each byte as a digit of either case.
static VALUES: [u8; 256] = {
    let mut table = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 16 {
        let digit = DIGITS[value as usize];
        table[digit as usize] = value;
        table[digit.to_ascii_uppercase() as usize] = value;
        value += 1;
    }
    table
};

/// Decodes pairs of digits of either case until one is none, or `target` is full; the number of
/// bytes written.
pub fn decode(text: &[u8], target: &mut [u8]) -> usize {
    let mut written = 0;
    for (pair, out) in text.as_chunks::<2>().0.iter().zip(target) {
        let [high, low] = pair.map(|digit| VALUES[usize::from(digit)]);
        if high | low > 15 {
            break;
        }
        *out = high << 4 | low;
        written += 1;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        let text = encode(&bytes);
        assert_eq!(&text[..8], b"00010203");
        let mut back = [0; 256];
        assert_eq!(decode(&text, &mut back), 256);
        assert_eq!(back[..], bytes);
        assert_eq!(decode(&text.to_ascii_uppercase(), &mut back), 256);
        assert_eq!(back[..], bytes);
    }

    #[test]
    fn decoding_stops_at_what_is_no_pair() {
        let table: [(&str, &[u8]); 8] = [
            ("", b""),
            ("6", b""),
            ("616", b"a"),
            ("61g1", b"a"),
            ("616g", b"a"),
            ("61 62", b"a"),
            ("g1", b""),
            ("4A4b", b"JK"),
        ];
        for (text, bytes) in table {
            let mut target = [0; 4];
            let written = decode(text.as_bytes(), &mut target);
            assert_eq!(&target[..written], bytes, "{text:?}");
        }
    }

    #[test]
    fn a_short_target_is_not_overrun() {
        let mut target = [0; 1];
        assert_eq!(decode(b"6162", &mut target), 1);
        assert_eq!(&target, b"a");
    }
}
