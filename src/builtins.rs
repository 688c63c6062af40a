//! The built-in JavaScript: bytecode made by `build.rs`, loaded when first required.
//!
//! A built-in is a function `(exports, require, module, internalBinding, process, globalThis)`.
//! `require` here knows built-ins only; `internalBinding` gives the native functions of a module.
//! Invariant: a built-in is evaluated at most once per runtime; a cycle sees what is there so far.

use crate::bindings;
use napi_core::{Local, Persistent, Scope};
use std::cell::RefCell;
use std::collections::HashMap;

include!(concat!(env!("OUT_DIR"), "/builtins.rs"));

/// What has been loaded, and the values every built-in is given.
pub struct Loader {
    modules: RefCell<HashMap<&'static str, Persistent>>,
    bindings: RefCell<HashMap<String, Persistent>>,
    /// Bindings that built-in scripts provide.
    script_bindings: RefCell<HashMap<String, Persistent>>,
    process: Persistent,
    require: RefCell<Option<Persistent>>,
    internal_binding: RefCell<Option<Persistent>>,
}

impl Loader {
    /// A loader with a fresh, empty `process` object.
    pub fn new<'s>(scope: &Scope<'s>) -> Result<Loader, Local<'s>> {
        let process = scope.object()?;
        Ok(Loader {
            modules: RefCell::default(),
            bindings: RefCell::default(),
            script_bindings: RefCell::default(),
            process: scope.persist(process),
            require: RefCell::default(),
            internal_binding: RefCell::default(),
        })
    }

    /// Gives the loader the two functions it hands to every built-in.
    pub fn connect(&self, scope: &Scope<'_>, require: Local<'_>, internal_binding: Local<'_>) {
        *self.require.borrow_mut() = Some(scope.persist(require));
        *self.internal_binding.borrow_mut() = Some(scope.persist(internal_binding));
    }

    /// Ids of all built-ins.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        BUILTINS.iter().map(|(id, _)| *id)
    }

    /// `require(id)` of a built-in.
    ///
    /// # Errors
    /// What the built-in throws; an Error for an unknown id.
    pub fn require<'s>(&self, scope: &Scope<'s>, id: &str) -> Result<Local<'s>, Local<'s>> {
        let loaded = self.modules.borrow().get(id).map(|module| scope.local_of(module));
        if let Some(module) = loaded {
            return scope.get(module, "exports");
        }
        let Ok(index) = BUILTINS.binary_search_by_key(&id, |(id, _)| id) else {
            return Err(error(scope, &format!("No such built-in module: {id}")));
        };
        let (id, bytecode) = BUILTINS[index];
        let module = scope.object()?;
        let exports = scope.object()?;
        scope.set(module, "exports", exports)?;
        scope.set(module, "id", scope.string(id)?)?;
        self.modules.borrow_mut().insert(id, scope.persist(module));
        // SAFETY: build.rs made these bytes with this build's engine.
        #[allow(unsafe_code)]
        let function = unsafe { scope.run_bytecode(bytecode) }?;
        let part = |part: &RefCell<Option<Persistent>>| {
            part.borrow().as_ref().map_or_else(|| scope.undefined(), |value| scope.local_of(value))
        };
        let arguments = [
            exports,
            part(&self.require),
            module,
            part(&self.internal_binding),
            scope.local_of(&self.process),
            scope.global(),
        ];
        if let Err(thrown) = scope.call(function, scope.undefined(), &arguments) {
            self.modules.borrow_mut().remove(id);
            return Err(thrown);
        }
        scope.get(module, "exports")
    }

    /// `internalBinding(name)`.
    ///
    /// # Errors
    /// An Error for an unknown name.
    pub fn binding<'s>(&self, scope: &Scope<'s>, name: &str) -> Result<Local<'s>, Local<'s>> {
        let known = self.bindings.borrow().get(name).map(|binding| scope.local_of(binding));
        if let Some(binding) = known {
            return Ok(binding);
        }
        let maker = self.script_bindings.borrow_mut().remove(name);
        let binding = match (bindings::make(scope, name)?, maker) {
            (Some(binding), _) => binding,
            (None, Some(maker)) => scope.call(scope.local_of(&maker), scope.undefined(), &[])?,
            (None, None) => return Err(error(scope, &format!("No such binding: {name}"))),
        };
        self.bindings.borrow_mut().insert(name.to_owned(), scope.persist(binding));
        Ok(binding)
    }

    /// A built-in script provides the binding `name`: `make` is called when it is first wanted.
    pub fn register_script_binding(&self, scope: &Scope<'_>, name: String, make: Local<'_>) {
        self.script_bindings.borrow_mut().insert(name, scope.persist(make));
    }
}

/// A plain Error with this message.
fn error<'s>(scope: &Scope<'s>, message: &str) -> Local<'s> {
    scope.error(message).unwrap_or_else(|thrown| thrown)
}
