//! A secure context: keys, trusted certificates, versions; what connections have in common.

use super::chain::{MOZILLAS, Roots};
use napi_derive::{Error, Result};
use rustls::client::ResolvesClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, StoresServerSessions};
use rustls::sign::CertifiedKey;
use rustls::{SignatureScheme, SupportedProtocolVersion};
use std::sync::{Arc, LazyLock};

/// The algorithms that are used.
pub static PROVIDER: LazyLock<Arc<CryptoProvider>> =
    LazyLock::new(|| Arc::new(rustls::crypto::ring::default_provider()));

/// What connections have in common.
#[derive(Clone)]
pub struct Context {
    /// The certificates that are shown; the first that suits the other side.
    pub keys: Vec<Arc<CertifiedKey>>,
    /// Whom to trust.
    pub roots: Arc<Roots>,
    /// Versions of TLS.
    pub versions: Vec<&'static SupportedProtocolVersion>,
    /// Sessions of a server that clients may resume.
    pub sessions: Arc<dyn StoresServerSessions>,
}

impl Context {
    /// `pairs`: PEM of certificates and of their key; `authorities`: PEM, or Mozilla's without any.
    ///
    /// # Errors
    /// OpenSSL's, for what is no PEM or does not belong together.
    pub fn new(
        pairs: &[(Vec<u8>, Vec<u8>)],
        authorities: Option<&[Vec<u8>]>,
        versions: (u16, u16),
    ) -> Result<Context> {
        let keys: Result<Vec<_>> = pairs.iter().map(|(chain, key)| certified(chain, key)).collect();
        let roots = match authorities {
            None => MOZILLAS.clone(),
            Some(texts) => {
                let mut all = Vec::new();
                for text in texts {
                    // What is none is passed over, as in Node.
                    all.extend(certificates(text).unwrap_or_default());
                }
                Arc::new(Roots::new(all.iter().map(AsRef::as_ref)))
            }
        };
        let known = [(0x303, &rustls::version::TLS12), (0x304, &rustls::version::TLS13)];
        let within = |(version, _): &(u16, _)| (versions.0..=versions.1).contains(version);
        let versions = known.into_iter().filter(within).map(|(_, version)| version).collect();
        let sessions = rustls::server::ServerSessionMemoryCache::new(1024);
        Ok(Context { keys: keys?, roots, versions, sessions })
    }

    /// The key whose algorithm the other side knows.
    fn suitable(&self, schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        let suits = |key: &&Arc<CertifiedKey>| key.key.choose_scheme(schemes).is_some();
        self.keys.iter().find(suits).or(self.keys.first()).cloned()
    }
}

fn openssl(code: &'static str, message: &str) -> Error {
    Error::new(message.to_owned()).with_code(code)
}

fn no_start_line() -> Error {
    openssl("ERR_OSSL_PEM_NO_START_LINE", "error:0480006C:PEM routines::no start line")
}

/// All certificates in PEM.
///
/// # Errors
/// There is none.
pub fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let all: std::result::Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match all {
        Ok(list) if !list.is_empty() => Ok(list),
        Ok(_) => Err(no_start_line()),
        Err(_) => Err(openssl(
            "ERR_OSSL_PEM_BAD_BASE64_DECODE",
            "error:04800064:PEM routines::bad base64 decode",
        )),
    }
}

fn certified(chain: &[u8], key: &[u8]) -> Result<Arc<CertifiedKey>> {
    let chain = certificates(chain)?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| {
        if key.windows(9).any(|part| part == b"ENCRYPTED") {
            let message = "Private keys with a passphrase are not supported: give the key without";
            openssl("ERR_OSSL_UNSUPPORTED", message)
        } else {
            no_start_line()
        }
    })?;
    let signing = PROVIDER.key_provider.load_private_key(key).map_err(|why| {
        openssl(
            "ERR_OSSL_UNSUPPORTED",
            &format!("error:1E08010C:DECODER routines::unsupported ({why})"),
        )
    })?;
    let key = CertifiedKey::new(chain, signing);
    if let Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::KeyMismatch)) =
        key.keys_match()
    {
        return Err(openssl(
            "ERR_OSSL_X509_KEY_VALUES_MISMATCH",
            "error:05800074:x509 certificate routines::key values mismatch",
        ));
    }
    Ok(Arc::new(key))
}

/// A context as what rustls asks for certificates.
pub struct Keys(pub Context);

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} keys", self.0.keys.len())
    }
}

impl ResolvesServerCert for Keys {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.suitable(hello.signature_schemes())
    }
}

impl ResolvesClientCert for Keys {
    fn resolve(&self, _: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.0.suitable(schemes)
    }

    fn has_certs(&self) -> bool {
        !self.0.keys.is_empty()
    }
}
