//! Names and addresses, looked up by the system's resolver, and what the texts of addresses are.

use super::{number, with_handles};
use napi_core::system::address::SocketAddress;
use napi_core::system::handles::{HINT_FLAGS, Hints};
use napi_derive::{Object, Result};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.set("AI_ADDRCONFIG", HINT_FLAGS.addrconfig)?;
    exports.set("AI_ALL", HINT_FLAGS.all)?;
    exports.set("AI_V4MAPPED", HINT_FLAGS.v4mapped)?;
    exports.define_typed("getaddrinfo", |name: String, family: u32, flags: i32| {
        number(with_handles(|handles| handles.look_up(&name, Hints { family, flags })))
    })?;
    exports.define_typed("getnameinfo", |address: String, port: u16| {
        number(
            SocketAddress::parse(&address, port)
                .and_then(|address| with_handles(|handles| handles.look_up_names(&address))),
        )
    })
}
