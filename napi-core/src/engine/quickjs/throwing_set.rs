//! Assignment as sloppy code does it. QuickJS's C API assigns as strict code does and throws where
//! the object refuses; Node-API does not.
//!
//! The fast way is the engine's own assignment. Only when that threw do we ask whether the object
//! refused (then the exception is dropped) or whether a setter threw (then it stays). Proxies go
//! through `Reflect.set`, which answers without throwing.

use super::objects::Atom;
use super::{Engine, Handle};
use crate::engine::seam::{Errors, Outcome, Primitives, Scopes, Thrown};
use rquickjs_sys as q;

impl Engine {
    #[inline]
    pub(super) fn set_sloppy(&self, object: Handle, atom: &Atom<'_>, value: Handle) -> Outcome<()> {
        // SAFETY: live values; the value is a copy that the engine takes.
        let set = unsafe {
            if q::JS_IsProxy(object.value()) {
                return self.set_on_proxy(object, atom, value);
            }
            q::JS_SetProperty(self.ctx, object.value(), atom.atom, self.dup(value))
        };
        if set >= 0 { Ok(()) } else { self.forgive_refusal(object, atom) }
    }

    #[inline]
    pub(super) fn set_index_sloppy(
        &self,
        object: Handle,
        index: u32,
        value: Handle,
    ) -> Outcome<()> {
        // SAFETY: as above.
        unsafe {
            if !q::JS_IsArray(object.value()) {
                let atom = Atom::owned(self, q::JS_NewAtomUInt32(self.ctx, index));
                return self.set_sloppy(object, &atom, value);
            }
            if q::JS_SetPropertyUint32(self.ctx, object.value(), index, self.dup(value)) >= 0 {
                return Ok(());
            }
            let atom = Atom::owned(self, q::JS_NewAtomUInt32(self.ctx, index));
            self.forgive_refusal(object, &atom)
        }
    }

    #[cold]
    fn set_on_proxy(&self, object: Handle, atom: &Atom<'_>, value: Handle) -> Outcome<()> {
        // SAFETY: a live atom; the key is owned by the pushed handle.
        let key = self.adopt(unsafe { q::JS_AtomToValue(self.ctx, atom.atom) })?;
        let mut arguments = [object.value(), key.value(), value.value(), object.value()];
        let result =
            self.call_intrinsic(self.intrinsics.reflect_set, q::JS_UNDEFINED, &mut arguments);
        self.adopt(result).map(drop)
    }

    #[cold]
    fn forgive_refusal(&self, object: Handle, atom: &Atom<'_>) -> Outcome<()> {
        let mark = self.mark();
        let exception = self.take_exception();
        let refused = self.refuses_assignment(object, atom);
        if !refused {
            self.throw(exception);
        }
        self.release_to(mark);
        if refused { Ok(()) } else { Err(Thrown) }
    }

    /// Whether assigning this property is refused without any code of the script's being run:
    /// a read-only data property, an accessor without setter, or a new property on an object that
    /// takes none.
    fn refuses_assignment(&self, object: Handle, atom: &Atom<'_>) -> bool {
        if !matches!(object.tag(), q::JS_TAG_OBJECT) {
            // Primitives (but not undefined and null, which throw for good) ignore assignment.
            return !matches!(
                self.kind(object),
                crate::engine::Kind::Undefined | crate::engine::Kind::Null
            );
        }
        let mut at = self.duplicate(object);
        loop {
            // SAFETY: live values; the descriptor's values are owned and freed here. A proxy in
            // the chain could run script, so the walk stops there and the exception stands.
            unsafe {
                if q::JS_IsProxy(at.value()) {
                    return false;
                }
                let mut property = std::mem::zeroed::<q::JSPropertyDescriptor>();
                let found =
                    q::JS_GetOwnProperty(self.ctx, &raw mut property, at.value(), atom.atom);
                if found < 0 {
                    self.take_exception();
                    return false;
                }
                if found > 0 {
                    let accessor = property.flags & q::JS_PROP_GETSET as i32 != 0;
                    let setter = property.setter.tag == q::JS_TAG_OBJECT as i64;
                    let writable = property.flags & q::JS_PROP_WRITABLE as i32 != 0;
                    self.free(property.value);
                    if accessor {
                        self.free(property.getter);
                        self.free(property.setter);
                    }
                    return if accessor { !setter } else { !writable };
                }
                match self.adopt(q::JS_GetPrototype(self.ctx, at.value())) {
                    Ok(next) if next.tag() == q::JS_TAG_OBJECT => at = next,
                    _ => return q::JS_IsExtensible(self.ctx, object.value()) == 0,
                }
            }
        }
    }
}
