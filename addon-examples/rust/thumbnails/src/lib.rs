//! Thumbnails of JPEG and PNG files, made on the host's thread pool.
//!
//! `pixels.rs`, `codec.rs` and `orientation.rs` are plain Rust; this file is what JavaScript sees.
//!
//! Which bytes are copied: `probe` borrows the file. What goes to another thread must not change
//! under it, so a file (compressed, and small) is copied once. Pixels never are: they are shared
//! behind an `Arc`, and finished files are handed over to JavaScript.

#![forbid(unsafe_code)]

mod codec;
mod failure;
mod orientation;
mod pixels;

use std::sync::Arc;

use napi_derive::{
    AbortFlag, AbortSignal, AsyncEnv, AsyncTask, Buffer, CallbackRef, Env, Error, Result, Task,
    napi,
};

use codec::{Decoded, Format};
use failure::Failure;
use pixels::{Fit, Pixels};

napi_derive::module!();

/// What is known of a file without decoding it.
#[napi(object, object_from_js = false)]
struct PictureInfo {
    format: Format,
    /// As it is to be seen: the Exif orientation is taken into account.
    width: u32,
    height: u32,
}

/// Reads the head of a file. The bytes are borrowed for the length of the call.
#[napi]
fn probe(file: &[u8]) -> Result<PictureInfo, Failure> {
    let (format, width, height) = codec::probe(file)?;
    Ok(PictureInfo { format, width, height })
}

/// What thumbnails are to be like. Every property may be left out.
#[derive(Clone, Copy)]
#[napi(object, object_to_js = false)]
struct ThumbnailOptions {
    /// The box that the thumbnail goes into.
    #[napi(default = 160)]
    width: u32,
    #[napi(default = 160)]
    height: u32,
    #[napi(default = Fit::Contain)]
    fit: Fit,
    #[napi(default = Format::Jpeg)]
    format: Format,
    /// 1 to 100, of a JPEG.
    #[napi(default = 80)]
    quality: u8,
}

impl Default for ThumbnailOptions {
    fn default() -> Self {
        let (fit, format) = (Fit::Contain, Format::Jpeg);
        ThumbnailOptions { width: 160, height: 160, fit, format, quality: 80 }
    }
}

/// A finished thumbnail.
#[derive(Debug)]
#[napi(object, object_from_js = false)]
struct Thumbnail {
    format: Format,
    width: u32,
    height: u32,
    /// The file: a `Buffer` that takes over Rust's memory.
    data: Buffer,
}

/// All of the work, on whichever thread.
fn shrink(file: &[u8], options: ThumbnailOptions) -> Result<Thumbnail, Failure> {
    let Decoded { pixels, orientation } = codec::decode(file)?;
    // Turned when it is small.
    let (width, height) = orientation.size((options.width, options.height));
    let small = pixels.fit(width, height, options.fit)?.upright(orientation);
    let data = codec::encode(&small, options.format, options.quality)?;
    Ok(Thumbnail {
        format: options.format,
        width: small.width,
        height: small.height,
        data: Buffer(data),
    })
}

/// One thumbnail, as a task for the pool.
struct MakeThumbnail {
    file: Buffer,
    options: ThumbnailOptions,
}

impl Task for MakeThumbnail {
    type Output = Thumbnail;
    type JsValue = Thumbnail;

    fn compute(&mut self) -> Result<Thumbnail> {
        Ok(shrink(&self.file, self.options)?)
    }

    fn resolve(&mut self, _env: Env<'_>, thumbnail: Thumbnail) -> Result<Thumbnail> {
        Ok(thumbnail)
    }
}

/// Makes a thumbnail on the pool. The signal rejects the promise at once, and takes the task out of
/// the queue if it has not begun.
#[napi]
fn thumbnail(
    file: Buffer,
    options: Option<ThumbnailOptions>,
    signal: Option<AbortSignal>,
) -> AsyncTask<MakeThumbnail> {
    let task = MakeThumbnail { file, options: options.unwrap_or_default() };
    AsyncTask::with_optional_signal(task, signal)
}

/// Makes thumbnails of many files, on all threads of the pool, in the order given. `progress` is
/// called after each with how many are done and how many there are. When the signal is aborted no
/// further ones are begun, and the promise is rejected with its reason.
#[napi]
async fn thumbnails(
    env: AsyncEnv,
    files: Vec<Buffer>,
    options: Option<ThumbnailOptions>,
    progress: Option<CallbackRef<(usize, usize)>>,
    mut signal: Option<AbortSignal>,
) -> Result<Vec<Thumbnail>> {
    let (options, total) = (options.unwrap_or_default(), files.len());
    let flag = match &mut signal {
        Some(signal) => env.enter(|env| signal.flag(env))??,
        None => AbortFlag::default(),
    };
    let mut running = Vec::with_capacity(total);
    for file in files {
        let flag = flag.clone();
        // `None` if the signal came before this began.
        let work = move || (!flag.is_aborted()).then(|| shrink(&file, options));
        running.push(env.compute(work)?);
    }
    let mut thumbnails = Vec::with_capacity(total);
    for thumbnail in running {
        let Some(thumbnail) = thumbnail.await? else { break };
        thumbnails.push(thumbnail?);
        if let Some(progress) = &progress {
            env.enter(|env| progress.call(env, (thumbnails.len(), total)))??;
        }
        if flag.is_aborted() {
            break;
        }
    }
    match signal {
        Some(signal) if flag.is_aborted() => {
            env.enter(|env| Err(Error::thrown(signal.reason(env)?)))?
        }
        _ => Ok(thumbnails),
    }
}

/// A picture in memory, for more than one use. It never changes, so all threads may share it.
#[napi]
struct Picture {
    pixels: Arc<Pixels>,
}

impl From<Pixels> for Picture {
    fn from(pixels: Pixels) -> Picture {
        Picture { pixels: Arc::new(pixels) }
    }
}

#[napi]
impl Picture {
    /// From pixels of four bytes each: red, green, blue, alpha.
    #[napi(factory)]
    fn from_pixels(width: u32, height: u32, rgba: Buffer) -> Result<Picture, Failure> {
        Ok(Pixels::new(width, height, rgba.0)?.into())
    }

    /// Decodes a file on the pool.
    #[napi(factory)]
    async fn decode(env: AsyncEnv, file: Buffer) -> Result<Picture> {
        let decoded = env.compute(move || {
            let Decoded { pixels, orientation } = codec::decode(&file)?;
            Ok::<_, Failure>(pixels.upright(orientation))
        });
        Ok(decoded?.await??.into())
    }

    #[napi(getter)]
    fn width(&self) -> u32 {
        self.pixels.width
    }

    #[napi(getter)]
    fn height(&self) -> u32 {
        self.pixels.height
    }

    /// Whether no pixel is transparent.
    #[napi(getter)]
    fn opaque(&self) -> bool {
        self.pixels.opaque
    }

    /// The mean of its colours: `[red, green, blue]`.
    #[napi]
    fn mean_color(&self) -> [u8; 3] {
        self.pixels.mean()
    }

    /// Copies the pixels into an array of the caller's, which can be used again and again.
    #[napi]
    fn read_pixels(&self, target: &mut [u8]) -> Result<(), Failure> {
        if target.len() != self.pixels.rgba.len() {
            let (expected, found) = (self.pixels.rgba.len(), target.len());
            return Err(Failure::Size(format!(
                "expected room for {expected} bytes, found {found}"
            )));
        }
        target.copy_from_slice(&self.pixels.rgba);
        Ok(())
    }

    /// A smaller picture, made on the pool.
    #[napi]
    async fn resize(
        &self,
        env: AsyncEnv,
        width: u32,
        height: u32,
        #[napi(default = Fit::Contain)] fit: Fit,
    ) -> Result<Picture> {
        let pixels = Arc::clone(&self.pixels);
        Ok(env.compute(move || pixels.fit(width, height, fit))?.await??.into())
    }

    /// The file of this picture, made on the pool.
    #[napi]
    async fn encode(
        &self,
        env: AsyncEnv,
        #[napi(default = Format::Jpeg)] format: Format,
        #[napi(default = 80)] quality: u8,
    ) -> Result<Buffer> {
        let pixels = Arc::clone(&self.pixels);
        Ok(Buffer(env.compute(move || codec::encode(&pixels, format, quality))?.await??))
    }
}

#[cfg(test)]
mod tests;
