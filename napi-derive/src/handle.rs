//! What the typed handles have in common.
//!
//! Invariant: a typed handle is a `Value` whose type was checked when it was made; its class
//! cannot change later. Memory safety does not rest on it: the C ABI checks again.
//!
//! Neighbours: `object.rs`, `function.rs`, `views.rs` and the others use the macro.

use crate::error::Result;
use crate::raw::frame::Value;
use crate::types::Type;

/// A handle type, for [`crate::Ref`]: the same handle in any call.
pub trait Handle: Sized {
    /// The handle with the lifetime of a call.
    type In<'env>: Into<Value<'env>>;

    #[doc(hidden)]
    const TYPE: &'static Type = Type::UNKNOWN;

    /// The value as this handle; it was one when the reference was made.
    #[doc(hidden)]
    fn restore(value: Value<'_>) -> Result<Self::In<'_>>;
}

/// A handle in a call, with the type that stands for it in a [`crate::Ref`].
pub trait Local<'env>: Into<Value<'env>> {
    /// The same handle type without the call's lifetime.
    type Static: Handle;
}

impl<'env> Local<'env> for Value<'env> {
    type Static = Value<'static>;
}

/// Defines a handle that is a `Value` of one type, with its conversions.
macro_rules! handle {
    (
        $(#[$attribute:meta])*
        $name:ident: $parent:ident, $expected:literal, $typescript:literal, $check:expr
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug)]
        #[repr(transparent)]
        pub struct $name<'env>($parent<'env>);

        impl<'env> $name<'env> {
            /// The value as this type, which it is known to be.
            #[inline]
            #[allow(dead_code)]
            pub(crate) fn assume(value: $crate::Value<'env>) -> $name<'env> {
                $name($crate::handle::Assume::assume(value))
            }
        }

        impl<'env> $crate::handle::Assume<'env> for $name<'env> {
            #[inline]
            fn assume(value: $crate::Value<'env>) -> Self {
                $name::assume(value)
            }
        }

        impl<'env> std::ops::Deref for $name<'env> {
            type Target = $parent<'env>;

            #[inline]
            fn deref(&self) -> &$parent<'env> {
                &self.0
            }
        }

        impl<'env> From<$name<'env>> for $crate::Value<'env> {
            #[inline]
            fn from(handle: $name<'env>) -> $crate::Value<'env> {
                handle.0.into()
            }
        }

        impl<'env> $crate::FromJs<'env> for $name<'env> {
            const TYPE: &'static $crate::Type = &$crate::Type::Text($typescript);

            #[inline]
            fn from_js(value: $crate::Value<'env>) -> $crate::Result<Self> {
                let check: fn($crate::Value<'env>) -> $crate::Result<bool> = $check;
                if check(value)? {
                    Ok($name::assume(value))
                } else {
                    Err(value.unexpected($expected))
                }
            }
        }

        impl<'env> $crate::IntoJs<'env> for $name<'env> {
            const TYPE: &'static $crate::Type = <Self as $crate::FromJs<'env>>::TYPE;

            #[inline]
            fn into_js(self, _: $crate::Env<'env>) -> $crate::Result<$crate::Value<'env>> {
                Ok(self.into())
            }
        }

        impl<'env> $crate::handle::Local<'env> for $name<'env> {
            type Static = $name<'static>;
        }

        impl $crate::handle::Handle for $name<'static> {
            const TYPE: &'static $crate::Type = <Self as $crate::FromJs<'static>>::TYPE;
            type In<'env> = $name<'env>;

            fn restore(value: $crate::Value<'_>) -> $crate::Result<$name<'_>> {
                Ok($name::assume(value))
            }
        }
    };
}
pub(crate) use handle;

/// Building a handle from a value whose type is known.
pub(crate) trait Assume<'env> {
    fn assume(value: Value<'env>) -> Self;
}

impl<'env> Assume<'env> for Value<'env> {
    #[inline]
    fn assume(value: Value<'env>) -> Value<'env> {
        value
    }
}

impl Handle for Value<'static> {
    type In<'env> = Value<'env>;

    fn restore(value: Value<'_>) -> Result<Value<'_>> {
        Ok(value)
    }
}
