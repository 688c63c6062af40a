//! `Error`: a JavaScript exception on its way through Rust code.
//!
//! It is `'static`, so `?` works everywhere: an exception that JavaScript threw is kept by a
//! reference; one that Rust code makes is a description, and becomes an object when it is thrown.
//!
//! Invariant: it may hold a reference to a JavaScript value, which is read on the env's thread; so
//! any thread may make an error, carry it or drop it.
//!
//! Neighbours: `raw/errors.rs` (throwing), `io_error.rs` (codes of system errors).

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use crate::convert::{FromJs, IntoJs};
use crate::object::{Attributes, Object};
use crate::raw::error_box::ErrorBox;
use crate::raw::frame::{Env, Value};
use crate::raw::references::Reference;
use crate::status::Status;
use crate::types::Type;

/// The result of a native function: what it returns, or what it throws.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A JavaScript exception: thrown when a native function returns it.
///
/// Any type that implements `std::error::Error` converts into one, so `?` works on it; an
/// `io::Error` brings its `errno` and `code` along.
///
/// ```no_run
/// use napi_derive::Error;
///
/// let error = Error::new("ENOENT: no such file or directory, open 'a.txt'")
///     .with("errno", -2)
///     .with_code("ENOENT")
///     .with("syscall", "open")
///     .with("path", "a.txt");
/// assert_eq!(error.code(), Some("ENOENT"));
/// ```
pub struct Error(ErrorBox);

pub(crate) enum Repr {
    /// To be made into an error object when thrown.
    Described(Description),
    /// A value that JavaScript threw, or is to see thrown.
    Thrown(Reference),
}

pub(crate) struct Description {
    class: Class,
    message: String,
    /// Set on the object in this order.
    properties: Vec<(Cow<'static, str>, PropertyValue)>,
    /// The status behind a failed call of the C ABI.
    status: Option<Status>,
    /// The object's `cause`.
    cause: Option<Error>,
}

/// The class of the error object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Error,
    TypeError,
    RangeError,
    SyntaxError,
}

/// The value of an error's property.
#[derive(Clone, Debug, PartialEq)]
pub enum PropertyValue {
    /// A string.
    Text(Cow<'static, str>),
    /// A number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
}

impl From<&str> for PropertyValue {
    fn from(text: &str) -> Self {
        PropertyValue::Text(Cow::Owned(text.to_owned()))
    }
}

impl From<String> for PropertyValue {
    fn from(text: String) -> Self {
        PropertyValue::Text(Cow::Owned(text))
    }
}

impl From<f64> for PropertyValue {
    fn from(number: f64) -> Self {
        PropertyValue::Number(number)
    }
}

impl From<i32> for PropertyValue {
    fn from(number: i32) -> Self {
        PropertyValue::Number(number.into())
    }
}

impl From<bool> for PropertyValue {
    fn from(truth: bool) -> Self {
        PropertyValue::Boolean(truth)
    }
}

impl<'env> IntoJs<'env> for PropertyValue {
    const TYPE: &'static Type = &Type::Union(&[Type::STRING, Type::NUMBER, Type::BOOLEAN]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        match self {
            PropertyValue::Text(text) => text.into_js(env),
            PropertyValue::Number(number) => number.into_js(env),
            PropertyValue::Boolean(truth) => truth.into_js(env),
        }
    }
}

impl Error {
    fn described(class: Class, message: impl Into<String>) -> Error {
        let message = message.into();
        Error(ErrorBox::new(Repr::Described(Description {
            class,
            message,
            properties: Vec::new(),
            status: None,
            cause: None,
        })))
    }

    /// An `Error` with this message.
    pub fn new(message: impl Into<String>) -> Error {
        Error::described(Class::Error, message)
    }

    /// The same under the name that napi-rs has for it.
    pub fn from_reason(reason: impl Into<String>) -> Error {
        Error::new(reason)
    }

    /// A `TypeError` with this message.
    pub fn type_error(message: impl Into<String>) -> Error {
        Error::described(Class::TypeError, message)
    }

    /// A `RangeError` with this message.
    pub fn range_error(message: impl Into<String>) -> Error {
        Error::described(Class::RangeError, message)
    }

    /// A `SyntaxError` with this message.
    pub fn syntax_error(message: impl Into<String>) -> Error {
        Error::described(Class::SyntaxError, message)
    }

    /// Any JavaScript value as an exception.
    pub fn thrown<'env>(value: impl Into<Value<'env>>) -> Error {
        match Reference::new(value.into()) {
            Ok(reference) => Error(ErrorBox::new(Repr::Thrown(reference))),
            Err(error) => error,
        }
    }

    /// Adds a property; on a thrown value it has no effect.
    pub fn with(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<PropertyValue>,
    ) -> Error {
        if let Repr::Described(description) = &mut *self.0 {
            description.properties.push((name.into(), value.into()));
        }
        self
    }

    /// Adds the property `code`.
    pub fn with_code(self, code: impl Into<String>) -> Error {
        self.with("code", code.into())
    }

    /// Sets the property `cause`: the error that led to this one, whether Rust code made it or
    /// JavaScript threw it. On a thrown value it has no effect.
    ///
    /// ```no_run
    /// # use napi_derive::*;
    /// # fn f(callback: Function<'_>) -> Result<()> {
    /// callback
    ///     .call::<()>(())
    ///     .map_err(|cause| Error::new("the callback failed").with_cause(cause))
    /// # }
    /// ```
    pub fn with_cause(mut self, cause: impl Into<Error>) -> Error {
        if let Repr::Described(description) = &mut *self.0 {
            description.cause = Some(cause.into());
        }
        self
    }

    /// An error for one of no particular type, with its sources as causes.
    pub fn from_boxed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
        Error::new(error.to_string()).with_source(error.source(), MOST_SOURCES)
    }

    /// Adds what an error of Rust names as its source.
    fn with_source(
        self,
        source: Option<&(dyn std::error::Error + 'static)>,
        remaining: usize,
    ) -> Error {
        match source {
            Some(source) if remaining > 0 => {
                let cause = match source.downcast_ref::<std::io::Error>() {
                    Some(error) => crate::io_error::describe(error, Error::new(error.to_string())),
                    None => Error::new(source.to_string()),
                };
                self.with_cause(cause.with_source(source.source(), remaining - 1))
            }
            _ => self,
        }
    }

    /// The `code` it was given.
    pub fn code(&self) -> Option<&str> {
        let Repr::Described(description) = &*self.0 else { return None };
        description.properties.iter().find_map(|(name, value)| match value {
            PropertyValue::Text(code) if name == "code" => Some(&**code),
            _ => None,
        })
    }

    /// The status of the call of the C ABI that failed, if that is what happened.
    pub fn status(&self) -> Option<Status> {
        match &*self.0 {
            Repr::Described(description) => description.status,
            Repr::Thrown(_) => None,
        }
    }

    /// The message of an error that Rust code made; of one that JavaScript threw there is none
    /// without its env, see [`Error::into_value`].
    pub fn message(&self) -> Option<&str> {
        match &*self.0 {
            Repr::Described(description) => Some(&description.message),
            Repr::Thrown(_) => None,
        }
    }

    /// Puts words before the message: which argument, which function.
    pub(crate) fn prefixed(mut self, prefix: fmt::Arguments<'_>) -> Error {
        if let Repr::Described(description) = &mut *self.0 {
            description.message = format!("{prefix}{}", description.message);
        }
        self
    }

    /// The exception as a JavaScript value: to hand it on instead of throwing it.
    pub fn into_value(self, env: Env<'_>) -> Result<Value<'_>> {
        let description = match self.0.into_inner() {
            Repr::Thrown(reference) => return reference.get(env),
            Repr::Described(description) => description,
        };
        let error = crate::raw::errors::new_error(env, description.class, &description.message)?;
        let object = Object::assume(error);
        for (name, value) in description.properties {
            object.set(&*name, value)?;
        }
        if let Some(cause) = description.cause {
            let cause = cause.into_value(env)?;
            object.define_value("cause", cause, Attributes::METHOD)?;
        }
        Ok(error)
    }

    /// What a panic becomes; in debug builds with its place.
    pub(crate) fn from_panic(payload: Box<dyn Any + Send>) -> Error {
        let text = match payload.downcast::<String>() {
            Ok(text) => format!(": {text}"),
            Err(payload) => match payload.downcast::<&'static str>() {
                Ok(text) => format!(": {text}"),
                Err(payload) => {
                    // Its destructor may panic, and nothing is left to catch that.
                    std::mem::forget(payload);
                    String::new()
                }
            },
        };
        let place = match crate::panics::take_place() {
            Some(place) => format!(" (at {place})"),
            None => String::new(),
        };
        let message = format!("panic in native code{text}{place}");
        Error::new(message).with_code("ERR_NATIVE_PANIC")
    }
}

/// What can be the `Err` of a function's result: whatever converts into an [`Error`]. For the
/// compiler's message about what cannot.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be thrown",
    label = "no error that JavaScript could catch",
    note = "`napi_derive::Error` and every `std::error::Error` can: return `Result<T>` and \
            `Err(Error::new(text))`",
    note = "of a `Box<dyn Error + Send + Sync>`, `Error::from_boxed` makes one"
)]
pub trait Throw {
    fn into_error(self) -> Error;
}

#[diagnostic::do_not_recommend]
impl<E: Into<Error>> Throw for E {
    #[inline]
    fn into_error(self) -> Error {
        self.into()
    }
}

impl From<Status> for Error {
    fn from(status: Status) -> Error {
        let class = if status.is_type_mismatch() { Class::TypeError } else { Class::Error };
        let mut error = Error::described(class, format!("Node-API call failed: {}", status.name()));
        if let Repr::Described(description) = &mut *error.0 {
            description.status = Some(status);
        }
        error
    }
}

/// As many sources of an error as become causes.
const MOST_SOURCES: usize = 16;

/// `?` on any Rust error, whose sources become causes. `Error` itself is no `std::error::Error`, which makes room for this.
impl<E: std::error::Error + 'static> From<E> for Error {
    fn from(error: E) -> Error {
        let described = Error::new(error.to_string()).with_source(error.source(), MOST_SOURCES);
        match (&error as &dyn Any).downcast_ref::<std::io::Error>() {
            Some(error) => crate::io_error::describe(error, described),
            None => described,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().unwrap_or("a JavaScript exception"))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Repr::Thrown(_) => f.write_str("Error(a JavaScript exception)"),
            Repr::Described(description) => f
                .debug_struct("Error")
                .field("class", &description.class)
                .field("message", &description.message)
                .field("properties", &description.properties)
                .finish(),
        }
    }
}

/// Any value, as a callback gets it for an error: it can be thrown on, or be a cause.
impl<'env> FromJs<'env> for Error {
    fn from_js(value: Value<'env>) -> Result<Error> {
        Ok(Error::thrown(value))
    }
}

/// An error used as a value, for example to reject a promise with it.
impl<'env> IntoJs<'env> for Error {
    const TYPE: &'static Type = Type::ERROR;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        self.into_value(env)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_keep_their_order() {
        let error = Error::new("m").with("errno", -2).with_code("ENOENT").with("path", "x");
        let text = format!("{error:?}");
        let place = |word: &str| text.find(word).unwrap();
        assert!(place("errno") < place("ENOENT") && place("ENOENT") < place("path"));
        assert_eq!(error.code(), Some("ENOENT"));
    }

    #[test]
    fn statuses_that_mean_a_wrong_type_are_type_errors() {
        let error = Error::from(Status::from_raw(6));
        assert_eq!(error.message(), Some("Node-API call failed: napi_number_expected"));
        assert_eq!(error.status(), Some(Status::from_raw(6)));
        assert!(format!("{error:?}").contains("TypeError"));
    }

    #[test]
    fn rust_errors_convert() {
        fn parse() -> Result<u8> {
            Ok("300".parse::<u8>()?)
        }
        assert!(parse().unwrap_err().message().unwrap().contains("too large"));
    }

    #[test]
    fn sources_become_causes() {
        #[derive(Debug)]
        struct Outer(std::io::Error);
        impl fmt::Display for Outer {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("outer")
            }
        }
        impl std::error::Error for Outer {
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                Some(&self.0)
            }
        }
        let error = Error::from(Outer(std::io::ErrorKind::NotFound.into()));
        let Repr::Described(description) = error.0.into_inner() else { panic!("described") };
        assert_eq!(description.cause.unwrap().code(), Some("ENOENT"));
    }

    #[test]
    fn io_errors_bring_their_code() {
        let error = Error::from(std::io::Error::from(std::io::ErrorKind::NotFound));
        assert_eq!(error.code(), Some("ENOENT"));
    }

    #[test]
    fn panics_keep_their_message() {
        let error = Error::from_panic(Box::new("boom"));
        assert_eq!(error.message(), Some("panic in native code: boom"));
    }
}
