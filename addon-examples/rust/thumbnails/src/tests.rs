//! The addon in a real env, with `cargo test` and without Node. The codecs have tests of their own.

use napi_derive::{AsyncEnv, Buffer, Env, Function, Object, Promise, Result};

use super::{Format, Picture, Pixels, codec};

fn file(width: u32, height: u32, format: Format) -> Result<Buffer> {
    let rgba = [10, 200, 30, 255].repeat((width * height) as usize);
    Ok(Buffer(codec::encode(&Pixels::new(width, height, rgba)?, format, 90)?))
}

#[napi_derive::test]
fn probe_reads_the_head_only(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    let probe: Function<'_> = exports.get("probe")?;
    let mut head = file(40, 30, Format::Png)?;
    head.truncate(40);
    let info: Object<'_> = probe.call((head,))?;
    assert_eq!(info.get::<String>("format")?, "png");
    assert_eq!((info.get::<u32>("width")?, info.get::<u32>("height")?), (40, 30));
    Ok(())
}

#[napi_derive::test]
fn errors_have_codes(env: Env<'_>, exports: Object<'_>) -> Result<()> {
    let error = exports.get::<Function<'_>>("probe")?.call::<()>((Buffer(vec![0; 9]),));
    let error: Object<'_> = error.unwrap_err().into_value(env)?.to()?;
    assert_eq!(error.get::<String>("code")?, "ERR_PICTURE_FORMAT");
    Ok(())
}

/// What `#[napi]` marks is still a function of Rust: an `async` one is awaited.
#[napi_derive::test]
async fn thumbnails_come_in_order(env: AsyncEnv) -> Result<()> {
    let files = vec![file(400, 200, Format::Jpeg)?, file(100, 300, Format::Png)?];
    let made = super::thumbnails(env, files, None, None, None).await?;
    let sizes: Vec<_> = made.iter().map(|one| (one.width, one.height)).collect();
    assert_eq!(sizes, [(160, 80), (53, 160)]);
    Ok(())
}

#[napi_derive::test]
async fn a_picture_is_resized_on_the_pool(env: AsyncEnv) -> Result<()> {
    let width: Promise<u32> = env.enter(|env| {
        let exports = env.object()?;
        exports.define_class::<Picture>()?;
        env.global()?.set("Picture", exports.get::<Function<'_>>("Picture")?)?;
        env.global()?.set("file", file(64, 64, Format::Jpeg)?)?;
        let script = "Picture.decode(file).then((p) => p.resize(16, 8)).then((p) => p.width)";
        env.run_script(script)?.to()
    })??;
    assert_eq!(width.await?, 8);
    Ok(())
}
