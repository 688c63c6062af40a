//! Generators: the whole protocol, as results and as classes.

use std::cell::Cell;

use napi_derive::{Error, Function, Generator, JsGenerator, Object, Result, Step, napi};

thread_local! {
    static OPEN: Cell<u32> = const { Cell::new(0) };
}

/// How many of them exist in this thread.
#[napi]
fn open_generators() -> u32 {
    OPEN.get()
}

/// Echoes what it is sent, so that a script can follow the protocol.
struct Echo {
    count: u32,
}

impl Echo {
    fn new() -> Echo {
        OPEN.set(OPEN.get() + 1);
        Echo { count: 0 }
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        OPEN.set(OPEN.get() - 1);
    }
}

impl Generator for Echo {
    type Yield = String;
    type Next = String;
    type Return = String;

    fn next(&mut self, value: Option<String>) -> Result<Step<String, String>> {
        self.count += 1;
        match value.as_deref() {
            Some("end") => Ok(Step::Done(Some(format!("{} answers", self.count)))),
            Some("fail") => Err(Error::range_error("asked to fail")),
            Some("panic") => panic!("asked to panic"),
            other => Ok(Step::Yield(format!("{} {other:?}", self.count))),
        }
    }

    fn complete(&mut self, value: Option<String>) -> Result<Step<String, String>> {
        match value.as_deref() {
            Some("not yet") => Ok(Step::Yield("one more".to_owned())),
            _ => Ok(Step::Done(value)),
        }
    }

    fn catch(&mut self, error: Error) -> Result<Step<String, String>> {
        if self.count == 1 { Ok(Step::Yield("caught".to_owned())) } else { Err(error) }
    }
}

#[napi]
fn echo() -> JsGenerator<Echo> {
    JsGenerator(Echo::new())
}

#[napi(js_name = "Echo", generator)]
struct EchoClass {
    echo: Echo,
}

#[napi]
impl EchoClass {
    #[napi(constructor)]
    fn new() -> EchoClass {
        EchoClass { echo: Echo::new() }
    }
}

impl Generator for EchoClass {
    type Yield = String;
    type Next = String;
    type Return = String;

    fn next(&mut self, value: Option<String>) -> Result<Step<String, String>> {
        self.echo.next(value)
    }

    fn complete(&mut self, value: Option<String>) -> Result<Step<String, String>> {
        self.echo.complete(value)
    }

    fn catch(&mut self, error: Error) -> Result<Step<String, String>> {
        self.echo.catch(error)
    }
}

/// With nothing but `next`.
struct Squares(f64);

impl Generator for Squares {
    type Yield = f64;
    type Next = ();
    type Return = ();

    fn next(&mut self, _: Option<()>) -> Result<Step<f64>> {
        self.0 += 1.0;
        Ok(if self.0 > 4.0 { Step::Done(None) } else { Step::Yield(self.0 * self.0) })
    }
}

#[napi]
fn square_generator() -> JsGenerator<Squares> {
    JsGenerator(Squares(0.0))
}

/// Asks a generator from within a native call.
#[napi]
fn drain(next: Function<'_>, generator: Object<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    loop {
        let step: Object<'_> = next.call_with(generator, ())?;
        if step.get("done")? {
            return Ok(found);
        }
        found.push(step.get("value")?);
        if found.len() == 3 {
            generator.get::<Function<'_>>("return")?.call_with::<()>(generator, ())?;
        }
    }
}
