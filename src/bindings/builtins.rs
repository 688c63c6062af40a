//! `internalBinding('builtins')`, and the two functions every built-in script is given.

use crate::builtins::Loader;
use crate::host;
use napi_core::{Call, Local, Native, Scope};

type Answer<'s> = Result<Local<'s>, Local<'s>>;

/// `ids` and `registerJsBinding`.
pub fn make<'s>(scope: &Scope<'s>) -> Answer<'s> {
    let functions: [(&str, Native); 2] = [("ids", ids), ("registerJsBinding", register_js_binding)];
    super::object_of(scope, &functions)
}

/// `ids()`: the ids of all built-ins.
fn ids<'s>(scope: &Scope<'s>, _: &Call<'s>) -> Answer<'s> {
    let ids: Result<Vec<_>, _> = Loader::ids().map(|id| scope.string(id)).collect();
    scope.array(&ids?)
}

/// `require(id)` of a built-in.
pub fn require<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    host::current().loader.require(scope, &scope.to_text(call.argument(0)))
}

/// `internalBinding(name)`.
pub fn internal_binding<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    host::current().loader.binding(scope, &scope.to_text(call.argument(0)))
}

/// `registerJsBinding(name, make)`: a built-in script provides a binding.
fn register_js_binding<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let name = scope.to_text(call.argument(0));
    host::current().loader.register_script_binding(scope, name, call.argument(1));
    Ok(scope.undefined())
}
