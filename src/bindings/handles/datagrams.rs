//! UDP sockets.

use super::sockets::described;
use super::{errno, number, with_handles};
use napi_core::system::address::SocketAddress;
use napi_core::system::handles::{BufferKind, Id, UdpOption};
use napi_derive::{BytesView, CallContext, Error, Object, Result};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_typed("openUdp", || number(with_handles(|handles| handles.open_udp())))?;
    exports.define_typed("adoptUdp", |id: Id, descriptor: i32| {
        errno(with_handles(|handles| handles.adopt_udp(id, descriptor)))
    })?;
    exports.define_typed("bindUdp", |id: Id, address: String, port: u16, flags: u32| {
        errno(
            SocketAddress::parse(&address, port)
                .and_then(|address| with_handles(|handles| handles.bind_udp(id, &address, flags))),
        )
    })?;
    exports.define_typed("connectUdp", |id: Id, address: String, port: u16| {
        errno(
            SocketAddress::parse(&address, port).and_then(|address| {
                with_handles(|handles| handles.connect_udp(id, Some(&address)))
            }),
        )
    })?;
    exports.define_typed("disconnectUdp", |id: Id| {
        errno(with_handles(|handles| handles.connect_udp(id, None)))
    })?;
    exports.define_function("udpName", |cx: CallContext<'_>| {
        let id: Id = cx.arg(0)?;
        described(cx.env(), cx.arg(1)?, with_handles(|handles| handles.udp_name(id)))
    })?;
    exports.define_function("udpPeer", |cx: CallContext<'_>| {
        let id: Id = cx.arg(0)?;
        described(cx.env(), cx.arg(1)?, with_handles(|handles| handles.udp_peer(id)))
    })?;
    exports.define_typed("recvStart", |id: Id| {
        errno(with_handles(|handles| handles.start_receiving(id)))
    })?;
    exports.define_typed("recvStop", |id: Id| {
        errno(with_handles(|handles| handles.stop_receiving(id)))
    })?;
    exports.define_function("send", send)?;
    define_settings(exports)
}

fn define_settings(exports: Object<'_>) -> Result<()> {
    exports.define_typed("setUdpOption", |id: Id, option: String, value: i32| -> Result<i32> {
        let option = match option.as_str() {
            "broadcast" => UdpOption::Broadcast,
            "ttl" => UdpOption::Ttl,
            "multicastTtl" => UdpOption::MulticastTtl,
            "multicastLoop" => UdpOption::MulticastLoop,
            _ => return Err(Error::new(format!("a UDP socket has no option {option:?}"))),
        };
        Ok(errno(with_handles(|handles| handles.set_udp_option(id, option, value))))
    })?;
    exports.define_typed("setMulticastInterface", |id: Id, interface: String| {
        errno(with_handles(|handles| handles.set_multicast_interface(id, &interface)))
    })?;
    exports.define_typed(
        "setMembership",
        |id: Id, group: String, interface: Option<String>, source: Option<String>, join: bool| {
            let (interface, source) = (interface.as_deref(), source.as_deref());
            errno(with_handles(|handles| {
                handles.set_membership(id, &group, interface, source, join)
            }))
        },
    )?;
    exports.define_typed("bufferSize", |id: Id, receives: bool, size: Option<i32>| {
        let kind = if receives { BufferKind::Receive } else { BufferKind::Send };
        number(with_handles(|handles| handles.buffer_size(id, kind, size)))
    })?;
    exports.define_typed("sendQueueSize", |id: Id| {
        with_handles(|handles| handles.send_queue(id)).map_or(0.0, |(bytes, _)| bytes as f64)
    })?;
    exports.define_typed("sendQueueCount", |id: Id| {
        with_handles(|handles| handles.send_queue(id)).map_or(0.0, |(_, count)| count as f64)
    })
}

/// `send(id, views, address, port)`, without an address to where the socket is connected: 0 when it
/// is done, 1 when an event will tell, or a negative errno.
fn send(cx: CallContext<'_>) -> Result<i32> {
    let id: Id = cx.arg(0)?;
    let mut content = Vec::new();
    for view in cx.arg::<Vec<BytesView<'_>>>(1)? {
        content.extend(view.to_vec()?);
    }
    let to = match cx.arg::<Option<String>>(2)? {
        None => None,
        Some(address) => match SocketAddress::parse(&address, cx.arg(3)?) {
            Ok(address) => Some(address),
            Err(error) => return Ok(error.errno),
        },
    };
    let sent = with_handles(|handles| handles.send_udp(id, &content, to.as_ref()));
    Ok(sent.map_or_else(|error| error.errno, i32::from))
}
