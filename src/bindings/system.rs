//! What the bindings to the operating system have in common: how its errors become JavaScript's,
//! and the shapes of their arguments and results.
//!
//! Neighbours: `fs/`, `os.rs`, `process/`, `uv.rs`; `napi_core::system` does the work.

use napi_core::system::SystemError;
use napi_derive::{BytesView, Env, Error, FromJs, IntoJs, Kind, Result, Value};

/// Why a native function failed: `?` takes errors of the system and of JavaScript.
pub enum Failure {
    /// The system said no: an Error with `errno`, `code`, `syscall`, `path` and `dest`.
    System(SystemError),
    /// Anything else.
    Other(Error),
}

/// What a native function of these bindings returns.
pub type Answer<T> = std::result::Result<T, Failure>;

impl From<SystemError> for Failure {
    fn from(error: SystemError) -> Failure {
        Failure::System(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Other(error)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Error {
        match failure {
            Failure::System(error) => system_error(&error),
            Failure::Other(error) => error,
        }
    }
}

/// The Error for a failed call, with its properties in Node's order.
fn system_error(error: &SystemError) -> Error {
    let mut described = Error::new(error.to_string())
        .with("errno", error.errno)
        .with_code(error.code())
        .with("syscall", error.syscall);
    for (name, path) in [("path", &error.path), ("dest", &error.dest)] {
        if let Some(path) = path {
            described = described.with(name, String::from_utf8_lossy(path).into_owned());
        }
    }
    described
}

/// A path: a string, or its bytes.
pub struct FilePath(pub Vec<u8>);

impl<'env> FromJs<'env> for FilePath {
    fn from_js(value: Value<'env>) -> Result<Self> {
        if value.kind() == Kind::String {
            return value.to::<String>().map(|text| FilePath(text.into_bytes()));
        }
        value.to::<BytesView<'env>>()?.to_vec().map(FilePath)
    }
}

/// A path or an open file.
pub enum PathOrFile {
    /// A path.
    Path(Vec<u8>),
    /// A descriptor.
    File(i32),
}

impl<'env> FromJs<'env> for PathOrFile {
    fn from_js(value: Value<'env>) -> Result<Self> {
        if value.kind() == Kind::Number {
            return value.to().map(PathOrFile::File);
        }
        value.to().map(|FilePath(path)| PathOrFile::Path(path))
    }
}

/// A position in a file: a number or BigInt; -1, and what is nullish, is the file's own.
pub struct Position(pub i64);

impl<'env> FromJs<'env> for Position {
    fn from_js(value: Value<'env>) -> Result<Self> {
        match value.kind() {
            Kind::Undefined | Kind::Null => Ok(Position(-1)),
            Kind::BigInt => value.bigint_i64().map(|(position, _)| Position(position)),
            _ => value.to().map(Position),
        }
    }
}

/// The number of a user or group; -1 means that it stays.
pub struct Owner(pub u32);

impl<'env> FromJs<'env> for Owner {
    fn from_js(value: Value<'env>) -> Result<Self> {
        match value.to::<f64>()? {
            -1.0 => Ok(Owner(u32::MAX)),
            _ => value.to().map(Owner),
        }
    }
}

/// A name that the system gave: as text, or as its bytes.
pub enum Name {
    /// What is not UTF-8 in it has become U+FFFD.
    Text(String),
    /// As it is.
    Bytes(Vec<u8>),
}

impl Name {
    /// The form that the script asked for.
    pub fn new(name: Vec<u8>, as_bytes: bool) -> Name {
        if as_bytes { Name::Bytes(name) } else { Name::Text(text(name)) }
    }
}

impl<'env> IntoJs<'env> for Name {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        match self {
            Name::Text(text) => text.into_js(env),
            Name::Bytes(bytes) => env.uint8_array(bytes).map(Into::into),
        }
    }
}

/// The text of bytes; what is not UTF-8 in them becomes U+FFFD.
pub fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
