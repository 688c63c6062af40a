//! References: `napi_ref`, and the bookkeeping behind every finalizer.
//!
//! A reference holds its value strongly while its count is above zero. At zero it is a watcher on
//! the object's [`Attachment`]; a value that cannot be watched is let go (primitives) or kept
//! (registered symbols, which live for ever).
//!
//! Invariants: a reference is in exactly one env's list until it is destroyed; its finalizer runs
//! at most once; it is destroyed by whoever owns it: the addon (`napi_delete_reference`) or, for
//! wraps and finalizers without a result, the runtime after the finalizer ran.

use super::attachment::Attachment;
use super::spares::Spares;
use super::{Env, Finalizer};
use crate::engine::{Buffers, Handle, Kind, Lifetimes, Primitives, Root};
use crate::status::Status;
use std::cell::{Cell, RefCell};
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;

thread_local! {
    static SPARES: Spares<Reference> = const { Spares::new() };
}

/// Who destroys a reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ownership {
    /// The runtime, once the object died.
    Runtime,
    /// The addon, with `napi_delete_reference`.
    Addon,
}

/// What an addon knows as `napi_ref`.
pub struct Reference {
    env: NonNull<Env>,
    pub(super) older: Cell<Option<NonNull<Reference>>>,
    pub(super) newer: Cell<Option<NonNull<Reference>>>,
    pub(super) next_watcher: Cell<Option<NonNull<Reference>>>,
    count: Cell<u32>,
    /// The value, while it is held strongly; read with [`Reference::held`]. (A `RefCell` would count
    /// each reading in memory, which takes as long as all else that reading a reference does.)
    strong: Cell<Option<Root>>,
    /// Set while this is a watcher of a live object.
    attachment: Cell<Option<NonNull<Attachment>>>,
    /// The value keeps its object for ever, whatever the count.
    immortal: Cell<bool>,
    ownership: Ownership,
    finalizer: Cell<Option<Finalizer>>,
    pub(super) queued: Cell<bool>,
    /// For external bytes: what the engine redeems when it lets them go.
    ticket: RefCell<Option<Ticket>>,
    /// The value is an ArrayBuffer on memory that ends with the env.
    detach_at_teardown: Cell<bool>,
}

/// A claim on a reference that may be gone by the time it is redeemed.
#[derive(Clone)]
pub struct Ticket(Rc<Cell<Option<NonNull<Reference>>>>);

impl Ticket {
    /// The engine let the bytes go: the finalizer is due, on the event loop even for experimental
    /// modules. May run inside the collector.
    pub fn redeem(&self) {
        if let Some(reference) = self.0.take() {
            // SAFETY: a reference clears its ticket before it is destroyed.
            let reference = unsafe { reference.as_ref() };
            reference.env().enqueue(reference);
        }
    }

    /// There are no such bytes after all: the finalizer will not run.
    pub fn cancel(&self) {
        if let Some(reference) = self.0.take() {
            // SAFETY: as in `redeem`; nobody else knows the reference.
            unsafe { Reference::destroy(reference) };
        }
    }
}

impl Reference {
    /// A reference to `value`, linked into the env's list. With a finalizer or a zero count it
    /// watches the object.
    ///
    /// # Errors
    /// When the engine cannot attach to the object (out of memory).
    #[inline]
    pub fn create(
        env: &Env,
        value: Handle,
        count: u32,
        ownership: Ownership,
        finalizer: Option<Finalizer>,
    ) -> Result<NonNull<Reference>, Status> {
        let engine = env.engine();
        let is_watcher = count == 0 || finalizer.is_some();
        let attachment = if is_watcher { engine.attachment(value, true)? } else { None };
        let reference = Reference::linked(env, count, ownership, finalizer);
        // SAFETY: just linked, so alive; the attachment of a live object is alive.
        let (this, attachment) =
            unsafe { (reference.as_ref(), attachment.map(|found| &*found.as_ptr())) };
        if let Some(attachment) = attachment {
            this.watch(attachment);
        } else if is_watcher && engine.kind(value) == Kind::Symbol {
            this.immortal.set(true);
        }
        if count > 0 || this.immortal.get() {
            this.strong.set(Some(Root::new(engine, value)));
        }
        Ok(reference)
    }

    /// A finalizer that belongs to the env but watches no object: for external memory, whose
    /// release the engine reports itself.
    pub fn finalizer_only(env: &Env, finalizer: Finalizer) -> NonNull<Reference> {
        Reference::linked(env, 0, Ownership::Runtime, Some(finalizer))
    }

    /// A finalizer for bytes that the engine uses; the ticket tells when it let them go.
    pub fn for_bytes(env: &Env, finalizer: Finalizer) -> Ticket {
        let reference = Reference::finalizer_only(env, finalizer);
        let ticket = Ticket(Rc::new(Cell::new(Some(reference))));
        // SAFETY: just linked, so alive.
        *unsafe { reference.as_ref() }.ticket.borrow_mut() = Some(ticket.clone());
        ticket
    }

    /// Watches an ArrayBuffer on the addon's memory, in a context where scripts go on after the
    /// env ended: its teardown detaches the buffer before the memory's finalizer runs.
    ///
    /// # Errors
    /// When the engine cannot attach to the buffer (out of memory).
    pub fn detach_at_teardown(env: &Env, buffer: Handle) -> Result<(), Status> {
        let watcher = Reference::create(env, buffer, 0, Ownership::Runtime, None)?;
        // SAFETY: just linked, so alive.
        unsafe { watcher.as_ref() }.detach_at_teardown.set(true);
        Ok(())
    }

    /// At teardown: detaches the buffer that this was made for, if it lives.
    pub(super) fn detach(&self) {
        if self.detach_at_teardown.get()
            && let Some(buffer) = self.value()
        {
            self.env().engine().detach(buffer);
        }
    }

    /// Makes a reference in its final place, since a copy would cost as much as everything else
    /// here, and links it as the env's newest.
    #[inline(always)]
    fn linked(
        env: &Env,
        count: u32,
        ownership: Ownership,
        finalizer: Option<Finalizer>,
    ) -> NonNull<Reference> {
        let place = SPARES.try_with(Spares::take).unwrap_or_else(|_| Box::new_uninit());
        let reference = NonNull::from(Box::leak(Box::write(
            place,
            Reference {
                env: NonNull::from(env),
                older: Cell::new(None),
                newer: Cell::new(None),
                next_watcher: Cell::new(None),
                count: Cell::new(count),
                strong: Cell::new(None),
                attachment: Cell::new(None),
                immortal: Cell::new(false),
                ownership,
                finalizer: Cell::new(finalizer),
                queued: Cell::new(false),
                ticket: RefCell::new(None),
                detach_at_teardown: Cell::new(false),
            },
        )));
        // SAFETY: boxed, and alive until it is destroyed, which unlinks it first.
        unsafe { env.references.link(reference) };
        reference
    }

    /// The env this belongs to.
    pub fn env(&self) -> &Env {
        // SAFETY: references are destroyed with or before their env.
        unsafe { self.env.as_ref() }
    }

    /// Who destroys this.
    pub fn ownership(&self) -> Ownership {
        self.ownership
    }

    /// The current count.
    pub fn count(&self) -> u32 {
        self.count.get()
    }

    /// The value, in a new handle; `None` when it is gone.
    #[inline]
    pub fn value(&self) -> Option<Handle> {
        let engine = self.env().engine();
        if let Some(value) = self.held(|root| root.get(engine)) {
            return Some(value);
        }
        // SAFETY: the attachment is alive while it is set; `object_died` unsets it.
        self.attachment.get().and_then(|attachment| engine.revive(unsafe { attachment.as_ref() }))
    }

    /// Reads the strong hold, if there is one. `read` must run nobody's code.
    #[inline(always)]
    fn held<R>(&self, read: impl FnOnce(&Root) -> R) -> Option<R> {
        // SAFETY: the cell is not written to while the reference into it lives, since only code of
        // this file writes to it and `read` calls none.
        unsafe { &*self.strong.as_ptr() }.as_ref().map(read)
    }

    fn is_held(&self) -> bool {
        self.held(|_| ()).is_some()
    }

    /// One more owner; the new count, 0 when the value is gone.
    pub fn acquire(&self) -> u32 {
        let alive = self.is_held() || self.attachment.get().is_some();
        if !alive {
            return 0;
        }
        let count = self.count.get().saturating_add(1);
        if count == 1 && !self.is_held() {
            let env = self.env();
            let scope = env.open_scope();
            let root = self.value().map(|value| Root::new(env.engine(), value));
            let gone = root.is_none();
            self.strong.set(root);
            env.close_scope(scope);
            if gone {
                return 0;
            }
        }
        self.count.set(count);
        count
    }

    /// One owner less; the new count.
    ///
    /// # Errors
    /// `GenericFailure` when the count is zero already.
    pub fn release(&self) -> Result<u32, Status> {
        let count = self.count.get().checked_sub(1).ok_or(Status::GenericFailure)?;
        self.count.set(count);
        if count == 0 && !self.immortal.get() {
            self.weaken()?;
        }
        Ok(count)
    }

    /// Lets go of the strong hold, watching the object from now on where that is possible.
    fn weaken(&self) -> Result<(), Status> {
        let root = self.strong.take();
        let Some(root) = root else { return Ok(()) };
        if self.attachment.get().is_some() {
            return Ok(());
        }
        let engine = self.env().engine();
        let value = root.borrow();
        match engine.attachment(value, true)? {
            Some(attachment) => {
                // SAFETY: the object is alive: `root` still holds it.
                self.watch(unsafe { attachment.as_ref() });
            }
            // A registered symbol lives for ever: keep reading it.
            None if engine.kind(value) == Kind::Symbol => self.strong.set(Some(root)),
            None => {}
        }
        Ok(())
    }

    /// Watches the live object that has this attachment.
    fn watch(&self, attachment: &Attachment) {
        self.attachment.set(Some(NonNull::from(attachment)));
        attachment.watch(self);
        self.env().engine().watched(attachment);
    }

    /// The watched object died. Runs inside the collector.
    pub(super) fn object_died(&self) {
        self.attachment.set(None);
        self.value_released();
    }

    /// What the finalizer was waiting for happened. May run inside the collector.
    pub fn value_released(&self) {
        if self.has_finalizer() || self.ownership == Ownership::Runtime {
            self.env().finalize_from_collector(self);
        }
    }

    pub(super) fn has_finalizer(&self) -> bool {
        let finalizer = self.finalizer.take();
        self.finalizer.set(finalizer);
        finalizer.is_some()
    }

    /// Takes the finalizer, so that it cannot run again.
    pub fn take_finalizer(&self) -> Option<Finalizer> {
        self.finalizer.take()
    }

    /// Runs the finalizer if it has not run, then destroys the reference if the runtime owns it.
    ///
    /// # Safety
    /// `reference` is alive; it must not be used afterwards (the finalizer may delete it).
    pub(super) unsafe fn finalize(reference: NonNull<Reference>) {
        // SAFETY: alive by contract; what is needed later is copied out before the addon runs.
        let (env, ownership, finalizer, strong) = unsafe {
            let this = reference.as_ref();
            if let Some(attachment) = this.attachment.take() {
                attachment.as_ref().forget(this);
            }
            let strong = this.strong.take();
            (this.env, this.ownership, this.finalizer.take(), strong)
        };
        if ownership == Ownership::Runtime {
            // SAFETY: alive, and nobody else will destroy it; the addon has no pointer to it.
            unsafe { Reference::destroy(reference) };
        }
        // Letting the value go may run other finalizers, which may delete this reference.
        drop(strong);
        if let Some(finalizer) = finalizer {
            // SAFETY: envs outlive their references.
            unsafe { env.as_ref() }.call_finalizer(finalizer);
        }
    }

    /// Unlinks and frees.
    ///
    /// # Safety
    /// `reference` is alive and is not used afterwards.
    pub unsafe fn destroy(reference: NonNull<Reference>) {
        // SAFETY: alive by contract; linked references are boxes leaked by `linked`, and dropping
        // the value leaves a box without one.
        unsafe {
            let this = reference.as_ref();
            if let Some(attachment) = this.attachment.take() {
                attachment.as_ref().forget(this);
            }
            if let Some(ticket) = &*this.ticket.borrow() {
                ticket.0.set(None);
            }
            let env = this.env.as_ref();
            env.dequeue(this);
            env.references.unlink(this);
            reference.as_ptr().drop_in_place();
            let emptied = Box::from_raw(reference.as_ptr().cast::<MaybeUninit<Reference>>());
            // Without a place to keep it, at the end of the thread, it is freed.
            let _ = SPARES.try_with(|spares| spares.keep(emptied));
        }
    }
}
