//! A future outlives the call it was started in.
use napi_derive::{AsyncEnv, Env, Object, Result};

fn keeps<'env>(env: Env<'env>, object: Object<'env>) -> Result<()> {
    env.spawn(async move { object.get::<f64>("x") })?;
    Ok(())
}

fn gets_out(env: AsyncEnv) -> Result<()> {
    let mut kept = None;
    env.enter(|env| kept = env.object().ok())
}

fn main() {}
