//! Modules as names alone: what they import and export, in which order they depend on each other,
//! and whether what one imports is there.
//!
//! Engines find by themselves that an import cannot be bound, but do not tell who imports; this does
//! (the specification's ResolveExport). Modules are numbers here, indexes of the engine's own list.
//!
//! Neighbours: the engines' modules read a [`Header`] from what they compiled.

use super::seam::{ImportProblem, ModuleRequest};

/// A name that a module takes from one of its requests.
#[derive(Debug, PartialEq, Eq)]
pub struct Import {
    /// The export it takes.
    pub name: Vec<u8>,
    /// The index of the request.
    pub request: usize,
}

/// `export { name as exported } from request`.
#[derive(Debug, PartialEq, Eq)]
pub struct Indirect {
    /// What it is called here.
    pub exported: Vec<u8>,
    /// What is taken; `None` for the whole namespace.
    pub name: Option<Vec<u8>>,
    /// The index of the request.
    pub request: usize,
}

/// The names of a module.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Imports by name; namespaces are left out.
    pub imports: Vec<Import>,
    /// Names of what it declares itself and exports.
    pub local_exports: Vec<Vec<u8>>,
    /// What it exports from others.
    pub indirect_exports: Vec<Indirect>,
    /// Requests of its `export * from`.
    pub star_exports: Vec<usize>,
    /// It has an `await` at its top level.
    pub awaits: bool,
    /// It has no source.
    pub is_synthetic: bool,
}

impl Header {
    /// The header of a module with these exports and nothing else.
    pub fn of_synthetic(exports: Vec<Vec<u8>>) -> Header {
        Header { local_exports: exports, is_synthetic: true, ..Header::default() }
    }

    /// Whether the module itself declares this export.
    pub fn exports_locally(&self, name: &[u8]) -> bool {
        self.local_exports.iter().any(|export| export == name)
    }
}

/// One module of an engine's list.
pub trait Member {
    /// What messages call it.
    fn name(&self) -> &[u8];
    /// What it requests.
    fn requests(&self) -> &[ModuleRequest];
    /// Its names.
    fn header(&self) -> &Header;
    /// The modules behind its requests; `None` until it is connected.
    fn dependencies(&self) -> Option<&[usize]>;
}

/// The module and all it depends on, each once, dependencies first. Fails on a module that is not
/// connected, with its number.
pub fn reached<M: Member>(modules: &[M], root: usize) -> Result<Vec<usize>, usize> {
    let mut seen = vec![false; modules.len()];
    let mut order = Vec::new();
    let mut path = vec![(root, 0)];
    seen[root] = true;
    while let Some((record, next)) = path.last_mut() {
        let dependencies = modules[*record].dependencies().ok_or(*record)?;
        match dependencies.get(*next) {
            Some(&dependency) => {
                *next += 1;
                if !std::mem::replace(&mut seen[dependency], true) {
                    path.push((dependency, 0));
                }
            }
            None => {
                order.push(*record);
                path.pop();
            }
        }
    }
    Ok(order)
}

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
pub fn first_unbound<M: Member>(modules: &[M], graph: &[usize]) -> Option<Unbound> {
    graph.iter().find_map(|&importer| {
        let module = &modules[importer];
        let re_exports = module
            .header()
            .indirect_exports
            .iter()
            .filter_map(|export| Some((export.name.as_ref()?, export.request)));
        let imports = module.header().imports.iter().map(|import| (&import.name, import.request));
        re_exports.chain(imports).find_map(|(name, request)| {
            let from = *module.dependencies()?.get(request)?;
            let problem = resolve(modules, from, name, &mut Vec::new()).err()?;
            Some(Unbound { importer, request, export: name.clone(), problem })
        })
    })
}

fn resolve<M: Member>(
    modules: &[M],
    record: usize,
    name: &[u8],
    seen: &mut Vec<(usize, Vec<u8>)>,
) -> Result<Binding, ImportProblem> {
    if seen.iter().any(|(module, export)| *module == record && export == name) {
        return Err(ImportProblem::Circular);
    }
    seen.push((record, name.to_vec()));
    let header = modules[record].header();
    let dependency = |request: usize| {
        let dependencies = modules[record].dependencies();
        dependencies.and_then(|all| all.get(request)).ok_or(ImportProblem::Missing)
    };
    if header.exports_locally(name) {
        return Ok((record, Some(name.to_vec())));
    }
    if let Some(export) = header.indirect_exports.iter().find(|export| export.exported == name) {
        let from = *dependency(export.request)?;
        return match &export.name {
            Some(name) => resolve(modules, from, name, seen),
            None => Ok((from, None)),
        };
    }
    if name == b"default" {
        return Err(ImportProblem::Missing);
    }
    let mut found: Option<Binding> = None;
    for request in &header.star_exports {
        match (resolve(modules, *dependency(*request)?, name, seen), &found) {
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
