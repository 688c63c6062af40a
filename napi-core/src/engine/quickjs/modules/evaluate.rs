//! Evaluating, in such portions that it is known which modules are in the middle of it.
//!
//! A module's code can call `require`, and that can want a module of the graph that is being
//! evaluated. QuickJS takes this only for modules that have not begun or have ended. So the parts of
//! a graph are evaluated one by one where that is the order of the specification too, which is depth
//! first, dependencies first. A part is a module, or a cycle of modules with what is reached from the
//! cycle after one of it has run. Where a part waits for promises, the rest is left to the engine.

use super::super::{Engine, Handle};
use super::ModuleTable;
use crate::engine::seam::{ModuleStage, Modules, Outcome, Thrown};
use rquickjs_sys as q;

/// See [`crate::engine::Modules::evaluate_module`].
pub fn evaluate(engine: &Engine, module: Handle) -> Outcome<Handle> {
    let graph = engine.graph_of(module)?;
    let table = &engine.modules;
    let root = *graph.last().unwrap_or(&0);
    if table.stage(root) == ModuleStage::Evaluated {
        return promise_of(engine, root);
    }
    if graph.iter().any(|record| table.stage(*record) == ModuleStage::Evaluating) {
        return Err(engine.refuse("a module cannot wait for one that is being evaluated"));
    }
    engine.link_module(module).map_err(|failure| match failure {
        crate::engine::seam::LinkFailure::Thrown => Thrown,
        _ => engine.refuse("a module must be linked before it is evaluated"),
    })?;
    let any_awaits = table.awaits(&graph);
    for first in parts(table, root) {
        if table.stage(first) == ModuleStage::Evaluated || first == root {
            continue;
        }
        if any_awaits && table.graph(first).is_ok_and(|graph| table.awaits(&graph)) {
            break;
        }
        let promise = run(engine, first)?;
        // SAFETY: a live promise.
        let state = unsafe { q::JS_PromiseState(engine.ctx, promise.value()) };
        if state == q::JSPromiseStateEnum_JS_PROMISE_REJECTED {
            // What depends on it fails with the same exception; nothing of it runs.
            // SAFETY: as above.
            unsafe { q::JS_PromiseMarkAsHandled(engine.ctx, promise.value()) };
            break;
        }
    }
    run(engine, root)
}

/// Evaluates a module, with what it depends on and was not evaluated yet.
fn run(engine: &Engine, first: usize) -> Outcome<Handle> {
    let begun = engine.modules.begin(first);
    let promise = promise_of(engine, first);
    for record in begun {
        engine.modules.entries.borrow_mut()[record].stage = ModuleStage::Evaluated;
    }
    promise
}

fn promise_of(engine: &Engine, record: usize) -> Outcome<Handle> {
    // SAFETY: a linked module, whose copy is taken over; the promise is owned.
    engine.adopt(unsafe { q::JS_EvalFunction(engine.ctx, engine.module_value(record)) })
}

impl ModuleTable {
    /// Whether one of these waits for promises at its top level.
    pub fn awaits(&self, records: &[usize]) -> bool {
        let entries = self.entries.borrow();
        records.iter().any(|record| entries[*record].header.awaits)
    }

    /// Marks what is about to be evaluated by way of a linked module; these.
    fn begin(&self, first: usize) -> Vec<usize> {
        let mut entries = self.entries.borrow_mut();
        let (mut begun, mut waiting) = (Vec::new(), vec![first]);
        while let Some(record) = waiting.pop() {
            let entry = &mut entries[record];
            if entry.stage == ModuleStage::Linked {
                entry.stage = ModuleStage::Evaluating;
                begun.push(record);
                waiting.extend(entry.dependencies.iter().flatten());
            }
        }
        begun
    }
}

/// The modules by way of which the parts of the graph are evaluated, in order: the strongly
/// connected components (Tarjan's algorithm), each by its first module, but for those that are
/// reached after a module of an unfinished component has had its turn.
fn parts(table: &ModuleTable, root: usize) -> Vec<usize> {
    let entries = table.entries.borrow();
    let none = usize::MAX;
    let (mut number, mut low) = (vec![none; entries.len()], vec![none; entries.len()]);
    let mut waits = vec![false; entries.len()];
    let (mut waiting, mut path, mut found) = (Vec::new(), vec![(root, 0)], Vec::new());
    let mut next_number = 0;
    while let Some((record, next)) = path.last_mut() {
        let record = *record;
        if *next == 0 {
            number[record] = next_number;
            low[record] = next_number;
            next_number += 1;
            waiting.push(record);
            waits[record] = true;
        }
        let dependencies = entries[record].dependencies.as_deref().unwrap_or_default();
        if let Some(&dependency) = dependencies.get(*next) {
            *next += 1;
            if number[dependency] == none {
                path.push((dependency, 0));
            } else if waits[dependency] {
                low[record] = low[record].min(number[dependency]);
            }
            continue;
        }
        path.pop();
        if let Some((parent, _)) = path.last() {
            low[*parent] = low[*parent].min(low[record]);
        }
        if low[record] == number[record] {
            while let Some(member) = waiting.pop() {
                waits[member] = false;
                if member == record {
                    break;
                }
            }
            // Whoever waits and is not on the path has had its turn.
            if waiting.len() == path.len() {
                found.push(record);
            }
        }
    }
    found
}
