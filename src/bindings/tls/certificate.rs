//! X.509 certificates, as far as chains and `getPeerCertificate` need them.
//!
//! Neighbours: `chain.rs` (which certificates are trusted), `description.rs` (what JavaScript sees).

use super::der::{self, BOOLEAN, Element, INTEGER, OBJECT_ID, OCTET_STRING, Reader, SEQUENCE};
use rustls::pki_types::SignatureVerificationAlgorithm;

/// A certificate; texts and numbers are taken out of its bytes when they are asked for.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// All of it, in DER.
    pub der: Vec<u8>,
    /// What is signed.
    signed: std::ops::Range<usize>,
    signature_algorithm: Vec<u8>,
    signature: Vec<u8>,
    /// Without leading zeros.
    pub serial: Vec<u8>,
    /// The name of the issuer, in DER.
    pub issuer: Vec<u8>,
    /// The name of the subject, in DER.
    pub subject: Vec<u8>,
    /// Valid from, to: seconds since 1970.
    pub validity: (i64, i64),
    /// SubjectPublicKeyInfo, in DER.
    pub public_key_info: Vec<u8>,
    /// Extensions: object identifier and value.
    pub extensions: Vec<(String, Vec<u8>)>,
}

/// The parts of a SubjectPublicKeyInfo.
pub struct PublicKey<'a> {
    /// The content of its AlgorithmIdentifier.
    pub algorithm: &'a [u8],
    /// The key.
    pub bits: &'a [u8],
}

impl Certificate {
    /// The certificate in these bytes; `None` if there is none.
    pub fn parse(der: &[u8]) -> Option<Certificate> {
        let outer = Reader::new(der).expect(SEQUENCE)?;
        let mut parts = outer.inside();
        let signed = parts.expect(SEQUENCE)?;
        let signature_algorithm = parts.expect(SEQUENCE)?.content.to_vec();
        let signature = parts.expect(der::BIT_STRING)?.bits()?.to_vec();
        let mut fields = signed.inside();
        fields.optional(0xA0); // the version
        let serial = fields.expect(INTEGER)?.content.to_vec();
        fields.expect(SEQUENCE)?; // the algorithm once more
        let issuer = fields.expect(SEQUENCE)?.whole.to_vec();
        let mut validity = fields.expect(SEQUENCE)?.inside();
        let validity = (validity.any()?.time()?, validity.any()?.time()?);
        let subject = fields.expect(SEQUENCE)?.whole.to_vec();
        let public_key_info = fields.expect(SEQUENCE)?.whole.to_vec();
        let mut extensions = Vec::new();
        while let Some(field) = fields.any() {
            if field.tag == 0xA3 {
                let mut list = field.inside().expect(SEQUENCE)?.inside();
                while let Some(extension) = list.optional(SEQUENCE) {
                    let mut parts = extension.inside();
                    let id = parts.expect(OBJECT_ID)?.object_id()?;
                    parts.optional(BOOLEAN);
                    extensions.push((id, parts.expect(OCTET_STRING)?.content.to_vec()));
                }
            }
        }
        let whole = outer.whole;
        let start = signed.whole.as_ptr().addr() - whole.as_ptr().addr();
        Some(Certificate {
            der: whole.to_vec(),
            signed: start..start + signed.whole.len(),
            signature_algorithm,
            signature,
            serial,
            issuer,
            subject,
            validity,
            public_key_info,
            extensions,
        })
    }

    /// The value of the extension with this identifier.
    pub fn extension(&self, id: &str) -> Option<&[u8]> {
        let (_, value) = self.extensions.iter().find(|(known, _)| known == id)?;
        Some(value)
    }

    /// The public key.
    pub fn public_key(&self) -> Option<PublicKey<'_>> {
        let mut parts = Reader::new(&self.public_key_info).expect(SEQUENCE)?.inside();
        let algorithm = parts.expect(SEQUENCE)?.content;
        Some(PublicKey { algorithm, bits: parts.expect(der::BIT_STRING)?.bits()? })
    }

    /// Whether the name says that it signed itself.
    pub fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    /// Whether the extension BasicConstraints says that it may sign others; `None` without it.
    pub fn is_authority(&self) -> Option<bool> {
        let mut parts = Reader::new(self.extension("2.5.29.19")?).expect(SEQUENCE)?.inside();
        Some(parts.optional(BOOLEAN).is_some_and(|flag| flag.content != [0]))
    }

    /// The extended usages of its key; `None` if it may be used for all.
    pub fn extended_usages(&self) -> Option<Vec<String>> {
        let mut list = Reader::new(self.extension("2.5.29.37")?).expect(SEQUENCE)?.inside();
        let mut usages = Vec::new();
        while let Some(usage) = list.optional(OBJECT_ID) {
            usages.extend(usage.object_id());
        }
        Some(usages)
    }

    /// Whether `issuer`'s key made this one's signature, by one of the algorithms.
    pub fn is_signed_by(
        &self,
        issuer: &Certificate,
        algorithms: &[&'static dyn SignatureVerificationAlgorithm],
    ) -> bool {
        let Some(key) = issuer.public_key() else { return false };
        algorithms.iter().any(|algorithm| {
            let named = algorithm.signature_alg_id();
            let is_this = named.as_ref() == self.signature_algorithm
                || named.as_ref().strip_suffix(&[5, 0]) == Some(&self.signature_algorithm);
            is_this
                && algorithm.public_key_alg_id().as_ref() == key.algorithm
                && algorithm
                    .verify_signature(key.bits, &self.der[self.signed.clone()], &self.signature)
                    .is_ok()
        })
    }
}

/// The parts of a name: object identifier and text of each, in order.
pub fn name_parts(name: &[u8]) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    let Some(name) = Reader::new(name).expect(SEQUENCE) else { return parts };
    let mut sets = name.inside();
    while let Some(set) = sets.optional(der::SET) {
        let mut pairs = set.inside();
        while let Some(pair) = pairs.optional(SEQUENCE) {
            let mut pair = pair.inside();
            if let (Some(id), Some(value)) = (pair.expect(OBJECT_ID), pair.any()) {
                parts.extend(id.object_id().map(|id| (id, text_of(&value))));
            }
        }
    }
    parts
}

/// A string of any of ASN.1's kinds.
fn text_of(value: &Element<'_>) -> String {
    if value.tag == der::BMP_STRING {
        let units = value.content.chunks_exact(2);
        let units: Vec<u16> = units.map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    String::from_utf8_lossy(value.content).into_owned()
}
