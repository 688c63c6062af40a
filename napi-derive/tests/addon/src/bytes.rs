//! Bytes: borrowing and its rules, copying, creation.

use napi_derive::{
    ArrayBuffer, BytesView, CallContext, Env, Function, JsString, Object, Result, TypedArray,
    Uint8Array, Value,
};

fn sum(cx: CallContext<'_>) -> Result<f64> {
    let view: BytesView<'_> = cx.arg(0)?;
    let bytes = view.borrow()?;
    Ok(bytes.iter().fold(0.0, |sum, byte| sum + f64::from(*byte)))
}

fn describe(cx: CallContext<'_>) -> Result<(usize, usize, bool)> {
    let view: BytesView<'_> = cx.arg(0)?;
    let whole = view.buffer()?.strict_equals(cx.value(1)?)?;
    Ok((view.len()?, view.byte_offset()?, whole))
}

fn increment(cx: CallContext<'_>) -> Result<()> {
    let view: BytesView<'_> = cx.arg(0)?;
    view.borrow_mut()?.iter_mut().for_each(|byte| *byte = byte.wrapping_add(1));
    Ok(())
}

/// Tries to run JavaScript in every way while bytes are borrowed; the codes of the errors.
fn borrowed_and_calling(cx: CallContext<'_>) -> Result<Vec<String>> {
    let view: BytesView<'_> = cx.arg(0)?;
    let callback: Function<'_> = cx.arg(1)?;
    let object: Object<'_> = cx.arg(2)?;
    let (deferred, _) = cx.env().promise()?;
    let bytes = view.borrow()?;
    let attempts: Vec<Result<()>> = vec![
        callback.call::<()>(()),
        callback.new_instance(()).map(drop),
        object.get("x"),
        object.set("x", 1),
        object.has("x").map(drop),
        object.keys().map(drop),
        object.delete("x").map(drop),
        object.coerce_string().map(drop),
        object.coerce_number().map(drop),
        object.instance_of(callback).map(drop),
        object.prototype().map(drop),
        object.freeze(),
        cx.env().run_script("1").map(drop),
        deferred.resolve(cx.env(), 1),
    ];
    // Making strings and numbers runs nothing, and is allowed.
    let text = cx.env().string("allowed")?.to_string()?;
    let count = bytes.len();
    drop(bytes);
    let mut codes: Vec<String> = attempts
        .into_iter()
        .map(|attempt| match attempt {
            Ok(()) => "ran".to_owned(),
            Err(error) => error.code().unwrap_or("no code").to_owned(),
        })
        .collect();
    codes.push(format!("{text} {count}"));
    // And again allowed once the guard is gone.
    callback.call::<()>(())?;
    Ok(codes)
}

/// A leaked guard does not outlive its call, nor keep its error from being thrown.
fn leak_a_guard(cx: CallContext<'_>) -> Result<()> {
    let view: BytesView<'_> = cx.arg(0)?;
    std::mem::forget(view.borrow()?);
    cx.arg::<Object<'_>>(1)?.set("x", 1)
}

fn overlapping(cx: CallContext<'_>) -> Result<Vec<bool>> {
    let (first, second): (BytesView<'_>, BytesView<'_>) = (cx.arg(0)?, cx.arg(1)?);
    let mut results = Vec::new();
    {
        let _shared = first.borrow()?;
        results.push(second.borrow().is_ok());
        results.push(second.borrow_mut().is_ok());
        results.push(second.write_at(0, &[]).is_ok());
        results.push(second.write_at(0, b"x").is_ok());
    }
    {
        let _exclusive = first.borrow_mut()?;
        results.push(second.borrow().is_ok());
        results.push(second.borrow_mut().is_ok());
        results.push(second.to_vec().is_ok());
        results.push(second.copy_from(0, &second, 0..1).is_ok());
    }
    results.push(second.borrow_mut().is_ok());
    Ok(results)
}

/// The view is asked again after JavaScript ran: it may be detached by then.
fn across_a_call(cx: CallContext<'_>) -> Result<(usize, usize)> {
    let view: BytesView<'_> = cx.arg(0)?;
    let before = view.borrow()?.len();
    cx.arg::<Function<'_>>(1)?.call::<()>(())?;
    let after = view.borrow()?.len();
    Ok((before, after))
}

fn copy(cx: CallContext<'_>) -> Result<()> {
    let (target, source): (BytesView<'_>, BytesView<'_>) = (cx.arg(0)?, cx.arg(2)?);
    target.copy_from(cx.arg(1)?, &source, cx.arg(3)?..cx.arg(4)?)
}

fn write_at(cx: CallContext<'_>) -> Result<()> {
    let view: BytesView<'_> = cx.arg(0)?;
    view.write_at(cx.arg(1)?, cx.arg::<String>(2)?.as_bytes())
}

fn write_text(cx: CallContext<'_>) -> Result<usize> {
    let (view, text): (Uint8Array<'_>, JsString<'_>) = (cx.arg(0)?, cx.arg(1)?);
    let mut bytes = view.borrow_mut()?;
    match cx.arg::<String>(2)?.as_str() {
        "latin1" => text.write_latin1(&mut bytes),
        _ => text.write_utf8(&mut bytes),
    }
}

fn write_units(cx: CallContext<'_>) -> Result<usize> {
    let (view, text): (TypedArray<'_, u16>, JsString<'_>) = (cx.arg(0)?, cx.arg(1)?);
    let mut units = view.borrow_mut()?;
    text.write_utf16(&mut units)
}

fn make(cx: CallContext<'_>) -> Result<Object<'_>> {
    let env = cx.env();
    let length: usize = cx.arg(0)?;
    let bytes = || (0..length).map(|index| index as u8).collect::<Vec<u8>>();
    let result = env.object()?;
    result.set("buffer", env.buffer(bytes())?)?;
    result.set("bufferCopy", env.buffer_copy(&bytes())?)?;
    result.set("uint8Array", env.uint8_array(bytes())?)?;
    result.set("arrayBuffer", env.array_buffer(bytes())?)?;
    result.set("zeroed", env.array_buffer_zeroed(length)?)?;
    result.set("floats", env.typed_array(&[1.5f64, 2.5])?)?;
    result.set("bigints", env.typed_array(&[-1i64])?)?;
    result.set("words", env.typed_array_zeroed::<u16>(length)?)?;
    Ok(result)
}

fn array_buffer(cx: CallContext<'_>) -> Result<Value<'_>> {
    cx.arg::<ArrayBuffer<'_>>(0).map(Into::into)
}

pub(crate) fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("sumBytes", sum)?;
    exports.define_function("describeView", describe)?;
    exports.define_function("increment", increment)?;
    exports.define_function("borrowedAndCalling", borrowed_and_calling)?;
    exports.define_function("leakAGuard", leak_a_guard)?;
    exports.define_function("overlapping", overlapping)?;
    exports.define_function("acrossACall", across_a_call)?;
    exports.define_function("copyBytes", copy)?;
    exports.define_function("writeAt", write_at)?;
    exports.define_function("writeText", write_text)?;
    exports.define_function("writeUnits", write_units)?;
    exports.define_function("makeBytes", make)?;
    exports.define_function("onlyArrayBuffer", array_buffer)
}
