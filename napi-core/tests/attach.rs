//! Native addons in a context that another library made: `rquickjs`.

// A context of rquickjs is attached to: SpiderMonkey has no such way in yet.
#![cfg(not(feature = "spidermonkey"))]

mod support;

use napi_core::Runtime;
use napi_core::engine::Engine;
use rquickjs::{Context, Ctx, Function};
use support::addon;

/// A runtime on somebody else's context.
fn attach(ctx: &Ctx<'_>) -> Runtime {
    // SAFETY: a live context of the same build of the engine, used on this thread only; the tests
    // drop the runtime before it.
    let engine = unsafe { Engine::attach(ctx.as_raw().as_ptr().cast()) };
    Runtime::with_engine(engine.expect("the context is complete")).expect("a runtime")
}

fn load_addon(runtime: &Runtime) {
    runtime.callback(|scope| {
        let addon = scope.load_addon(addon::state()).expect("it loads");
        scope.set(scope.global(), "addon", addon).expect("no setter");
        assert!(scope.evaluate("addon.open(0n)", "open.js").is_ok());
    });
}

#[test]
fn an_addon_is_used_from_both_sides() {
    let theirs = rquickjs::Runtime::new().expect("their runtime");
    let context = Context::full(&theirs).expect("their context");
    context.with(|ctx| {
        let double = Function::new(ctx.clone(), |n: f64| n * 2.0).expect("a function of theirs");
        ctx.globals().set("double", double).expect("no setter");
        let ours = attach(&ctx);
        load_addon(&ours);
        let sum: f64 = ctx.eval("addon.call(() => double(21))").expect("no exception");
        assert_eq!(sum, 42.0);
        ours.enter(|scope| {
            let value = scope.evaluate("double(4)", "double.js").expect("no exception");
            assert_eq!(scope.as_number(value), Some(8.0));
        });
        let wrapped: bool = ctx
            .eval("globalThis.kept = addon.wrap(Object.freeze({})); kept === addon.finalize(kept)")
            .expect("no exception");
        assert!(wrapped);
    });
}

#[test]
fn what_ours_left_behind_is_harmless_in_theirs() {
    let theirs = rquickjs::Runtime::new().expect("their runtime");
    let context = Context::full(&theirs).expect("their context");
    context.with(|ctx| {
        let ours = attach(&ctx);
        load_addon(&ours);
        ctx.eval::<(), _>(
            "globalThis.kept = [addon.wrap({}), addon.external(), addon.finalize({})];
             globalThis.bytes = new Uint8Array(addon.bytes());
             globalThis.early = bytes[0];
             addon.hold(kept); addon.pending(); addon.forgotten(kept); 0",
        )
        .expect("no exception");
        drop(ours);
        assert_eq!(ctx.eval::<i32, _>("early").expect("a number"), 7);
        // The memory is the addon's no longer, so the array is detached and not dangling.
        assert_eq!(ctx.eval::<i32, _>("bytes.length").expect("a number"), 0);
        let refused: String = ctx
            .eval("try { addon.call(() => 1) } catch (error) { error.message }")
            .expect("the script catches it");
        assert_eq!(refused, "the native runtime has ended");
        let objects: bool =
            ctx.eval("kept.length === 3 && typeof kept[1] === 'object'").expect("ok");
        assert!(objects);
        ctx.eval::<(), _>("kept = null; addon = null").expect("no exception");
        ctx.run_gc();
    });
    drop(context);
    theirs.run_gc();
}

#[test]
fn a_context_can_be_attached_to_again() {
    let theirs = rquickjs::Runtime::new().expect("their runtime");
    let context = Context::full(&theirs).expect("their context");
    context.with(|ctx| {
        for round in 0..3 {
            let ours = attach(&ctx);
            load_addon(&ours);
            ctx.eval::<(), _>("(globalThis.all ??= []).push(addon.wrap({}), addon.call)")
                .expect("ok");
            let length: i32 = ctx.eval("all.length").expect("a number");
            assert_eq!(length, 2 * (round + 1));
        }
    });
}

#[test]
fn an_incomplete_context_is_refused_with_the_reason() {
    let theirs = rquickjs::Runtime::new().expect("their runtime");
    let context = Context::base(&theirs).expect("their context");
    context.with(|ctx| {
        // SAFETY: as in `attach`.
        let refused = unsafe { Engine::attach(ctx.as_raw().as_ptr().cast()) };
        let reason = refused.err().expect("there is next to nothing in it");
        assert!(reason.starts_with("the context has no "), "{reason}");
    });
}

#[test]
fn promise_jobs_of_theirs_run_after_our_callbacks() {
    let theirs = rquickjs::Runtime::new().expect("their runtime");
    let context = Context::full(&theirs).expect("their context");
    context.with(|ctx| {
        let ours = attach(&ctx);
        ours.callback(|scope| {
            let script = "globalThis.done = 0; Promise.resolve(1).then(n => { done = n })";
            assert!(scope.evaluate(script, "job.js").is_ok());
        });
        assert_eq!(ctx.eval::<i32, _>("done").expect("a number"), 1);
    });
}

#[test]
fn modules_are_nobodys_after_the_end() {
    let theirs = rquickjs::Runtime::new().expect("their runtime");
    let context = Context::full(&theirs).expect("their context");
    context.with(|ctx| {
        let ours = attach(&ctx);
        ours.enter(|scope| {
            let modules = scope.module_binding().expect("there is memory");
            let compile = scope.get(modules, "compile").expect("no getter");
            let source = scope.string("globalThis.ran = import.meta").expect("there is memory");
            let name = scope.string("file:///module.mjs").expect("there is memory");
            let record = scope.call(compile, modules, &[source, name]).expect("it compiles");
            let evaluate = scope.get(modules, "evaluate").expect("no getter");
            assert!(scope.call(evaluate, modules, &[record]).is_ok());
        });
        drop(ours);
        let ran: bool = ctx.eval("typeof ran === 'object'").expect("no exception");
        assert!(ran);
        ctx.eval::<(), _>("import('x').catch((error) => { globalThis.refused = error.name; }); 0")
            .expect("import() itself never throws");
    });
    while theirs.execute_pending_job().expect("no job throws") {}
    let refused: String = context.with(|ctx| ctx.eval("refused")).expect("it was rejected");
    assert_eq!(refused, "ReferenceError");
}
