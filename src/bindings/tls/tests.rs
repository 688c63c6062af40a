//! Two sessions talking to each other, without a network.

use super::context::Context;
use super::session::{Asks, Session, Sessions};

/// A certificate for `localhost` that signs itself, far from expiring, and its key.
const CERTIFICATE: &[u8] = include_bytes!("../../../tests/js/certificates/localhost.pem");
const KEY: &[u8] = include_bytes!("../../../tests/js/certificates/localhost-key.pem");

fn context(authorities: Option<&[Vec<u8>]>) -> Context {
    let pairs = [(CERTIFICATE.to_vec(), KEY.to_vec())];
    Context::new(&pairs, authorities, (0x303, 0x304)).unwrap()
}

/// Moves bytes both ways until neither side has any.
fn talk(client: &mut Session, server: &mut Session, context: &Context, piece: usize) {
    loop {
        let (up, down) = (client.output(), server.output());
        if up.is_empty() && down.is_empty() {
            return;
        }
        for part in up.chunks(piece) {
            server.receive(part).unwrap();
            if server.hello().is_some() {
                server.choose(context, vec![b"http/1.1".to_vec()], Asks::Nothing).unwrap();
            }
        }
        for part in down.chunks(piece) {
            client.receive(part).unwrap();
        }
    }
}

#[test]
fn bytes_travel_in_any_pieces() {
    let server_context = context(None);
    for piece in [1, 7, 100_000] {
        let trusting = context(Some(&[CERTIFICATE.to_vec()]));
        let protocols = vec![b"http/1.1".to_vec()];
        let mut client =
            Session::client(&trusting, Some("localhost"), protocols, &Sessions::new(&trusting))
                .unwrap();
        let mut server = Session::server();
        talk(&mut client, &mut server, &server_context, piece);
        assert_eq!(client.refusal(), None);
        assert_eq!(server.server_name(), Some("localhost"));
        assert_eq!(client.state().unwrap().alpn_protocol(), Some(&b"http/1.1"[..]));
        let long = vec![7; 300_000];
        client.write(&long);
        let mut got = Vec::new();
        for part in client.output().chunks(piece.max(1000)) {
            server.receive(part).unwrap();
            got.extend(server.read());
        }
        assert!(got == long, "{} bytes of {}", got.len(), long.len());
        assert!(!server.is_ended());
        client.close();
        server.receive(&client.output()).unwrap();
        assert!(server.is_ended());
    }
}

#[test]
fn who_is_not_trusted_is_noted() {
    let server_context = context(None);
    let sessions = Sessions::new(&server_context);
    let mut client =
        Session::client(&server_context, Some("localhost"), Vec::new(), &sessions).unwrap();
    let mut server = Session::server();
    talk(&mut client, &mut server, &server_context, 1000);
    assert_eq!(client.refusal(), Some("DEPTH_ZERO_SELF_SIGNED_CERT"));
}

#[test]
fn what_is_no_tls_is_an_error() {
    assert!(Session::server().receive(b"GET / HTTP/1.1\r\n\r\n").is_err());
    let context = context(None);
    let mut client = Session::client(&context, None, Vec::new(), &Sessions::new(&context)).unwrap();
    assert!(client.receive(b"HTTP/1.1 400 Bad Request\r\n\r\n").is_err());
}

#[test]
fn a_session_is_resumed_and_remembers_what_was_found() {
    let context = context(None);
    let sessions = Sessions::new(&context);
    for turn in 0..2 {
        let mut client =
            Session::client(&context, Some("localhost"), Vec::new(), &sessions).unwrap();
        let mut server = Session::server();
        talk(&mut client, &mut server, &context, 1000);
        let kind = client.state().unwrap().handshake_kind();
        assert_eq!(kind == Some(rustls::HandshakeKind::Resumed), turn == 1);
        assert_eq!(client.refusal(), Some("DEPTH_ZERO_SELF_SIGNED_CERT"));
        assert!(sessions.take_news());
        assert!(!sessions.take_news());
    }
}
