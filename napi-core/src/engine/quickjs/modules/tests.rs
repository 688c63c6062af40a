//! What the engine tells of a module; modules as a whole are tested behind the seam
//! (`engine/module_tests.rs`).

use crate::engine::Engine;
use crate::engine::module_graph::{Import, Indirect};
use crate::engine::seam::Modules;

#[test]
fn headers_name_what_is_imported_and_exported() {
    let engine = Engine::new().unwrap();
    let source = "import d, { name as n, 'odd name' as o } from 'a'; import * as all from 'a';\n\
                  export { x as 'wide \u{2603}' } from 'b'; export * as ns from 'b';\n\
                  export * from 'c'; export const length = 1; export default n; await d;";
    let module = engine.compile_module(source.as_bytes(), c"m.mjs").unwrap();
    let record = engine.known_record(module).unwrap();
    let entries = engine.modules.entries.borrow();
    let header = &entries[record].header;
    let imports = ["default", "name", "odd name"];
    let import = |name: &str| Import { name: name.into(), request: 0 };
    assert_eq!(header.imports, imports.map(import));
    assert_eq!(header.local_exports, [b"length".to_vec(), b"default".to_vec()]);
    assert_eq!(
        header.indirect_exports,
        [
            Indirect { exported: "wide \u{2603}".into(), name: Some("x".into()), request: 1 },
            Indirect { exported: "ns".into(), name: None, request: 1 },
        ]
    );
    assert_eq!(header.star_exports, [2]);
    assert!(header.awaits && !header.is_synthetic);
}
