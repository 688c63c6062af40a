//! Tasks on the host's thread pool.

use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

use napi_derive::{
    AbortFlag, AbortSignal, AsyncTask, Env, Error, IntoJs, JsPromise, Pooled, Result, Value, napi,
};

struct Square {
    number: f64,
    asked_by: ThreadId,
}

impl AsyncTask for Square {
    type Output = f64;

    fn compute(&mut self) -> Result<f64> {
        assert_ne!(thread::current().id(), self.asked_by);
        match self.number {
            -1.0 => panic!("computed"),
            number if number < 0.0 => Err(Error::range_error("negative").with_code("ERR_NEGATIVE")),
            number => Ok(number * number),
        }
    }

    fn resolve<'env>(self, env: Env<'env>, square: f64) -> Result<Value<'env>> {
        assert_eq!(thread::current().id(), self.asked_by);
        if square == 9.0 {
            panic!("resolved");
        }
        if square == 16.0 {
            return Err(Error::type_error("not 16"));
        }
        let object = env.object()?;
        object.set("square", square)?;
        object.into_js(env)
    }

    fn reject(self, env: Env<'_>, error: Error) -> Result<Value<'_>> {
        if self.number == -3.0 {
            return "rejected".into_js(env);
        }
        Err(error)
    }
}

#[napi]
fn square(number: f64) -> Pooled<Square> {
    Square { number, asked_by: thread::current().id() }.in_pool()
}

#[napi]
fn compute(env: Env<'_>, text: String) -> Result<JsPromise<'_>> {
    env.compute(move || if text.is_empty() { Err(Error::new("empty")) } else { Ok(text + "!") })
}

/// Holds the threads of the pool until it is opened.
static GATE: (Mutex<Gate>, Condvar) = (Mutex::new(Gate { open: false, inside: 0 }), Condvar::new());

struct Gate {
    open: bool,
    inside: u32,
}

struct Wait {
    flag: Option<AbortFlag>,
}

impl AsyncTask for Wait {
    type Output = bool;

    fn compute(&mut self) -> Result<bool> {
        let mut gate = GATE.0.lock().unwrap();
        gate.inside += 1;
        GATE.1.notify_all();
        while !gate.open {
            gate = GATE.1.wait(gate).unwrap();
        }
        gate.inside -= 1;
        Ok(self.flag.as_ref().is_some_and(AbortFlag::is_aborted))
    }

    fn resolve<'env>(self, env: Env<'env>, aborted: bool) -> Result<Value<'env>> {
        aborted.into_js(env)
    }
}

/// Resolves when the gate is opened.
#[napi]
fn wait_at_gate(
    env: Env<'_>,
    signal: Option<AbortSignal>,
    looks: Option<bool>,
) -> Result<Pooled<Wait>> {
    let Some(mut signal) = signal else { return Ok(Wait { flag: None }.in_pool()) };
    let flag = Some(signal.flag(env)?);
    let task = Wait { flag }.in_pool();
    Ok(if looks == Some(true) { task } else { task.with_signal(signal) })
}

/// Blocks until that many threads wait at the gate.
#[napi]
fn await_inside(threads: u32) {
    let mut gate = GATE.0.lock().unwrap();
    while gate.inside < threads {
        gate = GATE.1.wait(gate).unwrap();
    }
}

#[napi]
fn open_gate(open: bool) {
    GATE.0.lock().unwrap().open = open;
    GATE.1.notify_all();
}
