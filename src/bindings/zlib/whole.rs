//! All of an input at once: what the functions without streams do. The codec is used up.

use super::codec::Failure;
use super::handle::{of, to_the_end, told};
use napi_derive::{BytesView, CallContext, Env, FunctionRef, Object, Result, Value};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_function("wholeSync", whole_sync)?;
    exports.define_function("whole", whole)
}

type Outcome = std::result::Result<(Vec<u8>, usize), Option<Failure>>;

/// `[output, bytes used]`, or a failure as `[message, code, errno]`, or undefined when there is too much.
fn answer(env: Env<'_>, outcome: Outcome) -> Result<Option<Value<'_>>> {
    match outcome {
        Ok((mut output, used)) => {
            output.shrink_to_fit();
            let answer = env.array()?;
            answer.push(env.buffer(output)?)?;
            answer.push(used as f64)?;
            Ok(Some(answer.into()))
        }
        Err(Some(failure)) => told(env, failure).map(Some),
        Err(None) => Ok(None),
    }
}

/// `wholeSync(handle, flush, input, chunk, limit)`.
fn whole_sync(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let handle = of(cx)?;
    let (flush, chunk, limit) =
        (cx.arg(1)?, cx.arg::<f64>(3)? as usize, cx.arg::<f64>(4)? as usize);
    let outcome = {
        let mut codec = handle.take()?;
        let input = cx.arg::<BytesView<'_>>(2)?.borrow()?;
        to_the_end(&mut *codec, flush, &input, chunk, limit)
    };
    answer(cx.env(), outcome)
}

/// `whole(handle, flush, input, chunk, limit, callback)`: on the pool.
fn whole(cx: CallContext<'_>) -> Result<()> {
    let handle = of(cx)?;
    let (flush, chunk, limit) =
        (cx.arg(1)?, cx.arg::<f64>(3)? as usize, cx.arg::<f64>(4)? as usize);
    let input = cx.arg::<BytesView<'_>>(2)?.to_vec()?;
    let mut codec = handle.take()?;
    let callback: FunctionRef = cx.arg(5)?;
    cx.env().compute_then(
        "zlib",
        move || to_the_end(&mut *codec, flush, &input, chunk, limit),
        move |env, outcome| callback.get(env)?.call((answer(env, outcome?)?,)),
    )
}
