//! What a target triple of Rust's is called in npm: `linux-x64-gnu`, and what package.json says of
//! it. The names are those that napi-rs gave to packages on npm; the loader (`loader.js`) finds the
//! same ones at run time.

use std::path::Path;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Platform {
    /// The end of the name of its package: `linux-x64-gnu`.
    pub name: String,
    /// Node's names, as package.json has them.
    pub os: &'static str,
    pub cpu: &'static str,
    /// On Linux.
    pub libc: Option<&'static str>,
}

const PROCESSORS: [(&str, &str); 13] = [
    ("x86_64", "x64"),
    ("i586", "ia32"),
    ("i686", "ia32"),
    ("aarch64", "arm64"),
    ("arm", "arm"),
    ("armv7", "arm"),
    ("thumbv7neon", "arm"),
    ("powerpc64le", "ppc64"),
    ("s390x", "s390x"),
    ("riscv64gc", "riscv64"),
    ("riscv64a23", "riscv64"),
    ("loongarch64", "loong64"),
    ("mips64el", "mips64el"),
];

impl Platform {
    /// Of a triple like `x86_64-unknown-linux-gnu`, if packages for it have a name.
    pub fn of_triple(triple: &str) -> Option<Platform> {
        let (processor, system) = triple.split_once('-')?;
        let (_, cpu) = PROCESSORS.iter().find(|(rust, _)| *rust == processor)?;
        // The vendor is left out in some: `aarch64-linux-android`.
        let parts: Vec<&str> = system.split('-').collect();
        let at = parts
            .iter()
            .position(|part| ["linux", "darwin", "windows", "freebsd"].contains(part))?;
        let abi = parts.get(at + 1).copied();
        let (os, end, libc) = match (parts[at], abi) {
            ("darwin", None) => ("darwin", "", None),
            ("freebsd", None) => ("freebsd", "", None),
            ("windows", Some("msvc")) => ("win32", "-msvc", None),
            ("windows", Some("gnu" | "gnullvm")) => ("win32", "-gnu", None),
            ("linux", Some("android")) => ("android", "", None),
            ("linux", Some("androideabi")) => ("android", "-eabi", None),
            ("linux", Some("gnu")) => ("linux", "-gnu", Some("glibc")),
            ("linux", Some("musl")) => ("linux", "-musl", Some("musl")),
            ("linux", Some("gnueabihf")) => ("linux", "-gnueabihf", Some("glibc")),
            ("linux", Some("musleabihf")) => ("linux", "-musleabihf", Some("musl")),
            _ => return None,
        };
        Some(Platform { name: format!("{os}-{cpu}{end}"), os, cpu, libc })
    }

    /// For whom it is, for people: `Linux on x64, with glibc`.
    pub fn described(&self) -> String {
        let system = match self.os {
            "darwin" => "macOS",
            "win32" => "Windows",
            "freebsd" => "FreeBSD",
            "android" => "Android",
            _ => "Linux",
        };
        let libc = self.libc.map(|libc| format!(", with {libc}")).unwrap_or_default();
        format!("{system} on {}{libc}", self.cpu)
    }
}

/// The triple that a library was built for, where cargo says it in the library's path:
/// `target/TRIPLE/release/libx.so`. It does whenever a target is named, by whatever means.
pub fn triple_in_path(library: &Path) -> Option<&str> {
    let name = library.parent()?.parent()?.file_name()?.to_str()?;
    let processor = name.split_once('-')?.0;
    PROCESSORS.iter().any(|(rust, _)| *rust == processor).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_triples() {
        for (triple, name, libc) in [
            ("x86_64-unknown-linux-gnu", "linux-x64-gnu", Some("glibc")),
            ("x86_64-unknown-linux-musl", "linux-x64-musl", Some("musl")),
            ("aarch64-unknown-linux-gnu", "linux-arm64-gnu", Some("glibc")),
            ("armv7-unknown-linux-gnueabihf", "linux-arm-gnueabihf", Some("glibc")),
            ("riscv64gc-unknown-linux-gnu", "linux-riscv64-gnu", Some("glibc")),
            ("s390x-unknown-linux-gnu", "linux-s390x-gnu", Some("glibc")),
            ("aarch64-apple-darwin", "darwin-arm64", None),
            ("x86_64-apple-darwin", "darwin-x64", None),
            ("x86_64-pc-windows-msvc", "win32-x64-msvc", None),
            ("i686-pc-windows-msvc", "win32-ia32-msvc", None),
            ("aarch64-pc-windows-msvc", "win32-arm64-msvc", None),
            ("x86_64-pc-windows-gnu", "win32-x64-gnu", None),
            ("x86_64-unknown-freebsd", "freebsd-x64", None),
            ("aarch64-linux-android", "android-arm64", None),
            ("armv7-linux-androideabi", "android-arm-eabi", None),
        ] {
            let platform = Platform::of_triple(triple).expect(triple);
            assert_eq!((&platform.name[..], platform.libc), (name, libc));
        }
        for triple in ["wasm32-wasip1", "x86_64-unknown-linux-gnux32", "release", "x86_64"] {
            assert_eq!(Platform::of_triple(triple), None, "{triple}");
        }
        let platform = Platform::of_triple("x86_64-unknown-linux-musl").unwrap();
        assert_eq!(platform.described(), "Linux on x64, with musl");
    }

    #[test]
    fn triples_in_paths() {
        let path = Path::new("/t/aarch64-apple-darwin/release/liba.dylib");
        assert_eq!(triple_in_path(path), Some("aarch64-apple-darwin"));
        for path in ["/t/target/release/liba.so", "/my-addon/release/a.dll", "a.so"] {
            assert_eq!(triple_in_path(Path::new(path)), None, "{path}");
        }
    }
}
