//! Linking without evaluating.
//!
//! QuickJS links a module only on the way to its evaluation. So a small module is evaluated that
//! imports first a native one whose evaluation fails, then the module that is meant: by then
//! everything is linked, and nothing more happens.

use super::super::{Engine, Handle};
use super::compile;
use super::hooks::Asking;
use crate::engine::module_graph;
use crate::engine::seam::{Errors, LinkFailure, ModuleStage, Outcome, Primitives, Scopes, Thrown};
use rquickjs_sys as q;
use std::ffi::c_int;

const SOURCE: &[u8] = b"import 'stop'; import 'target'";

/// See [`crate::engine::Modules::link_module`].
pub fn link(engine: &Engine, module: Handle) -> Result<(), LinkFailure> {
    let graph = engine.graph_of(module)?;
    let table = &engine.modules;
    let stages: Vec<ModuleStage> = graph.iter().map(|record| table.stage(*record)).collect();
    if stages.iter().all(|stage| *stage != ModuleStage::Unlinked) {
        return Ok(());
    }
    if stages.contains(&ModuleStage::Evaluating) {
        let problem = "a module cannot be linked to one that is being evaluated";
        return Err(engine.refuse(problem).into());
    }
    if let Some(scratch) = table.scratch.take() {
        scratch.free(); // a graph was loaded: nothing more is compiled for a while
    }
    let root = *graph.last().unwrap_or(&0);
    resolve(engine, &graph)?;
    let mark = engine.mark();
    let linked = bind(engine, root);
    if linked.is_ok() {
        engine.release_to(mark);
        for record in graph {
            let stage = &mut table.entries.borrow_mut()[record].stage;
            if *stage == ModuleStage::Unlinked {
                *stage = ModuleStage::Linked;
            }
        }
        return Ok(());
    }
    // Where an import cannot be bound, more is known than the engine's exception tells.
    let unbound = module_graph::first_unbound(&table.entries.borrow(), &graph);
    let Some(unbound) = unbound else {
        return Err(LinkFailure::Thrown);
    };
    engine.take_exception();
    engine.release_to(mark);
    Err(LinkFailure::Import {
        importer: engine.number(unbound.importer as f64),
        request: unbound.request,
        export: unbound.export,
        problem: unbound.problem,
    })
}

/// Tells the engine what each module of the graph depends on, those at the bottom first, so that it
/// has nowhere to descend. Only lack of memory makes it fail.
fn resolve(engine: &Engine, graph: &[usize]) -> Outcome<()> {
    let table = &engine.modules;
    let (unresolved, count) = {
        let entries = table.entries.borrow();
        let by_name = table.by_name.borrow();
        let unresolved: Vec<usize> =
            graph.iter().copied().filter(|record| !entries[*record].resolved).collect();
        let is_twin = |record: &&usize| by_name.get(&entries[**record].name) != Some(record);
        if let Some(twin) = unresolved.iter().find(is_twin) {
            let name = String::from_utf8_lossy(&entries[*twin].name).into_owned();
            drop((entries, by_name));
            return Err(engine.refuse(&format!("two modules have the name {name}")));
        }
        (unresolved, entries.len())
    };
    table.asking.replace(Asking::Resolves(vec![0; count]));
    let mut outcome = Ok(());
    for record in unresolved {
        let module = engine.module_value(record);
        // SAFETY: a live module; the copy is given up. Every question is answered with a module.
        let resolved = unsafe {
            let resolved = q::JS_ResolveModule(engine.ctx, module);
            q::JS_FreeValue(engine.ctx, module);
            resolved
        };
        if resolved < 0 {
            table.forget_unresolved();
            outcome = Err(Thrown);
            break;
        }
        table.entries.borrow_mut()[record].resolved = true;
    }
    table.asking.replace(Asking::ForImport);
    outcome
}

fn bind(engine: &Engine, target: usize) -> Outcome<()> {
    let table = &engine.modules;
    engine.native_module(&table.stop, c"napkin:stop", stop)?;
    table.asking.replace(Asking::CompilesLink { target, asked: 0 });
    // SAFETY: the context is live; evaluating takes the module over, the promise is given up.
    unsafe {
        let linker = compile::compile_in(engine.ctx, SOURCE, c"napkin:link");
        table.asking.replace(Asking::ForImport);
        if linker.tag != i64::from(q::JS_TAG_MODULE) {
            return Err(Thrown);
        }
        table.linking.set(true);
        let promise = q::JS_EvalFunction(engine.ctx, linker);
        table.linking.set(false);
        if promise.tag == i64::from(q::JS_TAG_EXCEPTION) {
            return Err(Thrown);
        }
        engine.free(promise);
        Ok(())
    }
}

/// Evaluates the stop: fails.
unsafe extern "C" fn stop(ctx: *mut q::JSContext, _: *mut q::JSModuleDef) -> c_int {
    // SAFETY: a live context; `undefined` needs no memory.
    unsafe { q::JS_Throw(ctx, q::JS_UNDEFINED) };
    -1
}

/// Evaluates a module without exports.
pub unsafe extern "C" fn nothing(_: *mut q::JSContext, _: *mut q::JSModuleDef) -> c_int {
    0
}
