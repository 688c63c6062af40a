//! Bytes of JavaScript: borrowed, copied, handed over, changed in place; typed arrays.
//!
//! While bytes are borrowed no JavaScript runs, so nothing can change, detach or resize them.

#![forbid(unsafe_code)]

use std::thread;

use napi_derive::{Buffer, BytesView, Env, Error, Function, Result, TypedArray, TypedVec, napi};

napi_derive::module!();

/// Borrows: no copy.
#[napi]
fn count_byte(bytes: &[u8], byte: u8) -> usize {
    bytes.iter().filter(|other| **other == byte).count()
}

/// Changes in place. Two slices may not overlap.
#[napi]
fn xor(target: &mut [u8], key: &[u8]) -> Result<()> {
    if key.is_empty() {
        return Err(Error::range_error("the key is empty"));
    }
    target.iter_mut().zip(key.iter().cycle()).for_each(|(byte, key)| *byte ^= key);
    Ok(())
}

/// Elements as they are: `Float64Array` in, number out.
#[napi]
fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// `Buffer` is a copy of one's own, which another thread may have; as a result it is handed over.
#[napi]
fn sorted(mut bytes: Buffer) -> Result<Buffer> {
    let worker = thread::spawn(move || {
        bytes.sort_unstable();
        bytes
    });
    worker.join().map_err(|_| Error::new("the worker panicked"))
}

/// A new `Float32Array`.
#[napi]
fn wave(length: u16) -> TypedVec<f32> {
    TypedVec((0..length).map(|step| (f32::from(step) / 4.0).fract()).collect())
}

/// Any source of bytes; the borrow ends before JavaScript runs.
#[napi]
fn each_chunk(view: BytesView<'_>, size: usize, callback: Function<'_>) -> Result<usize> {
    let mut start = 0;
    while start < view.len()? {
        let chunk = {
            let bytes = view.borrow()?;
            let end = bytes.len().min(start.saturating_add(size.max(1)));
            Buffer(bytes[start..end].to_vec())
        };
        start += chunk.len();
        callback.call::<()>((chunk,))?;
    }
    Ok(start)
}

/// The borrow lives while the callback would run: an error, and the callback does not run.
#[napi]
fn borrowed_too_long(array: TypedArray<'_, u8>, callback: Function<'_>) -> Result<u8> {
    let bytes = array.borrow()?;
    callback.call::<()>(())?;
    Ok(bytes[0])
}

/// A handle that JavaScript gets back, made from memory of Rust.
#[napi]
fn zeros(env: Env<'_>, length: u32) -> Result<TypedArray<'_, f64>> {
    env.typed_array_zeroed(length as usize)
}

#[cfg(test)]
mod tests {
    use napi_derive::{Buffer, Env, Object, Result};

    /// Slices are slices.
    #[test]
    fn the_key_is_repeated() {
        let mut bytes = *b"abc";
        super::xor(&mut bytes, &[1, 2]).unwrap();
        assert_eq!(bytes, [b'a' ^ 1, b'b' ^ 2, b'c' ^ 1]);
    }

    #[napi_derive::test]
    fn bytes_change_in_place(env: Env<'_>, exports: Object<'_>) -> Result<()> {
        env.global()?.set("addon", exports)?;
        let script = "
            const bytes = new Uint8Array([1, 2, 3]);
            addon.xor(bytes, new Uint8Array([255]));
            bytes";
        assert_eq!(env.run_script(script)?.to::<Buffer>()?.0, [254, 253, 252]);
        Ok(())
    }

    /// A slice and the memory it is borrowed from cannot both be changed.
    #[napi_derive::test]
    #[should_panic(
        expected = "argument `key`: these bytes overlap bytes that are borrowed already"
    )]
    fn overlapping_slices_are_refused(env: Env<'_>, exports: Object<'_>) -> Result<()> {
        env.global()?.set("addon", exports)?;
        env.run_script("const bytes = new Uint8Array(4); addon.xor(bytes, bytes)").map(drop)
    }
}
