//! Errors: thrown from Rust with a class, a code and a cause; caught from JavaScript; `?` on
//! whatever Rust's libraries return.

#![forbid(unsafe_code)]

use std::{fmt, fs, io};

use napi_derive::{Env, Error, Function, JsError, Result, Value, napi};

napi_derive::module!();

/// `Err` is thrown. There are `type_error`, `range_error` and `syntax_error` too.
#[napi]
fn checked_sqrt(number: f64) -> Result<f64> {
    if number < 0.0 {
        return Err(Error::range_error(format!("{number} has no square root"))
            .with_code("ERR_NEGATIVE")
            .with("number", number));
    }
    Ok(number.sqrt())
}

/// `?` works on every `std::error::Error`. One of the system brings its `code` and `errno`.
#[napi]
fn first_line(path: &str) -> Result<String> {
    let text = fs::read_to_string(path)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// An error type of one's own.
#[derive(Debug)]
enum SettingsError {
    Unreadable(io::Error),
    NotANumber(std::num::ParseIntError),
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SettingsError::Unreadable(_) => "the settings cannot be read",
            SettingsError::NotANumber(_) => "the port is not a number",
        })
    }
}

impl std::error::Error for SettingsError {
    /// What becomes the `cause`.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(match self {
            SettingsError::Unreadable(error) => error,
            SettingsError::NotANumber(error) => error,
        })
    }
}

/// A `Result` of that type.
#[napi]
fn read_port(path: Option<&str>) -> Result<u16, SettingsError> {
    let text = match path {
        Some(path) => fs::read_to_string(path).map_err(SettingsError::Unreadable)?,
        None => "port".to_owned(),
    };
    text.trim().parse().map_err(SettingsError::NotANumber)
}

/// What a callback throws passes through; here it becomes the cause of another.
#[napi]
fn with_cause(callback: Function<'_>) -> Result<()> {
    callback.call(()).map_err(|cause| Error::type_error("the callback failed").with_cause(cause))
}

/// What a callback throws can be caught: nothing is pending then.
#[napi]
fn message_of_thrown<'env>(env: Env<'env>, callback: Function<'env>) -> Result<Option<String>> {
    match callback.call::<Value<'env>>(()) {
        Ok(_) => Ok(None),
        Err(error) => match error.into_value(env)?.to::<JsError<'_>>() {
            Ok(thrown) => thrown.message().map(Some),
            Err(_) => Ok(Some("not an error object".to_owned())),
        },
    }
}

/// A panic is an exception too, and the process lives on.
#[napi]
fn element(list: Vec<u32>, index: usize) -> u32 {
    list[index]
}

#[cfg(test)]
mod tests {
    use napi_derive::{Env, Function, Object, Result};

    /// An error of Rust code can be looked at without an env.
    #[test]
    fn negative_numbers_have_no_root() {
        let error = super::checked_sqrt(-4.0).unwrap_err();
        assert_eq!(error.code(), Some("ERR_NEGATIVE"));
        assert_eq!(error.message(), Some("-4 has no square root"));
    }

    /// What JavaScript catches is a value.
    #[napi_derive::test]
    fn sources_become_causes(env: Env<'_>, exports: Object<'_>) -> Result<()> {
        let read_port: Function<'_> = exports.get("readPort")?;
        let error = read_port.call::<u16>(("/nonexistent/file",)).unwrap_err();
        let error: Object<'_> = error.into_value(env)?.to()?;
        assert_eq!(error.get::<String>("message")?, "the settings cannot be read");
        assert_eq!(error.get::<Object<'_>>("cause")?.get::<String>("code")?, "ENOENT");
        Ok(())
    }

    /// What nobody catches fails a test, with its stack.
    #[napi_derive::test]
    #[should_panic(expected = "RangeError: -1 has no square root")]
    fn an_exception_fails_the_test(env: Env<'_>, exports: Object<'_>) -> Result<()> {
        env.global()?.set("addon", exports)?;
        env.run_script("addon.checkedSqrt(-1)").map(drop)
    }
}
