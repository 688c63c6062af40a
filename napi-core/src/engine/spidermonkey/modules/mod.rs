//! ES modules on SpiderMonkey.
//!
//! The engine works as the specification does, and asks its host for each request's module while it
//! loads a graph (`hooks.rs`). The runtime's loader has found all of them by then, so loading is the
//! first half of linking here. What a module requests, imports and exports is read from the engine's
//! tables (`tables.rs`). Modules without a source text are modules with a generated one
//! (`synthetic.rs`).
//!
//! A record is the number of its [`Entry`], which the engine keeps as the module's private value too:
//! runtimes keep modules for ever, so nothing is gained by objects.

mod attributes;
mod hooks;
mod imports;
mod synthetic;
mod tables;
#[cfg(test)]
mod tests;

pub use hooks::install;

use super::script::{Options, source_text, well_formed};
use super::slots::Pinned;
use super::{Engine, Handle, Root};
use crate::engine::module_graph::{self, Header, Member};
use crate::engine::seam::{
    LinkFailure, ModuleHooks, ModuleRequest, ModuleStage, Modules, Outcome, Primitives, Scopes,
    Strings, Thrown,
};
use mozjs_sys::jsapi::{JS, JSObject};
use mozjs_sys::jsval::Int32Value;
use std::cell::RefCell;
use std::ffi::CStr;

/// One module.
pub struct Entry {
    /// The engine's object for it.
    module: Root,
    name: Vec<u8>,
    requests: Vec<ModuleRequest>,
    /// Records by request; `None` until it is connected.
    dependencies: Option<Vec<usize>>,
    header: Header,
    /// What sets the exports of a synthetic module.
    fill: Option<Root>,
}

impl Member for Entry {
    fn name(&self) -> &[u8] {
        &self.name
    }

    fn requests(&self) -> &[ModuleRequest] {
        &self.requests
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn dependencies(&self) -> Option<&[usize]> {
        self.dependencies.as_deref()
    }
}

/// The modules of an engine.
#[derive(Default)]
pub struct ModuleTable {
    pub(in crate::engine) entries: RefCell<Vec<Entry>>,
    /// For `import()` and for `import.meta`.
    hooks: RefCell<Option<(Root, Root)>>,
}

impl ModuleTable {
    /// Gives up what it holds; for the end of the engine.
    pub fn clear(&self) {
        self.hooks.take();
        self.entries.take();
    }
}

impl Engine {
    /// The engine's object for a record.
    fn module_object(&self, record: usize) -> Pinned<'_, *mut JSObject> {
        let module = self.modules.entries.borrow()[record].module.borrow().value();
        self.pin(module.to_object())
    }

    fn stage(&self, record: usize) -> ModuleStage {
        tables::stage(&self.module_object(record))
    }

    /// Compiles a text to a module that is an entry from now on; with `synthetic`, the names that it
    /// exports and what sets them, a module that seems to have none.
    fn add_module(
        &self,
        source: &[u8],
        name: &CStr,
        synthetic: Option<(Vec<Vec<u8>>, Root)>,
    ) -> Outcome<Handle> {
        let text = well_formed(source);
        let file = if synthetic.is_some() { synthetic::FILE } else { name };
        let options = Options::new(self, file)?;
        let mut units = source_text(&text);
        // SAFETY: text and options live for the call; the engine copies what it keeps.
        let compiled = unsafe { JS::CompileModule1(self.cx, options.0, &raw mut units) };
        let mark = self.mark();
        let object = self.adopt(compiled)?;
        let module = self.pin(compiled);
        let (requests, header, fill) = match synthetic {
            Some((names, fill)) => (Vec::new(), Header::of_synthetic(names), Some(fill)),
            None => {
                let requests = tables::requests(self, &module, &text)?;
                (requests, tables::header(self, &module)?, None)
            }
        };
        let mut entries = self.modules.entries.borrow_mut();
        let record = entries.len();
        // SAFETY: a live module; the private value is a number.
        unsafe { JS::SetModulePrivate(module.get(), &Int32Value(record as i32)) };
        entries.push(Entry {
            module: Root::new(self, object),
            name: name.to_bytes().to_vec(),
            dependencies: requests.is_empty().then(Vec::new),
            requests,
            header,
            fill,
        });
        drop(entries);
        drop(module);
        self.release_to(mark);
        Ok(self.number(record as f64))
    }

    /// Lets the engine ask for what the modules of a graph depend on. All of it is connected.
    fn load(&self, module: &Pinned<'_, *mut JSObject>) -> Outcome<()> {
        // SAFETY: a live module; `undefined` is a constant.
        self.check(unsafe {
            JS::LoadRequestedModules(
                self.cx,
                module.handle(),
                self.undefined().js(),
                Some(hooks::loaded),
                Some(hooks::failed),
            )
        })
    }

    fn any_is_evaluating(&self, graph: &[usize]) -> bool {
        graph.iter().any(|record| self.stage(*record) == ModuleStage::Evaluating)
    }
}

impl Modules for Engine {
    fn compile_module(&self, source: &[u8], name: &CStr) -> Outcome<Handle> {
        self.add_module(source, name, None)
    }

    fn module_requests(&self, module: Handle) -> Vec<ModuleRequest> {
        match self.record(module) {
            Some(record) => self.modules.entries.borrow()[record].requests.clone(),
            None => Vec::new(),
        }
    }

    fn synthetic_module(&self, name: &CStr, exports: &[Handle], fill: Handle) -> Outcome<Handle> {
        let mut names = Vec::with_capacity(exports.len());
        for export in exports {
            let name = self.with_utf8(*export, <[u8]>::to_vec)?;
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let source = synthetic::source(&names);
        self.add_module(source.as_bytes(), name, Some((names, Root::new(self, fill))))
    }

    fn set_module_export(&self, module: Handle, name: Handle, value: Handle) -> Outcome<()> {
        let record = self.known_record(module)?;
        let name = self.with_utf8(name, <[u8]>::to_vec)?;
        let index = {
            let header = &self.modules.entries.borrow()[record].header;
            let position = header.local_exports.iter().position(|export| *export == name);
            position.filter(|_| header.is_synthetic)
        };
        match index {
            Some(index) if self.stage(record) != ModuleStage::Unlinked => {
                synthetic::set_export(self, &self.module_object(record), index, value)
            }
            _ => {
                let name = String::from_utf8_lossy(&name).into_owned();
                Err(self.refuse(&format!(
                    "export '{name}' can be set only in a linked synthetic module that has it"
                )))
            }
        }
    }

    fn connect_module(&self, module: Handle, dependencies: &[Handle]) -> Outcome<()> {
        let record = self.known_record(module)?;
        let records = self.known_records(dependencies)?;
        self.one_for_each_request(record, &records)?;
        let entry = &mut self.modules.entries.borrow_mut()[record];
        entry.dependencies.get_or_insert(records);
        Ok(())
    }

    fn link_module(&self, module: Handle) -> Result<(), LinkFailure> {
        let graph = self.graph_of(module)?;
        if graph.iter().all(|record| self.stage(*record) != ModuleStage::Unlinked) {
            return Ok(());
        }
        if self.any_is_evaluating(&graph) {
            let problem = "a module cannot be linked to one that is being evaluated";
            return Err(self.refuse(problem).into());
        }
        let object = self.module_object(*graph.last().unwrap_or(&0));
        self.load(&object)?;
        // SAFETY: a live module whose graph is loaded.
        if self.check(unsafe { JS::ModuleLink(self.cx, object.handle()) }).is_ok() {
            return Ok(());
        }
        // Where an import cannot be bound, more is known than the engine's exception tells.
        let unbound = module_graph::first_unbound(&self.modules.entries.borrow(), &graph);
        let Some(unbound) = unbound else {
            return Err(LinkFailure::Thrown);
        };
        self.discard_exception();
        Err(LinkFailure::Import {
            importer: self.number(unbound.importer as f64),
            request: unbound.request,
            export: unbound.export,
            problem: unbound.problem,
        })
    }

    fn awaits_at_top_level(&self, module: Handle) -> Option<bool> {
        let entries = self.modules.entries.borrow();
        let graph = module_graph::reached(&entries, self.record(module)?).ok()?;
        Some(graph.iter().any(|record| entries[*record].header.awaits))
    }

    fn evaluate_module(&self, module: Handle) -> Outcome<Handle> {
        let record = self.known_record(module)?;
        if self.stage(record) != ModuleStage::Evaluated {
            if self.any_is_evaluating(&self.graph_of(module)?) {
                return Err(self.refuse("a module cannot wait for one that is being evaluated"));
            }
            self.link_module(module).map_err(|failure| match failure {
                LinkFailure::Thrown => Thrown,
                _ => self.refuse("a module must be linked before it is evaluated"),
            })?;
        }
        let object = self.module_object(record);
        let promise = self.blank();
        // SAFETY: a live, linked module.
        self.check(unsafe { JS::ModuleEvaluate(self.cx, object.handle(), promise.out()) })?;
        // The engine makes a rejection of everything, of what nobody may catch too.
        if self.uncatchable.get() { Err(Thrown) } else { Ok(promise) }
    }

    fn module_stage(&self, module: Handle) -> ModuleStage {
        self.record(module).map_or(ModuleStage::Unlinked, |record| self.stage(record))
    }

    fn module_namespace(&self, module: Handle) -> Outcome<Handle> {
        let record = self.known_record(module)?;
        let object = self.module_object(record);
        if tables::stage(&object) == ModuleStage::Unlinked {
            return Err(self.refuse("a module has a namespace only once it is linked"));
        }
        // SAFETY: a live, linked module.
        self.adopt(unsafe { JS::GetModuleNamespace(self.cx, object.handle()) })
    }

    fn set_module_hooks(&self, hooks: ModuleHooks) {
        let roots = (Root::new(self, hooks.import), Root::new(self, hooks.meta));
        *self.modules.hooks.borrow_mut() = Some(roots);
    }
}
