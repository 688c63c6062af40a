//! Object structs, enums, constants, namespaces and init functions.

use napi_derive::{Env, Function, JsString, Object, Result, napi};

#[napi(object)]
struct Options {
    width: u32,
    #[napi(js_name = "lineHeight")]
    height: Option<f64>,
    #[napi(default = "serif")]
    font_name: String,
    #[napi(default = vec![1, 2])]
    margins: Vec<u8>,
}

#[napi]
fn echo_options(options: Options) -> Options {
    options
}

/// Handles in an object have the lifetime of the call.
#[napi(object)]
struct Job<'a> {
    name: JsString<'a>,
    run: Function<'a>,
}

#[napi]
fn run_job(job: Job<'_>) -> Result<String> {
    job.run.call((job.name,))
}

#[napi(object, object_from_js = false)]
struct Size {
    #[cfg(any())]
    depth: NoSuchType,
    width: f64,
    height: f64,
}

#[napi]
fn size_of_square(side: f64) -> Size {
    Size { width: side, height: side }
}

#[napi]
#[derive(Clone, Copy)]
enum Level {
    Low = -1,
    Middle,
    High = 10,
}

#[napi]
fn next_level(level: Level) -> Level {
    match level {
        Level::Low => Level::Middle,
        Level::Middle | Level::High => Level::High,
    }
}

#[napi(string_enum = "kebab-case")]
enum Mode {
    ReadOnly,
    ReadWrite,
    #[napi(value = "x!")]
    Exclusive,
}

#[napi]
fn other_mode(mode: Mode) -> Mode {
    match mode {
        Mode::ReadOnly => Mode::ReadWrite,
        Mode::ReadWrite => Mode::Exclusive,
        Mode::Exclusive => Mode::ReadOnly,
    }
}

#[napi(discriminant = "kind", discriminant_case = "lowercase")]
enum Figure {
    Dot,
    Circle {
        radius: f64,
    },
    Text {
        content: String,
        #[napi(default = 12)]
        size: u32,
    },
}

#[napi]
fn grown(figure: Figure) -> Figure {
    match figure {
        Figure::Dot => Figure::Circle { radius: 1.0 },
        Figure::Circle { radius } => Figure::Circle { radius: radius * 2.0 },
        Figure::Text { content, size } => Figure::Text { content, size: size * 2 },
    }
}

#[napi]
const ANSWER: u32 = 42;

#[napi(js_name = "greeting")]
const GREETING: &str = "hello";

#[napi]
mod geometry {
    #[napi]
    const SIDES: u32 = 4;

    #[napi]
    fn area(width: f64, height: f64) -> f64 {
        width * height
    }

    #[napi]
    struct Plane {}

    #[napi]
    impl Plane {
        #[napi(constructor)]
        fn new() -> Plane {
            Plane {}
        }
    }

    #[napi(js_name = "deepSpace")]
    mod space {
        #[napi(js_name = "cubic")]
        fn volume(side: f64) -> f64 {
            side * side * side
        }

        #[napi(string_enum)]
        enum Axis {
            X,
            Y,
        }

        #[napi]
        fn flip(axis: Axis) -> Axis {
            match axis {
                Axis::X => Axis::Y,
                Axis::Y => Axis::X,
            }
        }
    }
}

/// Finds what is exported.
#[napi(init)]
fn finish(_env: Env<'_>, exports: Object<'_>) -> Result<()> {
    let answer: u32 = exports.get("ANSWER")?;
    exports.set("answerAtInit", answer)
}

/// Two items of one name: what a second export of all finds.
#[napi]
fn export_twice(env: Env<'_>) -> Result<()> {
    let exports = env.object()?;
    napi_derive::export_all(exports)?;
    napi_derive::export_all(exports)
}
