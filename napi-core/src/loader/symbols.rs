//! What an addon expects of the program it is loaded into, by the names of its undefined symbols.
//!
//! Invariant: only what must be there is asked for: weak symbols, which a program may lack, have
//! been left out by `elf.rs`.

use super::elf::Wants;
use super::error::Problem;
use crate::abi::EXPORTS;
use std::ffi::CString;

/// Whether a function of this name is one of Node-API.
pub fn is_node_api(name: &[u8]) -> bool {
    EXPORTS.iter().any(|export| export.0.as_bytes() == name)
}

/// Checks what an addon wants; `in_program` knows the other symbols of this process.
pub fn check(wants: &Wants<'_>, in_program: impl Fn(&[u8]) -> bool) -> Result<(), Problem> {
    // A libuv of its own, or a library that brings one.
    let other_libuv =
        wants.libraries.iter().any(|name| contains(name, b"uv") || contains(name, b"libnode"));
    let (mut v8, mut newer, mut libuv) = (Vec::new(), Vec::new(), Vec::new());
    for &symbol in &wants.symbols {
        if is_v8(symbol) {
            v8.push(text(symbol));
        } else if symbol.starts_with(b"napi_") || symbol.starts_with(b"node_api_") {
            if !is_node_api(symbol) {
                newer.push(text(symbol));
            }
        } else if symbol.starts_with(b"uv_") && !other_libuv && !in_program(symbol) {
            libuv.push(text(symbol));
        }
    }
    if !v8.is_empty() {
        Err(Problem::NeedsV8(v8))
    } else if !newer.is_empty() {
        Err(Problem::NewerNodeApi(newer))
    } else if !libuv.is_empty() {
        Err(Problem::UnknownLibuv(libuv))
    } else {
        Ok(())
    }
}

/// Whether the running program has a symbol.
pub fn in_program(symbol: &[u8]) -> bool {
    CString::new(symbol).is_ok_and(|name| super::system::is_in_program(&name))
}

fn text(symbol: &[u8]) -> String {
    String::from_utf8_lossy(symbol).into_owned()
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Whether a symbol is of V8's or Node's C++ interface.
fn is_v8(symbol: &[u8]) -> bool {
    if symbol == b"node_module_register" {
        return true;
    }
    let Some(name) = symbol.strip_prefix(b"_Z") else { return false };
    // Type information and tables of a class are named after it.
    let name = [&b"TI"[..], b"TV", b"TS", b"TT"]
        .iter()
        .find_map(|kind| name.strip_prefix(*kind))
        .unwrap_or(name);
    let Some(name) = name.strip_prefix(b"N") else { return false };
    let name = name.strip_prefix(b"K").unwrap_or(name);
    [&b"2v8"[..], b"4node", b"5cppgc"].iter().any(|namespace| name.starts_with(namespace))
}

/// A mangled C++ name as people write it, without its parameters; others as they are.
pub fn readable(symbol: &str) -> String {
    let Some(rest) = symbol.strip_prefix("_Z") else { return symbol.to_owned() };
    let Some((_, mut rest)) = rest.split_once('N') else { return symbol.to_owned() };
    rest = rest.strip_prefix('K').unwrap_or(rest);
    let mut parts: Vec<&str> = Vec::new();
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Ok(length) = rest[..digits].parse::<usize>() else { break };
        let Some(part) = rest.get(digits..).and_then(|rest| rest.get(..length)) else { break };
        parts.push(part);
        rest = &rest[digits + length..];
    }
    let mut name = parts.join("::");
    match (parts.last(), rest.as_bytes()) {
        (None, _) => return symbol.to_owned(),
        (Some(class), [b'C', b'1'..=b'3', ..]) => name.extend(["::", class]),
        (Some(class), [b'D', b'0'..=b'2', ..]) => name.extend(["::~", class]),
        _ => {}
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(symbols: &[&'static str], libraries: &[&'static str]) -> Result<(), Problem> {
        let wants = Wants {
            symbols: symbols.iter().map(|name| name.as_bytes()).collect(),
            libraries: libraries.iter().map(|name| name.as_bytes()).collect(),
        };
        check(&wants, |name| name == b"uv_run")
    }

    #[test]
    fn node_api_is_known() {
        for name in ["napi_create_function", "napi_module_register", "node_api_set_prototype"] {
            assert!(is_node_api(name.as_bytes()), "{name}");
        }
        for name in ["", "napi_", "napi_create_functio", "napi_create_functions", "malloc"] {
            assert!(!is_node_api(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn what_is_there_is_no_problem() {
        assert_eq!(
            verdict(&["malloc", "napi_get_version", "uv_run", "_ZNSt6vectorE", "_ZN5v8ishE"], &[]),
            Ok(())
        );
        assert_eq!(verdict(&["uv_from_the_future"], &["libuv.so.1"]), Ok(()));
    }

    #[test]
    fn what_is_missing_is_named() {
        let v8 = [
            "_ZN2v811HandleScopeC1EPNS_7IsolateE",
            "_ZNK2v85Value8IsObjectEv",
            "_ZN4node6BufferE",
            "_ZTVN2v85TableE",
            "node_module_register",
        ];
        assert_eq!(verdict(&v8, &[]), Err(Problem::NeedsV8(v8.map(str::to_owned).to_vec())));
        let newer = ["napi_from_the_future", "node_api_from_the_future"];
        assert_eq!(
            verdict(&newer, &[]),
            Err(Problem::NewerNodeApi(newer.map(str::to_owned).to_vec()))
        );
        assert_eq!(
            verdict(&["uv_from_the_future"], &["libc.so.6"]),
            Err(Problem::UnknownLibuv(vec!["uv_from_the_future".to_owned()]))
        );
    }

    #[test]
    fn mangled_names_become_readable() {
        for (symbol, name) in [
            ("_ZN2v811HandleScopeC1EPNS_7IsolateE", "v8::HandleScope::HandleScope"),
            ("_ZN2v811HandleScopeD1Ev", "v8::HandleScope::~HandleScope"),
            ("_ZNK2v85Value8IsObjectEv", "v8::Value::IsObject"),
            ("_ZTIN2v85TableE", "v8::Table"),
            ("_ZN2v899", "v8"),
            ("_ZN2v899999999999999999999999999", "v8"),
            ("_ZN", "_ZN"),
            ("_Z3foov", "_Z3foov"),
            ("node_module_register", "node_module_register"),
        ] {
            assert_eq!(readable(symbol), name);
        }
    }
}
