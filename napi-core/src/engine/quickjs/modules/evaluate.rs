//! Evaluating, in such portions that it is known which modules are in the middle of it.
//!
//! A module's code can call `require`, and that can want a module of the graph that is being
//! evaluated. QuickJS takes this only for modules that have not begun or have ended. So the parts of
//! a graph that depend on each other in cycles are evaluated one by one, dependencies first, which
//! is the order of the specification; where one waits for promises, the rest is left to the engine.

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
    for component in components(table, root) {
        let is_done = |record: &usize| table.stage(*record) == ModuleStage::Evaluated;
        let first = component[0];
        if component.iter().all(is_done) || first == root {
            continue;
        }
        if any_awaits && table.graph(first).is_ok_and(|graph| table.awaits(&graph)) {
            break;
        }
        let promise = run(engine, first, &component)?;
        // SAFETY: a live promise.
        let state = unsafe { q::JS_PromiseState(engine.ctx, promise.value()) };
        if state == q::JSPromiseStateEnum_JS_PROMISE_REJECTED {
            // What depends on it fails with the same exception; nothing of it runs.
            // SAFETY: as above.
            unsafe { q::JS_PromiseMarkAsHandled(engine.ctx, promise.value()) };
            break;
        }
    }
    run(engine, root, &graph)
}

/// Evaluates what of `portion` was not, by way of `first`.
fn run(engine: &Engine, first: usize, portion: &[usize]) -> Outcome<Handle> {
    let mut begun = Vec::new();
    for &record in portion {
        let stage = &mut engine.modules.entries.borrow_mut()[record].stage;
        if *stage == ModuleStage::Linked {
            *stage = ModuleStage::Evaluating;
            begun.push(record);
        }
    }
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
}

/// The strongly connected components of the graph (Tarjan's algorithm), dependencies first; each
/// begins with the module that is reached first.
fn components(table: &ModuleTable, root: usize) -> Vec<Vec<usize>> {
    let entries = table.entries.borrow();
    let none = usize::MAX;
    let (mut number, mut low) = (vec![none; entries.len()], vec![none; entries.len()]);
    let mut waits = vec![false; entries.len()];
    let (mut stack, mut path, mut found) = (Vec::new(), vec![(root, 0)], Vec::new());
    let mut next_number = 0;
    while let Some((record, next)) = path.last_mut() {
        let record = *record;
        if *next == 0 {
            number[record] = next_number;
            low[record] = next_number;
            next_number += 1;
            stack.push(record);
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
            let begin = stack.iter().rposition(|member| *member == record).unwrap_or(0);
            let component = stack.split_off(begin);
            component.iter().for_each(|member| waits[*member] = false);
            found.push(component);
        }
    }
    found
}
