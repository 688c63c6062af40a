//! Ciphers: encrypting and decrypting with a secret key, in pieces.
//!
//! JavaScript has checked lengths of keys, vectors and tags, and keeps the order of calls.
//!
//! ```text
//! catalogue.rs   which ciphers there are
//! key.rs         block ciphers, as the modes use them
//! blocks.rs      ECB and CBC, with padding
//! stream.rs      CTR, CFB, OFB, ChaCha20: as long as what is encrypted
//! gcm.rs, ccm.rs, chacha20_poly1305.rs   with a tag that tells tampering
//! wrap.rs        AES key wrap
//! ```

mod blocks;
mod catalogue;
mod ccm;
mod chacha20_poly1305;
mod gcm;
mod key;
mod stream;
mod wrap;

use catalogue::{Mode, Spec};
use ctutils::CtEq;
use napi_derive::{BytesView, CallContext, Error, Object, Result, Value};
use std::cell::RefCell;

/// Defines the functions of ciphers.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_typed("cipherNames", catalogue::names)?;
    exports.define_function("cipherInfo", cipher_info)?;
    exports.define_function("createCipher", create_cipher)?;
    exports.define_function("cipherUpdate", update)?;
    exports.define_function("cipherFinal", finish)?;
    exports.define_function("cipherSetPadding", set_padding)?;
    exports.define_function("cipherSetAad", set_aad)?;
    exports.define_function("cipherSetTag", set_tag)?;
    exports.define_function("cipherTag", tag)
}

/// A cipher under way.
pub trait Cipher {
    /// The next bytes; what comes out may lag behind.
    ///
    /// # Errors
    /// When the mode cannot take these bytes.
    fn update(&mut self, data: &[u8]) -> std::result::Result<Vec<u8>, Refusal>;

    /// The last bytes.
    ///
    /// # Errors
    /// When the end is wrong.
    fn finish(&mut self) -> std::result::Result<Vec<u8>, Refusal>;

    /// Whether the last block is filled up.
    fn set_padding(&mut self, _padding: bool) {}

    /// What is authenticated without being encrypted; the length of what will be encrypted.
    fn set_aad(&mut self, _data: &[u8], _plaintext_length: Option<usize>) {}

    /// The tag that is expected when decrypting.
    fn set_tag(&mut self, _tag: Vec<u8>) {}

    /// The tag, when all has been encrypted.
    fn tag(&self) -> Option<&[u8]> {
        None
    }
}

/// Why a cipher does not go on; JavaScript has the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    BadDecrypt,
    WrongFinalBlockLength,
    /// The tag is wrong or missing.
    Unauthentic,
    /// Data that the mode cannot take now.
    UnsupportedData,
    /// An end that the mode cannot have now.
    UnsupportedEnd,
}

impl Refusal {
    fn name(self) -> &'static str {
        match self {
            Refusal::BadDecrypt => "bad decrypt",
            Refusal::WrongFinalBlockLength => "wrong final block length",
            Refusal::Unauthentic => "unauthentic",
            Refusal::UnsupportedData => "data",
            Refusal::UnsupportedEnd => "end",
        }
    }
}

/// Whether two tags are the same, in a time that does not tell where they differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.ct_eq(other).to_bool()
}

/// A cipher that is known by this name.
///
/// # Errors
/// When there is none, or its key or vector has another length.
pub fn open(
    name: &str,
    encrypt: bool,
    key: &[u8],
    iv: &[u8],
    tag_length: usize,
) -> Result<Box<dyn Cipher>> {
    let spec = catalogue::named(name)
        .ok_or_else(|| Error::new(format!("there is no cipher called {name}")))?;
    make(spec, encrypt, key, iv, tag_length).ok_or_else(|| {
        Error::new(format!(
            "expected a key of {} bytes for {}, found {} and a vector of {}",
            spec.key_length,
            spec.name,
            key.len(),
            iv.len()
        ))
    })
}

fn make(
    spec: &Spec,
    encrypt: bool,
    key: &[u8],
    iv: &[u8],
    tag_length: usize,
) -> Option<Box<dyn Cipher>> {
    if spec.mode == Mode::ChaCha20 {
        return Some(Box::new(stream::ChaCha20::new(key, iv)?));
    }
    if spec.mode == Mode::ChaCha20Poly1305 {
        return Some(Box::new(chacha20_poly1305::Aead::new(key, iv, encrypt, tag_length)?));
    }
    let key = key::open(spec.family, key)?;
    Some(match spec.mode {
        Mode::Ecb => Box::new(blocks::Blocks::new(key, None, encrypt)),
        Mode::Cbc => Box::new(blocks::Blocks::new(key, Some(iv), encrypt)),
        Mode::Ctr => Box::new(stream::Counter::new(key, iv)?),
        Mode::Cfb => Box::new(stream::Feedback::new(key, iv, encrypt, stream::Unit::Block)),
        Mode::Cfb8 => Box::new(stream::Feedback::new(key, iv, encrypt, stream::Unit::Byte)),
        Mode::Ofb => Box::new(stream::OutputFeedback::new(key, iv)),
        Mode::Gcm => Box::new(gcm::Gcm::new(key, iv, encrypt, tag_length)),
        Mode::Ccm => Box::new(ccm::Ccm::new(key, iv, encrypt, tag_length)),
        Mode::Wrap => Box::new(wrap::Wrap::new(key, iv.try_into().ok()?, encrypt)),
        Mode::ChaCha20 | Mode::ChaCha20Poly1305 => return None,
    })
}

struct Handle(RefCell<Box<dyn Cipher>>);

/// `cipherInfo(name or number)`: `{ name, nid, mode, keyLength, blockSize, ivLength, family }`, or
/// undefined.
fn cipher_info(cx: CallContext<'_>) -> Result<Option<Object<'_>>> {
    let asked = cx.value(0)?;
    let spec = match asked.to::<f64>() {
        Ok(number) => catalogue::numbered(number),
        Err(_) => catalogue::named(&asked.to::<String>()?),
    };
    let Some(spec) = spec else { return Ok(None) };
    let info = cx.env().object()?;
    info.set("mode", spec.mode.name())?;
    info.set("name", spec.name)?;
    info.set("nid", spec.number)?;
    info.set("keyLength", spec.key_length)?;
    info.set("blockSize", spec.block_size)?;
    info.set("ivLength", spec.iv_length)?;
    Ok(Some(info))
}

/// `createCipher(encrypt, name, key, iv, tagLength)`.
fn create_cipher(cx: CallContext<'_>) -> Result<Value<'_>> {
    let (encrypt, name): (bool, String) = (cx.arg(0)?, cx.arg(1)?);
    let cipher = {
        let key = cx.arg::<BytesView<'_>>(2)?.borrow()?;
        let iv = cx.arg::<BytesView<'_>>(3)?.borrow()?;
        open(&name, encrypt, &key, &iv, cx.arg::<u32>(4)? as usize)?
    };
    cx.env().external(Handle(RefCell::new(cipher)))
}

/// Bytes, or the name of a refusal.
fn answer(
    cx: CallContext<'_>,
    outcome: std::result::Result<Vec<u8>, Refusal>,
) -> Result<Value<'_>> {
    match outcome {
        Ok(bytes) => cx.env().buffer(bytes).map(Into::into),
        Err(refusal) => cx.env().string(refusal.name()).map(Into::into),
    }
}

/// `cipherUpdate(handle, data)`.
fn update(cx: CallContext<'_>) -> Result<Value<'_>> {
    let handle = cx.value(0)?.external::<Handle>()?;
    let outcome = handle.0.borrow_mut().update(&cx.arg::<BytesView<'_>>(1)?.borrow()?);
    answer(cx, outcome)
}

/// `cipherFinal(handle)`.
fn finish(cx: CallContext<'_>) -> Result<Value<'_>> {
    let handle = cx.value(0)?.external::<Handle>()?;
    let outcome = handle.0.borrow_mut().finish();
    answer(cx, outcome)
}

/// `cipherSetPadding(handle, padding)`.
fn set_padding(cx: CallContext<'_>) -> Result<()> {
    cx.value(0)?.external::<Handle>()?.0.borrow_mut().set_padding(cx.arg(1)?);
    Ok(())
}

/// `cipherSetAad(handle, data, plaintextLength)`.
fn set_aad(cx: CallContext<'_>) -> Result<()> {
    let handle = cx.value(0)?.external::<Handle>()?;
    let length = cx.arg::<Option<u32>>(2)?.map(|length| length as usize);
    let data = cx.arg::<BytesView<'_>>(1)?.borrow()?;
    handle.0.borrow_mut().set_aad(&data, length);
    Ok(())
}

/// `cipherSetTag(handle, tag)`.
fn set_tag(cx: CallContext<'_>) -> Result<()> {
    let tag = cx.arg::<BytesView<'_>>(1)?.to_vec()?;
    cx.value(0)?.external::<Handle>()?.0.borrow_mut().set_tag(tag);
    Ok(())
}

/// `cipherTag(handle)`: undefined when there is none.
fn tag(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let handle = cx.value(0)?.external::<Handle>()?;
    let tag = handle.0.borrow().tag().map(<[u8]>::to_vec);
    tag.map(|tag| cx.env().buffer(tag).map(Into::into)).transpose()
}
