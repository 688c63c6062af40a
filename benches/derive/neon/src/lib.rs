//! The benchmark's functions, written with neon, where it has an equivalent.

use neon::prelude::*;
use neon::types::buffer::TypedArray;

#[neon::export]
fn empty() {}

#[neon::export]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[neon::export]
fn text() -> &'static str {
    "hello, hello, hello!"
}

#[neon::export]
fn concat(a: String, b: String) -> String {
    a + &b
}

const FIELDS: [&str; 10] =
    ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"];

fn struct_in(mut cx: FunctionContext<'_>) -> JsResult<'_, JsNumber> {
    let object = cx.argument::<JsObject>(0)?;
    let mut sum = 0.0;
    for name in FIELDS {
        sum += object.get::<JsNumber, _, _>(&mut cx, name)?.value(&mut cx);
    }
    Ok(cx.number(sum))
}

fn struct_out(mut cx: FunctionContext<'_>) -> JsResult<'_, JsObject> {
    let object = cx.empty_object();
    for (index, name) in FIELDS.into_iter().enumerate() {
        let number = cx.number(index as f64 + 1.5);
        object.set(&mut cx, name, number)?;
    }
    Ok(object)
}

fn mixed_in(mut cx: FunctionContext<'_>) -> JsResult<'_, JsNumber> {
    let object = cx.argument::<JsObject>(0)?;
    let name = object.get::<JsString, _, _>(&mut cx, "name")?.value(&mut cx);
    let age = object.get::<JsNumber, _, _>(&mut cx, "age")?.value(&mut cx);
    let active = object.get::<JsBoolean, _, _>(&mut cx, "active")?.value(&mut cx);
    let email = object.get_opt::<JsString, _, _>(&mut cx, "email")?;
    let email = email.map_or(0, |email| email.value(&mut cx).len());
    Ok(cx.number((name.len() + email) as f64 + age + f64::from(u8::from(active))))
}

fn mixed_out(mut cx: FunctionContext<'_>) -> JsResult<'_, JsObject> {
    let object = cx.empty_object();
    let name = cx.string("Ada Lovelace");
    object.set(&mut cx, "name", name)?;
    let age = cx.number(36);
    object.set(&mut cx, "age", age)?;
    let active = cx.boolean(true);
    object.set(&mut cx, "active", active)?;
    Ok(object)
}

fn vec_in(mut cx: FunctionContext<'_>) -> JsResult<'_, JsNumber> {
    let array = cx.argument::<JsArray>(0)?;
    let mut sum = 0.0;
    for index in 0..array.len(&mut cx) {
        sum += array.get::<JsNumber, _, _>(&mut cx, index)?.value(&mut cx);
    }
    Ok(cx.number(sum))
}

fn vec_out(mut cx: FunctionContext<'_>) -> JsResult<'_, JsArray> {
    let array = cx.empty_array();
    for index in 0..1000 {
        let number = cx.number(f64::from(index) + 0.5);
        array.set(&mut cx, index, number)?;
    }
    Ok(array)
}

fn view(mut cx: FunctionContext<'_>) -> JsResult<'_, JsNumber> {
    let elements = cx.argument::<JsTypedArray<f64>>(0)?;
    let sum = elements.as_slice(&cx).iter().sum::<f64>();
    Ok(cx.number(sum))
}

fn buffer_length(mut cx: FunctionContext<'_>) -> JsResult<'_, JsNumber> {
    let bytes = cx.argument::<JsBuffer>(0)?;
    let length = bytes.as_slice(&cx).len();
    Ok(cx.number(length as f64))
}

#[neon::export]
fn option(number: Option<f64>) -> f64 {
    number.unwrap_or(0.0)
}

#[neon::export]
fn checked(number: f64) -> Result<f64, neon::types::extract::Error> {
    if number < 0.0 { Err("negative".into()) } else { Ok(number) }
}

fn color(mut cx: FunctionContext<'_>) -> JsResult<'_, JsNumber> {
    let number = cx.argument::<JsNumber>(0)?.value(&mut cx);
    let code = if number == 0.0 {
        1
    } else if number == 1.0 {
        2
    } else if number == 2.0 {
        3
    } else {
        return cx.throw_type_error("not a color");
    };
    Ok(cx.number(code))
}

fn callback(mut cx: FunctionContext<'_>) -> JsResult<'_, JsNumber> {
    let function = cx.argument::<JsFunction>(0)?;
    let result: f64 = function.bind(&mut cx).arg(1.5)?.call()?;
    Ok(cx.number(result))
}

fn threads(mut cx: FunctionContext<'_>) -> JsResult<'_, JsUndefined> {
    let calls = cx.argument::<JsNumber>(0)?.value(&mut cx) as u32;
    let function = std::sync::Arc::new(cx.argument::<JsFunction>(1)?.root(&mut cx));
    let channel = cx.channel();
    std::thread::spawn(move || {
        for number in 0..calls {
            let function = std::sync::Arc::clone(&function);
            channel.send(move |mut cx| {
                let function = function.to_inner(&mut cx);
                function.bind(&mut cx).arg(f64::from(number))?.exec()
            });
        }
    });
    Ok(cx.undefined())
}

#[neon::main]
fn main(mut cx: ModuleContext<'_>) -> NeonResult<()> {
    neon::registered().export(&mut cx)?;
    cx.export_function("structIn", struct_in)?;
    cx.export_function("structOut", struct_out)?;
    cx.export_function("mixedIn", mixed_in)?;
    cx.export_function("mixedOut", mixed_out)?;
    cx.export_function("vecIn", vec_in)?;
    cx.export_function("vecOut", vec_out)?;
    cx.export_function("view", view)?;
    cx.export_function("bufferLength", buffer_length)?;
    cx.export_function("color", color)?;
    cx.export_function("callback", callback)?;
    cx.export_function("threads", threads)
}
