//! Records of modules: a record is the number of an entry in the engine's table, and what every
//! engine checks of the records it is given.

use super::module_graph::{self, Member};
use super::seam::{Outcome, Primitives};
use super::{Engine, Handle};

impl Engine {
    /// The record behind a handle; `None` for values that are none.
    pub(super) fn record(&self, module: Handle) -> Option<usize> {
        let number = self.number_value(module)?;
        let record = number as usize;
        (number >= 0.0 && record < self.modules.entries.borrow().len()).then_some(record)
    }

    /// The record behind a handle; throws for values that are none.
    pub(super) fn known_record(&self, module: Handle) -> Outcome<usize> {
        self.record(module)
            .ok_or_else(|| self.refuse("a module record was expected, found another value"))
    }

    /// The record and all it depends on, each once, dependencies first.
    pub(super) fn graph_of(&self, module: Handle) -> Outcome<Vec<usize>> {
        let record = self.known_record(module)?;
        let reached = module_graph::reached(&self.modules.entries.borrow(), record);
        reached.map_err(|missing| {
            let name =
                String::from_utf8_lossy(self.modules.entries.borrow()[missing].name()).into_owned();
            self.refuse(&format!("the imports of module {name} are not connected yet"))
        })
    }

    /// The records behind these handles.
    pub(super) fn known_records(&self, modules: &[Handle]) -> Outcome<Vec<usize>> {
        let mut records = Vec::with_capacity(modules.len());
        for module in modules {
            records.push(self.known_record(*module)?);
        }
        Ok(records)
    }

    /// Throws unless there is one record for each request of a module.
    pub(super) fn one_for_each_request(&self, record: usize, records: &[usize]) -> Outcome<()> {
        let wanted = self.modules.entries.borrow()[record].requests().len();
        if records.len() == wanted {
            return Ok(());
        }
        Err(self.refuse(&format!(
            "a module with {wanted} requests was given {} records",
            records.len()
        )))
    }
}
