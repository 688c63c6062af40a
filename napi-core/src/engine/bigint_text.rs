//! BigInts as hexadecimal text: the way to and from their words where an engine's API stops at 64
//! bits.

use super::seam::BigIntWords;

/// The words (least significant first, none of them leading zeros) as hexadecimal digits.
pub fn write_hexadecimal(negative: bool, words: &[u64]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(1 + words.len() * 16);
    if negative {
        text.push('-');
    }
    for word in words.iter().rev() {
        let _ = write!(text, "{word:016x}"); // writing to a String cannot fail
    }
    text
}

/// The words of what `toString(16)` answers.
pub fn parse_hexadecimal(text: &[u8]) -> BigIntWords {
    let (negative, digits) = match text.split_first() {
        Some((b'-', digits)) => (true, digits),
        _ => (false, text),
    };
    let mut words = Vec::with_capacity(digits.len().div_ceil(16));
    for chunk in digits.rchunks(16) {
        let word = chunk.iter().fold(0u64, |word, digit| {
            (word << 4) | u64::from((*digit as char).to_digit(16).unwrap_or(0))
        });
        words.push(word);
    }
    while words.last() == Some(&0) {
        words.pop();
    }
    BigIntWords { negative, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_least_significant_first_without_leading_zeros() {
        let parsed = parse_hexadecimal(b"-10000000000000000f");
        assert_eq!(parsed, BigIntWords { negative: true, words: vec![0xf, 0x10] });
        assert_eq!(parse_hexadecimal(b"0").words, Vec::<u64>::new());
        assert_eq!(write_hexadecimal(true, &[0xf, 0x10]), "-0000000000000010000000000000000f");
    }
}
