//! One connection's TLS: bytes of the network in and out, bytes of the program out and in.
//!
//! A server first reads what the client says of itself (`Waiting`), so that JavaScript can choose the
//! context by the name that the client asks for. Nothing here knows of sockets.

use super::chain::Purpose;
use super::context::{Context, Keys, PROVIDER};
use super::verifier::{Refusal, Verifier};
use rustls::client::{
    ClientSessionMemoryCache, ClientSessionStore, Resumption, Tls12ClientSessionValue,
    Tls13ClientSessionValue,
};
use rustls::pki_types::ServerName;
use rustls::server::{Accepted, Acceptor};
use rustls::{
    ClientConfig, ClientConnection, CommonState, Connection, Error, NamedGroup, ServerConfig,
};
use std::io::{Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};

/// The state of a connection.
enum Stage {
    /// A server that reads what the client says of itself.
    Waiting(Box<Acceptor>),
    /// A server that has read it.
    Chosen(Box<Accepted>),
    /// Handshake and after.
    Open(Box<Connection>),
    /// It failed.
    Failed,
}

/// One connection.
pub struct Session {
    stage: Stage,
    refusal: Refusal,
    /// What is for the network besides what the connection itself keeps.
    outgoing: Vec<u8>,
    /// Bytes of the network that came before the context was chosen.
    held: Vec<u8>,
}

/// What a client says of itself.
pub struct Hello {
    /// The name of the server it wants.
    pub server_name: Option<String>,
    /// The protocols it speaks.
    pub protocols: Vec<Vec<u8>>,
}

/// Whether a server asks clients for certificates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// It does not.
    Nothing,
    /// It does; a client may have none.
    IfThereIsOne,
    /// It does; a client without is refused.
    Always,
}

/// Sessions that one connection left, for a later one to resume. rustls resumes only under the same
/// verifier and the same keys, so they are kept with them; and with what was found out about the
/// certificate, which is not shown again.
#[derive(Clone)]
pub struct Sessions {
    store: Arc<Store>,
    verifier: Arc<Verifier>,
    keys: Arc<Keys>,
}

impl Sessions {
    /// A place for sessions of connections with this context.
    pub fn new(context: &Context) -> Sessions {
        let store =
            Store { cache: ClientSessionMemoryCache::new(4), is_fresh: AtomicBool::new(false) };
        Sessions {
            store: Arc::new(store),
            verifier: verifier(context, Purpose::Server, Arc::default()),
            keys: Arc::new(Keys(context.clone())),
        }
    }

    /// Whether a session has come since this was asked last.
    pub fn take_news(&self) -> bool {
        self.store.is_fresh.swap(false, Ordering::Relaxed)
    }
}

/// rustls' memory of sessions, which notes that one came.
#[derive(Debug)]
struct Store {
    cache: ClientSessionMemoryCache,
    is_fresh: AtomicBool,
}

impl ClientSessionStore for Store {
    fn set_kx_hint(&self, server_name: ServerName<'static>, group: NamedGroup) {
        self.cache.set_kx_hint(server_name, group);
    }

    fn kx_hint(&self, server_name: &ServerName<'_>) -> Option<NamedGroup> {
        self.cache.kx_hint(server_name)
    }

    fn set_tls12_session(&self, server_name: ServerName<'static>, value: Tls12ClientSessionValue) {
        self.cache.set_tls12_session(server_name, value);
        self.is_fresh.store(true, Ordering::Relaxed);
    }

    fn tls12_session(&self, server_name: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        self.cache.tls12_session(server_name)
    }

    fn remove_tls12_session(&self, server_name: &ServerName<'static>) {
        self.cache.remove_tls12_session(server_name);
    }

    fn insert_tls13_ticket(
        &self,
        server_name: ServerName<'static>,
        value: Tls13ClientSessionValue,
    ) {
        self.cache.insert_tls13_ticket(server_name, value);
        self.is_fresh.store(true, Ordering::Relaxed);
    }

    fn take_tls13_ticket(
        &self,
        server_name: &ServerName<'static>,
    ) -> Option<Tls13ClientSessionValue> {
        self.cache.take_tls13_ticket(server_name)
    }
}

fn verifier(context: &Context, purpose: Purpose, refusal: Refusal) -> Arc<Verifier> {
    Arc::new(Verifier {
        roots: context.roots.clone(),
        provider: PROVIDER.clone(),
        purpose,
        refusal,
    })
}

impl Session {
    fn with(stage: Stage) -> Session {
        Session { stage, refusal: Arc::default(), outgoing: Vec::new(), held: Vec::new() }
    }

    /// A client; `server_name` is what it tells the server, if that is no address.
    ///
    /// # Errors
    /// The context has no version in common with what is built in.
    pub fn client(
        context: &Context,
        server_name: Option<&str>,
        protocols: Vec<Vec<u8>>,
        sessions: &Sessions,
    ) -> Result<Session, Error> {
        let mut session = Session::with(Stage::Failed);
        session.refusal = sessions.verifier.refusal.clone();
        let config = ClientConfig::builder_with_provider(PROVIDER.clone())
            .with_protocol_versions(&context.versions)?
            .dangerous()
            .with_custom_certificate_verifier(sessions.verifier.clone());
        let mut config = config.with_client_cert_resolver(sessions.keys.clone());
        config.alpn_protocols = protocols;
        config.resumption = Resumption::store(sessions.store.clone());
        let name = server_name.and_then(|name| ServerName::try_from(name.to_owned()).ok());
        config.enable_sni = name.is_some();
        let name = name.unwrap_or(ServerName::IpAddress(std::net::Ipv4Addr::UNSPECIFIED.into()));
        let connection = ClientConnection::new(Arc::new(config), name)?;
        session.stage = Stage::Open(Box::new(connection.into()));
        Ok(session)
    }

    /// A server.
    pub fn server() -> Session {
        Session::with(Stage::Waiting(Box::default()))
    }

    /// What the client says of itself, while the context is not chosen.
    pub fn hello(&self) -> Option<Hello> {
        let Stage::Chosen(accepted) = &self.stage else { return None };
        let hello = accepted.client_hello();
        Some(Hello {
            server_name: hello.server_name().map(str::to_owned),
            protocols: hello.alpn().into_iter().flatten().map(<[u8]>::to_vec).collect(),
        })
    }

    /// A server goes on with this context.
    ///
    /// # Errors
    /// What is wrong with the handshake so far.
    pub fn choose(
        &mut self,
        context: &Context,
        protocols: Vec<Vec<u8>>,
        asks: Asks,
    ) -> Result<(), Error> {
        let Stage::Chosen(accepted) = std::mem::replace(&mut self.stage, Stage::Failed) else {
            return Err(Error::General("no client has said hello".to_owned()));
        };
        let builder = ServerConfig::builder_with_provider(PROVIDER.clone())
            .with_protocol_versions(&context.versions)?;
        let builder = if asks != Asks::Nothing {
            let purpose = Purpose::Client { must_show: asks == Asks::Always };
            let refusal = self.refusal.clone();
            builder.with_client_cert_verifier(verifier(context, purpose, refusal))
        } else {
            builder.with_no_client_auth()
        };
        let mut config = builder.with_cert_resolver(Arc::new(Keys(context.clone())));
        config.alpn_protocols = protocols;
        config.session_storage = context.sessions.clone();
        match accepted.into_connection(Arc::new(config)) {
            Ok(connection) => {
                self.stage = Stage::Open(Box::new(connection.into()));
                let held = std::mem::take(&mut self.held);
                self.receive(&held)
            }
            Err((why, mut alert)) => {
                let _ = alert.write_all(&mut self.outgoing); // writing to memory does not fail
                Err(why)
            }
        }
    }

    /// Takes bytes of the network.
    ///
    /// # Errors
    /// Bytes that are not TLS, or what the other side did wrong. What is to be sent about it is in
    /// `output`.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match &mut self.stage {
            Stage::Waiting(acceptor) => {
                let mut rest = bytes;
                while !rest.is_empty() {
                    if acceptor.read_tls(&mut rest).is_err() {
                        break;
                    }
                    match acceptor.accept() {
                        Ok(None) => {}
                        Ok(Some(accepted)) => {
                            self.stage = Stage::Chosen(Box::new(accepted));
                            self.held.extend_from_slice(rest);
                            return Ok(());
                        }
                        Err((why, mut alert)) => {
                            let _ = alert.write_all(&mut self.outgoing); // to memory
                            self.stage = Stage::Failed;
                            return Err(why);
                        }
                    }
                }
                Ok(())
            }
            Stage::Chosen(_) => {
                self.held.extend_from_slice(bytes);
                Ok(())
            }
            Stage::Open(connection) => {
                let mut rest = bytes;
                while !rest.is_empty() {
                    // It refuses when much is not read yet; the caller reads after each call.
                    if connection.read_tls(&mut rest).is_err() {
                        self.held.extend_from_slice(rest);
                        break;
                    }
                    connection.process_new_packets()?;
                }
                Ok(())
            }
            Stage::Failed => Ok(()),
        }
    }

    /// What came for the program; empty when there is nothing (more).
    pub fn read(&mut self) -> Vec<u8> {
        let mut plain = Vec::new();
        loop {
            let Stage::Open(connection) = &mut self.stage else { return plain };
            // An error says that there is nothing now, or that the other side is gone.
            let _ = connection.reader().read_to_end(&mut plain);
            if self.held.is_empty() {
                return plain;
            }
            let held = std::mem::take(&mut self.held);
            if self.receive(&held).is_err() {
                return plain;
            }
        }
    }

    /// Takes bytes of the program.
    pub fn write(&mut self, bytes: &[u8]) {
        if let Stage::Open(connection) = &mut self.stage {
            connection.set_buffer_limit(None);
            let _ = connection.writer().write_all(bytes); // without a limit, memory takes all
        }
    }

    /// The program writes no more.
    pub fn close(&mut self) {
        if let Stage::Open(connection) = &mut self.stage {
            connection.send_close_notify();
        }
    }

    /// What is for the network.
    pub fn output(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.outgoing);
        if let Stage::Open(connection) = &mut self.stage {
            while connection.wants_write() {
                if connection.write_tls(&mut bytes).is_err() {
                    break;
                }
            }
        }
        bytes
    }

    /// The connection, once there is one.
    pub fn state(&self) -> Option<&CommonState> {
        match &self.stage {
            Stage::Open(connection) => Some(connection),
            _ => None,
        }
    }

    /// The name that the client asked for.
    pub fn server_name(&self) -> Option<&str> {
        match &self.stage {
            Stage::Open(connection) => match &**connection {
                Connection::Server(server) => server.server_name(),
                Connection::Client(_) => None,
            },
            _ => None,
        }
    }

    /// Whether the other side has said that it sends no more.
    pub fn is_ended(&mut self) -> bool {
        match &mut self.stage {
            Stage::Open(connection) => {
                connection.process_new_packets().is_ok_and(|state| state.peer_has_closed())
            }
            _ => false,
        }
    }

    /// Why the other side's certificate is not trusted.
    pub fn refusal(&self) -> Option<&'static str> {
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Secrets of this connection for another use (RFC 5705).
    ///
    /// # Errors
    /// The handshake is not done.
    pub fn export_keys(
        &self,
        length: usize,
        label: &[u8],
        context: Option<&[u8]>,
    ) -> Result<Vec<u8>, Error> {
        let output = vec![0; length];
        match &self.stage {
            Stage::Open(connection) => connection.export_keying_material(output, label, context),
            _ => Err(Error::HandshakeNotComplete),
        }
    }
}
