//! rustls' errors in the words of OpenSSL, as Node tells them.

use rustls::{AlertDescription, Error, InvalidMessage, PeerIncompatible};

/// Code, reason, and the number of OpenSSL's error.
pub struct Told {
    /// `ERR_SSL_…`
    pub code: String,
    /// In OpenSSL's words.
    pub reason: String,
    /// OpenSSL's number.
    pub number: u32,
    /// The number of the alert that was received.
    pub alert: Option<u8>,
}

fn told(number: u32, reason: &str) -> Told {
    let code: String = reason
        .chars()
        .map(|letter| if letter == ' ' { '_' } else { letter.to_ascii_uppercase() })
        .collect();
    Told { code: format!("ERR_SSL_{code}"), reason: reason.to_owned(), number, alert: None }
}

/// The error of a connection.
pub fn tell(error: &Error, first: Option<&[u8]>) -> Told {
    match error {
        Error::InvalidMessage(_) if first.is_some_and(looks_like_http) => {
            told(0x0A00_009C, "http request")
        }
        Error::InvalidMessage(
            InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion,
        ) => told(0x0A00_010B, "wrong version number"),
        Error::InvalidMessage(_) => told(0x0A00_0126, "bad record type"),
        Error::AlertReceived(alert) => {
            let number = u8::from(*alert);
            let reason = alert_reason(*alert);
            let mut told = told(0x0A00_0000 + 1000 + u32::from(number), &reason);
            told.alert = Some(number);
            told
        }
        Error::PeerIncompatible(why) => match why {
            PeerIncompatible::NoCipherSuitesInCommon | PeerIncompatible::NoKxGroupsInCommon => {
                told(0x0A00_00C1, "no shared cipher")
            }
            PeerIncompatible::Tls12NotOffered
            | PeerIncompatible::Tls12NotOfferedOrEnabled
            | PeerIncompatible::Tls13RequiredForQuic
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
            | PeerIncompatible::SupportedVersionsExtensionRequired
            | PeerIncompatible::ServerDoesNotSupportTls12Or13 => {
                told(0x0A00_0102, "unsupported protocol")
            }
            _ => told(0x0A00_0410, "handshake failure"),
        },
        Error::NoCertificatesPresented => told(0x0A00_00C7, "peer did not return a certificate"),
        Error::NoApplicationProtocol => told(0x0A00_00EB, "no application protocol"),
        Error::DecryptError => told(0x0A00_0119, "decryption failed or bad record mac"),
        Error::General(text) if text.contains("no server certificate chain") => {
            told(0x0A00_0076, "no suitable signature algorithm")
        }
        Error::InappropriateMessage { .. } | Error::InappropriateHandshakeMessage { .. } => {
            told(0x0A00_00F4, "unexpected message")
        }
        other => told(0x0A00_00C6, &other.to_string()),
    }
}

fn looks_like_http(bytes: &[u8]) -> bool {
    [&b"GET "[..], b"POST ", b"HEAD ", b"PUT "].iter().any(|method| bytes.starts_with(method))
}

fn alert_reason(alert: AlertDescription) -> String {
    let version = match alert {
        AlertDescription::CloseNotify
        | AlertDescription::UnexpectedMessage
        | AlertDescription::BadRecordMac
        | AlertDescription::DecompressionFailure
        | AlertDescription::HandshakeFailure
        | AlertDescription::NoCertificate
        | AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::IllegalParameter => "ssl/tls",
        AlertDescription::CertificateRequired => "tlsv13",
        _ => "tlsv1",
    };
    let name = match alert {
        AlertDescription::UnknownCA => "unknown ca".to_owned(),
        AlertDescription::UnrecognisedName => "unrecognized name".to_owned(),
        _ => words(&format!("{alert:?}")),
    };
    format!("{version} alert {name}")
}

/// `HandshakeFailure` as `handshake failure`.
fn words(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}
