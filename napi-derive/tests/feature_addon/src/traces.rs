//! What napi-derive tells `tracing`, collected for the script.

use std::fmt::{Debug, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use napi_derive::{Error, Result, napi};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());
static LISTENING: AtomicBool = AtomicBool::new(false);

struct Collector(AtomicU64);

/// `name field=value …`, in one line.
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = match field.name() {
            "message" => write!(self.0, " {value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}

fn push(line: Line) {
    LINES.lock().unwrap().push(line.0);
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "napi_derive" && LISTENING.load(Ordering::SeqCst)
    }

    fn register_callsite(&self, _: &'static Metadata<'static>) -> tracing::subscriber::Interest {
        tracing::subscriber::Interest::sometimes()
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut line = Line(format!("{} {}", span.metadata().level(), span.metadata().name()));
        span.record(&mut line);
        push(line);
        Id::from_u64(self.0.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        push(line);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {
        if LISTENING.load(Ordering::SeqCst) {
            push(Line("exit".to_owned()));
        }
    }
}

/// From now on, collects.
#[napi]
fn listen() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let _ = tracing::subscriber::set_global_default(Collector(AtomicU64::new(0)));
    });
    LISTENING.store(true, Ordering::SeqCst);
}

/// What was collected; nothing is, from now on.
#[napi]
fn heard() -> Vec<String> {
    LISTENING.store(false, Ordering::SeqCst);
    std::mem::take(&mut *LINES.lock().unwrap())
}

#[napi]
fn traced(number: u32) -> Result<u32> {
    if number == 0 {
        return Err(Error::range_error("nothing").with_code("ERR_EMPTY"));
    }
    Ok(number)
}

#[napi]
async fn traced_later(number: u32) -> Result<u32> {
    traced(number)
}

#[napi]
struct Traced {}

#[napi]
impl Traced {
    #[napi(constructor)]
    fn new() -> Traced {
        Traced {}
    }

    #[napi]
    fn method(&self) {
        panic!("traced");
    }
}
