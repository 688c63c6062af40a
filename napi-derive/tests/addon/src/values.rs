//! Values: kinds, properties, arrays, strings, BigInt, dates, symbols, externals.

use napi_derive::{
    Array, Attributes, CallContext, Env, Function, JsString, Object, Result, Symbol, Value,
};

fn kind(cx: CallContext<'_>) -> Result<String> {
    Ok(format!("{:?}", cx.value(0)?.kind()))
}

fn classes(cx: CallContext<'_>) -> Result<Vec<bool>> {
    let value = cx.value(0)?;
    Ok(vec![
        value.is_array()?,
        value.is_error()?,
        value.is_date()?,
        value.is_promise()?,
        value.is_buffer()?,
        value.is_array_buffer()?,
        value.is_typed_array()?,
        value.is_data_view()?,
    ])
}

fn properties(cx: CallContext<'_>) -> Result<Object<'_>> {
    let source: Object<'_> = cx.arg(0)?;
    let result = cx.env().object()?;
    result.set("keys", source.keys()?)?;
    result.set("hasOwn", source.has_own("a")?)?;
    result.set("has", source.has("toString")?)?;
    result.set("deleted", source.delete("a")?)?;
    result.set("left", source.keys()?)?;
    result.set("prototype", source.prototype()?)?;
    source.set(7, "seven")?;
    result.set("seven", source.get::<String>("7")?)?;
    Ok(result)
}

fn defined(cx: CallContext<'_>) -> Result<Object<'_>> {
    fn getter(cx: CallContext<'_>) -> Result<Value<'_>> {
        cx.this()?.to::<Object<'_>>()?.get("hidden")
    }
    fn setter(cx: CallContext<'_>) -> Result<()> {
        cx.this()?.to::<Object<'_>>()?.set("hidden", cx.value(0)?)
    }
    let object = cx.env().object()?;
    object.define_value("constant", 1, Attributes::READ_ONLY)?;
    object.define_value("hidden", 2, Attributes::WRITABLE | Attributes::CONFIGURABLE)?;
    object.define_accessor("accessor", getter, setter)?;
    object.define_getter("readable", getter)?;
    Ok(object)
}

fn array(cx: CallContext<'_>) -> Result<Array<'_>> {
    let input: Array<'_> = cx.arg(0)?;
    let output = cx.env().array()?;
    for index in 0..input.len()? {
        output.push(input.get::<f64>(index)? + 1.0)?;
    }
    Ok(output)
}

fn text(cx: CallContext<'_>) -> Result<Object<'_>> {
    let text: JsString<'_> = cx.arg(0)?;
    let result = cx.env().object()?;
    result.set("text", text.to_string()?)?;
    result.set("utf8", text.utf8_len()? as f64)?;
    result.set("utf16", text.utf16_len()? as f64)?;
    result.set("units", text.to_utf16()?)?;
    result.set("latin1", text.to_latin1()?)?;
    result.set("fromLatin1", cx.env().string_latin1(b"caf\xe9")?)?;
    result.set("fromUtf16", cx.env().string_utf16(&[0xd800, 0x61])?)?;
    Ok(result)
}

fn bigint(cx: CallContext<'_>) -> Result<Array<'_>> {
    let (signed, lossless) = cx.value(0)?.bigint_i64()?;
    let (unsigned, unsigned_lossless) = cx.value(0)?.bigint_u64()?;
    let env = cx.env();
    let array = env.array()?;
    array.push(env.bigint_i64(signed)?)?;
    array.push(lossless)?;
    array.push(env.bigint_u64(unsigned)?)?;
    array.push(unsigned_lossless)?;
    Ok(array)
}

fn misc(cx: CallContext<'_>) -> Result<Object<'_>> {
    let env = cx.env();
    let result = env.object()?;
    result.set("date", env.date(86_400_000.0)?)?;
    result.set("dateValue", env.date(5.0)?.date_value()?)?;
    let symbol: Symbol<'_> = env.symbol_for("napi-derive")?;
    result.set(symbol, 1)?;
    result.set("symbol", env.symbol("described")?)?;
    result.set("script", env.run_script("[1, 2].concat(3)")?)?;
    result.set("global", env.global()?.strict_equals(cx.value(0)?)?)?;
    result.set("list", env.array_of(["a", "b"])?)?;
    result.set("isMap", result.instance_of(env.global()?.get::<Function<'_>>("Map")?)?)?;
    result.set("coerced", (cx.value(1)?.coerce_string()?, cx.value(1)?.coerce_number()?))?;
    result.set("wrapped", (env.number(3e9)?.wrapping_i32()?, env.number(-1.0)?.wrapping_u32()?))?;
    result.freeze()?;
    Ok(result)
}

struct Secret(u32);

fn external(cx: CallContext<'_>) -> Result<Value<'_>> {
    cx.env().external(Secret(cx.arg(0)?))
}

fn reveal(cx: CallContext<'_>) -> Result<u32> {
    Ok(cx.value(0)?.external::<Secret>()?.0)
}

fn reveal_as_text(cx: CallContext<'_>) -> Result<String> {
    Ok(cx.value(0)?.external::<String>()?.to_string())
}

/// A loop in inner scopes, which release the handles as it goes.
fn scoped_total(cx: CallContext<'_>) -> Result<f64> {
    let list: Array<'_> = cx.arg(0)?;
    let mut total = 0.0;
    for index in 0..list.len()? {
        total += cx.env().scope([list.into()], move |env, [list]| {
            let object = list.to::<Array<'_>>()?.get::<Object<'_>>(index)?;
            let unused = env.object()?;
            unused.set("temporary", object)?;
            object.get::<f64>("size")
        })?;
    }
    Ok(total)
}

pub(crate) fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("kind", kind)?;
    exports.define_function("classes", classes)?;
    exports.define_function("properties", properties)?;
    exports.define_function("defined", defined)?;
    exports.define_function("array", array)?;
    exports.define_function("text", text)?;
    exports.define_function("bigint", bigint)?;
    exports.define_function("misc", misc)?;
    exports.define_function("external", external)?;
    exports.define_function("reveal", reveal)?;
    exports.define_function("revealAsText", reveal_as_text)?;
    exports.define_function("scopedTotal", scoped_total)
}
