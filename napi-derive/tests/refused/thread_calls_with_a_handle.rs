//! What a thread-safe function is called with is sent to the env's thread.
use napi_derive::{ObjectRef, Promise, Ref, ThreadsafeFunction, Value};

fn handles(callback: ThreadsafeFunction<(Value<'static>,)>) {}

fn promises(callback: ThreadsafeFunction<(Promise<f64>,)>) {}

fn results(callback: ThreadsafeFunction<()>) {
    let _ = callback.call_for_result::<Value<'static>>(());
}

fn references_may(callback: ThreadsafeFunction<(ObjectRef,)>, object: ObjectRef) {
    let _ = callback.call((object,));
}

fn main() {}
