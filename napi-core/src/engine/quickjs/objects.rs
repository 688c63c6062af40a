//! Objects and properties by way of atoms, the engine's interned names.
//!
//! Invariant: every atom made here is freed here; values passed to setters are copies, since the
//! engine takes ownership of them.

use super::{Engine, Handle};
use crate::engine::seam::{KeyFilter, Objects, Outcome, Property, PropertyContent, Scopes, Thrown};
use rquickjs_sys as q;

/// An atom that frees itself, or goes back to the cache that lent it.
pub(super) struct Atom<'a> {
    engine: &'a Engine,
    pub(super) atom: q::JSAtom,
    is_lent: bool,
}

impl<'a> Atom<'a> {
    /// Takes ownership of `atom`.
    #[inline]
    pub(super) fn owned(engine: &'a Engine, atom: q::JSAtom) -> Atom<'a> {
        Atom { engine, atom, is_lent: false }
    }
}

impl Drop for Atom<'_> {
    #[inline]
    fn drop(&mut self) {
        if self.is_lent {
            self.engine.names.take_back(self.engine.ctx);
        } else {
            // SAFETY: owned since it was made.
            unsafe { q::JS_FreeAtom(self.engine.ctx, self.atom) };
        }
    }
}

impl Engine {
    #[inline]
    pub(super) fn atom_of(&self, key: Handle) -> Outcome<Atom<'_>> {
        // SAFETY: a live value.
        let atom = unsafe { q::JS_ValueToAtom(self.ctx, key.value()) };
        if atom == q::JS_ATOM_NULL { Err(Thrown) } else { Ok(Atom::owned(self, atom)) }
    }

    #[inline]
    pub(super) fn atom_named(&self, name: &[u8]) -> Outcome<Atom<'_>> {
        if let Some(atom) = self.names.lend(name) {
            return Ok(Atom { engine: self, atom, is_lent: true });
        }
        self.look_up_atom(name)
    }

    #[cold]
    #[inline(never)]
    fn look_up_atom(&self, name: &[u8]) -> Outcome<Atom<'_>> {
        // The engine's look-up by bytes is right for ASCII only.
        if name.is_ascii() {
            // SAFETY: `len` readable bytes.
            let atom = unsafe { q::JS_NewAtomLen(self.ctx, name.as_ptr().cast(), name.len() as _) };
            if atom == q::JS_ATOM_NULL {
                return Err(Thrown);
            }
            self.names.keep(self.ctx, name, atom);
            return Ok(Atom::owned(self, atom));
        }
        let mark = self.mark();
        let key = crate::engine::seam::Strings::string_utf8(self, name)?;
        let atom = self.atom_of(key);
        self.release_to(mark);
        atom
    }

    fn get_atom(&self, object: Handle, atom: &Atom<'_>) -> Outcome<Handle> {
        // SAFETY: live values of this context.
        self.adopt(unsafe { q::JS_GetProperty(self.ctx, object.value(), atom.atom) })
    }

    fn has_atom(&self, object: Handle, atom: &Atom<'_>) -> Outcome<bool> {
        // SAFETY: live values of this context.
        self.truth(unsafe { q::JS_HasProperty(self.ctx, object.value(), atom.atom) })
    }
}

impl Objects for Engine {
    #[inline]
    fn object(&self) -> Outcome<Handle> {
        // SAFETY: plain constructor on a live context.
        self.adopt(unsafe { q::JS_NewObject(self.ctx) })
    }

    fn object_with_properties(
        &self,
        prototype: Option<Handle>,
        names: &[Handle],
        values: &[Handle],
    ) -> Outcome<Handle> {
        let object = match prototype {
            Some(prototype) => {
                // SAFETY: a live object or null.
                let object = unsafe { q::JS_NewObjectProto(self.ctx, prototype.value()) };
                self.adopt(object)?
            }
            None => self.object()?,
        };
        for (name, value) in names.iter().zip(values) {
            let atom = self.atom_of(*name)?;
            // SAFETY: live values; the value is a copy that the engine takes.
            let defined = unsafe {
                q::JS_DefinePropertyValue(
                    self.ctx,
                    object.value(),
                    atom.atom,
                    self.dup(*value),
                    q::JS_PROP_C_W_E as i32,
                )
            };
            self.truth(defined)?;
        }
        Ok(object)
    }

    fn array(&self, length: usize) -> Outcome<Handle> {
        // SAFETY: plain constructors and a property of a fresh array on a live context.
        unsafe {
            let array = self.adopt(q::JS_NewArray(self.ctx))?;
            if length > 0 && q::JS_SetLength(self.ctx, array.value(), length as i64) < 0 {
                return Err(Thrown);
            }
            Ok(array)
        }
    }

    fn is_array(&self, value: Handle) -> bool {
        // SAFETY: a live value.
        unsafe { q::JS_IsArray(value.value()) }
    }

    fn array_length(&self, array: Handle) -> Outcome<u32> {
        let mut length = 0;
        // SAFETY: a live array.
        let result = unsafe { q::JS_GetLength(self.ctx, array.value(), &raw mut length) };
        self.truth(result)?;
        Ok(length as u32)
    }

    fn get(&self, object: Handle, key: Handle) -> Outcome<Handle> {
        self.get_atom(object, &self.atom_of(key)?)
    }

    #[inline]
    fn get_named(&self, object: Handle, name: &[u8]) -> Outcome<Handle> {
        self.get_atom(object, &self.atom_named(name)?)
    }

    #[inline]
    fn get_index(&self, object: Handle, index: u32) -> Outcome<Handle> {
        // SAFETY: live values of this context.
        self.adopt(unsafe { q::JS_GetPropertyUint32(self.ctx, object.value(), index) })
    }

    fn set(&self, object: Handle, key: Handle, value: Handle) -> Outcome<()> {
        self.set_sloppy(object, &self.atom_of(key)?, value)
    }

    #[inline]
    fn set_named(&self, object: Handle, name: &[u8], value: Handle) -> Outcome<()> {
        self.set_sloppy(object, &self.atom_named(name)?, value)
    }

    #[inline]
    fn set_index(&self, object: Handle, index: u32, value: Handle) -> Outcome<()> {
        self.set_index_sloppy(object, index, value)
    }

    fn has(&self, object: Handle, key: Handle) -> Outcome<bool> {
        self.has_atom(object, &self.atom_of(key)?)
    }

    fn has_named(&self, object: Handle, name: &[u8]) -> Outcome<bool> {
        self.has_atom(object, &self.atom_named(name)?)
    }

    fn has_index(&self, object: Handle, index: u32) -> Outcome<bool> {
        // SAFETY: plain constructor.
        let atom = unsafe { q::JS_NewAtomUInt32(self.ctx, index) };
        self.has_atom(object, &Atom::owned(self, atom))
    }

    fn has_own(&self, object: Handle, key: Handle) -> Outcome<bool> {
        let atom = self.atom_of(key)?;
        // SAFETY: live values; a NULL descriptor asks for existence only.
        self.truth(unsafe {
            q::JS_GetOwnProperty(self.ctx, std::ptr::null_mut(), object.value(), atom.atom)
        })
    }

    fn delete(&self, object: Handle, key: Handle) -> Outcome<bool> {
        let atom = self.atom_of(key)?;
        // SAFETY: live values of this context; without JS_PROP_THROW a refusal answers false.
        self.truth(unsafe { q::JS_DeleteProperty(self.ctx, object.value(), atom.atom, 0) })
    }

    fn delete_index(&self, object: Handle, index: u32) -> Outcome<bool> {
        // SAFETY: as above; the atom frees itself.
        unsafe {
            let atom = Atom::owned(self, q::JS_NewAtomUInt32(self.ctx, index));
            self.truth(q::JS_DeleteProperty(self.ctx, object.value(), atom.atom, 0))
        }
    }

    fn define(&self, object: Handle, key: Handle, property: &Property) -> Outcome<bool> {
        let atom = self.atom_of(key)?;
        let mut flags = q::JS_PROP_HAS_ENUMERABLE | q::JS_PROP_HAS_CONFIGURABLE;
        if property.enumerable {
            flags |= q::JS_PROP_ENUMERABLE;
        }
        if property.configurable {
            flags |= q::JS_PROP_CONFIGURABLE;
        }
        let (mut value, mut getter, mut setter) =
            (q::JS_UNDEFINED, q::JS_UNDEFINED, q::JS_UNDEFINED);
        match property.content {
            PropertyContent::Data(data) => {
                value = data.value();
                flags |= q::JS_PROP_HAS_VALUE | q::JS_PROP_HAS_WRITABLE;
                if property.writable {
                    flags |= q::JS_PROP_WRITABLE;
                }
            }
            PropertyContent::Accessor { get, set } => {
                // Half an accessor leaves the other half that was there.
                if let Some(get) = get {
                    getter = get.value();
                    flags |= q::JS_PROP_HAS_GET;
                }
                if let Some(set) = set {
                    setter = set.value();
                    flags |= q::JS_PROP_HAS_SET;
                }
            }
        }
        // SAFETY: live values of this context, borrowed by the engine.
        self.truth(unsafe {
            q::JS_DefineProperty(
                self.ctx,
                object.value(),
                atom.atom,
                value,
                getter,
                setter,
                flags as i32,
            )
        })
    }

    fn keys(&self, object: Handle, filter: KeyFilter) -> Outcome<Handle> {
        super::own_keys::collect(self, object, filter)
    }

    fn is_proxy(&self, value: Handle) -> bool {
        // SAFETY: a live value.
        unsafe { q::JS_IsProxy(value.value()) }
    }

    fn prototype(&self, object: Handle) -> Outcome<Handle> {
        // SAFETY: a live object.
        self.adopt(unsafe { q::JS_GetPrototype(self.ctx, object.value()) })
    }

    fn set_prototype(&self, object: Handle, prototype: Handle) -> Outcome<bool> {
        // SAFETY: live values of this context.
        self.truth(unsafe { q::JS_SetPrototype(self.ctx, object.value(), prototype.value()) })
    }

    fn freeze(&self, object: Handle) -> Outcome<()> {
        // SAFETY: a live object.
        self.truth(unsafe { q::JS_FreezeObject(self.ctx, object.value()) }).map(drop)
    }

    fn seal(&self, object: Handle) -> Outcome<()> {
        // SAFETY: a live object.
        self.truth(unsafe { q::JS_SealObject(self.ctx, object.value()) }).map(drop)
    }

    fn instance_of(&self, value: Handle, constructor: Handle) -> Outcome<bool> {
        // SAFETY: live values of this context.
        self.truth(unsafe { q::JS_IsInstanceOf(self.ctx, value.value(), constructor.value()) })
    }
}
