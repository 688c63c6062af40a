//! Whether a certificate is trusted, and OpenSSL's word for why not.
//!
//! The rules are those of OpenSSL as Node uses it: it goes on after a failure, and the last one found
//! is the one that is told. Names of hosts are not looked at here.

use super::certificate::Certificate;
use rustls::pki_types::SignatureVerificationAlgorithm;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Certificates that are trusted, by their subjects.
#[derive(Debug, Default)]
pub struct Roots {
    by_subject: HashMap<Vec<u8>, Vec<Arc<Certificate>>>,
}

impl Roots {
    /// These certificates; bytes that are none are left out.
    pub fn new<'a>(certificates: impl IntoIterator<Item = &'a [u8]>) -> Roots {
        let mut roots = Roots::default();
        for certificate in certificates.into_iter().filter_map(Certificate::parse) {
            let list = roots.by_subject.entry(certificate.subject.clone()).or_default();
            list.push(Arc::new(certificate));
        }
        roots
    }

    fn with_subject(&self, subject: &[u8]) -> &[Arc<Certificate>] {
        self.by_subject.get(subject).map_or(&[], Vec::as_slice)
    }

    fn contains(&self, certificate: &Certificate) -> bool {
        let same = self.with_subject(&certificate.subject);
        same.iter().any(|known| known.der == certificate.der)
    }

    /// The issuer of `certificate`, if it is among these.
    pub fn issuer(
        &self,
        certificate: &Certificate,
        algorithms: &[&'static dyn SignatureVerificationAlgorithm],
    ) -> Option<&Arc<Certificate>> {
        let named = self.with_subject(&certificate.issuer);
        named.iter().find(|issuer| certificate.is_signed_by(issuer, algorithms))
    }
}

/// The roots that Mozilla trusts.
pub static MOZILLAS: LazyLock<Arc<Roots>> = LazyLock::new(|| {
    let all = webpki_root_certs::TLS_SERVER_ROOT_CERTS;
    Arc::new(Roots::new(all.iter().map(AsRef::as_ref)))
});

/// What a certificate is used for: the identifier of its extended usage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A server shows it.
    Server,
    /// A client shows it, and has to if it must.
    Client { must_show: bool },
}

impl Purpose {
    fn id(self) -> &'static str {
        match self {
            Purpose::Server => "1.3.6.1.5.5.7.3.1",
            Purpose::Client { .. } => "1.3.6.1.5.5.7.3.2",
        }
    }
}

const LONGEST_CHAIN: usize = 16;

/// The code of why the first of `presented` is not trusted at the time `now`; `None` if it is.
pub fn refusal(
    presented: &[Certificate],
    roots: &Roots,
    purpose: Purpose,
    now: i64,
    algorithms: &[&'static dyn SignatureVerificationAlgorithm],
) -> Option<&'static str> {
    let (leaf, others) = presented.split_first()?;
    let mut chain: Vec<&Certificate> = vec![leaf];
    let mut why = None;
    let mut from_roots = roots.contains(leaf);
    loop {
        let top = chain[chain.len() - 1];
        if top.is_self_issued() && top.is_signed_by(top, algorithms) {
            if !from_roots {
                why = Some(if chain.len() == 1 {
                    "DEPTH_ZERO_SELF_SIGNED_CERT"
                } else {
                    "SELF_SIGNED_CERT_IN_CHAIN"
                });
            }
            break;
        }
        let of_roots = roots.issuer(top, algorithms);
        let next = of_roots.map(AsRef::as_ref).or_else(|| {
            others.iter().find(|other| {
                other.subject == top.issuer
                    && !chain.iter().any(|known| known.der == other.der)
                    && top.is_signed_by(other, algorithms)
            })
        });
        match next {
            Some(issuer) if chain.len() < LONGEST_CHAIN => {
                from_roots = roots.contains(issuer);
                chain.push(issuer);
            }
            _ => {
                why = Some(match (from_roots, chain.len()) {
                    (_, 1) => "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
                    (true, _) => "UNABLE_TO_GET_ISSUER_CERT",
                    (false, _) => "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
                });
                break;
            }
        }
    }
    if chain[1..].iter().any(|issuer| issuer.is_authority() == Some(false)) {
        why = Some("INVALID_CA");
    }
    if leaf.extended_usages().is_some_and(|usages| {
        !usages.iter().any(|usage| usage == purpose.id() || usage == "2.5.29.37.0")
    }) {
        why = Some("INVALID_PURPOSE");
    }
    for certificate in chain.iter().rev() {
        if now < certificate.validity.0 {
            why = Some("CERT_NOT_YET_VALID");
        } else if now > certificate.validity.1 {
            why = Some("CERT_HAS_EXPIRED");
        }
    }
    why
}
