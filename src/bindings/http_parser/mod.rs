//! `internalBinding('http_parser')`: HTTP/1 messages out of bytes.
//!
//! ```text
//! parser.rs         the state machine     message.rs   what it tells
//! start_line.rs     header_lines.rs       chunks.rs    the bytes of each state
//! fields.rs         headers that frame    bytes.rs     classes of bytes, methods
//! ```
//!
//! JavaScript asks for one event after the other, so nothing here ever calls it: `execute(parser,
//! bytes, from)` gives `undefined` when all is read, else an array that begins with what it is:
//!
//! ```text
//! [HEAD, end, flags, major, minor, method or status, target or message, [name, value, ...]]
//! [BODY, end, from]
//! [DONE, end, [name, value, ...] of trailers, or undefined]
//! [FAILED, at, code, reason]
//! ```

mod bytes;
mod chunks;
mod fields;
mod header_lines;
mod message;
mod parser;
mod start_line;
#[cfg(test)]
mod tests;

use message::{Event, Failure, Kind, Message};
use napi_derive::{Array, BytesView, CallContext, Env, Object, Result, Value};
use parser::Parser;
use std::cell::RefCell;

const HEAD: u32 = 1;
const BODY: u32 = 2;
const DONE: u32 = 3;
const FAILED: u32 = 4;

const KEEPS_ALIVE: u32 = 1;
const UPGRADE: u32 = 2;
const ENDED: u32 = 4;

type Handle = RefCell<Parser>;

/// Defines the functions of the binding.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("create", create)?;
    exports.define_function("execute", execute)?;
    exports.define_function("finish", finish)?;
    exports.define_function("skipBody", skip_body)?;
    exports.define_function("methods", methods)
}

/// `create(isResponse, lenient, limit)`.
fn create(cx: CallContext<'_>) -> Result<Value<'_>> {
    let (response, lenient, limit): (bool, bool, f64) = (cx.arg(0)?, cx.arg(1)?, cx.arg(2)?);
    let kind = if response { Kind::Response } else { Kind::Request };
    cx.env().external(RefCell::new(Parser::new(kind, lenient, limit as usize)))
}

fn execute(cx: CallContext<'_>) -> Result<Option<Array<'_>>> {
    let handle = cx.value(0)?.external::<Handle>()?;
    let mut parser = handle.borrow_mut();
    let mut at: usize = cx.arg(2)?;
    let told = parser.step(&cx.arg::<BytesView<'_>>(1)?.borrow()?, &mut at);
    describe(cx.env(), &parser, told, at)
}

/// `finish(parser)`: the connection has ended; as `execute`.
fn finish(cx: CallContext<'_>) -> Result<Option<Array<'_>>> {
    let handle = cx.value(0)?.external::<Handle>()?;
    let mut parser = handle.borrow_mut();
    let told = parser.finish();
    describe(cx.env(), &parser, told, 0)
}

/// `skipBody(parser)`: the message whose head was told has no body.
fn skip_body(cx: CallContext<'_>) -> Result<()> {
    cx.value(0)?.external::<Handle>()?.borrow_mut().skip_body();
    Ok(())
}

fn describe<'env>(
    env: Env<'env>,
    parser: &Parser,
    told: Result<Option<Event>, Failure>,
    at: usize,
) -> Result<Option<Array<'env>>> {
    let list = env.array()?;
    let begin = |kind: u32| {
        list.set(0, kind)?;
        list.set(1, at as f64)
    };
    match told {
        Ok(None) => return Ok(None),
        Ok(Some(Event::Head)) => {
            begin(HEAD)?;
            describe_head(list, env, parser)?;
        }
        Ok(Some(Event::Body(piece))) => {
            begin(BODY)?;
            list.set(2, piece.start as f64)?;
        }
        Ok(Some(Event::Done)) => {
            begin(DONE)?;
            if parser.in_trailers() && !parser.message.fields.is_empty() {
                list.set(2, fields(env, &parser.message)?)?;
            }
        }
        Err(failure) => {
            begin(FAILED)?;
            list.set(2, failure.code)?;
            list.set(3, failure.reason)?;
        }
    }
    Ok(Some(list))
}

fn describe_head<'env>(list: Array<'env>, env: Env<'env>, parser: &Parser) -> Result<()> {
    let message = &parser.message;
    let flag = |set: bool, flag: u32| if set { flag } else { 0 };
    let flags = flag(message.keeps_alive(parser.kind), KEEPS_ALIVE)
        | flag(parser.upgrade, UPGRADE)
        | flag(parser.ended_with_head, ENDED);
    list.set(2, flags)?;
    list.set(3, u32::from(message.version.0))?;
    list.set(4, u32::from(message.version.1))?;
    match parser.kind {
        Kind::Request => list.set(5, env.string_latin1(parser.method())?)?,
        Kind::Response => list.set(5, u32::from(message.status))?,
    }
    list.set(6, env.string_latin1(&message.bytes[message.target.clone()])?)?;
    list.set(7, fields(env, message)?)
}

fn fields<'env>(env: Env<'env>, message: &Message) -> Result<Array<'env>> {
    let list = env.array()?;
    let texts = message.fields.iter().flat_map(|field| [&field.name, &field.value]);
    for (index, text) in (0..).zip(texts) {
        list.set(index, env.string_latin1(&message.bytes[text.clone()])?)?;
    }
    Ok(list)
}

/// `methods()`: HTTP's methods.
fn methods(cx: CallContext<'_>) -> Result<Array<'_>> {
    cx.env().array_of(bytes::METHODS[..bytes::OF_HTTP].iter().copied())
}
