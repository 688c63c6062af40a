//! Base64: RFC 4648 encoding in both alphabets, the lenient decoder of `Buffer`, the strict one of
//! `atob`.
//!
//! Neighbours: `decode.rs` and `encode.rs` (the natives).

/// No digit of either alphabet.
const NO_DIGIT: u8 = 0xFF;

const STANDARD_DIGITS: &[u8; 64] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The value of each byte as a digit of one of these alphabets.
const fn values(alphabets: &[&[u8; 64]]) -> [u8; 256] {
    let mut table = [NO_DIGIT; 256];
    let mut alphabet = 0;
    while alphabet < alphabets.len() {
        let mut value = 0;
        while value < 64 {
            table[alphabets[alphabet][value] as usize] = value as u8;
            value += 1;
        }
        alphabet += 1;
    }
    table
}

static STANDARD_VALUES: [u8; 256] = values(&[STANDARD_DIGITS]);
static ANY_VALUES: [u8; 256] = values(&[STANDARD_DIGITS, URL_DIGITS]);

/// How to write base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// `+` and `/`, padded with `=`.
    Standard,
    /// `-` and `_`, not padded.
    Url,
}

/// The length of the text for so many bytes.
pub fn encoded_len(bytes: usize, variant: Variant) -> usize {
    match variant {
        Variant::Standard => bytes.div_ceil(3) * 4,
        Variant::Url => bytes / 3 * 4 + [0, 2, 3][bytes % 3],
    }
}

/// The bytes in base64.
pub fn encode(bytes: &[u8], variant: Variant) -> Vec<u8> {
    let digits = match variant {
        Variant::Standard => STANDARD_DIGITS,
        Variant::Url => URL_DIGITS,
    };
    let group = |bytes: [u8; 3]| {
        let bits = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
        [18, 12, 6, 0].map(|shift| digits[(bits >> shift & 63) as usize])
    };
    let mut text = vec![b'='; bytes.len().div_ceil(3) * 4];
    let (groups, rest) = bytes.as_chunks::<3>();
    for (bytes, out) in groups.iter().zip(text.as_chunks_mut::<4>().0) {
        *out = group(*bytes);
    }
    let end = groups.len() * 4;
    match *rest {
        [first] => text[end..end + 2].copy_from_slice(&group([first, 0, 0])[..2]),
        [first, second] => text[end..end + 3].copy_from_slice(&group([first, second, 0])[..3]),
        _ => {}
    }
    text.truncate(encoded_len(bytes.len(), variant));
    text
}

/// Four digits as three bytes; `None` if one is no digit.
#[inline]
fn whole_group(digits: &[u8; 4], values: &[u8; 256]) -> Option<[u8; 3]> {
    let [a, b, c, d] = digits.map(|digit| u32::from(values[usize::from(digit)]));
    if a | b | c | d > 63 {
        return None;
    }
    let [_, first, second, third] = (a << 18 | b << 12 | c << 6 | d).to_be_bytes();
    Some([first, second, third])
}

/// Decodes as `Buffer` does: both alphabets mixed, what is no digit is skipped, `=` ends the text,
/// excess bits are dropped. Fills at most `target`; the number of bytes written.
pub fn decode_lenient(text: &[u8], target: &mut [u8]) -> usize {
    let (mut read, mut written) = (0, 0);
    // Clean text: group by group.
    while let (Some(digits), Some(out)) =
        (text[read..].first_chunk(), target[written..].first_chunk_mut::<3>())
    {
        let Some(bytes) = whole_group(digits, &ANY_VALUES) else { break };
        *out = bytes;
        read += 4;
        written += 3;
    }
    // From the first flaw on, or near the end of the target: digit by digit.
    let (mut bits, mut count) = (0u32, 0);
    for byte in &text[read..] {
        let value = ANY_VALUES[usize::from(*byte)];
        if *byte == b'=' || written == target.len() {
            break;
        }
        if value == NO_DIGIT {
            continue;
        }
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            target[written] = (bits >> count) as u8;
            written += 1;
        }
    }
    written
}

/// Why `atob` refuses a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its length is impossible.
    Length,
    /// It holds a character that is none of base64.
    Character,
}

/// Decodes as `atob` does: the forgiving decoder of the Infra standard.
pub fn decode_forgiving(text: &[u8]) -> Result<Vec<u8>, Refusal> {
    let is_space = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ');
    let mut digits: Vec<u8> = text.iter().copied().filter(|byte| !is_space(byte)).collect();
    let padding = digits.iter().rev().take(2).take_while(|byte| **byte == b'=').count();
    digits.truncate(digits.len() - padding);
    if digits.iter().any(|digit| STANDARD_VALUES[usize::from(*digit)] == NO_DIGIT) {
        return Err(Refusal::Character);
    }
    if digits.len() % 4 == 1 {
        return Err(Refusal::Length);
    }
    // Padding may be missing, but not be wrong.
    if padding > 0 && !(digits.len() + padding).is_multiple_of(4) {
        return Err(Refusal::Character);
    }
    let mut bytes = vec![0; digits.len() * 3 / 4];
    let written = decode_lenient(&digits, &mut bytes);
    bytes.truncate(written);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lenient(text: &str) -> Vec<u8> {
        let mut target = vec![0; text.len()];
        let written = decode_lenient(text.as_bytes(), &mut target);
        target.truncate(written);
        target
    }

    #[test]
    fn encodes_every_remainder() {
        let table: [(&[u8], &str, &str); 6] = [
            (b"", "", ""),
            (b"\xff", "/w==", "_w"),
            (b"\xff\xfe", "//4=", "__4"),
            (b"\xff\xfe\xfd", "//79", "__79"),
            (b"abcd", "YWJjZA==", "YWJjZA"),
            (b"\x00\x10\x83\x10\x51\x87", "ABCDEFGH", "ABCDEFGH"),
        ];
        for (bytes, standard, url) in table {
            assert_eq!(encode(bytes, Variant::Standard), standard.as_bytes());
            assert_eq!(encode(bytes, Variant::Url), url.as_bytes());
            assert_eq!(encoded_len(bytes.len(), Variant::Standard), standard.len());
            assert_eq!(encoded_len(bytes.len(), Variant::Url), url.len());
        }
    }

    #[test]
    fn decodes_what_it_encoded() {
        let bytes: Vec<u8> = (0..=255).rev().collect();
        for end in 0..bytes.len() {
            for variant in [Variant::Standard, Variant::Url] {
                let text = encode(&bytes[..end], variant);
                let mut target = [0; 256];
                assert_eq!(decode_lenient(&text, &mut target), end);
                assert_eq!(target[..end], bytes[..end]);
            }
        }
    }

    /// What Node 26 makes of `Buffer.from(text, 'base64')`.
    #[test]
    fn lenient_decoding_follows_node() {
        let table: [(&str, &[u8]); 16] = [
            ("YWJj", b"abc"),
            ("YW Jj\n", b"abc"),
            ("YW*Jj", b"abc"),
            ("Y", b""),
            ("YW", b"a"),
            ("YWJ", b"ab"),
            ("YWJjZ", b"abc"),
            ("YQ==YQ==", b"a"),
            ("=YQ==", b""),
            ("Y=Q=", b""),
            ("_-4=", b"\xff\xee"),
            ("/+4", b"\xff\xee"),
            ("_+-/", b"\xff\xef\xbf"),
            ("YR", b"a"),
            ("\u{0}YWJj", b"abc"),
            ("====", b""),
        ];
        for (text, bytes) in table {
            assert_eq!(lenient(text), bytes, "{text:?}");
        }
    }

    #[test]
    fn the_target_bounds_what_is_written() {
        for room in 0..8 {
            let mut target = [0xAA; 8];
            assert_eq!(decode_lenient(b"YWJjZGVmZ2g=", &mut target[..room]), room);
            assert_eq!(target[..room], b"abcdefgh"[..room]);
            assert!(target[room..].iter().all(|byte| *byte == 0xAA));
        }
    }

    /// What Node 26 makes of `atob(text)`.
    #[test]
    fn forgiving_decoding_follows_the_standard() {
        let table: [(&str, Result<&[u8], Refusal>); 18] = [
            ("", Ok(b"")),
            (" Y\tW\nJ\x0Cj\r", Ok(b"abc")),
            ("YQ==", Ok(b"a")),
            ("YQ", Ok(b"a")),
            ("YR", Ok(b"a")),
            ("Y Q = =", Ok(b"a")),
            ("YQ=", Err(Refusal::Character)),
            ("YQ===", Err(Refusal::Character)),
            ("Y", Err(Refusal::Length)),
            ("YWJjZ", Err(Refusal::Length)),
            ("Y=", Err(Refusal::Length)),
            ("YWJjZ==", Err(Refusal::Length)),
            ("YWJj=", Err(Refusal::Character)),
            ("==", Err(Refusal::Character)),
            ("=", Err(Refusal::Character)),
            ("====", Err(Refusal::Character)),
            ("Y-_=", Err(Refusal::Character)),
            ("YWJj\u{B}", Err(Refusal::Character)),
        ];
        for (text, expected) in table {
            assert_eq!(
                decode_forgiving(text.as_bytes()).as_deref(),
                expected.as_deref(),
                "{text:?}"
            );
        }
    }
}
