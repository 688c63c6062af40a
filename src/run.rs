//! One run: start the runtime, run the script and the loop, end in Node's order.
//!
//! The main thread and each worker make one run; what belongs to it is in thread-locals.

use crate::cli::Options;
use crate::host::{self, NodeHost};
use crate::threads::{mailroom, worker};
use crate::{bindings, cli};
use napi_core::runtime::RuntimeState;
use napi_core::{Local, Runtime, Scope};
use std::cell::RefCell;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;

thread_local! {
    static RUNTIME: RefCell<Option<Rc<Runtime>>> = const { RefCell::new(None) };
    static OPTIONS: RefCell<Arc<Options>> = RefCell::default();
}

/// The runtime of this thread's run, for native functions.
///
/// # Panics
/// Never in a running script: it is set before any script runs.
pub fn runtime() -> Rc<Runtime> {
    RUNTIME.with_borrow(|runtime| runtime.clone()).expect("set before any script runs")
}

/// How this thread runs.
pub fn options() -> Arc<Options> {
    OPTIONS.with_borrow(Arc::clone)
}

/// Runs what the command line asked for; the process's exit code.
pub fn run(options: Box<cli::Options>) -> ExitCode {
    std::panic::set_hook(Box::new(napi_core::runtime::report_host_bug));
    let result = Runtime::new().map_err(|error| error.to_string()).and_then(|runtime| {
        let runtime = Rc::new(runtime);
        let code = run_to_the_end(&runtime, &Arc::from(options))?;
        stop(&runtime);
        // All that runs at the end has run. The system takes the memory back faster than the engine
        // would. (A sanitizer wants to see that nothing else is left.)
        #[cfg(not(sanitized))]
        std::mem::forget(runtime);
        Ok(code.unwrap_or(0))
    });
    match result {
        Ok(code) => exit(code),
        Err(problem) => {
            eprintln!("napkin: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the script and the loop; the exit code, or `None` when the scripts were ended from outside.
///
/// # Errors
/// Why the built-in scripts did not start.
pub fn run_to_the_end(
    runtime: &Rc<Runtime>,
    options: &Arc<Options>,
) -> Result<Option<i32>, String> {
    RUNTIME.set(Some(runtime.clone()));
    OPTIONS.set(options.clone());
    let halted = || runtime.state().is_stopping();
    let host = match runtime.enter(|scope| start(scope, options).map_err(|e| scope.describe(e))) {
        Ok(host) => host,
        Err(_) if halted() => return Ok(None),
        Err(problem) => return Err(format!("internal error while starting: {problem}")),
    };
    match mailroom::opened() {
        Some(mailroom) if worker::this().is_some() => mailroom.begin(),
        _ => run_main(runtime.state()),
    }
    while !halted() {
        let _ = runtime.run(); // exceptions are reported by the host's scripts
        if halted() {
            break;
        }
        runtime.callback(|scope| {
            host.call(scope, "emitBeforeExit", &[]);
        });
        if !runtime.is_alive() {
            break;
        }
    }
    if halted() {
        return Ok(None);
    }
    let code = runtime.enter(|scope| {
        let code = host.call(scope, "emitExit", &[]);
        code.and_then(|code| scope.as_number(code)).unwrap_or(0.0) as i32
    });
    Ok((!halted()).then_some(code))
}

/// Runs the main script.
pub fn run_main(runtime: &RuntimeState) {
    runtime.callback(|scope| {
        host::current().call(scope, "runMain", &[]);
    });
}

/// A natural end: this thread's workers end, then cleanup hooks and finalizers run.
fn stop(runtime: &Runtime) {
    mailroom::close();
    runtime.stop();
}

/// The end of a worker's run, with all that belongs to it.
pub fn end(runtime: Rc<Runtime>) {
    stop(&runtime);
    NodeHost::uninstall();
    RUNTIME.take();
    drop(runtime);
}

/// Ends the process at once, as `process.exit` does: on the main thread Node runs no cleanup hooks
/// then, and neither do we; its workers it does end.
pub fn exit(code: i32) -> ! {
    use std::io::Write;
    mailroom::close();
    let _ = std::io::stdout().flush();
    std::process::exit(code)
}

/// Prepares the built-in scripts and runs `internal/bootstrap`.
fn start<'s>(scope: &Scope<'s>, options: &Options) -> Result<Rc<NodeHost>, Local<'s>> {
    let host = NodeHost::install(scope)?;
    runtime().set_host(host.clone());
    let (require, internal_binding) = bindings::loader_functions(scope)?;
    host.loader.connect(scope, require, internal_binding);
    let bootstrap = host.loader.require(scope, "internal/bootstrap")?;
    let settings = settings(scope, options)?;
    let functions = scope.call(bootstrap, scope.undefined(), &[settings])?;
    host.set_functions(scope, functions);
    Ok(host)
}

fn strings<'s>(scope: &Scope<'s>, list: &[String]) -> Result<Local<'s>, Local<'s>> {
    let values: Result<Vec<_>, _> = list.iter().map(|text| scope.string(text)).collect();
    scope.array(&values?)
}

/// The object `internal/bootstrap` is given.
fn settings<'s>(scope: &Scope<'s>, options: &Options) -> Result<Local<'s>, Local<'s>> {
    let text_or_null = |text: &Option<String>| match text {
        Some(text) => scope.string(text),
        None => Ok(scope.null()),
    };
    let executable = std::env::current_exe().unwrap_or_default();
    let argv0 = std::env::args_os().next().unwrap_or_default();
    let settings = scope.object()?;
    scope.set(settings, "execPath", scope.string(&executable.to_string_lossy())?)?;
    scope.set(settings, "argv0", scope.string(&argv0.to_string_lossy())?)?;
    scope.set(settings, "execArgv", strings(scope, &options.exec_argv)?)?;
    scope.set(settings, "script", text_or_null(&options.script)?)?;
    scope.set(settings, "args", strings(scope, &options.args)?)?;
    scope.set(settings, "eval", text_or_null(&options.eval)?)?;
    scope.set(settings, "print", scope.boolean(options.print))?;
    scope.set(settings, "stdin", scope.boolean(options.stdin))?;
    scope.set(settings, "dash", scope.boolean(options.dash))?;
    scope.set(settings, "exposeGc", scope.boolean(options.expose_gc))?;
    scope.set(settings, "preload", strings(scope, &options.preload)?)?;
    scope.set(settings, "imports", strings(scope, &options.imports)?)?;
    scope.set(settings, "inputType", scope.string(&options.input_type)?)?;
    scope.set(settings, "worker", scope.boolean(worker::this().is_some()))?;
    scope.set(settings, "channel", channel(scope))?;
    scope.set(settings, "flags", flags(scope, options)?)?;
    scope.set(settings, "identity", identity(scope)?)?;
    Ok(settings)
}

/// The descriptor of the channel to a parent that forked this process, or null.
fn channel<'s>(scope: &Scope<'s>) -> Local<'s> {
    let number = || std::env::var("NODE_CHANNEL_FD").ok()?.parse::<u16>().ok();
    match number() {
        Some(descriptor) if worker::this().is_none() => scope.number(f64::from(descriptor)),
        _ => scope.null(),
    }
}

fn flags<'s>(scope: &Scope<'s>, options: &Options) -> Result<Local<'s>, Local<'s>> {
    let flags = scope.object()?;
    for (_, name) in cli::SWITCHES {
        scope.set(flags, name, scope.boolean(options.switches.contains(&name)))?;
    }
    let limit = options.stack_trace_limit;
    let limit = limit.map_or_else(|| scope.null(), |limit| scope.number(f64::from(limit)));
    scope.set(flags, "stackTraceLimit", limit)?;
    scope.set(flags, "unhandledRejections", scope.string(&options.unhandled_rejections)?)?;
    scope.set(flags, "conditions", strings(scope, &options.conditions)?)?;
    scope.set(flags, "disableWarnings", strings(scope, &options.disable_warnings)?)?;
    scope.set(flags, "title", scope.string(&options.title)?)?;
    Ok(flags)
}

fn identity<'s>(scope: &Scope<'s>) -> Result<Local<'s>, Local<'s>> {
    let (engine_name, engine_version) = napi_core::engine::Engine::version();
    let engine = scope.object()?;
    scope.set(engine, "name", scope.string(engine_name)?)?;
    scope.set(engine, "version", scope.string(&engine_version)?)?;
    let arch = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        other => other,
    };
    let platform = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let identity = scope.object()?;
    scope.set(identity, "napkin", scope.string(env!("CARGO_PKG_VERSION"))?)?;
    scope.set(identity, "engine", engine)?;
    scope.set(identity, "uv", scope.string(&napi_core::event_loop::uv_version())?)?;
    scope.set(identity, "arch", scope.string(arch)?)?;
    scope.set(identity, "platform", scope.string(platform)?)?;
    Ok(identity)
}
