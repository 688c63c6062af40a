//! Tasks on the host's thread pool.

use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

use napi_derive::{
    AbortFlag, AbortSignal, AsyncTask, Either, Env, Error, JsPromise, Result, Task, napi,
};

struct Square {
    number: f64,
    asked_by: ThreadId,
}

#[napi(object, object_from_js = false)]
pub struct Squared {
    square: f64,
}

impl Task for Square {
    type Output = f64;
    type JsValue = Either<Squared, &'static str>;

    fn compute(&mut self) -> Result<f64> {
        assert_ne!(thread::current().id(), self.asked_by);
        match self.number {
            -1.0 => panic!("computed"),
            number if number < 0.0 => Err(Error::range_error("negative").with_code("ERR_NEGATIVE")),
            number => Ok(number * number),
        }
    }

    fn resolve(&mut self, _env: Env<'_>, square: f64) -> Result<Self::JsValue> {
        assert_eq!(thread::current().id(), self.asked_by);
        if square == 9.0 {
            panic!("resolved");
        }
        if square == 16.0 {
            return Err(Error::type_error("not 16"));
        }
        Ok(Either::A(Squared { square }))
    }

    fn reject(&mut self, _env: Env<'_>, error: Error) -> Result<Self::JsValue> {
        if self.number == -3.0 {
            return Ok(Either::B("rejected"));
        }
        Err(error)
    }
}

#[napi]
fn square(number: f64) -> AsyncTask<Square> {
    AsyncTask::new(Square { number, asked_by: thread::current().id() })
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

impl Task for Wait {
    type Output = bool;
    type JsValue = bool;

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

    fn resolve(&mut self, _env: Env<'_>, aborted: bool) -> Result<bool> {
        Ok(aborted)
    }
}

/// Resolves when the gate is opened.
#[napi]
fn wait_at_gate(
    env: Env<'_>,
    signal: Option<AbortSignal>,
    looks: Option<bool>,
) -> Result<AsyncTask<Wait>> {
    let Some(mut signal) = signal else { return Ok(AsyncTask::new(Wait { flag: None })) };
    let task = Wait { flag: Some(signal.flag(env)?) };
    let given = (looks != Some(true)).then_some(signal);
    Ok(AsyncTask::with_optional_signal(task, given))
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
