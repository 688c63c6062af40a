//! Embeds a runtime in a Rust program: evaluates a script, gives it a function of the program's,
//! loads a native addon and calls it.
//!
//! Run it with the path of a `.node` file and the name of an export to call:
//! `cargo run --release -p napi-core --example embed -- addon-examples/c/hello/build/Release/hello.node hello`

use napi_core::{Call, Local, Runtime, Scope};
use std::path::Path;
use std::process::ExitCode;

/// `log(value)`: a function of this program, for scripts.
fn log<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Result<Local<'s>, Local<'s>> {
    println!("{}", scope.to_text(call.argument(0)));
    Ok(scope.undefined())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = Runtime::new().expect("a runtime");
    let outcome = runtime.callback(|scope| {
        let run = || {
            scope.set(scope.global(), "log", scope.function("log", log)?)?;
            scope.evaluate("log(`6 * 7 is ${6 * 7}`)", "embed.js")?;
            if let [file, export] = &arguments[..] {
                let exports = scope.load_addon(Path::new(file))?;
                let function = scope.get(exports, export)?;
                let answer = scope.call(function, exports, &[])?;
                println!("{export}() is {}", scope.to_text(answer));
            }
            Ok(())
        };
        run().map_err(|thrown| scope.describe(thrown))
    });
    if let Err(problem) = outcome {
        eprintln!("{problem}");
        return ExitCode::FAILURE;
    }
    match runtime.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE, // printed when it happened
    }
}
