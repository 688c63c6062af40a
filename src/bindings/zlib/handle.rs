//! A codec as JavaScript holds it.
//!
//! Bytes of JavaScript are borrowed for steps on the spot; what the pool works on is a copy, which
//! the handle keeps until it is used up, so that long inputs are copied once.
//!
//! Invariant: the codec is locked for a step only; JavaScript starts none while another runs.

use super::brotli;
use super::codec::{Codec, Failure, Step};
use super::deflate::{Container, Deflater, Settings};
use super::inflate::{Expected, Inflater};
use super::zstd::{self, Refusal};
use napi_derive::{
    BytesView, CallContext, Env, Error, FunctionRef, Object, Result, TypedArray, Value, ValueRef,
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Defines the functions of codecs.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_function("createZlib", create_zlib)?;
    exports.define_function("createBrotli", create_brotli)?;
    exports.define_function("createZstd", create_zstd)?;
    exports.define_function("writeSync", write_sync)?;
    exports.define_function("write", write)?;
    exports.define_function("reset", reset)?;
    exports.define_function("close", close)?;
    exports.define_function("setParameters", set_parameters)
}

/// What JavaScript holds.
pub struct Handle(Mutex<Option<Shared>>);

struct Shared {
    codec: Box<dyn Codec>,
    /// What the pool works on, and how much of it is used.
    input: Vec<u8>,
    used: usize,
}

impl Handle {
    fn shared(&self) -> MutexGuard<'_, Option<Shared>> {
        // A panic within a codec has been told to JavaScript, which goes on at its own risk.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The codec, for the time of the call.
    ///
    /// # Errors
    /// When it has been closed.
    fn with<T>(&self, use_it: impl FnOnce(&mut dyn Codec) -> T) -> Result<T> {
        let mut shared = self.shared();
        Ok(use_it(&mut *shared.as_mut().ok_or_else(closed)?.codec))
    }

    /// The codec, for good.
    ///
    /// # Errors
    /// When it has been closed.
    pub fn take(&self) -> Result<Box<dyn Codec>> {
        Ok(self.shared().take().ok_or_else(closed)?.codec)
    }
}

fn closed() -> Error {
    Error::new("expected an open stream of zlib, found one that is closed")
}

/// The handle that is the first argument.
pub fn of(cx: CallContext<'_>) -> Result<Arc<Handle>> {
    Ok(Arc::clone(&*cx.value(0)?.external::<Arc<Handle>>()?))
}

fn hold(env: Env<'_>, codec: impl Codec + 'static) -> Result<Value<'_>> {
    let shared = Shared { codec: Box::new(codec), input: Vec::new(), used: 0 };
    env.external(Arc::new(Handle(Mutex::new(Some(shared)))))
}

/// What JavaScript gets of a failure: `[message, code, errno]`.
pub fn told(env: Env<'_>, failure: Failure) -> Result<Value<'_>> {
    let array = env.array_of([&*failure.message, &*failure.code])?;
    array.push(failure.number)?;
    Ok(array.into())
}

fn optional_bytes(value: Value<'_>) -> Result<Vec<u8>> {
    if value.is_nullish() { Ok(Vec::new()) } else { value.to::<BytesView<'_>>()?.to_vec() }
}

/// `createZlib(mode, windowBits, level, memLevel, strategy, dictionary, rejectGarbage)`: a handle,
/// or why there is none.
fn create_zlib(cx: CallContext<'_>) -> Result<Value<'_>> {
    let (mode, window_bits): (u32, i32) = (cx.arg(0)?, cx.arg(1)?);
    let (level, memory_level, strategy) = (cx.arg(2)?, cx.arg(3)?, cx.arg(4)?);
    let dictionary = optional_bytes(cx.value(5)?)?;
    let reject_garbage = cx.arg(6)?;
    let compress = |container| {
        let settings = Settings { container, window_bits, level, memory_level, strategy };
        Deflater::new(settings, dictionary.clone()).map(|codec| hold(cx.env(), codec))
    };
    let decompress = |expected| {
        Inflater::new(expected, window_bits, dictionary.clone(), reject_garbage)
            .map(|codec| hold(cx.env(), codec))
    };
    let made = match mode {
        1 => compress(Container::Zlib),
        2 => decompress(Expected::Zlib),
        3 => compress(Container::Gzip),
        4 => decompress(Expected::Gzip),
        5 => compress(Container::Raw),
        6 => decompress(Expected::Raw),
        _ => decompress(Expected::Any),
    };
    made.unwrap_or_else(|failure| told(cx.env(), failure))
}

/// The parameters that are set: the others have all bits.
fn parameters(cx: CallContext<'_>, index: usize) -> Result<Vec<(u32, u32)>> {
    let values: Vec<u32> = cx.arg::<TypedArray<'_, u32>>(index)?.to_vec()?;
    Ok((0..).zip(values).filter(|(_, value)| *value != u32::MAX).collect())
}

/// `createBrotli(compress, parameters, dictionary)`: undefined when a parameter is refused.
fn create_brotli(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let parameters = parameters(cx, 1)?;
    let dictionary = optional_bytes(cx.value(2)?)?;
    if cx.arg(0)? {
        let codec = brotli::Compressor::new(parameters, dictionary);
        codec.map(|codec| hold(cx.env(), codec)).transpose()
    } else {
        let codec = brotli::Decompressor::new(&parameters, dictionary);
        codec.map(|codec| hold(cx.env(), codec)).transpose()
    }
}

/// `createZstd(compress, parameters, pledgedSize, dictionary)`: a handle, or the
/// name of what the library refuses.
fn create_zstd(cx: CallContext<'_>) -> Result<Value<'_>> {
    let parameters = parameters(cx, 1)?;
    let dictionary = optional_bytes(cx.value(3)?)?;
    let made = if cx.arg(0)? {
        let pledged = cx.arg::<Option<f64>>(2)?.map(|size| size as u64);
        zstd::Compressor::new(&parameters, pledged, &dictionary).map(|codec| hold(cx.env(), codec))
    } else {
        zstd::Decompressor::new(&parameters, &dictionary).map(|codec| hold(cx.env(), codec))
    };
    made.unwrap_or_else(|refusal| {
        let what = match refusal {
            Refusal::Parameter => "parameter",
            Refusal::Dictionary => "dictionary",
            Refusal::Size => "size",
        };
        cx.env().string(what).map(Into::into)
    })
}

fn range(length: usize, offset: u32, count: u32) -> Result<std::ops::Range<usize>> {
    let start = offset as usize;
    let end = start + count as usize;
    if end > length {
        return Err(Error::range_error(format!(
            "expected a range within {length} bytes, found {start} to {end}"
        )));
    }
    Ok(start..end)
}

/// Writes how much of output and input is left, and gives the failure.
fn answer<'env>(
    env: Env<'env>,
    state: Value<'env>,
    left: [usize; 2],
    failure: Option<Failure>,
) -> Result<Option<Value<'env>>> {
    let state: TypedArray<'_, u32> = state.to()?;
    state.borrow_mut()?.copy_from_slice(&left.map(|left| left as u32));
    failure.map(|failure| told(env, failure)).transpose()
}

/// `writeSync(handle, state, flush, in, inOffset, inLength, out, outOffset, outLength)`: a step.
fn write_sync(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let handle = of(cx)?;
    let flush: u32 = cx.arg(2)?;
    let output: BytesView<'_> = cx.arg(6)?;
    let (in_length, out_length): (u32, u32) = (cx.arg(5)?, cx.arg(8)?);
    let (in_offset, out_offset): (u32, u32) = (cx.arg(4)?, cx.arg(7)?);
    let step = {
        let input = match cx.value(3)? {
            input if input.is_nullish() => None,
            input => Some(input.to::<BytesView<'_>>()?.borrow()?),
        };
        let input = input.as_deref().unwrap_or_default();
        let input = &input[range(input.len(), in_offset, in_length)?];
        let mut output = output.borrow_mut()?;
        let place = range(output.len(), out_offset, out_length)?;
        handle.with(|codec| codec.step(flush, input, &mut output[place]))?
    };
    let left = [out_length as usize - step.produced, in_length as usize - step.consumed];
    answer(cx.env(), cx.value(1)?, left, step.failure)
}

/// `write(handle, state, flush, in, inOffset, inLength, out, outOffset, outLength, callback)`: a
/// step on the pool. `in` is undefined for the rest of what it was the last time. The callback is
/// called with the failure, if there is one, when `state` and `out` have been written.
fn write(cx: CallContext<'_>) -> Result<()> {
    let handle = of(cx)?;
    let flush: u32 = cx.arg(2)?;
    let (in_offset, in_length): (u32, u32) = (cx.arg(4)?, cx.arg(5)?);
    let (out_offset, out_length): (u32, u32) = (cx.arg(7)?, cx.arg(8)?);
    if !cx.value(3)?.is_nullish() {
        let input = cx.arg::<BytesView<'_>>(3)?.borrow()?;
        let mut shared = handle.shared();
        let shared = shared.as_mut().ok_or_else(closed)?;
        let place = range(input.len(), in_offset, in_length)?;
        shared.input.clear();
        shared.input.extend_from_slice(&input[place]);
        shared.used = 0;
    }
    let (state, output) = (ValueRef::new(cx.value(1)?)?, ValueRef::new(cx.value(6)?)?);
    let callback: FunctionRef = cx.arg(9)?;
    let compute = move || {
        let mut bytes = vec![0; out_length as usize];
        let mut shared = handle.shared();
        let Some(Shared { codec, input, used }) = &mut *shared else {
            return (Vec::new(), [out_length as usize, 0], None);
        };
        let step = codec.step(flush, &input[*used..], &mut bytes);
        *used += step.consumed;
        bytes.truncate(step.produced);
        let left = [out_length as usize - step.produced, input.len() - *used];
        if left[1] == 0 {
            // It may have been a long one.
            *input = Vec::new();
            *used = 0;
        }
        (bytes, left, step.failure)
    };
    cx.env().compute_then("zlib", compute, move |env, outcome| {
        let (bytes, left, failure): (Vec<u8>, [usize; 2], Option<Failure>) = outcome?;
        let output: BytesView<'_> = output.get(env)?.to()?;
        output.write_at(out_offset as usize, &bytes)?;
        let failure = answer(env, state.get(env)?, left, failure)?;
        callback.get(env)?.call((failure,))
    })
}

/// `reset(handle)`: the failure, if there is one.
fn reset(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let outcome = of(cx)?.with(|codec| codec.reset())?;
    outcome.err().map(|failure| told(cx.env(), failure)).transpose()
}

/// `close(handle)`: lets its memory go, which may be megabytes, without waiting for a collection.
fn close(cx: CallContext<'_>) -> Result<()> {
    of(cx)?.shared().take();
    Ok(())
}

/// `setParameters(handle, level, strategy)`: the failure, if there is one.
fn set_parameters(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let (level, strategy) = (cx.arg(1)?, cx.arg(2)?);
    let outcome = of(cx)?.with(|codec| codec.set_parameters(level, strategy))?;
    outcome.err().map(|failure| told(cx.env(), failure)).transpose()
}

/// All of the input, to the end.
///
/// # Errors
/// What a step fails with, and `None` when the output is longer than `limit`.
pub fn to_the_end(
    codec: &mut dyn Codec,
    flush: u32,
    input: &[u8],
    chunk: usize,
    limit: usize,
) -> std::result::Result<(Vec<u8>, usize), Option<Failure>> {
    let mut output = vec![0; chunk];
    let (mut consumed, mut produced) = (0, 0);
    loop {
        let Step { consumed: taken, produced: made, failure } =
            codec.step(flush, &input[consumed..], &mut output[produced..]);
        consumed += taken;
        produced += made;
        if let Some(failure) = failure {
            return Err(Some(failure));
        }
        if produced > limit {
            return Err(None);
        }
        if produced < output.len() {
            output.truncate(produced);
            return Ok((output, consumed));
        }
        output.resize(output.len() * 2, 0);
    }
}
