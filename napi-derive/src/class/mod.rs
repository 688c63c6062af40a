//! Classes: Rust types whose values live behind JavaScript objects.
//!
//! `#[napi]` on a struct implements [`Class`] for it, and on its `impl` block [`Members`].
//!
//! Neighbours: `members.rs` (putting methods on the class), `registry.rs` (its constructor in each
//! env), `instance.rs` (handles of instances); `raw/instances.rs` holds the values.

mod instance;
mod members;
mod registry;

pub(crate) use instance::kept_instance;
pub use instance::{
    Instance, ReturnsThis, kept_receiver, kept_receiver_mut, receiver, receiver_mut, returned_this,
};
pub use members::{ClassMembers, MemberKey, Place};
pub use registry::{define_class, new_instance};

use crate::error::{Error, Result, Throw};
use crate::raw::calls::CallContext;
use crate::types::Type;

/// A Rust type that is a class in JavaScript: `#[napi]` on a struct implements this.
///
/// Its values are moved behind JavaScript objects, and dropped on the env's thread when the object
/// was collected or the env ends. What takes an object takes `&T` or `&mut T`, or an
/// [`Instance`](crate::Instance).
///
/// ```no_run
/// use napi_derive::napi;
///
/// #[napi]
/// struct Counter {
///     count: u32,
/// }
///
/// #[napi]
/// impl Counter {
///     #[napi(constructor)]
///     fn new(start: u32) -> Counter {
///         Counter { count: start }
///     }
///
///     #[napi]
///     fn add(&mut self, other: &Counter) -> u32 {
///         self.count += other.count;
///         self.count
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no class",
    label = "not a type that JavaScript holds instances of",
    note = "put `#[napi]` on the struct, or take it by value if it converts from JavaScript"
)]
pub trait Class: Members + Sized + 'static {
    /// Its name in JavaScript.
    const NAME: &'static str;

    #[doc(hidden)]
    const NAMESPACE: &'static str = "";

    #[doc(hidden)]
    const TYPE: &'static Type = Type::UNKNOWN;

    /// Whether exclusive borrows of its instances are given out.
    #[doc(hidden)]
    type Access: Access;

    /// The class it extends.
    #[doc(hidden)]
    type Parent: Class;

    #[doc(hidden)]
    const HAS_PARENT: bool = false;

    #[doc(hidden)]
    fn parent(&self) -> Option<&Self::Parent> {
        None
    }

    #[doc(hidden)]
    fn parent_mut(&mut self) -> Option<&mut Self::Parent> {
        None
    }

    /// Adds what attributes on the struct and its fields ask for.
    #[doc(hidden)]
    fn define_fields(_members: &ClassMembers<'_>) -> Result<()> {
        Ok(())
    }
}

/// What `#[napi]` on the `impl` block of a class says.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the class `{Self}` has no `#[napi] impl` block",
    label = "its methods are missing",
    note = "write `#[napi] impl {Self} {{ … }}`; it may be empty"
)]
pub trait Members: Sized + 'static {
    /// [`Counted`] if one of the methods takes `&mut self`.
    type MethodAccess: Access;

    const CONSTRUCTOR_ARITY: usize = 0;

    fn construct(_cx: CallContext<'_>) -> Result<Self>;

    fn define(members: &ClassMembers<'_>) -> Result<()>;
}

/// How the instances of a class are borrowed.
#[doc(hidden)]
pub trait Access: 'static {
    const EXCLUSIVE: bool;
    /// What it is together with another.
    type Join<Other: Access>: Access;
}

/// Never for writing, so that borrows need not be counted.
#[doc(hidden)]
pub enum OnlyShared {}

/// Also for writing: each instance counts its borrows.
#[doc(hidden)]
pub enum Counted {}

impl Access for OnlyShared {
    const EXCLUSIVE: bool = false;
    type Join<Other: Access> = Other;
}

impl Access for Counted {
    const EXCLUSIVE: bool = true;
    type Join<Other: Access> = Counted;
}

/// Classes of which `&mut` can be had.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "no `&mut` to instances of this class can be had",
    label = "none of its methods takes `&mut self`, so its borrows are not counted",
    note = "put `#[napi(mutable)]` on the struct to have them counted, or take `&` and use a `Cell`"
)]
pub trait Mutable {}

impl Mutable for Counted {}

/// The parent of a class that extends none. There are no values of it.
#[doc(hidden)]
pub enum NoParent {}

impl Class for NoParent {
    const NAME: &'static str = "Object";
    type Access = OnlyShared;
    type Parent = NoParent;
}

impl Members for NoParent {
    type MethodAccess = OnlyShared;

    fn construct(_: CallContext<'_>) -> Result<NoParent> {
        Err(no_constructor::<NoParent>())
    }

    fn define(_: &ClassMembers<'_>) -> Result<()> {
        Ok(())
    }
}

/// What `new` throws for a class without a constructor.
#[doc(hidden)]
#[cold]
pub fn no_constructor<T: Class>() -> Error {
    Error::type_error(format!("{} has no constructor that JavaScript can call", T::NAME))
        .with_code("ERR_ILLEGAL_CONSTRUCTOR")
}

/// What a constructor of `T` can return: `T`, or a `Result` of it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a constructor of `{T}` returns `Self` or `Result<Self>`",
    label = "this is neither"
)]
pub trait Constructed<T> {
    fn constructed(self) -> Result<T>;
}

impl<T: Class> Constructed<T> for T {
    #[inline]
    fn constructed(self) -> Result<T> {
        Ok(self)
    }
}

impl<T: Class, E: Throw> Constructed<T> for Result<T, E> {
    #[inline]
    fn constructed(self) -> Result<T> {
        self.map_err(Throw::into_error)
    }
}
