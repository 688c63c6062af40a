//! `internalBinding('tls')`: TLS over bytes, and certificates. The engine is rustls.
//!
//! ```text
//! context.rs      keys and trust              session.rs      one connection
//! verifier.rs     what rustls asks of us      chain.rs        whether a certificate is trusted
//! certificate.rs  X.509      der.rs           description.rs  certificates for JavaScript
//! failure.rs      errors in OpenSSL's words
//! ```
//!
//! The scripts move the bytes: what a socket brought goes to `receive`, what `output` gives goes to the
//! socket, what `read` gives goes to the program.

mod certificate;
mod chain;
mod context;
mod der;
mod description;
mod failure;
mod session;
#[cfg(test)]
mod tests;
mod verifier;

use certificate::Certificate;
use context::{Context, PROVIDER};
use napi_derive::{Array, BytesView, CallContext, Env, Error, Object, Result, Uint8Array, Value};
use rustls::pki_types::pem::PemObject;
use rustls::{HandshakeKind, ProtocolVersion};
use session::{Asks, Session, Sessions};
use std::cell::RefCell;
use std::rc::Rc;

type Handle = RefCell<Session>;

/// Defines the functions of the binding.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("createContext", create_context)?;
    exports.define_function("createSessions", create_sessions)?;
    exports.define_function("takeNews", take_news)?;
    exports.define_function("connect", connect)?;
    exports.define_function("accept", accept)?;
    exports.define_function("hello", hello)?;
    exports.define_function("choose", choose)?;
    exports.define_function("receive", receive)?;
    exports.define_function("read", read)?;
    exports.define_function("write", write)?;
    exports.define_function("output", output)?;
    exports.define_function("close", close)?;
    exports.define_function("isReady", is_ready)?;
    exports.define_function("isEnded", is_ended)?;
    exports.define_function("describe", describe)?;
    exports.define_function("refusal", refusal)?;
    exports.define_function("peerCertificates", peer_certificates)?;
    exports.define_function("exportKeys", export_keys)?;
    exports.define_function("parseCertificate", parse_certificate)?;
    exports.define_function("issuerOf", issuer_of)?;
    exports.define_function("rootCertificates", root_certificates)
}

fn session_of(cx: CallContext<'_>) -> Result<Rc<Handle>> {
    cx.value(0)?.external::<Handle>()
}

fn bytes(value: Value<'_>) -> Result<Vec<u8>> {
    value.to::<BytesView<'_>>()?.to_vec()
}

fn list_of_bytes(list: Array<'_>) -> Result<Vec<Vec<u8>>> {
    (0..list.len()?).map(|index| bytes(list.get(index)?)).collect()
}

/// `createContext([certificate, key, ...], authorities or undefined, min, max)`, all in PEM.
fn create_context(cx: CallContext<'_>) -> Result<Value<'_>> {
    let flat = list_of_bytes(cx.arg(0)?)?;
    let pairs: Vec<_> =
        flat.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
    let authorities = cx.arg::<Option<Array<'_>>>(1)?.map(list_of_bytes).transpose()?;
    let versions = (cx.arg(2)?, cx.arg(3)?);
    cx.env().external(Context::new(&pairs, authorities.as_deref(), versions)?)
}

/// `connect(context, serverName, protocols, sessions)`.
fn connect(cx: CallContext<'_>) -> Result<Value<'_>> {
    let context = cx.value(0)?.external::<Context>()?;
    let name: Option<String> = cx.arg(1)?;
    let sessions = cx.value(3)?.external::<Sessions>()?;
    let protocols = list_of_bytes(cx.arg(2)?)?;
    let session = Session::client(&context, name.as_deref(), protocols, &sessions)
        .map_err(|why| thrown(&why, None))?;
    cx.env().external(RefCell::new(session))
}

/// `createSessions(context)`: a place for sessions that can be resumed.
fn create_sessions(cx: CallContext<'_>) -> Result<Value<'_>> {
    cx.env().external(Sessions::new(&*cx.value(0)?.external::<Context>()?))
}

/// `takeNews(sessions)`: whether a session has come since this was asked last.
fn take_news(cx: CallContext<'_>) -> Result<bool> {
    Ok(cx.value(0)?.external::<Sessions>()?.take_news())
}

/// `accept()`: a server's session.
fn accept(cx: CallContext<'_>) -> Result<Value<'_>> {
    cx.env().external(RefCell::new(Session::server()))
}

fn thrown(why: &rustls::Error, first: Option<&[u8]>) -> Error {
    let told = failure::tell(why, first);
    Error::new(told.reason).with_code(told.code)
}

/// `hello(session)`: `[server's name or undefined, protocol, ...]` until a context is chosen.
fn hello(cx: CallContext<'_>) -> Result<Option<Array<'_>>> {
    let session = session_of(cx)?;
    let Some(hello) = session.borrow().hello() else { return Ok(None) };
    let list = cx.env().array()?;
    list.push(hello.server_name)?;
    for protocol in hello.protocols {
        list.push(cx.env().string_latin1(&protocol)?)?;
    }
    Ok(Some(list))
}

/// What went wrong: `[code, reason, number, alert]`; undefined if nothing did.
fn outcome<'env>(
    cx: CallContext<'env>,
    result: std::result::Result<(), rustls::Error>,
    first: Option<&[u8]>,
) -> Result<Option<Array<'env>>> {
    let Err(why) = result else { return Ok(None) };
    let told = failure::tell(&why, first);
    let list = cx.env().array()?;
    list.push(told.code)?;
    list.push(told.reason)?;
    list.push(told.number)?;
    list.push(told.alert.map(u32::from))?;
    Ok(Some(list))
}

/// `choose(session, context, protocols, asksForCertificate, needsCertificate)`.
fn choose(cx: CallContext<'_>) -> Result<Option<Array<'_>>> {
    let session = session_of(cx)?;
    let context = cx.value(1)?.external::<Context>()?;
    let protocols = list_of_bytes(cx.arg(2)?)?;
    let asks = match (cx.arg(3)?, cx.arg(4)?) {
        (false, _) => Asks::Nothing,
        (true, false) => Asks::IfThereIsOne,
        (true, true) => Asks::Always,
    };
    let result = session.borrow_mut().choose(&context, protocols, asks);
    outcome(cx, result, None)
}

/// `receive(session, bytes)`.
fn receive(cx: CallContext<'_>) -> Result<Option<Array<'_>>> {
    let session = session_of(cx)?;
    let content = bytes(cx.value(1)?)?;
    let result = session.borrow_mut().receive(&content);
    outcome(cx, result, Some(&content))
}

/// `read(session)`: a Buffer, or undefined.
fn read(cx: CallContext<'_>) -> Result<Option<Uint8Array<'_>>> {
    let plain = session_of(cx)?.borrow_mut().read();
    if plain.is_empty() { Ok(None) } else { cx.env().buffer(plain).map(Some) }
}

/// `write(session, bytes)`.
fn write(cx: CallContext<'_>) -> Result<()> {
    let content = bytes(cx.value(1)?)?;
    session_of(cx)?.borrow_mut().write(&content);
    Ok(())
}

/// `output(session)`: a Buffer, or undefined.
fn output(cx: CallContext<'_>) -> Result<Option<Uint8Array<'_>>> {
    let sealed = session_of(cx)?.borrow_mut().output();
    if sealed.is_empty() { Ok(None) } else { cx.env().buffer(sealed).map(Some) }
}

/// `close(session)`: the program writes no more.
fn close(cx: CallContext<'_>) -> Result<()> {
    session_of(cx)?.borrow_mut().close();
    Ok(())
}

/// `isReady(session)`: whether the handshake is done.
fn is_ready(cx: CallContext<'_>) -> Result<bool> {
    Ok(session_of(cx)?.borrow().state().is_some_and(|state| !state.is_handshaking()))
}

/// `isEnded(session)`: whether the other side has said that it sends no more.
fn is_ended(cx: CallContext<'_>) -> Result<bool> {
    Ok(session_of(cx)?.borrow_mut().is_ended())
}

/// `describe(session)`: `{ protocol, cipher, group, alpn, serverName, isResumed }`.
fn describe(cx: CallContext<'_>) -> Result<Object<'_>> {
    let session = session_of(cx)?;
    let session = session.borrow();
    let object = cx.env().object()?;
    if let Some(state) = session.state() {
        object.set(
            "protocol",
            match state.protocol_version() {
                Some(ProtocolVersion::TLSv1_3) => Some("TLSv1.3"),
                Some(ProtocolVersion::TLSv1_2) => Some("TLSv1.2"),
                _ => None,
            },
        )?;
        let suite = state.negotiated_cipher_suite();
        object.set("cipher", suite.map(|suite| format!("{:?}", suite.suite())))?;
        let group = state.negotiated_key_exchange_group();
        object.set("group", group.map(|group| format!("{:?}", group.name())))?;
        if let Some(protocol) = state.alpn_protocol() {
            object.set("alpn", cx.env().string_latin1(protocol)?)?;
        }
        object.set("serverName", session.server_name().map(str::to_owned))?;
        object.set("isResumed", state.handshake_kind() == Some(HandshakeKind::Resumed))?;
    }
    Ok(object)
}

/// `refusal(session)`: the code of why the other side's certificate is not trusted.
fn refusal(cx: CallContext<'_>) -> Result<Option<String>> {
    Ok(session_of(cx)?.borrow().refusal().map(str::to_owned))
}

/// `peerCertificates(session)`: descriptions, the peer's own first.
fn peer_certificates(cx: CallContext<'_>) -> Result<Array<'_>> {
    let session = session_of(cx)?;
    let session = session.borrow();
    let list = cx.env().array()?;
    let presented = session.state().and_then(|state| state.peer_certificates());
    for certificate in
        presented.unwrap_or_default().iter().filter_map(|der| Certificate::parse(der))
    {
        list.push(description::describe(cx.env(), &certificate)?)?;
    }
    Ok(list)
}

/// `exportKeys(session, length, label, context)`: a Buffer; undefined before the handshake is done.
fn export_keys(cx: CallContext<'_>) -> Result<Option<Uint8Array<'_>>> {
    let (length, label): (u32, String) = (cx.arg(1)?, cx.arg(2)?);
    let context = cx.arg::<Option<BytesView<'_>>>(3)?.map(|view| view.to_vec()).transpose()?;
    let session = session_of(cx)?;
    let keys = session.borrow().export_keys(length as usize, label.as_bytes(), context.as_deref());
    keys.ok().map(|keys| cx.env().buffer(keys)).transpose()
}

/// `parseCertificate(bytes)`: a description of the certificate in DER or PEM; undefined if it is none.
fn parse_certificate(cx: CallContext<'_>) -> Result<Option<Object<'_>>> {
    let content = bytes(cx.value(0)?)?;
    let certificate = Certificate::parse(&content).or_else(|| {
        let der = rustls::pki_types::CertificateDer::from_pem_slice(&content).ok()?;
        Certificate::parse(&der)
    });
    certificate.map(|certificate| description::describe(cx.env(), &certificate)).transpose()
}

/// `issuerOf(context, der)`: the description of the trusted issuer; undefined if there is none.
fn issuer_of(cx: CallContext<'_>) -> Result<Option<Object<'_>>> {
    let context = cx.value(0)?.external::<Context>()?;
    let Some(certificate) = Certificate::parse(&bytes(cx.value(1)?)?) else { return Ok(None) };
    let algorithms = PROVIDER.signature_verification_algorithms.all;
    let issuer = context.roots.issuer(&certificate, algorithms);
    issuer.map(|issuer| description::describe(cx.env(), issuer)).transpose()
}

/// `rootCertificates()`: Mozilla's, in DER.
fn root_certificates(cx: CallContext<'_>) -> Result<Array<'_>> {
    let list = cx.env().array()?;
    for certificate in webpki_root_certs::TLS_SERVER_ROOT_CERTS {
        list.push(cx.env().buffer_copy(certificate)?)?;
    }
    Ok(list)
}
