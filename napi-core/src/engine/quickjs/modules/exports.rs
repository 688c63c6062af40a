//! Whether what a module imports is there: the specification's ResolveExport, on names alone.
//!
//! The engine does this itself when it links, but its message does not tell who imports. This finds
//! the import that made linking fail.

use super::{Entry, ModuleTable};
use crate::engine::seam::ImportProblem;

/// An import that cannot be bound.
pub struct Unbound {
    pub importer: usize,
    pub request: usize,
    pub export: Vec<u8>,
    pub problem: ImportProblem,
}

/// Where a name leads: a module, and the export in it (`None`: its namespace).
type Binding = (usize, Option<Vec<u8>>);

/// The first import or re-export in `graph` (in the order of linking) that cannot be bound.
pub fn first_unbound(table: &ModuleTable, graph: &[usize]) -> Option<Unbound> {
    let entries = table.entries.borrow();
    graph.iter().find_map(|&importer| {
        let entry = &entries[importer];
        let re_exports = entry
            .header
            .indirect_exports
            .iter()
            .filter_map(|export| Some((export.name.as_ref()?, export.request)));
        let imports = entry.header.imports.iter().map(|import| (&import.name, import.request));
        re_exports.chain(imports).find_map(|(name, request)| {
            let from = *entry.dependencies.as_ref()?.get(request)?;
            let problem = resolve(&entries, from, name, &mut Vec::new()).err()?;
            Some(Unbound { importer, request, export: name.clone(), problem })
        })
    })
}

fn resolve(
    entries: &[Entry],
    record: usize,
    name: &[u8],
    seen: &mut Vec<(usize, Vec<u8>)>,
) -> Result<Binding, ImportProblem> {
    if seen.iter().any(|(module, export)| *module == record && export == name) {
        return Err(ImportProblem::Circular);
    }
    seen.push((record, name.to_vec()));
    let Entry { header, dependencies, .. } = &entries[record];
    let dependency = |request: usize| {
        dependencies.as_ref().and_then(|all| all.get(request)).ok_or(ImportProblem::Missing)
    };
    if header.exports_locally(name) {
        return Ok((record, Some(name.to_vec())));
    }
    if let Some(export) = header.indirect_exports.iter().find(|export| export.exported == name) {
        let from = *dependency(export.request)?;
        return match &export.name {
            Some(name) => resolve(entries, from, name, seen),
            None => Ok((from, None)),
        };
    }
    if name == b"default" {
        return Err(ImportProblem::Missing);
    }
    let mut found: Option<Binding> = None;
    for request in &header.star_exports {
        match (resolve(entries, *dependency(*request)?, name, seen), &found) {
            (Ok(binding), None) => found = Some(binding),
            (Ok(binding), Some(first)) if binding != *first => {
                return Err(ImportProblem::Ambiguous);
            }
            (Err(ImportProblem::Ambiguous), _) => return Err(ImportProblem::Ambiguous),
            _ => {}
        }
    }
    found.ok_or(ImportProblem::Missing)
}
