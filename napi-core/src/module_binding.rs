//! The `modules` binding: a JavaScript object through which a runtime's own scripts compile, link
//! and evaluate ES modules. Records are opaque to them; the rest is in their loader.
//!
//! Made like the `engine` binding (`introspection.rs`), and for trusted scripts as that is.

use crate::engine::{
    Handle, ImportProblem, LinkFailure, ModuleHooks, Modules, Objects, Outcome, Primitives,
    Strings, Thrown,
};
use crate::env::{CallbackInfo, Env};
use crate::introspection::{Native, array_of, file_name, object_of, text, undefined};
use crate::runtime::RuntimeState;

const FUNCTIONS: [(&str, Native); 11] = [
    ("compile", compile),
    ("requests", requests),
    ("synthetic", synthetic),
    ("setExport", set_export),
    ("connect", connect),
    ("link", link),
    ("awaits", awaits),
    ("evaluate", evaluate),
    ("stage", stage),
    ("namespace", namespace),
    ("setHooks", set_hooks),
];

/// The binding's object.
///
/// # Errors
/// When the engine has no memory for it.
pub fn binding(runtime: &RuntimeState) -> Outcome<Handle> {
    object_of(runtime, &FUNCTIONS)
}

fn list(env: &Env, array: Handle) -> Outcome<Vec<Handle>> {
    let engine = env.engine();
    if !engine.is_array(array) {
        return Ok(Vec::new());
    }
    (0..engine.array_length(array)?).map(|index| engine.get_index(array, index)).collect()
}

/// `compile(source, name)`: a record.
fn compile(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let source = text(env, info.argument(env, 0))?;
    let name = file_name(env, info.argument(env, 1))?;
    env.engine().compile_module(&source, &name)
}

/// `requests(record)`: for each a specifier and its attributes, `[key, value, ...]` or `undefined`,
/// in a flat array.
fn requests(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let engine = env.engine();
    let mut flat = Vec::new();
    for request in engine.module_requests(info.argument(env, 0)) {
        flat.push(engine.string_utf8(&request.specifier)?);
        let mut attributes = Vec::new();
        for (key, value) in &request.attributes {
            attributes.push(engine.string_utf8(key.as_bytes())?);
            attributes.push(engine.string_utf8(value.as_bytes())?);
        }
        flat.push(match attributes.is_empty() {
            true => engine.undefined(),
            false => array_of(env, &attributes)?,
        });
    }
    array_of(env, &flat)
}

/// `synthetic(name, exports, fill)`: a record.
fn synthetic(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let name = file_name(env, info.argument(env, 0))?;
    let exports = list(env, info.argument(env, 1))?;
    env.engine().synthetic_module(&name, &exports, info.argument(env, 2))
}

/// `setExport(record, name, value)`.
fn set_export(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let [module, name, value] = [0, 1, 2].map(|index| info.argument(env, index));
    env.engine().set_module_export(module, name, value)?;
    undefined(env)
}

/// `connect(record, dependencies)`.
fn connect(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let dependencies = list(env, info.argument(env, 1))?;
    env.engine().connect_module(info.argument(env, 0), &dependencies)?;
    undefined(env)
}

/// `link(record)`: `undefined`, or `[importer, index of the request, export, problem]` for an import
/// that cannot be bound.
fn link(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let engine = env.engine();
    match engine.link_module(info.argument(env, 0)) {
        Ok(()) => undefined(env),
        Err(LinkFailure::Thrown) => Err(Thrown),
        Err(LinkFailure::Import { importer, request, export, problem }) => {
            let problem = match problem {
                ImportProblem::Missing => "missing",
                ImportProblem::Ambiguous => "ambiguous",
                ImportProblem::Circular => "circular",
            };
            let export = engine.string_utf8(&export)?;
            let problem = engine.string_latin1(problem.as_bytes())?;
            array_of(env, &[importer, engine.number(request as f64), export, problem])
        }
    }
}

/// `awaits(record)`: whether its graph has a top-level await; `undefined` where nobody knows.
fn awaits(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let engine = env.engine();
    let awaits = engine.awaits_at_top_level(info.argument(env, 0));
    Ok(awaits.map_or_else(|| engine.undefined(), |awaits| engine.boolean(awaits)))
}

/// `evaluate(record)`: the promise of its end.
fn evaluate(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    env.engine().evaluate_module(info.argument(env, 0))
}

/// `stage(record)`: 0 unlinked, 1 linked, 2 evaluating, 3 evaluated.
fn stage(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let stage = env.engine().module_stage(info.argument(env, 0));
    Ok(env.engine().int32(stage as i32))
}

/// `namespace(record)`.
fn namespace(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    env.engine().module_namespace(info.argument(env, 0))
}

/// `setHooks(importModule, initializeMeta)`; see [`ModuleHooks`].
fn set_hooks(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let hooks = ModuleHooks { import: info.argument(env, 0), meta: info.argument(env, 1) };
    env.engine().set_module_hooks(hooks);
    undefined(env)
}
