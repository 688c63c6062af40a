//! Random bytes of the operating system, and numbers and UUIDs made of them.
//!
//! Neighbours: `internal/crypto/random.js`, which settles ranges.

use crate::bindings::buffer::ranges;
use napi_derive::{BytesView, CallContext, Error, Object, Result};

/// Defines the functions of random values.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_function("randomFill", random_fill)?;
    exports.define_typed("random48", || -> Result<f64> {
        let mut bytes = [0; 8];
        fill(&mut bytes[2..])?;
        // 48 bits: a double holds them exactly.
        Ok(u64::from_be_bytes(bytes) as f64)
    })?;
    exports.define_typed("randomUUID", || -> Result<String> {
        let mut bytes = [0; 16];
        fill(&mut bytes)?;
        Ok(uuid(bytes, 4))
    })?;
    exports.define_typed("randomUUIDv7", |milliseconds: f64| -> Result<String> {
        let mut bytes = [0; 16];
        fill(&mut bytes[6..])?;
        bytes[..6].copy_from_slice(&(milliseconds as u64).to_be_bytes()[2..]);
        Ok(uuid(bytes, 7))
    })
}

/// `randomFill(view, start, end)`.
fn random_fill(cx: CallContext<'_>) -> Result<()> {
    let view: BytesView<'_> = cx.arg(0)?;
    ranges::modify(view, cx.arg(1)?, cx.arg(2)?, fill)
}

fn fill(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|error| {
        Error::new(format!("Operation failed: the operating system gave no random bytes: {error}"))
            .with_code("ERR_OPERATION_FAILED")
    })
}

/// The text of a UUID (RFC 9562): version and variant take the place of 6 of the bits.
fn uuid(mut bytes: [u8; 16], version: u8) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes[6] = bytes[6] & 0x0F | version << 4;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 0x0F)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn uuids_say_their_version_and_variant() {
        assert_eq!(uuid([0; 16], 4), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid([0xFF; 16], 7), "ffffffff-ffff-7fff-bfff-ffffffffffff");
        let bytes = std::array::from_fn(|at| at as u8 * 0x11);
        assert_eq!(uuid(bytes, 4), "00112233-4455-4677-8899-aabbccddeeff");
    }
}
