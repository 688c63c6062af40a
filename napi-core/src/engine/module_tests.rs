//! Modules through the seam alone, with a loader of a few lines.

use crate::engine::seam::*;
use crate::engine::{Engine, Handle, OwnedEngine};
use std::collections::HashMap;
use std::ffi::CString;

/// Compiles and connects `root` and all it requests; specifiers are names.
fn load(engine: &Engine, sources: &[(&str, &str)], root: &str) -> Outcome<Handle> {
    let mut records: HashMap<String, Handle> = HashMap::new();
    for (name, source) in sources {
        let file = CString::new(*name).unwrap();
        records.insert((*name).to_owned(), engine.compile_module(source.as_bytes(), &file)?);
    }
    for module in records.values() {
        let requests = engine.module_requests(*module);
        let dependency =
            |request: &ModuleRequest| records[std::str::from_utf8(&request.specifier).unwrap()];
        let dependencies: Vec<Handle> = requests.iter().map(dependency).collect();
        engine.connect_module(*module, &dependencies)?;
    }
    Ok(records[root])
}

fn engine() -> OwnedEngine {
    Engine::new().unwrap()
}

fn text(engine: &Engine, value: Handle) -> String {
    let value = engine.to_string(value).unwrap();
    engine.with_utf8(value, |text| String::from_utf8_lossy(text).into_owned()).unwrap()
}

fn global(engine: &Engine, name: &str) -> String {
    let value = engine.get_named(engine.global(), name.as_bytes()).unwrap();
    text(engine, value)
}

fn run(engine: &Engine, sources: &[(&str, &str)], root: &str) -> (i32, String) {
    let module = load(engine, sources, root).unwrap();
    engine.link_module(module).unwrap();
    let promise = engine.evaluate_module(module).unwrap();
    engine.drain_jobs(|_| panic!("a job threw"));
    let (state, result) = engine.promise_details(promise).unwrap();
    (state, text(engine, result))
}

fn exception(engine: &Engine) -> String {
    let exception = engine.take_exception();
    text(engine, exception)
}

#[test]
fn requests_are_listed_with_their_attributes() {
    let engine = engine();
    let source = "import a from 'a'; export * from 'b';\n\
                  import j from 'a' with { type: 'json' }; import 'b';";
    let module = engine.compile_module(source.as_bytes(), c"m.mjs").unwrap();
    let request = |specifier: &str, attributes: &[(&str, &str)]| ModuleRequest {
        specifier: specifier.into(),
        attributes: attributes.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(),
    };
    let expected = [request("a", &[]), request("b", &[]), request("a", &[("type", "json")])];
    assert_eq!(engine.module_requests(module), expected);
}

#[test]
fn cycles_and_live_bindings() {
    let engine = engine();
    let sources = [
        ("a", "import { b, bump } from 'b'; export let a = 'a'; bump(); globalThis.seen = a + b;"),
        (
            "b",
            "import { a } from 'a'; export let b = 1; export const bump = () => { b += 1; };\n\
               try { a; } catch (error) { globalThis.early = error.name; }",
        ),
    ];
    assert_eq!(run(&engine, &sources, "a"), (1, "undefined".into()));
    assert_eq!(global(&engine, "seen"), "a2");
    assert_eq!(global(&engine, "early"), "ReferenceError");
}

#[test]
fn linking_runs_nothing_and_names_the_import_that_fails() {
    let engine = engine();
    let sources = [
        ("root", "import 'first'; import { nope } from 'second';"),
        ("first", "globalThis.ran = true;"),
        ("second", "export const yes = 1;"),
    ];
    let root = load(&engine, &sources, "root").unwrap();
    match engine.link_module(root) {
        Err(LinkFailure::Import { importer, request, export, problem }) => {
            assert!(engine.strict_equals(importer, root));
            assert_eq!((request, export.as_slice()), (1, &b"nope"[..]));
            assert_eq!(problem, ImportProblem::Missing);
        }
        other => panic!("{other:?}"),
    }
    assert!(!engine.has_exception());
    assert_eq!(global(&engine, "ran"), "undefined");
    assert_eq!(engine.module_stage(root), ModuleStage::Unlinked);
}

#[test]
fn ambiguous_and_circular_exports() {
    let problem = |sources: &[(&str, &str)]| {
        let engine = engine();
        let root = load(&engine, sources, "root").unwrap();
        match engine.link_module(root) {
            Err(LinkFailure::Import { problem, .. }) => problem,
            other => panic!("{other:?}"),
        }
    };
    let stars = "export * from 'one'; export * from 'two';";
    assert_eq!(
        problem(&[
            ("root", "import { x } from 'stars';"),
            ("stars", stars),
            ("one", "export const x = 1;"),
            ("two", "export const x = 2;"),
        ]),
        ImportProblem::Ambiguous
    );
    assert_eq!(
        problem(&[("root", "import { x } from 'b';"), ("b", "export { x } from 'b';")]),
        ImportProblem::Circular
    );
}

#[test]
fn a_failed_load_leaves_others_alone() {
    let engine = engine();
    let broken = engine.compile_module(b"export const = 1;", c"broken");
    assert_eq!(broken.map(drop), Err(Thrown));
    assert!(exception(&engine).starts_with("SyntaxError"));
    engine.compile_module(b"import 'never';", c"unconnected").unwrap();
    assert_eq!(run(&engine, &[("ok", "globalThis.fine = 1;")], "ok").0, 1);
    assert_eq!(global(&engine, "fine"), "1");
    engine.collect();
}

#[test]
fn what_waits_is_known_before_it_runs() {
    let engine = engine();
    let sources = [
        ("root", "import { value } from 'later'; globalThis.order += 'root' + value;"),
        ("later", "globalThis.order = 'later '; export const value = await 7;"),
    ];
    let root = load(&engine, &sources, "root").unwrap();
    assert_eq!(engine.awaits_at_top_level(root), Some(true));
    engine.link_module(root).unwrap();
    let promise = engine.evaluate_module(root).unwrap();
    assert_eq!(global(&engine, "order"), "later ");
    assert_eq!(engine.promise_details(promise).unwrap().0, 0);
    engine.drain_jobs(|_| panic!("a job threw"));
    assert_eq!(global(&engine, "order"), "later root7");
    let again = engine.evaluate_module(root).unwrap();
    assert!(engine.strict_equals(promise, again));
    let nested = "async () => await 1; class A { async m() { await 1; } }";
    let quiet = load(&engine, &[("quiet", nested)], "quiet").unwrap();
    assert_eq!(engine.awaits_at_top_level(quiet), Some(false));
}

#[test]
fn an_exception_stops_what_depends_on_it() {
    let engine = engine();
    let sources = [
        ("root", "import 'bad'; import 'other'; globalThis.ran = 'root';"),
        ("bad", "throw new Error('bad');"),
        ("other", "globalThis.ran = 'other';"),
    ];
    assert_eq!(run(&engine, &sources, "root"), (2, "Error: bad".into()));
    assert_eq!(global(&engine, "ran"), "undefined");
}

#[test]
fn what_a_cycle_reaches_later_runs_later() {
    let engine = engine();
    let sources = [
        ("root", "import 'inner'; import 'outside'; order += 'root';"),
        ("inner", "import 'before'; import 'root'; order += 'inner ';"),
        ("before", "globalThis.order = 'before ';"),
        ("outside", "order += 'outside ';"),
    ];
    assert_eq!(run(&engine, &sources, "root").0, 1);
    assert_eq!(global(&engine, "order"), "before inner outside root");
    let sources = [
        ("root2", "import 'inner2'; import 'outside2';"),
        ("inner2", "import 'root2'; throw new Error('inner');"),
        ("outside2", "globalThis.order = 'wrong';"),
    ];
    assert_eq!(run(&engine, &sources, "root2"), (2, "Error: inner".into()));
    assert_eq!(global(&engine, "order"), "before inner outside root");
}

#[test]
fn synthetic_modules_are_filled_when_they_are_evaluated() {
    let engine = engine();
    let names = ["default", "named"].map(|name| engine.string_utf8(name.as_bytes()).unwrap());
    let fill = engine.run_script(b"globalThis.filled = 0; () => { filled++; }", c"fill").unwrap();
    let made = engine.synthetic_module(c"synthetic", &names, fill).unwrap();
    let source = b"import whole, { named } from 's'; globalThis.seen = () => whole + named;";
    let user = engine.compile_module(source, c"user").unwrap();
    engine.connect_module(user, &[made]).unwrap();
    engine.link_module(user).unwrap();
    engine.evaluate_module(user).unwrap();
    engine.set_module_export(made, names[0], engine.int32(40)).unwrap();
    engine.set_module_export(made, names[1], engine.int32(2)).unwrap();
    let seen = engine.run_script(b"seen() + ' ' + filled", c"ask").unwrap();
    assert_eq!(text(&engine, seen), "42 1");
    let unknown = engine.string_utf8(b"unknown").unwrap();
    assert_eq!(engine.set_module_export(made, unknown, unknown), Err(Thrown));
    assert!(exception(&engine).contains("'unknown'"));
}

#[test]
fn import_asks_the_hook_and_meta_is_filled() {
    let engine = engine();
    let import = engine
        .run_script(
            b"(referrer, specifier, attributes) => {\n\
              globalThis.asked = referrer + ' ' + specifier + ' ' + attributes?.type;\n\
              if (specifier === 'bad') throw new Error('refused'); return target; }",
            c"import",
        )
        .unwrap();
    let meta = engine.run_script(b"(name, meta) => { meta.url = name; }", c"meta").unwrap();
    engine.set_module_hooks(ModuleHooks { import, meta });
    let target = "export const url = import.meta.url;";
    let target = load(&engine, &[("file:target", target)], "file:target").unwrap();
    engine.set_named(engine.global(), b"target", target).unwrap();
    let script = b"import('bad').catch((error) => { globalThis.caught = error.message; });\n\
                   import('good', { with: { type: 'json' } }).then((ns) => { globalThis.url = ns.url; });";
    // An unlinked module is linked on its way.
    engine.run_script(script, c"script.js").unwrap();
    engine.drain_jobs(|_| panic!("a job threw"));
    assert_eq!(global(&engine, "asked"), "script.js good json");
    assert_eq!(global(&engine, "caught"), "refused");
    assert_eq!(global(&engine, "url"), "file:target");
}

#[test]
fn import_of_what_is_being_evaluated_waits_for_its_end() {
    let engine = engine();
    let import = engine.run_script(b"(name, specifier) => globalThis[specifier]", c"import");
    let meta = engine.run_script(b"() => {}", c"meta").unwrap();
    engine.set_module_hooks(ModuleHooks { import: import.unwrap(), meta });
    let sources = [
        ("root", "import 'inner'; export const root = 1;"),
        (
            "inner",
            "import('root').then((ns) => { globalThis.seen = ns.root; });\n\
                   import('user').then((ns) => { globalThis.sum = ns.sum; });",
        ),
    ];
    let root = load(&engine, &sources, "root").unwrap();
    let user = b"import { root } from 'root'; export const sum = root + 1;";
    let user = engine.compile_module(user, c"user").unwrap();
    engine.connect_module(user, &[root]).unwrap();
    engine.set_named(engine.global(), b"root", root).unwrap();
    engine.set_named(engine.global(), b"user", user).unwrap();
    engine.link_module(root).unwrap();
    engine.evaluate_module(root).unwrap();
    engine.drain_jobs(|_| panic!("a job threw"));
    assert_eq!(global(&engine, "seen"), "1");
    assert_eq!(global(&engine, "sum"), "2");
}

#[test]
fn a_second_try_has_its_import_meta() {
    let engine = engine();
    let import = engine.run_script(b"() => {}", c"import").unwrap();
    let meta = engine.run_script(b"(name, meta) => { meta.url = name; }", c"meta").unwrap();
    engine.set_module_hooks(ModuleHooks { import, meta });
    engine.compile_module(b"import 'absent';", c"file:again").unwrap();
    let source = "globalThis.url = import.meta.url;";
    assert_eq!(run(&engine, &[("file:again", source)], "file:again").0, 1);
    assert_eq!(global(&engine, "url"), "file:again");
}

#[test]
fn collections_leave_modules_alone() {
    let engine = engine();
    let names = [engine.string_utf8(b"made").unwrap()];
    let fill = engine.run_script(b"() => {}", c"fill").unwrap();
    let synthetic = engine.synthetic_module(c"synthetic", &names, fill).unwrap();
    engine.collect();
    let source =
        b"import { made } from 's'; import * as b from 'b'; export let a = () => made + b.b;";
    let a = engine.compile_module(source, c"a").unwrap();
    engine.collect();
    let b = engine.compile_module(b"import { a } from 'a'; export let b = 1; a;", c"b").unwrap();
    engine.connect_module(a, &[synthetic, b]).unwrap();
    engine.connect_module(b, &[a]).unwrap();
    engine.collect();
    engine.link_module(b).unwrap();
    engine.collect();
    engine.set_module_export(synthetic, names[0], engine.int32(41)).unwrap();
    let promise = engine.evaluate_module(b).unwrap();
    engine.collect();
    assert_eq!(engine.promise_details(promise).unwrap().0, 1);
    let namespace = engine.module_namespace(a).unwrap();
    engine.collect();
    let function = engine.get_named(namespace, b"a").unwrap();
    let result = engine.call(function, engine.undefined(), &[]).unwrap();
    assert_eq!(text(&engine, result), "42");
}

#[test]
fn records_are_checked() {
    let engine = engine();
    let module = engine.compile_module(b"import 'x';", c"m").unwrap();
    assert!(matches!(engine.link_module(module), Err(LinkFailure::Thrown)));
    assert!(exception(&engine).contains("not connected"));
    assert_eq!(engine.connect_module(module, &[]), Err(Thrown));
    assert!(exception(&engine).contains("1 requests"));
    assert!(engine.module_namespace(module).is_err());
    assert!(exception(&engine).contains("linked"));
    assert!(engine.evaluate_module(engine.int32(99)).is_err());
    assert!(exception(&engine).contains("module record"));
}
