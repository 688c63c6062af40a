//! Instances of classes: a Rust value behind a JavaScript object.
//!
//! Invariants:
//!
//! * What `napi_unwrap` gives is a key to this thread's table of live instances (`live.rs`), so
//!   another addon's pointer is never taken for ours; then the instance's own record says which
//!   class it is of.
//! * An instance is freed when its object is finalized and no call uses it: each guard holds a
//!   share, so a teardown in the middle of a call frees nothing under its feet.
//! * References into an instance follow Rust's rules. A class none of whose methods takes
//!   `&mut self` gives out only `&T` and counts nothing; of every other class, and whenever an
//!   instance stands for one of its parents, borrows are counted in the instance.
//! * A guard is sound for as long as it is kept: it has its share, and its borrow is counted until
//!   it is dropped. Its lifetime keeps those of a call within the call; the guard of an
//!   asynchronous method lives in the future (`'static`), on the same thread.
//!
//! Neighbours: `live.rs`, `class/` (the public traits and handles), `construction.rs` (how objects come to
//! their instances).

use std::any::TypeId;
use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{self, NonNull};
use std::rc::Rc;

use napi_sys as sys;

use super::frame::Value;
use super::live::{self, Key};
use crate::class::{Access, Class};
use crate::error::{Error, Result};
use crate::generator::{self, Progress};

/// What every instance begins with, whatever its class.
pub(super) struct Header {
    operations: &'static Operations,
    shares: Cell<u32>,
    /// How many shared borrows there are; -1 is an exclusive one.
    borrows: Cell<i32>,
    /// Of a class that is a generator: how far it is.
    progress: generator::Slot,
}

/// What is done with an instance whose class is not known to the compiler.
struct Operations {
    name: &'static str,
    class: fn() -> TypeId,
    /// Whether the class or one of its parents is this one.
    is: fn(TypeId) -> bool,
    /// The value as a parent's. The caller has counted a shared borrow.
    shared: unsafe fn(NonNull<Header>, TypeId) -> Option<NonNull<()>>,
    /// The same for an exclusive borrow.
    exclusive: unsafe fn(NonNull<Header>, TypeId) -> Option<NonNull<()>>,
    free: unsafe fn(NonNull<Header>),
}

/// An instance in memory. `repr(C)`: a pointer to it is one to its header.
#[repr(C)]
struct Body<T> {
    header: Header,
    value: UnsafeCell<T>,
}

/// One share in an instance: it is freed with the last.
pub(super) struct Share(NonNull<Header>);

impl Share {
    /// An instance that nobody else has a share in.
    pub(super) fn new<T: Class>(value: T) -> Share {
        let header = Header {
            operations: const { &operations::<T>() },
            shares: Cell::new(1),
            borrows: Cell::new(0),
            progress: generator::Slot::new(),
        };
        let body = Box::new(Body { header, value: UnsafeCell::new(value) });
        Share(NonNull::from(Box::leak(body)).cast())
    }

    fn header(&self) -> &Header {
        // SAFETY: this share keeps the instance in memory, and its header is never written to but
        // through cells.
        unsafe { self.0.as_ref() }
    }

    /// Whether it is an instance of exactly this class.
    ///
    /// The same table of operations is the same class: those of two classes are never equal, since
    /// `class` answers differently. (One class may have several: each part of the compilation its own.)
    #[inline]
    pub(super) fn is_exactly<T: Class>(&self) -> bool {
        let own = self.header().operations;
        ptr::eq(own, const { &operations::<T>() }) || (own.class)() == TypeId::of::<T>()
    }

    /// Gives the share to the object: it is taken back by [`finalize`].
    pub(super) fn wrap(self, object: Value<'_>) -> Result<()> {
        let env = object.env();
        let key = live::insert(self.0)?;
        // SAFETY: env and handle belong together and are live; `finalize` takes the share back.
        let status = unsafe {
            sys::napi_wrap(
                env.raw(),
                object.raw(),
                key.to_raw(),
                Some(finalize),
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
        let wrapped = env.check(status);
        match wrapped {
            Ok(()) => std::mem::forget(self),
            Err(_) => drop(live::remove(key)),
        }
        wrapped
    }

    /// A share in the instance that the value wraps, if it wraps one of ours.
    #[inline]
    fn of(value: Value<'_>) -> Option<Share> {
        let mut wrapped = ptr::null_mut();
        // SAFETY: env and handle belong together and are live; `wrapped` is a local. No
        // JavaScript runs, also not for a proxy, which wraps nothing.
        let status = unsafe { sys::napi_unwrap(value.env().raw(), value.raw(), &mut wrapped) };
        if status != sys::Status::napi_ok {
            return None;
        }
        let header = live::find(Key::from_raw(wrapped)?)?;
        // SAFETY: the table holds instances that their objects have a share in.
        let shares = unsafe { &header.as_ref().shares };
        shares.set(shares.get().checked_add(1)?);
        Some(Share(header))
    }

    /// One more share in the same instance.
    fn another(&self) -> Result<Share> {
        let shares = &self.header().shares;
        let more = shares.get().checked_add(1);
        shares.set(more.ok_or_else(|| Error::new("too many users of one instance"))?);
        Ok(Share(self.0))
    }

    fn progress(&self) -> Rc<Progress> {
        Rc::clone(self.header().progress.get_or_init(Rc::default))
    }

    /// Whether it is an instance of this class or of one that extends it.
    #[inline]
    fn is<T: Class>(&self) -> bool {
        self.is_exactly::<T>() || (self.header().operations.is)(TypeId::of::<T>())
    }
}

impl Drop for Share {
    #[inline]
    fn drop(&mut self) {
        let header = self.header();
        let rest = header.shares.get() - 1;
        header.shares.set(rest);
        if rest == 0 {
            let free = header.operations.free;
            // SAFETY: this was the last share, and `free` is of the instance's own class.
            unsafe { free(self.0) };
        }
    }
}

unsafe extern "C" fn finalize(_env: sys::napi_env, key: *mut c_void, _hint: *mut c_void) {
    if let Some(header) = Key::from_raw(key).and_then(live::remove) {
        drop(Share(header));
    }
}

const fn operations<T: Class>() -> Operations {
    Operations {
        name: T::NAME,
        class: TypeId::of::<T>,
        is: is::<T>,
        shared: shared::<T>,
        exclusive: exclusive::<T>,
        free: free::<T>,
    }
}

fn is<T: Class>(class: TypeId) -> bool {
    class == TypeId::of::<T>() || (T::HAS_PARENT && is::<T::Parent>(class))
}

/// Whether borrows of this class's instances are counted: exclusive ones are given out of itself
/// or, since the parent is a part of it, of a parent.
const fn is_counted<T: Class>() -> bool {
    T::Access::EXCLUSIVE || (T::HAS_PARENT && is_counted::<T::Parent>())
}

/// # Safety
/// The header is of a `T` in memory, with a shared borrow counted.
unsafe fn shared<T: Class>(header: NonNull<Header>, wanted: TypeId) -> Option<NonNull<()>> {
    fn find<T: Class>(value: &T, wanted: TypeId) -> Option<NonNull<()>> {
        if wanted == TypeId::of::<T>() {
            return Some(NonNull::from(value).cast());
        }
        find::<T::Parent>(value.parent()?, wanted)
    }
    // SAFETY: the caller's promise: no `&mut` to the value exists while the borrow is counted.
    find::<T>(unsafe { &*value_of::<T>(header).as_ptr() }, wanted)
}

/// # Safety
/// The header is of a `T` in memory, with an exclusive borrow counted.
unsafe fn exclusive<T: Class>(header: NonNull<Header>, wanted: TypeId) -> Option<NonNull<()>> {
    fn find<T: Class>(value: &mut T, wanted: TypeId) -> Option<NonNull<()>> {
        if wanted == TypeId::of::<T>() {
            return Some(NonNull::from(value).cast());
        }
        find::<T::Parent>(value.parent_mut()?, wanted)
    }
    // SAFETY: the caller's promise: no other reference to the value exists while the borrow is
    // counted.
    find::<T>(unsafe { &mut *value_of::<T>(header).as_ptr() }, wanted)
}

/// # Safety
/// The header is of a `T`, and nobody uses the instance any more.
unsafe fn free<T: Class>(header: NonNull<Header>) {
    // SAFETY: `Share::new` leaked this box; the caller had its last share.
    let body = unsafe { Box::from_raw(header.cast::<Body<T>>().as_ptr()) };
    // A panic in a destructor has nowhere to go: the panic hook has reported it.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(body)));
}

/// Where the value of an instance is.
///
/// # Safety
/// The header is of a `T` in memory.
#[inline]
unsafe fn value_of<T>(header: NonNull<Header>) -> NonNull<T> {
    let body = header.cast::<Body<T>>().as_ptr();
    // SAFETY: the caller's promise; no reference is made, only the field's address computed.
    unsafe { NonNull::new_unchecked(UnsafeCell::raw_get(&raw const (*body).value)) }
}

/// Whether the value wraps an instance of this class or of one that extends it.
pub(crate) fn is_instance<T: Class>(value: Value<'_>) -> bool {
    Share::of(value).is_some_and(|share| share.is::<T>())
}

/// The name of the class whose instance the value wraps, if it is one of ours.
pub(crate) fn class_name(value: Value<'_>) -> Option<&'static str> {
    Share::of(value).map(|share| share.header().operations.name)
}

/// A shared borrow of an instance: derefs to its Rust value.
///
/// While it lives, JavaScript may run; what would need the value exclusively is an error then.
pub struct Shared<'env, T: Class> {
    value: NonNull<T>,
    share: Share,
    counted: bool,
    call: PhantomData<&'env T>,
}

impl<'env, T: Class> Shared<'env, T> {
    /// Borrows the instance that the value wraps; nothing if it wraps none of this class.
    #[inline]
    pub(crate) fn of(value: Value<'_>) -> Result<Option<Shared<'env, T>>> {
        Share::of(value).map_or(Ok(None), Shared::of_share)
    }

    #[inline]
    fn of_share(share: Share) -> Result<Option<Shared<'env, T>>> {
        if share.is_exactly::<T>() {
            let counted = const { is_counted::<T>() };
            if counted {
                count(share.header())?;
            }
            // SAFETY: the instance is a `T`.
            let value = unsafe { value_of::<T>(share.0) };
            return Ok(Some(Shared { value, share, counted, call: PhantomData }));
        }
        Shared::of_child(share)
    }

    #[cold]
    fn of_child(share: Share) -> Result<Option<Shared<'env, T>>> {
        let operations = share.header().operations;
        if !(operations.is)(TypeId::of::<T>()) {
            return Ok(None);
        }
        count(share.header())?;
        // SAFETY: the operations are those of the instance's own class; a borrow is counted.
        let found = unsafe { (operations.shared)(share.0, TypeId::of::<T>()) };
        match found {
            Some(value) => {
                let value = value.cast::<T>();
                Ok(Some(Shared { value, share, counted: true, call: PhantomData }))
            }
            None => {
                uncount(share.header());
                Ok(None)
            }
        }
    }
}

impl<T: Class> Deref for Shared<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the share keeps the instance in memory. If there can be `&mut` to it, the
        // borrow is counted and excludes them; else there are none.
        unsafe { self.value.as_ref() }
    }
}

impl<T: Class> Drop for Shared<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if self.counted {
            uncount(self.share.header());
        }
    }
}

/// An exclusive borrow of an instance: derefs to its Rust value.
///
/// While it lives, JavaScript may run; whatever would need the value is an error then.
pub struct Exclusive<'env, T: Class> {
    value: NonNull<T>,
    share: Share,
    call: PhantomData<&'env mut T>,
}

impl<'env, T: Class> Exclusive<'env, T> {
    /// Borrows the instance that the value wraps; nothing if it wraps none of this class.
    #[inline]
    pub(crate) fn of(value: Value<'_>) -> Result<Option<Exclusive<'env, T>>> {
        Share::of(value).map_or(Ok(None), Exclusive::of_share)
    }

    #[inline]
    fn of_share(share: Share) -> Result<Option<Exclusive<'env, T>>> {
        // Of a class without counted borrows no `&mut` can be given out.
        const { assert!(is_counted::<T>()) }
        let header = share.header();
        let operations = header.operations;
        let exactly = share.is_exactly::<T>();
        if !exactly && !(operations.is)(TypeId::of::<T>()) {
            return Ok(None);
        }
        if header.borrows.get() != 0 {
            return Err(in_use(header));
        }
        header.borrows.set(-1);
        let found = if exactly {
            // SAFETY: the instance is a `T`.
            Some(unsafe { value_of::<T>(share.0) })
        } else {
            // SAFETY: the operations are those of the instance's own class; the borrow is counted.
            unsafe { (operations.exclusive)(share.0, TypeId::of::<T>()) }.map(NonNull::cast)
        };
        match found {
            Some(value) => Ok(Some(Exclusive { value, share, call: PhantomData })),
            None => {
                header.borrows.set(0);
                Ok(None)
            }
        }
    }
}

impl<T: Class> Exclusive<'_, T> {
    /// How far the generator is that the instance is.
    pub(crate) fn progress(&self) -> Rc<Progress> {
        self.share.progress()
    }
}

/// An instance that is kept, not borrowed.
pub(crate) struct Kept<T: Class> {
    share: Share,
    class: PhantomData<fn() -> T>,
}

impl<T: Class> Kept<T> {
    /// Keeps the instance that the value wraps; nothing if it wraps none of this class.
    pub(crate) fn of(value: Value<'_>) -> Option<Kept<T>> {
        let share = Share::of(value).filter(Share::is::<T>)?;
        Some(Kept { share, class: PhantomData })
    }

    /// How far the generator is that the instance is.
    pub(crate) fn progress(&self) -> Rc<Progress> {
        self.share.progress()
    }

    /// Borrows it for as long as the guard is kept.
    pub(crate) fn borrow_mut(&self) -> Result<Exclusive<'static, T>> {
        let gone = || Error::new("the instance has no part that is of this class");
        Exclusive::of_share(self.share.another()?)?.ok_or_else(gone)
    }
}

impl<T: Class> Deref for Exclusive<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the share keeps the instance in memory, and the counted borrow excludes others.
        unsafe { self.value.as_ref() }
    }
}

impl<T: Class> DerefMut for Exclusive<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as for `deref`; `&mut self` makes this the only reference of the guard.
        unsafe { self.value.as_mut() }
    }
}

impl<T: Class> Drop for Exclusive<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.share.header().borrows.set(0);
    }
}

#[inline]
fn count(header: &Header) -> Result<()> {
    match header.borrows.get() {
        -1 => Err(in_use(header)),
        i32::MAX => Err(Error::new("too many borrows of one instance")),
        borrows => {
            header.borrows.set(borrows + 1);
            Ok(())
        }
    }
}

#[inline]
fn uncount(header: &Header) {
    header.borrows.set(header.borrows.get() - 1);
}

#[cold]
fn in_use(header: &Header) -> Error {
    let name = header.operations.name;
    let how = if header.borrows.get() < 0 { "changed" } else { "read" };
    Error::new(format!(
        "this {name} is being {how} by a call that has not finished yet, or as another argument"
    ))
    .with_code("ERR_INSTANCE_BORROWED")
}
