//! `internalBinding('messaging')`: ports by number. What the functions are given is checked by the
//! scripts; a number that is none of a port (any more) reads as a closed port.

use crate::threads::mailroom::{self, Mailroom};
use crate::threads::port::{self, Item, Letter};
use napi_core::message::NotPlain;
use napi_core::{Call, Local, Native, Scope};
use std::rc::Rc;

type Answer<'s> = Result<Local<'s>, Local<'s>>;

const FUNCTIONS: [(&str, Native); 10] = [
    ("setDeliver", set_deliver),
    ("channel", channel),
    ("broadcast", broadcast),
    ("reaches", reaches),
    ("post", post),
    ("take", take),
    ("receive", receive),
    ("keepAlive", keep_alive),
    ("keepsAlive", keeps_alive),
    ("close", close),
];

/// The functions.
pub fn make<'s>(scope: &Scope<'s>) -> Answer<'s> {
    super::object_of(scope, &FUNCTIONS)
}

/// This thread's mailroom.
///
/// # Errors
/// An Error that says why there is none.
pub fn mailroom<'s>(scope: &Scope<'s>) -> Result<Rc<Mailroom>, Local<'s>> {
    mailroom::current(scope.runtime()).map_err(|why| {
        let text = format!("messages between threads do not work: {why}");
        scope.error(&text).unwrap_or_else(|thrown| thrown)
    })
}

/// A number argument.
pub fn number(scope: &Scope<'_>, value: Local<'_>) -> u32 {
    scope.as_number(value).unwrap_or(0.0) as u32
}

fn flag(scope: &Scope<'_>, value: Local<'_>) -> bool {
    scope.as_boolean(value).unwrap_or(false)
}

/// `setDeliver(function)`: called with what arrives: `('message', port, tokens, memory, ports)`,
/// `('close', port)`, `('exit', worker, code, failure)`.
fn set_deliver<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    mailroom(scope)?.set_deliver(scope.persist(call.argument(0)));
    Ok(scope.undefined())
}

/// `channel()`: two ports.
fn channel<'s>(scope: &Scope<'s>, _: &Call<'s>) -> Answer<'s> {
    let mailroom = mailroom(scope)?;
    let ends = port::channel().map(|end| scope.number(f64::from(mailroom.adopt(end))));
    scope.array(&ends)
}

/// `broadcast(name)`: a port of all of that name.
fn broadcast<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let port = port::broadcast(&scope.to_text(call.argument(0)));
    Ok(scope.number(f64::from(mailroom(scope)?.adopt(port))))
}

/// `reaches(port, other)`: whether `other` hears what is sent through `port`.
fn reaches<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let mailroom = mailroom(scope)?;
    let port = |index| mailroom.port(number(scope, call.argument(index)));
    let reaches = matches!((port(0), port(1)), (Some(port), Some(other)) if port.reaches(&other));
    Ok(scope.boolean(reaches))
}

/// `post(port, tokens, memory, ports)`: sends; the ports leave this thread. Whether anybody hears.
fn post<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let mailroom = mailroom(scope)?;
    let message = match scope.read_message(call.argument(1), call.argument(2)) {
        Ok(message) => message,
        Err(NotPlain::Token) => return Err(scope.error("not a value that can be sent")?),
        Err(NotPlain::Buffer) => {
            return Err(scope.error("a buffer's memory cannot be sent to another thread")?);
        }
    };
    let list = call.argument(3);
    let count = number(scope, scope.get(list, "length")?);
    let mut ports = Vec::new();
    for index in 0..count {
        let id = number(scope, scope.get(list, &index.to_string())?);
        ports.extend(mailroom.release(id));
    }
    let letter = Letter::new(message, ports);
    let port = mailroom.port(number(scope, call.argument(0)));
    Ok(scope.boolean(port.is_some_and(|port| port.post(letter))))
}

/// `take(port)`: `[tokens, memory, ports]` of the oldest message; `undefined` when there is none.
fn take<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let mailroom = mailroom(scope)?;
    let id = number(scope, call.argument(0));
    let Some(port) = mailroom.port(id) else { return Ok(scope.undefined()) };
    match port.take(true) {
        Some(Item::Letter(letter)) => scope.array(&mailroom.open_letter(scope, letter)?),
        Some(Item::Close) => {
            mailroom.close_port(id);
            Ok(scope.undefined())
        }
        None => Ok(scope.undefined()),
    }
}

/// `receive(port, whether)`: whether messages are delivered.
fn receive<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let id = number(scope, call.argument(0));
    mailroom(scope)?.receive(id, flag(scope, call.argument(1)));
    Ok(scope.undefined())
}

/// `keepAlive(port, whether)`: whether the port keeps the loop alive.
fn keep_alive<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let id = number(scope, call.argument(0));
    mailroom(scope)?.keep_alive_for_port(id, flag(scope, call.argument(1)));
    Ok(scope.undefined())
}

/// `keepsAlive(port)`: whether it does; `undefined` when it is closed.
fn keeps_alive<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let keeps = mailroom(scope)?.port_keeps_alive(number(scope, call.argument(0)));
    Ok(keeps.map_or_else(|| scope.undefined(), |keeps| scope.boolean(keeps)))
}

/// `close(port)`.
fn close<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    mailroom(scope)?.close_port(number(scope, call.argument(0)));
    Ok(scope.undefined())
}
