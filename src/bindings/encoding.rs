//! `internalBinding('encoding')`: TextEncoder and TextDecoder.
//!
//! The Encoding Standard's encodings are `encoding_rs`; UTF-8 that comes in one piece goes a
//! shorter way.
//!
//! Neighbours: `buffer/decode.rs` (strings from bytes).

use super::buffer::{decode as text, ranges};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use napi_derive::{
    BytesView, CallContext, Env, Error, JsString, Object, Ref, Result, TypedArray, Uint8Array,
    Value,
};
use std::cell::RefCell;

/// Defines the functions of the binding.
pub fn init(env: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("nameOf", name_of)?;
    exports.define_function("createDecoder", create_decoder)?;
    exports.define_function("decode", decode)?;
    exports.define_function("encode", encode)?;
    let result = env.typed_array::<u32>(&[0, 0])?;
    exports.set("result", result)?;
    let kept = Ref::new(result)?;
    exports.define_closure("encodeInto", move |cx| encode_into(cx, kept.get(cx.env())?))
}

/// `nameOf(label)`: the name in lower case; undefined for a label that is none.
fn name_of(cx: CallContext<'_>) -> Result<Option<String>> {
    let label: String = cx.arg(0)?;
    let encoding = Encoding::for_label(label.as_bytes());
    Ok(encoding.map(|encoding| encoding.name().to_ascii_lowercase()))
}

/// What a TextDecoder keeps natively.
struct TextDecoder {
    encoding: &'static Encoding,
    fatal: bool,
    ignore_bom: bool,
    /// The decoder of a stream that has not ended.
    running: RefCell<Option<Decoder>>,
}

impl TextDecoder {
    fn new_decoder(&self) -> Decoder {
        if self.ignore_bom {
            self.encoding.new_decoder_without_bom_handling()
        } else {
            self.encoding.new_decoder_with_bom_removal()
        }
    }

    /// UTF-8 in one piece; `None` for an error when they are fatal.
    fn whole_utf8<'a>(&self, bytes: &'a [u8]) -> Option<std::borrow::Cow<'a, str>> {
        let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) if !self.ignore_bom => rest,
            _ => bytes,
        };
        if self.fatal {
            return simdutf8::basic::from_utf8(bytes).ok().map(Into::into);
        }
        Some(text::utf8_lossy(bytes))
    }

    /// Decodes a piece of a stream; `None` for an error when they are fatal, which ends it.
    fn piece(&self, bytes: &[u8], is_last: bool) -> Option<String> {
        let mut running = self.running.borrow_mut();
        // Taken out: after an error or the end, the next piece begins anew.
        let mut decoder = running.take().unwrap_or_else(|| self.new_decoder());
        let mut text = String::new();
        let mut read = 0;
        loop {
            let rest = &bytes[read..];
            text.reserve(room_for(&decoder, rest.len()));
            let (result, more) = if self.fatal {
                decoder.decode_to_string_without_replacement(rest, &mut text, is_last)
            } else {
                let (result, more, _) = decoder.decode_to_string(rest, &mut text, is_last);
                let result = match result {
                    encoding_rs::CoderResult::InputEmpty => DecoderResult::InputEmpty,
                    encoding_rs::CoderResult::OutputFull => DecoderResult::OutputFull,
                };
                (result, more)
            };
            read += more;
            match result {
                DecoderResult::OutputFull => continue,
                DecoderResult::Malformed(..) => return None,
                DecoderResult::InputEmpty => break,
            }
        }
        if !is_last {
            *running = Some(decoder);
        }
        Some(text)
    }
}

/// How much room the decoder wants at once for so many bytes. For large inputs less than for the
/// worst case, which would be three times the size: the caller goes on when the room is full.
fn room_for(decoder: &Decoder, bytes: usize) -> usize {
    const LARGE: usize = 1 << 20;
    if bytes > LARGE {
        return bytes + bytes / 8;
    }
    decoder.max_utf8_buffer_length(bytes).unwrap_or(bytes)
}

/// `createDecoder(name, fatal, ignoreBOM)`.
fn create_decoder(cx: CallContext<'_>) -> Result<Value<'_>> {
    let name: String = cx.arg(0)?;
    let encoding = Encoding::for_label(name.as_bytes())
        .ok_or_else(|| Error::range_error(format!("no encoding is called {name:?}")))?;
    cx.env().external(TextDecoder {
        encoding,
        fatal: cx.arg(1)?,
        ignore_bom: cx.arg(2)?,
        running: RefCell::default(),
    })
}

/// `decode(decoder, view, stream)`: undefined for an error when they are fatal.
fn decode(cx: CallContext<'_>) -> Result<Option<JsString<'_>>> {
    let decoder = cx.value(0)?.external::<TextDecoder>()?;
    let view: BytesView<'_> = cx.arg(1)?;
    let stream: bool = cx.arg(2)?;
    let bytes = view.borrow()?;
    let in_one_piece = !stream && decoder.running.borrow().is_none();
    if in_one_piece && decoder.encoding == UTF_8 {
        let text = decoder.whole_utf8(&bytes);
        return text.map(|text| text::string(cx.env(), &text)).transpose();
    }
    let text = decoder.piece(&bytes, !stream);
    text.map(|text| text::string(cx.env(), &text)).transpose()
}

/// `encode(string)`: a Uint8Array of its UTF-8.
fn encode(cx: CallContext<'_>) -> Result<Uint8Array<'_>> {
    let text = cx.arg::<JsString<'_>>(0)?.to_string()?;
    cx.env().uint8_array(text.into_bytes())
}

/// `encodeInto(string, destination)`: stores units read and bytes written in `result`.
fn encode_into<'env>(cx: CallContext<'env>, result: TypedArray<'env, u32>) -> Result<Value<'env>> {
    let string: JsString<'_> = cx.arg(0)?;
    let destination: BytesView<'_> = cx.arg(1)?;
    let counts = ranges::modify(destination, 0, usize::MAX, |target| {
        let written = string.write_utf8(target)?;
        Ok([utf16_units(&target[..written]), written as u32])
    })?;
    result.borrow_mut()?.copy_from_slice(&counts);
    cx.env().undefined()
}

/// How many UTF-16 units the characters of this UTF-8 come from.
fn utf16_units(text: &[u8]) -> u32 {
    // Each character has one byte that continues none; one of four bytes is a surrogate pair.
    let units = |byte: &u8| u32::from(byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0);
    text.iter().map(units).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoder(label: &str, fatal: bool, ignore_bom: bool) -> TextDecoder {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        TextDecoder { encoding, fatal, ignore_bom, running: RefCell::default() }
    }

    #[test]
    fn units_are_those_of_utf16() {
        for text in ["", "abc", "é€", "😀x", "\u{FFFD}\u{10FFFF}"] {
            assert_eq!(utf16_units(text.as_bytes()) as usize, text.encode_utf16().count());
        }
    }

    #[test]
    fn a_stream_cut_anywhere_gives_the_same_text() {
        let samples: [(&str, &[u8]); 5] = [
            ("utf-8", b"\xEF\xBB\xBFa\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xFF\xE2\x82"),
            ("utf-16le", b"\xFF\xFEa\0\x3D\xD8\x00\xDE\x00\xD8x"),
            ("shift_jis", b"\x82\xA0\x82\xA2\xB1"),
            ("gb18030", b"\x81\x30\x81\x30\xC4\xE3\x81\x30"),
            ("iso-2022-jp", b"\x1B$B$\"$$\x1B(BA"),
        ];
        for (label, bytes) in samples {
            let decoder = decoder(label, false, false);
            let whole = decoder.piece(bytes, true).unwrap();
            for cut in 0..=bytes.len() {
                let mut text = decoder.piece(&bytes[..cut], false).unwrap();
                text.push_str(&decoder.piece(&bytes[cut..], true).unwrap());
                assert_eq!(text, whole, "{label} cut at {cut}");
            }
            if label == "utf-8" {
                assert_eq!(decoder.whole_utf8(bytes).unwrap(), whole);
            }
        }
    }

    #[test]
    fn a_bom_is_removed_unless_it_is_to_be_kept() {
        let bytes = b"\xEF\xBB\xBF\xEF\xBB\xBFa";
        assert_eq!(decoder("utf-8", true, false).whole_utf8(bytes).unwrap(), "\u{FEFF}a");
        assert_eq!(decoder("utf-8", true, true).whole_utf8(bytes).unwrap(), "\u{FEFF}\u{FEFF}a");
        assert_eq!(decoder("utf-8", true, false).piece(bytes, true).unwrap(), "\u{FEFF}a");
        assert_eq!(decoder("utf-16be", false, false).piece(b"\xFE\xFF\0a", true).unwrap(), "a");
    }

    #[test]
    fn a_fatal_error_ends_the_stream() {
        let decoder = decoder("utf-8", true, false);
        assert_eq!(decoder.piece(b"a\xE2\x82", false).as_deref(), Some("a"));
        assert_eq!(decoder.piece(b"(", false), None);
        assert_eq!(decoder.piece(b"b", true).as_deref(), Some("b"));
        assert_eq!(decoder.whole_utf8(b"\xE2\x82"), None);
        assert_eq!(decoder.piece(b"\xE2\x82", true), None);
    }

    #[test]
    fn large_inputs_that_grow_are_decoded_whole() {
        // Each byte of windows-1252 becomes three bytes of UTF-8.
        let bytes = vec![0x80; 3 << 20];
        let text = decoder("windows-1252", false, false).piece(&bytes, true).unwrap();
        assert_eq!(text.len(), bytes.len() * 3);
        assert!(text.chars().all(|character| character == '€'));
    }
}
