//! Certificates as `getPeerCertificate` and `checkServerIdentity` see them: their parts, of which
//! JavaScript makes Node's objects.

use super::certificate::{Certificate, name_parts};
use super::der::{self, INTEGER, Reader, SEQUENCE};
use napi_derive::{Env, Object, Result};
use std::fmt::Write as _;

/// The object with the parts of a certificate.
pub fn describe<'env>(env: Env<'env>, certificate: &Certificate) -> Result<Object<'env>> {
    let object = env.object()?;
    object.set("subject", pairs(&certificate.subject))?;
    object.set("issuer", pairs(&certificate.issuer))?;
    object.set("validFrom", certificate.validity.0 as f64)?;
    object.set("validTo", certificate.validity.1 as f64)?;
    object.set("serialNumber", serial(&certificate.serial))?;
    object.set("ca", certificate.is_authority() == Some(true))?;
    if let Some(names) = certificate.extension("2.5.29.17") {
        object.set("subjectaltname", alternative_names(names))?;
    }
    if let Some(access) = certificate.extension("1.3.6.1.5.5.7.1.1") {
        object.set("infoAccess", information_access(access))?;
    }
    if let Some(usages) = certificate.extended_usages() {
        object.set("extKeyUsage", usages)?;
    }
    set_key(env, object, certificate)?;
    object.set("raw", env.buffer_copy(&certificate.der)?)?;
    Ok(object)
}

/// Names and texts, one after the other.
fn pairs(name: &[u8]) -> Vec<String> {
    let short = |id: String| match id.as_str() {
        "2.5.4.3" => "CN".to_owned(),
        "2.5.4.4" => "SN".to_owned(),
        "2.5.4.5" => "serialNumber".to_owned(),
        "2.5.4.6" => "C".to_owned(),
        "2.5.4.7" => "L".to_owned(),
        "2.5.4.8" => "ST".to_owned(),
        "2.5.4.9" => "street".to_owned(),
        "2.5.4.10" => "O".to_owned(),
        "2.5.4.11" => "OU".to_owned(),
        "2.5.4.12" => "title".to_owned(),
        "2.5.4.15" => "businessCategory".to_owned(),
        "2.5.4.17" => "postalCode".to_owned(),
        "2.5.4.42" => "GN".to_owned(),
        "2.5.4.97" => "organizationIdentifier".to_owned(),
        "1.2.840.113549.1.9.1" => "emailAddress".to_owned(),
        "0.9.2342.19200300.100.1.1" => "UID".to_owned(),
        "0.9.2342.19200300.100.1.25" => "DC".to_owned(),
        "1.3.6.1.4.1.311.60.2.1.3" => "jurisdictionC".to_owned(),
        "1.3.6.1.4.1.311.60.2.1.2" => "jurisdictionST".to_owned(),
        _ => id,
    };
    name_parts(name).into_iter().flat_map(|(id, text)| [short(id), text]).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02X}"); // writing to a String does not fail
        text
    })
}

fn serial(bytes: &[u8]) -> String {
    let digits = bytes.iter().position(|byte| *byte != 0).map_or(&[][..], |start| &bytes[start..]);
    if digits.is_empty() { "00".to_owned() } else { hex(digits) }
}

/// The names of the extension in Node's text; what has a separator in it is quoted.
fn alternative_names(value: &[u8]) -> String {
    let Some(list) = Reader::new(value).expect(SEQUENCE) else { return String::new() };
    let mut names = Vec::new();
    let mut reader = list.inside();
    while let Some(name) = reader.any() {
        let text = || quoted(&String::from_utf8_lossy(name.content));
        names.push(match name.tag {
            0x81 => format!("email:{}", text()),
            0x82 => format!("DNS:{}", text()),
            0x86 => format!("URI:{}", text()),
            0x87 => format!("IP Address:{}", address(name.content)),
            0x88 => {
                let id = der::Element { tag: der::OBJECT_ID, ..name }.object_id();
                format!("Registered ID:{}", id.unwrap_or_default())
            }
            _ => "othername:<unsupported>".to_owned(),
        });
    }
    names.join(", ")
}

fn quoted(text: &str) -> String {
    let plain = |letter: char| letter != '"' && letter != '\\' && letter != ',' && letter != '\'';
    if text.chars().all(|letter| plain(letter) && (' '..='~').contains(&letter)) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            ' '..='~' => quoted.push(letter),
            _ => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter)); // to a String
            }
        }
    }
    quoted.push('"');
    quoted
}

fn address(bytes: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return std::net::Ipv4Addr::from(four).to_string();
    }
    let groups: Vec<String> = bytes
        .chunks_exact(2)
        .map(|pair| format!("{:X}", u16::from_be_bytes([pair[0], pair[1]])))
        .collect();
    if bytes.len() == 16 { groups.join(":") } else { "<invalid>".to_owned() }
}

fn information_access(value: &[u8]) -> Vec<String> {
    let mut list = Vec::new();
    let Some(outer) = Reader::new(value).expect(SEQUENCE) else { return list };
    let mut reader = outer.inside();
    while let Some(access) = reader.optional(SEQUENCE) {
        let mut parts = access.inside();
        let (Some(method), Some(place)) = (parts.any(), parts.any()) else { continue };
        let method = match method.object_id().as_deref() {
            Some("1.3.6.1.5.5.7.48.1") => "OCSP".to_owned(),
            Some("1.3.6.1.5.5.7.48.2") => "CA Issuers".to_owned(),
            other => other.unwrap_or_default().to_owned(),
        };
        let kind = if place.tag == 0x86 { "URI" } else { "DNS" };
        list.push(format!("{method} - {kind}"));
        list.push(String::from_utf8_lossy(place.content).into_owned());
    }
    list
}

fn set_key<'env>(env: Env<'env>, object: Object<'env>, certificate: &Certificate) -> Result<()> {
    let Some(key) = certificate.public_key() else { return Ok(()) };
    let mut algorithm = Reader::new(key.algorithm);
    let id = algorithm.any().and_then(|id| id.object_id()).unwrap_or_default();
    match id.as_str() {
        "1.2.840.113549.1.1.1" => {
            let Some(numbers) = Reader::new(key.bits).expect(SEQUENCE) else { return Ok(()) };
            let mut numbers = numbers.inside();
            let (Some(modulus), Some(exponent)) =
                (numbers.expect(INTEGER), numbers.expect(INTEGER))
            else {
                return Ok(());
            };
            let skip = modulus.content.iter().take_while(|byte| **byte == 0).count();
            let modulus = &modulus.content[skip..];
            let top = modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
            object.set("modulus", hex(modulus))?;
            object.set("bits", (modulus.len() * 8 - top) as f64)?;
            let value = exponent.content.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
            object.set("exponent", format!("0x{value:x}"))?;
            object.set("pubkey", env.buffer_copy(&certificate.public_key_info)?)
        }
        "1.2.840.10045.2.1" => {
            let curve = algorithm.any().and_then(|id| id.object_id()).unwrap_or_default();
            let (name, short, bits) = match curve.as_str() {
                "1.2.840.10045.3.1.7" => ("prime256v1", Some("P-256"), 256),
                "1.3.132.0.34" => ("secp384r1", Some("P-384"), 384),
                "1.3.132.0.35" => ("secp521r1", Some("P-521"), 521),
                _ => (curve.as_str(), None, 0),
            };
            object.set("bits", f64::from(bits))?;
            object.set("pubkey", env.buffer_copy(key.bits)?)?;
            object.set("asn1Curve", name)?;
            match short {
                Some(short) => object.set("nistCurve", short),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}
