//! Tests of the inspection on real libraries, made with the machine's C compiler, and on what
//! becomes of their bytes.

use super::*;
use std::path::PathBuf;
use std::process::Command;

/// A folder of its own for a test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("napi-core-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).expect("a temporary file");
        path
    }

    /// A shared library from C source.
    fn library(&self, name: &str, source: &str, flags: &[&str]) -> PathBuf {
        let c = self.write(&format!("{name}.c"), source.as_bytes());
        let out = self.0.join(name);
        let status = Command::new("cc")
            .args(["-fPIC", "-shared", "-o"])
            .arg(&out)
            .arg(&c)
            .args(flags)
            .status();
        assert!(status.expect("cc can be run").success());
        out
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind in the temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const ADDON: &str = "extern int napi_get_version(void *, int *), uv_run(void *, int);
    extern int napi_optional_future(void) __attribute__((weak));
    void *napi_register_module_v1(void *env, void *exports) {
        int v; uv_run(0, 0); napi_get_version(env, &v);
        return napi_optional_future ? exports : 0; }";

fn check(bytes: &[u8]) -> Result<(), Problem> {
    let head = &bytes[..bytes.len().min(format::HEAD)];
    inspect_contents(head, bytes, |symbol| symbol == b"uv_run")
}

#[test]
fn a_good_addon_passes_whatever_its_hash_tables() {
    let folder = Folder::new("good");
    for style in ["gnu", "sysv", "both"] {
        let file = folder.library(
            "good.node",
            ADDON,
            &["-Wl,--no-as-needed", &format!("-Wl,--hash-style={style}")],
        );
        let bytes = std::fs::read(&file).expect("the library");
        assert_eq!(check(&bytes), Ok(()), "{style}");
        let wants = elf::read(&bytes[..]).expect("readable");
        for name in [&b"napi_get_version"[..], b"uv_run"] {
            assert!(wants.symbols.contains(&name), "{style}: {wants:?}");
        }
        assert!(!wants.symbols.contains(&&b"napi_optional_future"[..]));
        assert!(wants.libraries.iter().any(|name| name.starts_with(b"libc.")), "{wants:?}");
    }
}

#[test]
fn missing_symbols_are_found_even_when_nothing_is_exported() {
    let folder = Folder::new("missing");
    let source = "extern void f(void) __asm__(SYMBOL), napi_get_version(void);
        __attribute__((constructor)) static void g(void) { napi_get_version(); f(); }";
    let cases = [
        ("_ZN2v811HandleScopeC1EPNS_7IsolateE", "v8::HandleScope"),
        ("node_module_register", "node_module_register"),
        ("napi_from_the_future", "Node-API"),
        ("uv_from_the_future", "libuv"),
    ];
    for (symbol, part) in cases {
        let define = format!("-DSYMBOL=\"{symbol}\"");
        for style in ["-Wl,--hash-style=gnu", "-Wl,--hash-style=sysv"] {
            let file = folder.library("missing.node", source, &[&define, style]);
            let problem = inspect(&file).expect_err("a symbol is missing").to_string();
            assert!(problem.starts_with(&format!("undefined symbol: {symbol}\n")), "{problem}");
            assert!(problem.contains(part), "{problem}");
        }
    }
}

#[test]
fn what_is_no_library_is_named() {
    let folder = Folder::new("kinds");
    let good = folder.library("good.node", ADDON, &[]);
    let object = folder.library("object.node", ADDON, &["-c"]);
    let program = folder.write("program.c", b"int main(void) { return 0; }");
    let pie = folder.0.join("pie.node");
    let status = Command::new("cc").args(["-pie", "-fPIE", "-o"]).arg(&pie).arg(&program).status();
    assert!(status.expect("cc can be run").success());
    let zeros = folder.write("zeros.node", &[0; 4096]);
    let empty = folder.write("empty.node", b"");
    let text = folder.write("text.node", b"module.exports = 1;\n");
    let under_a_file = good.join("x.node");
    for (path, part) in [
        (&object, "object file (.o)"),
        (&pie, "a program"),
        (&zeros, "a file of zeros"),
        (&empty, "empty"),
        (&text, "a text file"),
        (&folder.0, "Is a directory"),
        (&folder.0.join("none.node"), "No such file"),
        (&under_a_file, "No such file"),
        (&PathBuf::from("/dev/null"), "not a regular file"),
    ] {
        let problem = inspect(path).expect_err("no library").to_string();
        assert!(problem.contains(part), "{}: {problem}", path.display());
    }
    // The system searches for names without a folder.
    assert_eq!(inspect(Path::new("libc.so.6")), Ok(()));
}

#[test]
fn every_truncation_is_seen() {
    let folder = Folder::new("truncated");
    let file = folder.library("good.node", ADDON, &[]);
    let bytes = std::fs::read(&file).expect("the library");
    for length in 0..bytes.len() {
        let problem = check(&bytes[..length]).expect_err("cut off");
        let expected = match length {
            0 => problem == Problem::Empty,
            1..64 => matches!(problem, Problem::Foreign(_) | Problem::Truncated { .. }),
            _ => matches!(problem, Problem::Truncated { present, .. } if present == length as u64),
        };
        assert!(expected, "{length}: {problem:?}");
    }
    let cut = folder.write("cut.node", &bytes[..bytes.len() / 2]);
    assert!(matches!(inspect(&cut), Err(Problem::Truncated { .. })));
}

/// A small generator of numbers (xorshift), so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

/// Where the dynamic section is.
fn dynamic_section(bytes: &[u8]) -> usize {
    use object::read::elf::{FileHeader, ProgramHeader};
    let order = object::NativeEndian;
    let header = object::elf::FileHeader64::<object::NativeEndian>::parse(bytes).expect("a header");
    let segments = header.program_headers(order, bytes).expect("segments");
    let dynamic = segments.iter().find(|segment| segment.p_type(order) == object::elf::PT_DYNAMIC);
    dynamic.expect("a dynamic section").p_offset(order) as usize
}

#[test]
fn no_bytes_make_it_panic() {
    let folder = Folder::new("mutated");
    let file = folder.library("good.node", ADDON, &[]);
    let good = std::fs::read(&file).expect("the library");
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    // Where the structure is: headers at the start, the dynamic section, the symbol tables.
    let dynamic = dynamic_section(&good);
    let (mut passed, mut refused) = (0, 0);
    for round in 0..20_000 {
        let mut bytes = good.clone();
        for _ in 0..=random.below(4) {
            let at = match random.below(4) {
                0 => random.below(64),
                1 => random.below(1024),
                2 => (dynamic + random.below(512)).min(bytes.len() - 1),
                _ => random.below(bytes.len()),
            };
            let end = (at + 1 + random.below(8)).min(bytes.len());
            match random.below(4) {
                0 => bytes[at] ^= 1 << random.below(8),
                1 => bytes[at..end].fill(0xff),
                2 => bytes[at..end].fill(0),
                _ => bytes[at..end].iter_mut().for_each(|byte| *byte = random.next() as u8),
            }
        }
        if round % 8 == 0 {
            bytes.truncate(random.below(good.len()));
        }
        match check(&bytes) {
            Ok(()) => passed += 1,
            Err(problem) => {
                // Every problem has words.
                assert!(!problem.to_string().is_empty());
                refused += 1;
            }
        }
    }
    assert!(passed > 1000 && refused > 1000, "{passed} passed, {refused} refused");
}

#[test]
fn random_bytes_behind_any_magic_are_refused() {
    let mut random = Random(42);
    for magic in [
        &b"\x7fELF\x02\x01\x01"[..],
        b"\x7fELF\x01\x02",
        b"\xcf\xfa\xed\xfe",
        b"MZ",
        b"\xca\xfe\xba\xbe\0\0\0\x02",
        b"",
    ] {
        for _ in 0..500 {
            let mut bytes = magic.to_vec();
            bytes.extend((0..random.below(2000)).map(|_| random.next() as u8));
            if magic.is_empty() && bytes.is_empty() {
                continue;
            }
            assert!(check(&bytes).is_err(), "{bytes:?}");
        }
    }
}
