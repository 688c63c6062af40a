//! Shapes of objects that are made over and over: kept alive, so that each new one finds them.
//!
//! The engine shares the layout ("shape") of objects with the same properties while at least one
//! lives, and builds it anew when the last one is gone. Native functions, and the two resolving
//! functions of every promise, pass through a layout that no finished object has: each would pay
//! for it (a promise an eighth of its time). One object of every such layout prevents that.
//!
//! Invariant: the objects are never handed out; [`Shapes::release`] gives them up.

use super::intrinsics::Intrinsics;
use rquickjs_sys as q;
use std::ffi::c_int;

/// See the module's description.
pub struct Shapes(Vec<q::JSValue>);

impl Shapes {
    /// Makes the objects.
    ///
    /// # Safety
    /// `ctx` is live and `intrinsics` belong to it.
    pub unsafe fn keep(ctx: *mut q::JSContext, intrinsics: &Intrinsics) -> Shapes {
        let hidden = q::JS_PROP_CONFIGURABLE as c_int;
        let mut objects = Vec::new();
        let mut keep = |prototype: q::JSValue, properties: &[(q::JSAtom, c_int)]| {
            // SAFETY: a live prototype; a fresh object, kept or freed. Without memory there is
            // none, and nothing else is lost.
            unsafe {
                let object = q::JS_NewObjectProto(ctx, prototype);
                for (name, flags) in properties {
                    q::JS_DefinePropertyValue(ctx, object, *name, q::JS_UNDEFINED, *flags);
                }
                objects.push(object);
            }
        };
        // SAFETY: ctx is live; the prototype is owned here.
        unsafe {
            let functions = q::JS_GetFunctionProto(ctx);
            keep(functions, &[(intrinsics.length_atom, hidden)]);
            keep(functions, &[(intrinsics.length_atom, hidden), (intrinsics.name_atom, hidden)]);
            q::JS_FreeValue(ctx, functions);
        }
        Shapes(objects)
    }

    /// Gives them up; for the end of the engine.
    pub fn release(&self, ctx: *mut q::JSContext) {
        for object in &self.0 {
            // SAFETY: owned by self; called once, by Engine::end.
            unsafe { q::JS_FreeValue(ctx, *object) };
        }
    }
}
