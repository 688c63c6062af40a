//! What only TCP sockets, pipes and terminals do.

use super::{errno, number, with_handles};
use crate::bindings::system::FilePath;
use napi_core::system::SystemError;
use napi_core::system::address::SocketAddress;
use napi_core::system::handles::{Id, Mode, reset_terminal};
use napi_derive::{CallContext, Env, Object, Result, Value};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    define_tcp(exports)?;
    define_pipe(exports)?;
    exports.define_typed("openTerminal", |descriptor: i32| {
        number(with_handles(|handles| handles.open_terminal(descriptor)))
    })?;
    exports.define_typed("setRawMode", |id: Id, is_raw: bool| {
        let mode = if is_raw { Mode::Raw } else { Mode::Lines };
        errno(with_handles(|handles| handles.set_terminal_mode(id, mode)))
    })?;
    exports.define_typed("resetTerminal", reset_terminal)?;
    exports.define_function("windowSize", window_size)
}

fn define_tcp(exports: Object<'_>) -> Result<()> {
    exports.define_typed("openTcp", || number(with_handles(|handles| handles.open_tcp())))?;
    exports.define_typed("adoptTcp", |id: Id, descriptor: i32| {
        errno(with_handles(|handles| handles.adopt_tcp(id, descriptor)))
    })?;
    exports.define_typed("bindTcp", |id: Id, address: String, port: u16, flags: u32| {
        errno(
            SocketAddress::parse(&address, port)
                .and_then(|address| with_handles(|handles| handles.bind_tcp(id, &address, flags))),
        )
    })?;
    exports.define_typed("connectTcp", |id: Id, address: String, port: u16| {
        errno(
            SocketAddress::parse(&address, port)
                .and_then(|address| with_handles(|handles| handles.connect_tcp(id, &address))),
        )
    })?;
    exports.define_function("getsockname", |cx: CallContext<'_>| {
        let id: Id = cx.arg(0)?;
        described(cx.env(), cx.arg(1)?, with_handles(|handles| handles.tcp_name(id)))
    })?;
    exports.define_function("getpeername", |cx: CallContext<'_>| {
        let id: Id = cx.arg(0)?;
        described(cx.env(), cx.arg(1)?, with_handles(|handles| handles.tcp_peer(id)))
    })?;
    exports.define_typed("setNoDelay", |id: Id, enable: bool| {
        errno(with_handles(|handles| handles.set_no_delay(id, enable)))
    })?;
    exports.define_typed("setKeepAlive", |id: Id, enable: bool, seconds: u32| {
        errno(with_handles(|handles| handles.set_keep_alive(id, enable, seconds)))
    })?;
    exports.define_typed("setTypeOfService", |id: Id, class: i32| {
        errno(with_handles(|handles| handles.set_type_of_service(id, class)))
    })?;
    exports.define_typed("getTypeOfService", |id: Id| {
        number(with_handles(|handles| handles.type_of_service(id)))
    })?;
    exports.define_typed("reset", |id: Id| errno(with_handles(|handles| handles.reset_tcp(id))))
}

fn define_pipe(exports: Object<'_>) -> Result<()> {
    exports.define_typed("openPipe", |is_channel: bool| {
        number(with_handles(|handles| handles.open_pipe(is_channel)))
    })?;
    exports.define_typed("adoptPipe", |id: Id, descriptor: i32| {
        errno(with_handles(|handles| handles.adopt_pipe(id, descriptor)))
    })?;
    exports.define_typed("bindPipe", |id: Id, FilePath(path): FilePath| {
        errno(with_handles(|handles| handles.bind_pipe(id, &path)))
    })?;
    exports.define_typed("connectPipe", |id: Id, FilePath(path): FilePath| {
        errno(with_handles(|handles| handles.connect_pipe(id, &path)))
    })?;
    exports.define_typed("chmodPipe", |id: Id, mode: i32| {
        errno(with_handles(|handles| handles.chmod_pipe(id, mode)))
    })?;
    exports.define_typed("setPendingInstances", |id: Id, count: i32| {
        errno(with_handles(|handles| handles.set_pending_instances(id, count)))
    })
}

/// Writes `address`, `family` and `port` into the object; 0, or the errno.
pub fn described(
    _: Env<'_>,
    out: Object<'_>,
    address: std::result::Result<SocketAddress, SystemError>,
) -> Result<i32> {
    let address = match address {
        Ok(address) => address,
        Err(error) => return Ok(error.errno),
    };
    out.set("address", address.ip())?;
    out.set("family", if address.is_v6() { "IPv6" } else { "IPv4" })?;
    out.set("port", u32::from(address.port()))?;
    Ok(0)
}

/// `windowSize(id)`: `[columns, rows]`, or the errno.
fn window_size(cx: CallContext<'_>) -> Result<Value<'_>> {
    let id: Id = cx.arg(0)?;
    match with_handles(|handles| handles.window_size(id)) {
        Ok((columns, rows)) => cx.give([columns, rows]),
        Err(error) => cx.give(error.errno),
    }
}
