//! What can go wrong with a picture, and what JavaScript is told: a class, a code, a cause.

use napi_derive::Error;

use crate::codec::Format;

/// The error behind it, of whichever library.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// It is no `std::error::Error`, so that it can say itself which exception it becomes.
#[derive(Debug)]
pub enum Failure {
    /// Neither a JPEG nor a PNG.
    UnknownFormat,
    /// It begins like one, but cannot be read.
    Broken(Format, Cause),
    /// It would take more memory than a thumbnail is worth.
    TooLarge { width: usize, height: usize },
    /// A size that is 0 or does not fit the pixels.
    Size(String),
    /// Not a quality from 1 to 100.
    Quality(u8),
    /// It cannot be written in this format.
    Unwritable(Format, Cause),
}

/// What one thumbnail may take: 100 million pixels, 400 MB.
pub const MOST_PIXELS: usize = 100_000_000;

impl From<Failure> for Error {
    fn from(failure: Failure) -> Error {
        match failure {
            Failure::UnknownFormat => Error::type_error("neither a JPEG nor a PNG picture")
                .with_code("ERR_PICTURE_FORMAT"),
            Failure::Broken(format, cause) => {
                Error::new(format!("the {} picture is broken", format.name()))
                    .with_code("ERR_PICTURE_BROKEN")
                    .with_cause(Error::from_boxed(cause))
            }
            Failure::TooLarge { width, height } => {
                Error::range_error(format!("{width} x {height} pixels are more than {MOST_PIXELS}"))
                    .with_code("ERR_PICTURE_TOO_LARGE")
                    .with("width", width as f64)
                    .with("height", height as f64)
            }
            Failure::Size(message) => Error::range_error(message).with_code("ERR_PICTURE_SIZE"),
            Failure::Quality(quality) => {
                Error::range_error(format!("expected a quality from 1 to 100, found {quality}"))
                    .with_code("ERR_PICTURE_QUALITY")
            }
            Failure::Unwritable(format, cause) => {
                Error::new(format!("the picture cannot be written as {}", format.name()))
                    .with_code("ERR_PICTURE_UNWRITABLE")
                    .with_cause(Error::from_boxed(cause))
            }
        }
    }
}
