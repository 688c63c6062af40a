//! What `#[napi_derive::test]` refuses.
use napi_derive::{AsyncEnv, Env};

#[napi_derive::test]
fn without_env() {}

#[napi_derive::test]
async fn asynchronous(env: AsyncEnv, more: Env<'_>) {}

#[napi_derive::test(slow)]
fn with_option<T>(env: Env<'_>) {}

#[napi_derive::test]
#[test]
fn twice(env: Env<'_>) {}

#[napi_derive::test]
struct NoFunction;

fn main() {}
