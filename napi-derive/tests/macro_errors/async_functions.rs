//! What `#[napi]` refuses of an `async fn`: handles and borrows do not cross an `.await`.
use napi_derive::{
    CallContext, Env, Function, JsPromise, Object, Rest, Result, This, TypedArray, Value, napi,
};

#[napi]
async fn handles(env: Env<'_>, cx: CallContext<'_>, this: This<'_>, value: Value<'_>) {}

#[napi]
async fn in_types(list: Vec<Object<'_>>, pair: (f64, Option<Function<'_>>), rest: Rest<Value<'_>>) {}

#[napi]
async fn bytes(numbers: &[f64], view: TypedArray<'_, u8>, text: &str, target: &mut [u8]) {}

#[napi]
async fn promised(promise: JsPromise<'_>) {}

#[napi]
async fn returns(name: String) -> Result<Option<Object<'static>>> {
    Ok(None)
}

fn main() {}
