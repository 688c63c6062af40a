//! Linking when there is no memory for it: it fails, nothing that the engine freed is used, and other
//! modules go on.

use crate::engine::seam::{Errors, Modules, Outcome};
use crate::engine::{Engine, Handle, Introspection, Lifetimes};
use std::ffi::CStr;

/// A module without imports, run to its end.
fn run(engine: &Engine, source: &[u8], name: &CStr) -> Outcome<bool> {
    let module = engine.compile_module(source, name)?;
    let promise = engine.evaluate_module(module)?;
    Ok(engine.promise_details(promise).is_some_and(|(state, _)| state == 1))
}

/// Two modules in a cycle, one of which needs a third; the first, not linked.
fn connected(engine: &Engine) -> Outcome<Handle> {
    let first = engine.compile_module(b"import { b } from 'b'; export const a = 1;", c"file:a")?;
    let second =
        engine.compile_module(b"import 'a'; import 'c'; export const b = 2;", c"file:b")?;
    let third = engine.compile_module(b"export default import.meta;", c"file:c")?;
    engine.connect_module(first, &[second])?;
    engine.connect_module(second, &[first, third])?;
    Ok(first)
}

#[test]
fn without_memory_linking_fails_and_other_modules_go_on() {
    let mut linked = [0, 0];
    for spare in (0..3_000).step_by(10) {
        let engine = Engine::new().expect("an engine");
        let root = connected(&engine).expect("it compiles");
        let (_, taken) = engine.heap_usage();
        engine.set_memory_limit(taken as usize + spare);
        let outcome = engine.link_module(root);
        engine.set_memory_limit(0);
        linked[usize::from(outcome.is_ok())] += 1;
        engine.take_exception();
        engine.collect();
        if engine.link_module(root).is_ok() {
            engine.evaluate_module(root).expect("it is linked");
        }
        engine.take_exception();
        assert_eq!(run(&engine, b"globalThis.fine = 1;", c"file:fine"), Ok(true));
    }
    assert!(linked[0] > 0 && linked[1] > 0, "failed {}, linked {}", linked[0], linked[1]);
}
