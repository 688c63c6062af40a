//! ES modules on QuickJS.
//!
//! QuickJS asks its host for what a module imports while it compiles the module, and cannot give the
//! module up when one of the answers fails. So that loading can fail anywhere, a module is compiled
//! in a context that is thrown away (`compile.rs`) and comes into the real one as bytecode, with
//! nothing behind its imports until it is linked (`link.rs`). What it imports and exports is read
//! from that bytecode (`header.rs`).
//!
//! A record is the number of its [`Entry`]: modules live as long as their context in QuickJS, so
//! nothing is gained by objects. Invariant: the engine is asked to link or evaluate a module only
//! when all it depends on is connected and none of that is in the middle of its own evaluation;
//! QuickJS itself checks neither.

mod compile;
mod evaluate;
mod header;
mod hooks;
mod link;
#[cfg(test)]
mod memory_tests;
#[cfg(test)]
mod tests;

use super::{Engine, Handle, Root};
use crate::engine::module_graph::{self, Header};
use crate::engine::seam::{
    LinkFailure, ModuleHooks, ModuleRequest, ModuleStage, Modules, Outcome, Primitives, Strings,
    Thrown,
};
use hooks::Asking;
use rquickjs_sys as q;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::{CStr, CString, c_int};

/// One module.
pub struct Entry {
    definition: *mut q::JSModuleDef,
    /// Where its `import.meta` is looked up: the engine takes the first module of the name, which is
    /// another one when loading failed once.
    meta_of: *mut q::JSModuleDef,
    /// As the engine knows it, for lookups by the referrer's name.
    name: Vec<u8>,
    requests: Vec<ModuleRequest>,
    /// Records by request; `None` until it is connected.
    dependencies: Option<Vec<usize>>,
    /// What it imports and exports, by name.
    header: Header,
    /// The engine was told its dependencies.
    resolved: bool,
    /// The engine has freed it: it is never connected again, and so never used.
    is_gone: bool,
    stage: ModuleStage,
}

/// The modules of an engine.
#[derive(Default)]
pub struct ModuleTable {
    pub(in crate::engine) entries: RefCell<Vec<Entry>>,
    by_name: RefCell<HashMap<Vec<u8>, usize>>,
    hooks: RefCell<Option<(Root, Root)>>,
    /// What the engine's questions mean right now.
    asking: RefCell<Asking>,
    scratch: Cell<Option<compile::Scratch>>,
    /// Stands behind imports until they are known.
    unconnected: Cell<Option<*mut q::JSModuleDef>>,
    /// Never finishes its evaluation.
    stop: Cell<Option<*mut q::JSModuleDef>>,
    linking: Cell<bool>,
    /// The engine asks here.
    is_asked: Cell<bool>,
}

impl ModuleTable {
    /// Gives up what it holds, and the engine asks here no more; for the end of the engine.
    pub fn clear(&self, rt: *mut q::JSRuntime) {
        if self.is_asked.get() {
            // SAFETY: rt is live; without functions the opaque pointer is not used.
            unsafe { q::JS_SetModuleLoaderFunc2(rt, None, None, None, std::ptr::null_mut()) };
        }
        self.hooks.take();
        if let Some(scratch) = self.scratch.take() {
            scratch.free();
        }
    }

    /// When resolving fails, the engine frees all modules that it has not resolved: they are gone.
    fn forget_unresolved(&self) {
        for entry in self.entries.borrow_mut().iter_mut().filter(|entry| !entry.resolved) {
            entry.dependencies = None;
            entry.is_gone = true;
            self.by_name.borrow_mut().remove(&entry.name);
        }
        self.unconnected.set(None);
        self.stop.set(None);
    }

    /// Whether what happens to promises is only linking, which stops before the first evaluation.
    pub fn is_linking(&self) -> bool {
        self.linking.get()
    }

    /// Where the `import.meta` of modules with this name is, when there is one.
    fn meta_of(&self, name: &CStr) -> Option<*mut q::JSModuleDef> {
        let record = *self.by_name.borrow().get(name.to_bytes())?;
        Some(self.entries.borrow()[record].meta_of)
    }

    fn stage(&self, record: usize) -> ModuleStage {
        self.entries.borrow()[record].stage
    }

    /// The record and all it depends on, each once, dependencies first. Fails on a module that is
    /// not connected, with its record.
    fn graph(&self, root: usize) -> Result<Vec<usize>, usize> {
        module_graph::reached(&self.entries.borrow(), root)
    }
}

impl module_graph::Member for Entry {
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

impl Engine {
    fn add_module(&self, entry: Entry) -> Handle {
        let table = &self.modules;
        let record = table.entries.borrow().len();
        table.by_name.borrow_mut().insert(entry.name.clone(), record);
        table.entries.borrow_mut().push(entry);
        self.number(record as f64)
    }

    /// The engine's own value for a module, owned by nobody: modules are never freed one by one.
    fn module_value(&self, record: usize) -> q::JSValue {
        let definition = self.modules.entries.borrow()[record].definition;
        // SAFETY: a live module of the context, whose count the copy raises.
        unsafe { q::JS_DupValue(self.ctx, module_of(definition)) }
    }

    /// A module of the context that is written in native code, made once.
    fn native_module(
        &self,
        place: &Cell<Option<*mut q::JSModuleDef>>,
        name: &CStr,
        evaluate: unsafe extern "C" fn(*mut q::JSContext, *mut q::JSModuleDef) -> c_int,
    ) -> Outcome<*mut q::JSModuleDef> {
        if let Some(made) = place.get() {
            return Ok(made);
        }
        // SAFETY: a live context, which owns the module; the name is copied.
        let made = unsafe { q::JS_NewCModule(self.ctx, name.as_ptr(), Some(evaluate)) };
        if made.is_null() {
            return Err(Thrown);
        }
        place.set(Some(made));
        Ok(made)
    }
}

/// A module as a value, borrowed.
fn module_of(definition: *mut q::JSModuleDef) -> q::JSValue {
    q::JSValue { u: q::JSValueUnion { ptr: definition.cast() }, tag: i64::from(q::JS_TAG_MODULE) }
}

impl Modules for Engine {
    fn compile_module(&self, source: &[u8], name: &CStr) -> Outcome<Handle> {
        compile::compile(self, source, name)
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
            names.push(self.with_utf8(*export, <[u8]>::to_vec)?);
        }
        hooks::install(self);
        // SAFETY: a live context, which owns the module; names are copied.
        let definition = unsafe {
            let evaluate = hooks::fill as unsafe extern "C" fn(_, _) -> _;
            let definition = q::JS_NewCModule(self.ctx, name.as_ptr(), Some(evaluate));
            if definition.is_null() {
                return Err(Thrown);
            }
            for export in &names {
                let export = c_name(export);
                if q::JS_AddModuleExport(self.ctx, definition, export.as_ptr()) < 0 {
                    return Err(Thrown);
                }
            }
            q::JS_SetModulePrivateValue(self.ctx, definition, self.dup(fill));
            definition
        };
        Ok(self.add_module(Entry {
            definition,
            meta_of: definition,
            name: name.to_bytes().to_vec(),
            requests: Vec::new(),
            dependencies: Some(Vec::new()),
            header: Header::of_synthetic(names),
            resolved: false,
            is_gone: false,
            stage: ModuleStage::Unlinked,
        }))
    }

    fn set_module_export(&self, module: Handle, name: Handle, value: Handle) -> Outcome<()> {
        let record = self.known_record(module)?;
        let name = self.with_utf8(name, <[u8]>::to_vec)?;
        let definition = {
            let entries = self.modules.entries.borrow();
            let entry = &entries[record];
            let known = entry.header.exports_locally(&name) && entry.header.is_synthetic;
            if !known || entry.stage == ModuleStage::Unlinked {
                drop(entries);
                let name = String::from_utf8_lossy(&name).into_owned();
                return Err(self.refuse(&format!(
                    "export '{name}' can be set only in a linked synthetic module that has it"
                )));
            }
            entry.definition
        };
        // SAFETY: a linked synthetic module with that export; the value's new reference is given.
        unsafe {
            q::JS_SetModuleExport(self.ctx, definition, c_name(&name).as_ptr(), self.dup(value));
        }
        Ok(())
    }

    fn connect_module(&self, module: Handle, dependencies: &[Handle]) -> Outcome<()> {
        let record = self.known_record(module)?;
        let records = self.known_records(dependencies)?;
        if self.modules.entries.borrow()[record].is_gone {
            return Err(self.refuse("the engine ran out of memory and has given this module up"));
        }
        self.one_for_each_request(record, &records)?;
        let entry = &mut self.modules.entries.borrow_mut()[record];
        entry.dependencies.get_or_insert(records);
        Ok(())
    }

    fn link_module(&self, module: Handle) -> Result<(), LinkFailure> {
        link::link(self, module)
    }

    fn awaits_at_top_level(&self, module: Handle) -> Option<bool> {
        let graph = self.modules.graph(self.record(module)?).ok()?;
        Some(self.modules.awaits(&graph))
    }

    fn evaluate_module(&self, module: Handle) -> Outcome<Handle> {
        evaluate::evaluate(self, module)
    }

    fn module_stage(&self, module: Handle) -> ModuleStage {
        self.record(module).map_or(ModuleStage::Unlinked, |record| self.modules.stage(record))
    }

    fn module_namespace(&self, module: Handle) -> Outcome<Handle> {
        let record = self.known_record(module)?;
        if self.modules.stage(record) == ModuleStage::Unlinked {
            return Err(self.refuse("a module has a namespace only once it is linked"));
        }
        let definition = self.modules.entries.borrow()[record].definition;
        // SAFETY: a linked module of this context; the namespace is owned.
        self.adopt(unsafe { q::JS_GetModuleNamespace(self.ctx, definition) })
    }

    fn set_module_hooks(&self, hooks: ModuleHooks) {
        hooks::install(self);
        let roots = (Root::new(self, hooks.import), Root::new(self, hooks.meta));
        *self.modules.hooks.borrow_mut() = Some(roots);
    }
}

/// A name as the engine's C API takes it: what follows a NUL is lost, as it is everywhere in QuickJS.
fn c_name(name: &[u8]) -> CString {
    let end = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
    CString::new(&name[..end]).unwrap_or_default()
}
