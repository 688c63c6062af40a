//! `internalBinding('worker')`: this thread's identity, and starting and ending workers by number.

use super::messaging::{mailroom, number};
use crate::cli::{self, Command, Options};
use crate::run;
use crate::threads::worker::{self, Orders, Worker};
use napi_core::{Call, Local, Native, Scope};
use std::sync::Arc;

type Answer<'s> = Result<Local<'s>, Local<'s>>;

const FUNCTIONS: [(&str, Native); 3] =
    [("start", start), ("terminate", terminate), ("keepAlive", keep_alive)];

/// The functions, and `threadId`, `threadName`, `port` (0 on the main thread).
pub fn make<'s>(scope: &Scope<'s>) -> Answer<'s> {
    let exports = super::object_of(scope, &FUNCTIONS)?;
    let this = worker::this();
    let (thread_id, port) = this.as_ref().map_or((0, 0), |this| (this.thread_id, this.port));
    scope.set(exports, "threadId", scope.number(f64::from(thread_id)))?;
    let name = this.as_ref().map_or("", |this| this.name.as_str());
    scope.set(exports, "threadName", scope.string(name)?)?;
    scope.set(exports, "port", scope.number(f64::from(port)))?;
    Ok(exports)
}

/// `start(port, name, stackMb, execArgv | undefined)`: `[number, threadId]`, or what is wrong with
/// `execArgv`. The port leaves this thread.
fn start<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let mailroom = mailroom(scope)?;
    let options = match options(scope, call.argument(3))? {
        Ok(options) => options,
        Err(problem) => return scope.string(&problem),
    };
    let Some(port) = mailroom.release(number(scope, call.argument(0))) else {
        return Err(scope.error("the worker's port is closed")?);
    };
    let megabytes = scope.as_number(call.argument(2)).unwrap_or(4.0).clamp(1.0, 1024.0);
    let number = mailroom.worker_number();
    let orders = Orders {
        number,
        name: scope.to_text(call.argument(1)),
        port: port.clone(),
        options,
        // The engine's frames are larger than those of the one the number is meant for.
        stack_size: (megabytes * 2.0 * f64::from(1 << 20)) as usize,
        parent: mailroom.mail(),
    };
    match Worker::start(orders) {
        Ok((worker, thread_id)) => {
            mailroom.add_worker(number, worker);
            scope.array(&[scope.number(f64::from(number)), scope.number(f64::from(thread_id))])
        }
        Err(error) => {
            port.close();
            Err(scope.error(&format!("the system gives no thread for a worker: {error}"))?)
        }
    }
}

/// The options of a worker: this thread's, or those of `execArgv`.
fn options<'s>(
    scope: &Scope<'s>,
    exec_argv: Local<'s>,
) -> Result<Result<Arc<Options>, String>, Local<'s>> {
    let mut options = match scope.is_nullish(exec_argv) {
        true => (*run::options()).clone(),
        false => {
            let count = number(scope, scope.get(exec_argv, "length")?);
            let mut arguments = Vec::new();
            for index in 0..count {
                arguments.push(scope.to_text(scope.get(exec_argv, &index.to_string())?).into());
            }
            match cli::parse(arguments.into_iter()) {
                Ok(Command::Run(options)) if options.script.is_none() => *options,
                Ok(Command::Elsewhere(_)) => {
                    return Ok(Err("a worker has the engine of its process".to_owned()));
                }
                Ok(_) => return Ok(Err("only options".to_owned())),
                Err(problem) => return Ok(Err(problem)),
            }
        }
    };
    // What to run is in the worker's orders.
    (options.script, options.eval, options.print, options.stdin) = (None, None, false, false);
    options.args.clear();
    Ok(Ok(Arc::new(options)))
}

/// `terminate(number)`.
fn terminate<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    mailroom(scope)?.terminate(number(scope, call.argument(0)));
    Ok(scope.undefined())
}

/// `keepAlive(number, whether)`: whether the running worker keeps the loop alive.
fn keep_alive<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let keep = scope.as_boolean(call.argument(1)).unwrap_or(true);
    mailroom(scope)?.keep_alive_for_worker(number(scope, call.argument(0)), keep);
    Ok(scope.undefined())
}
