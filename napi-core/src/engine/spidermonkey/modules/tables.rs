//! What SpiderMonkey itself knows of a module: its requests, imports and exports, and its status.
//!
//! The engine's public interface gives none of this out, so its own methods are called by their C++
//! names, and the layouts of what they return are given here. The crate's version is pinned, and the
//! tests read a module with everything in it, so a change cannot go unnoticed.
//!
//! Invariant: a table is memory of a module's own; it is read entry by entry, each time anew, with
//! nothing in between that may collect.

use super::super::slots::Pinned;
use super::super::{Engine, Handle};
use crate::engine::module_graph::{Header, Import, Indirect};
use crate::engine::seam::{ModuleRequest, ModuleStage, Outcome, Scopes, Strings};
use mozjs_sys::glue::JS_GetReservedSlot;
use mozjs_sys::jsapi::{JS, JS_SetReservedSlot, JSObject, JSString};
use mozjs_sys::jsval::{StringValue, UndefinedValue};

type Module<'e> = Pinned<'e, *mut JSObject>;

/// `mozilla::Span<const T>`: how many, and where.
#[repr(C)]
struct Table<T> {
    length: usize,
    first: *const T,
}

/// `js::RequestedModule`.
#[repr(C)]
struct Requested {
    request: *mut JSObject,
    line: u32,
    column: u32,
}

/// `js::ImportEntry`.
#[repr(C)]
struct ImportEntry {
    request: *mut JSObject,
    /// NULL for the namespace.
    import_name: *mut JSString,
    local_name: *mut JSString,
    line: u32,
    column: u32,
}

/// `js::ExportEntry`.
#[repr(C)]
struct ExportEntry {
    export_name: *mut JSString,
    request: *mut JSObject,
    /// NULL for the namespace.
    import_name: *mut JSString,
    local_name: *mut JSString,
    line: u32,
    column: u32,
}

unsafe extern "C" {
    #[link_name = "_ZNK2js12ModuleObject16requestedModulesEv"]
    fn requested_modules(module: *mut JSObject) -> Table<Requested>;
    #[link_name = "_ZNK2js12ModuleObject13importEntriesEv"]
    fn import_entries(module: *mut JSObject) -> Table<ImportEntry>;
    #[link_name = "_ZNK2js12ModuleObject18localExportEntriesEv"]
    fn local_export_entries(module: *mut JSObject) -> Table<ExportEntry>;
    #[link_name = "_ZNK2js12ModuleObject21indirectExportEntriesEv"]
    fn indirect_export_entries(module: *mut JSObject) -> Table<ExportEntry>;
    #[link_name = "_ZNK2js12ModuleObject17starExportEntriesEv"]
    fn star_export_entries(module: *mut JSObject) -> Table<ExportEntry>;
    #[link_name = "_ZNK2js12ModuleObject16hasTopLevelAwaitEv"]
    fn has_top_level_await(module: *mut JSObject) -> bool;
    #[link_name = "_ZNK2js12ModuleObject6statusEv"]
    fn status(module: *mut JSObject) -> i8;
}

/// Values of `js::ModuleStatus`; those below are not linked, those above have run.
const LINKED: i8 = 3;
const EVALUATING: i8 = 4;

/// Where the engine keeps the key of an attribute it does not know, in a request.
const UNKNOWN_ATTRIBUTE: u32 = 1;

impl<T> Table<T> {
    /// An entry, as long as nothing is collected.
    fn get(&self, index: usize) -> Option<&T> {
        // SAFETY: the engine's own table, which lives as long as its module.
        (index < self.length).then(|| unsafe { &*self.first.add(index) })
    }
}

/// How far the module has come.
pub fn stage(module: &Module<'_>) -> ModuleStage {
    // SAFETY: a live module with a source text.
    match unsafe { status(module.get()) } {
        LINKED => ModuleStage::Linked,
        EVALUATING => ModuleStage::Evaluating,
        status if status < LINKED => ModuleStage::Unlinked,
        _ => ModuleStage::Evaluated,
    }
}

/// Which of the module's requests this is.
pub fn request_index(module: &Module<'_>, request: *mut JSObject) -> Option<usize> {
    // SAFETY: a live module with a source text; nothing is collected in between.
    let table = unsafe { requested_modules(module.get()) };
    (0..table.length).find(|index| table.get(*index).is_some_and(|entry| entry.request == request))
}

/// What the module asks for, in source order.
pub fn requests(engine: &Engine, module: &Module<'_>, source: &str) -> Outcome<Vec<ModuleRequest>> {
    let mut list = Vec::new();
    loop {
        // SAFETY: a live module with a source text.
        let table = unsafe { requested_modules(module.get()) };
        let Some(entry) = table.get(list.len()) else { return Ok(list) };
        let (line, column) = (entry.line, entry.column);
        let request = engine.pin(entry.request);
        let specifier = specifier_of(engine, &request)?;
        let forgets_some = forgive_unknown_attribute(&request);
        let attributes = match type_of(engine, &request) {
            Type::None if !forgets_some => Vec::new(),
            Type::Known(name) if !forgets_some => vec![("type".to_owned(), name.to_owned())],
            // The engine keeps no attributes that it does not know.
            _ => super::attributes::written_at(source, line, column),
        };
        list.push(ModuleRequest { specifier, attributes });
    }
}

/// The specifier of a request, in UTF-8.
pub fn specifier_of(engine: &Engine, request: &Module<'_>) -> Outcome<Vec<u8>> {
    // SAFETY: a live context and a request of the engine's.
    let specifier = unsafe { JS::GetModuleRequestSpecifier(engine.cx, request.handle()) };
    text(engine, specifier)
}

/// The `type` among a request's attributes.
pub enum Type {
    /// There is none.
    None,
    /// The engine knows it.
    Known(&'static str),
    /// The engine does not know it, and so has forgotten it.
    Unknown,
}

/// The `type` among the attributes of a request.
pub fn type_of(engine: &Engine, request: &Module<'_>) -> Type {
    // SAFETY: a live context and a request of the engine's.
    match unsafe { JS::GetModuleRequestType(engine.cx, request.handle()) } {
        JS::ModuleType::JavaScript => Type::None,
        JS::ModuleType::JSON => Type::Known("json"),
        JS::ModuleType::CSS => Type::Known("css"),
        JS::ModuleType::Bytes => Type::Known("bytes"),
        JS::ModuleType::Text => Type::Known("text"),
        JS::ModuleType::Unknown => Type::Unknown,
    }
}

/// Whether a request has an attribute that the engine does not know. The engine would refuse to load
/// the module for it: from here on it is the runtime's loader that decides.
fn forgive_unknown_attribute(request: &Module<'_>) -> bool {
    let mut key = UndefinedValue();
    // SAFETY: a request of the engine's, which has that slot; the value is not kept.
    unsafe {
        JS_GetReservedSlot(request.get(), UNKNOWN_ATTRIBUTE, &raw mut key);
        JS_SetReservedSlot(request.get(), UNKNOWN_ATTRIBUTE, &UndefinedValue());
    }
    key.is_string()
}

/// What the module imports and exports.
pub fn header(engine: &Engine, module: &Module<'_>) -> Outcome<Header> {
    // SAFETY: a live module with a source text, here and below.
    let awaits = unsafe { has_top_level_await(module.get()) };
    let mut header = Header { awaits, ..Header::default() };
    let request_of = |request| request_index(module, request).unwrap_or(usize::MAX);
    let mut index = 0;
    // SAFETY: see above; each entry is read before anything else is asked for.
    while let Some(entry) = unsafe { import_entries(module.get()) }.get(index) {
        index += 1;
        if !entry.import_name.is_null() {
            let request = request_of(entry.request);
            header.imports.push(Import { name: text(engine, entry.import_name)?, request });
        }
    }
    index = 0;
    // SAFETY: as above.
    while let Some(entry) = unsafe { local_export_entries(module.get()) }.get(index) {
        index += 1;
        header.local_exports.push(text(engine, entry.export_name)?);
    }
    index = 0;
    // SAFETY: as above; characters are read in place, so nothing is collected.
    while let Some(entry) = unsafe { indirect_export_entries(module.get()) }.get(index) {
        index += 1;
        let name = match entry.import_name.is_null() {
            true => None,
            false => Some(text(engine, entry.import_name)?),
        };
        let (exported, request) = (text(engine, entry.export_name)?, request_of(entry.request));
        header.indirect_exports.push(Indirect { exported, name, request });
    }
    index = 0;
    // SAFETY: as above.
    while let Some(entry) = unsafe { star_export_entries(module.get()) }.get(index) {
        index += 1;
        header.star_exports.push(request_of(entry.request));
    }
    Ok(header)
}

/// A string as UTF-8. The engine's names are in one piece, so reading them collects nothing.
fn text(engine: &Engine, string: *mut JSString) -> Outcome<Vec<u8>> {
    let mark = engine.mark();
    // SAFETY: a live string, in a traced slot at once.
    let value: Handle = engine.push(unsafe { StringValue(&*string) });
    let text = engine.with_utf8(value, <[u8]>::to_vec);
    engine.release_to(mark);
    text
}
