//! What the engine tells of a module; modules as a whole are tested behind the seam
//! (`engine/module_tests.rs`).

use crate::engine::Engine;
use crate::engine::module_graph::{Import, Indirect};
use crate::engine::seam::{
    Functions, ModuleHooks, ModuleRequest, Modules, Objects, Primitives, Promises, Strings,
};

#[test]
fn headers_name_what_is_imported_and_exported() {
    let engine = Engine::new().unwrap();
    let source = "import d, { name as n, 'odd name' as o } from 'a'; import * as all from 'a';\n\
                  export { x as 'wide \u{2603}' } from 'b'; export * as ns from 'b';\n\
                  export * from 'c'; export const length = 1; export default n; await d; export { o };";
    let module = engine.compile_module(source.as_bytes(), c"m.mjs").unwrap();
    let record = engine.known_record(module).unwrap();
    let entries = engine.modules.entries.borrow();
    let header = &entries[record].header;
    let mut imports: Vec<_> = header.imports.iter().map(|import| import.name.clone()).collect();
    imports.sort();
    assert_eq!(imports, [b"default".to_vec(), b"name".to_vec(), b"odd name".to_vec()]);
    assert!(header.imports.contains(&Import { name: b"name".to_vec(), request: 0 }));
    assert_eq!(header.local_exports, [b"length".to_vec(), b"default".to_vec()]);
    let indirect = |exported: &str, name: Option<&str>, request| Indirect {
        exported: exported.into(),
        name: name.map(Into::into),
        request,
    };
    let expected = [
        indirect("wide \u{2603}", Some("x"), 1),
        indirect("ns", None, 1),
        indirect("o", Some("odd name"), 0),
    ];
    assert_eq!(header.indirect_exports.len(), expected.len());
    assert!(expected.iter().all(|export| header.indirect_exports.contains(export)));
    assert_eq!(header.star_exports, [2]);
    assert!(header.awaits && !header.is_synthetic);
}

#[test]
fn attributes_that_the_engine_does_not_know_are_told() {
    let engine = Engine::new().unwrap();
    let source = "import 'a' with { type: 'odd' };\n  export * from 'b' with { lang: 'x' };";
    let module = engine.compile_module(source.as_bytes(), c"m.mjs").unwrap();
    let request = |specifier: &str, key: &str, value: &str| ModuleRequest {
        specifier: specifier.into(),
        attributes: vec![(key.into(), value.into())],
    };
    let expected = [request("a", "type", "odd"), request("b", "lang", "x")];
    assert_eq!(engine.module_requests(module), expected);
    // Whether they are supported is not the engine's to say.
    let empty = engine.compile_module(b"", c"empty.mjs").unwrap();
    engine.connect_module(module, &[empty, empty]).unwrap();
    engine.link_module(module).unwrap();
}

#[test]
fn import_tells_who_made_the_text() {
    let engine = Engine::new().unwrap();
    let import = b"(from, specifier) => { globalThis.asked += from + ' ' + specifier + ';' }";
    let import = engine.run_script(import, c"import").unwrap();
    let meta = engine.run_script(b"globalThis.asked = ''; () => {}", c"meta").unwrap();
    engine.set_module_hooks(ModuleHooks { import, meta });
    let source = "const ask = (text) => { eval(text); Function(text)(); (0, eval)(text); };";
    let in_module = format!("{source} ask(\"import('m').catch(() => {{}})\")");
    let module = engine.compile_module(in_module.as_bytes(), c"file:module").unwrap();
    engine.evaluate_module(module).unwrap();
    let in_script = format!("{source} ask(\"eval(\\\"import('s').catch(() => {{}})\\\")\")");
    engine.run_script(in_script.as_bytes(), c"/script line 2.js").unwrap();
    engine.drain_jobs(|_| panic!("a job threw"));
    let asked = engine.get_named(engine.global(), b"asked").unwrap();
    let asked = engine.with_utf8(asked, |text| String::from_utf8_lossy(text).into_owned()).unwrap();
    assert_eq!(asked, "file:module m;".repeat(3) + &"/script line 2.js s;".repeat(3));
}
