//! `AbortSignal`: being told by JavaScript to stop.
//!
//! Invariant: a task's listener is removed when the task is done, so a long-lived signal does not
//! collect them. (A flag's stays: threads look at it for as long as they like.)
//!
//! Neighbours: `async_task.rs`.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::convert::FromJs;
use crate::error::{Error, Result};
use crate::function::Function;
use crate::object::Object;
use crate::raw::frame::{Env, Value};
use crate::reference::{FunctionRef, ObjectRef, Ref};
use crate::types::Type;
use crate::value::Kind;

/// An `AbortSignal` of JavaScript.
pub struct AbortSignal {
    signal: ObjectRef,
    /// Made when it is asked for.
    flag: Option<AbortFlag>,
}

/// Whether a signal was aborted, for other threads to look at.
#[derive(Clone, Debug, Default)]
pub struct AbortFlag(Arc<AtomicBool>);

impl AbortFlag {
    /// Whether JavaScript has aborted.
    pub fn is_aborted(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl<'env> FromJs<'env> for AbortSignal {
    const TYPE: &'static Type = &Type::Text("AbortSignal");

    fn from_js(value: Value<'env>) -> Result<AbortSignal> {
        let unexpected = || value.unexpected("an AbortSignal");
        let signal: Object<'env> = value.to().map_err(|_| unexpected())?;
        if signal.get::<Value<'env>>("aborted")?.kind() != Kind::Boolean
            || signal.get::<Value<'env>>("addEventListener")?.kind() != Kind::Function
        {
            return Err(unexpected());
        }
        Ok(AbortSignal { signal: Ref::new(signal)?, flag: None })
    }
}

impl AbortSignal {
    /// Whether it is aborted now.
    pub fn is_aborted(&self, env: Env<'_>) -> Result<bool> {
        self.signal.get(env)?.get("aborted")
    }

    /// Why it was aborted: a `DOMException` named `AbortError`, or what JavaScript gave.
    pub fn reason<'env>(&self, env: Env<'env>) -> Result<Value<'env>> {
        self.signal.get(env)?.get("reason")
    }

    /// A flag that other threads can look at: true once the signal is aborted.
    pub fn flag(&mut self, env: Env<'_>) -> Result<AbortFlag> {
        if let Some(flag) = &self.flag {
            return Ok(flag.clone());
        }
        let flag = AbortFlag::default();
        if self.is_aborted(env)? {
            flag.0.store(true, Ordering::Release);
        } else {
            let raised = flag.clone();
            self.listen(env, move |_, _| {
                raised.0.store(true, Ordering::Release);
                Ok(())
            })?;
        }
        self.flag = Some(flag.clone());
        Ok(flag)
    }

    /// Runs `body` with the reason when the signal is aborted, at most once. Does nothing for a
    /// signal that is aborted already.
    pub fn on_abort<F>(&self, env: Env<'_>, body: F) -> Result<Listener>
    where
        F: for<'call> FnOnce(Env<'call>, Value<'call>) -> Result<()> + 'static,
    {
        let listener = self.listen(env, body)?;
        Ok(Listener { signal: Ref::new(self.signal.get(env)?)?, listener })
    }

    fn listen<F>(&self, env: Env<'_>, body: F) -> Result<FunctionRef>
    where
        F: for<'call> FnOnce(Env<'call>, Value<'call>) -> Result<()> + 'static,
    {
        let body = Cell::new(Some(body));
        let listener = env.closure("onabort", move |cx| {
            if let Some(body) = body.take() {
                let event: Object<'_> = cx.arg(0)?;
                let target: Object<'_> = event.get("target")?;
                body(cx.env(), target.get("reason")?)?;
            }
            cx.env().undefined()
        })?;
        let options = env.object()?;
        options.set("once", true)?;
        let signal = self.signal.get(env)?;
        let add: Function<'_> = signal.get("addEventListener")?;
        add.call_with::<()>(signal, ("abort", listener, options))?;
        Ref::new(listener)
    }
}

impl fmt::Debug for AbortSignal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AbortSignal")
    }
}

/// Something that waits for a signal. Dropping it leaves it waiting.
#[derive(Debug)]
pub struct Listener {
    signal: ObjectRef,
    listener: FunctionRef,
}

impl Listener {
    /// Waits no longer.
    pub fn remove(self, env: Env<'_>) -> Result<()> {
        let signal = self.signal.get(env)?;
        let remove: Function<'_> = signal.get("removeEventListener").map_err(|error| {
            Error::new(format!("the signal has no removeEventListener: {error}"))
        })?;
        remove.call_with(signal, ("abort", self.listener.get(env)?))
    }
}
