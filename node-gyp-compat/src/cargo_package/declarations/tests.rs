//! From a library's bytes to the text of index.d.ts.

use super::{Declarations, of_bytes, of_contents, test_images};

/// A record with its place `src/lib.rs:LINE` in the package `a`.
fn record(line: u32, kind: &str, path: &str, documentation: &str, body: &str) -> String {
    let (namespace, name) = path.rsplit_once('.').unwrap_or(("", path));
    let (name, parent) = name.split_once(':').unwrap_or((name, ""));
    let fields = ["1", "a", "src/lib.rs", &line.to_string(), kind, namespace, name, parent];
    format!("{}\x1f{documentation}\x1f{body}\x1e", fields.join("\x1f"))
}

fn declared(records: &[String]) -> Declarations {
    of_contents(records.concat().as_bytes()).unwrap()
}

#[track_caller]
fn text(records: &[String]) -> String {
    let declarations = declared(records);
    assert_eq!(declarations.warnings, [""; 0]);
    declarations.text
}

fn error(contents: &[u8]) -> String {
    crate::diagnostic::Error::new(of_contents(contents).unwrap_err(), Default::default())
        .to_string()
}

#[test]
fn members_for_disposal_bring_their_types() {
    let members = record(2, "members", "A", "", "\x1c[Symbol.asyncDispose](): Promise<void>");
    let text = text(&[record(1, "class", "A", "", ""), members]);
    assert!(text.starts_with("/// <reference lib=\"esnext.disposable\" />\n\n"), "{text}");
}

#[test]
fn every_kind_of_declaration() {
    let records = [
        record(9, "type", "Shape", "", "{ type: 'circle'; center: \x01geometry.Point\x02 } | null"),
        record(1, "function", "add", " Adds.", "(a: number, b: number): number"),
        record(2, "function", "first", "", "<T>(list: T[]): T\n(text: string): string"),
        record(3, "const", "LIMIT", "", "number"),
        record(
            4,
            "class",
            "Account",
            " An account.\n\n Its */ end.",
            " Who.\x1creadonly owner: string",
        ),
        record(
            5,
            "members",
            "Account",
            "",
            "\x1cconstructor(owner: string)\x1d Doc.\x1cget balance(): number\x1d\
             \x1c[Symbol.iterator](): IterableIterator<number>",
        ),
        record(6, "interface", "geometry.Point", "", "\x1cx: number\x1d The other.\x1cy?: number"),
        record(7, "enum", "Color", "", "\x1cRed = 0\x1d\x1cBlue = 1"),
        record(8, "string_enum", "Level", "", "\x1cLow = 'low'\x1d Up.\x1cHigh = 'very-high'"),
        record(
            10,
            "function",
            "geometry.solids.middle",
            "",
            "(of: \x01geometry.Point\x02[]): void",
        ),
    ];
    let expected = "\
/** Adds. */
export declare function add(a: number, b: number): number;

export declare function first<T>(list: T[]): T;
export declare function first(text: string): string;

export declare const LIMIT: number;

/**
 * An account.
 *
 * Its *\\/ end.
 */
export declare class Account {
  /** Who. */
  readonly owner: string;
  constructor(owner: string);
  /** Doc. */
  get balance(): number;
  [Symbol.iterator](): IterableIterator<number>;
}

export declare namespace geometry {
  export interface Point {
    x: number;
    /** The other. */
    y?: number;
  }

  export namespace solids {
    export function middle(of: Point[]): void;
  }
}

export declare enum Color {
  Red = 0,
  Blue = 1,
}

export type Level = 'low' | 'very-high';
export declare const Level: {
  readonly Low: 'low';
  /** Up. */
  readonly High: 'very-high';
};

export type Shape = { type: 'circle'; center: geometry.Point } | null;
";
    assert_eq!(text(&records), expected);
    let exports = declared(&records).exports;
    assert_eq!(exports, ["add", "first", "LIMIT", "Account", "geometry", "Color", "Level"]);
}

#[test]
fn the_order_is_that_of_the_sources_not_of_the_linker() {
    let a = record(10, "const", "a", "", "1");
    let b = record(9, "const", "b", "", "2").replace("src/lib.rs", "src\\deep\\b.rs");
    let c = record(1, "const", "c", "", "3").replace("\x1fa\x1f", "\x1fz\x1f");
    let expected = "export declare const b: 2;\n\nexport declare const a: 1;\n\n\
                    export declare const c: 3;\n";
    assert_eq!(text(&[c.clone(), "\0\0".into(), a.clone(), b.clone()]), expected);
    assert_eq!(text(&[b, c, a, "\0".into()]), expected);
    assert_eq!(text(&[]), "export {};\n");
}

#[test]
fn classes_without_a_constructor_and_their_children() {
    let records = [
        record(1, "class", "Base", "", "\x1c#private\x1d\x1cget x(): number"),
        record(2, "class", "Child:\x01Base\x02", "", ""),
        record(3, "class", "Other:\x01Gone\x02", "", ""),
        record(4, "members", "Other", "", "\x1cconstructor()"),
        record(5, "members", "Nobody", "", "\x1cf(): void"),
    ];
    let declarations = declared(&records);
    let expected = "\
export declare class Base {
  #private;
  protected constructor();
  get x(): number;
}

export declare class Child extends Base {
  protected constructor();
}

export declare class Other {
  constructor();
}
";
    assert_eq!(declarations.text, expected);
    let [nobody, gone] = &declarations.warnings[..] else { panic!("{:?}", declarations.warnings) };
    assert!(nobody.starts_with("src/lib.rs:5 (a): members of `Nobody`"), "{nobody}");
    assert!(gone.starts_with("src/lib.rs:3 (a): `Other` uses the type `Gone`"), "{gone}");
}

#[test]
fn names_that_nothing_can_be_declared_by() {
    let records = [
        record(1, "function", "delete", "", "(): void"),
        record(2, "const", "delete_", "", "1"),
        record(3, "const", "n.kebab-case", "", "1"),
    ];
    let expected = "\
declare function delete__(): void;
export { delete__ as delete };

export declare const delete_: 1;

export declare namespace n {
  const kebab_case: 1;
  export { kebab_case as \"kebab-case\" };
}
";
    assert_eq!(text(&records), expected);
}

#[test]
fn two_of_one_name() {
    let records = [record(1, "function", "a", "", "(): void"), record(7, "interface", "a", "", "")];
    let printed = error(records.concat().as_bytes());
    let expected = "\
error: the addon declares `a` twice
  = it is declared at src/lib.rs:1 (a)
  = it is declared at src/lib.rs:7 (a)
  help: give one of them another name: #[napi(js_name = \"…\")]";
    assert_eq!(printed, expected);
    // A namespace is an object at run time, if there is a value in it.
    let function = record(1, "function", "a", "", "(): void");
    let inside = |kind| [function.clone(), record(2, kind, "a.b", "", "")].concat();
    assert!(error(inside("const").as_bytes()).contains("declares `a` twice"));
    assert!(of_contents(inside("interface").as_bytes()).is_ok());
}

#[test]
fn damaged_and_unknown_records() {
    let good = record(1, "const", "a", "", "1");
    for (contents, what) in [
        (good.trim_end_matches('\x1e').to_owned(), "record 1 has no end"),
        (good.clone() + "rest", "record 2 has no end"),
        (good.replacen('\x1f', " ", 1), "expected format 1, found `1 a`"),
        (good.replacen("\x1fsrc", " src", 1), "record 1 has 9 fields instead of 10"),
        (good.replace("\x1f1\x1fconst", "\x1fx\x1fconst"), "`x` is no line"),
        (good.replace("const", "macro"), "src/lib.rs:1 (a): a declaration of the unknown kind"),
        (record(1, "const", "a-b.c", "", "1"), "the namespace `a-b`"),
        (record(1, "const", "a\nb", "", "1"), "`a\\nb` is no name"),
        (record(1, "const", "a..b", "", "1"), "cannot be declared"),
        (record(1, "const", "a.", "", "1"), "`` is no name"),
        (record(1, "const", &("a.".repeat(100_000) + "b"), "", "1"), "inside 100000 namespaces"),
    ] {
        let printed = error(contents.as_bytes());
        assert!(
            printed.contains(what),
            "{what}\n{}",
            printed.chars().take(300).collect::<String>()
        );
    }
    assert!(error(b"1\x1f\xff\x1e").contains("record 1 is not UTF-8"));
}

/// The libraries of all systems, with the same declarations inside.
fn libraries() -> Vec<(&'static str, Vec<u8>)> {
    let contents = [
        record(1, "function", "add", "Adds.", "(a: \x01P\x02): \x01Gone\x02"),
        record(2, "interface", "P", "", "\x1cx: { y: number }"),
    ];
    let contents = contents.concat();
    let contents = contents.as_bytes();
    vec![
        ("ELF", test_images::elf(contents, false)),
        ("ELF, 32 bits, big-endian", test_images::elf(contents, true)),
        ("Mach-O", test_images::mach_o(contents)),
        (
            "universal",
            test_images::universal(&test_images::mach_o(contents), &test_images::mach_o(b"")),
        ),
        ("PE", test_images::pe(contents)),
    ]
}

#[test]
fn libraries_of_every_system() {
    for (name, library) in libraries() {
        let declarations = of_bytes(&library).unwrap().expect(name);
        let expected = "/** Adds. */\nexport declare function add(a: P): unknown;\n\n\
                        export interface P {\n  x: { y: number };\n}\n";
        assert_eq!(declarations.text, expected, "{name}");
    }
    // A library without the section.
    let mut other = test_images::elf(b"", false);
    let at = other.windows(4).position(|bytes| bytes == b"napi").unwrap();
    other[at] = b'x';
    assert!(of_bytes(&other).unwrap().is_none());
    let error = of_bytes(b"#!/bin/sh\n").unwrap_err();
    assert!(error.message.starts_with("the library that was built cannot be read"));
}

/// Changed and cut anywhere, a library is read or refused.
#[test]
fn no_bytes_make_reading_panic() {
    let mut state = 0x2545_f491_u32;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize
    };
    let (mut good, mut refused) = (0, 0);
    for (_, library) in libraries() {
        for round in 0..4000 {
            let mut bytes = library.clone();
            for _ in 0..=round % 3 {
                let at = random() % bytes.len();
                bytes[at] = match random() % 4 {
                    0 => 0xff,
                    1 => 0x1f - (random() % 4) as u8,
                    2 => bytes[at] ^ (1 << (random() % 8)),
                    _ => random() as u8,
                };
            }
            if round % 5 == 0 {
                bytes.truncate(random() % bytes.len());
            }
            match of_bytes(&bytes) {
                Ok(_) => good += 1,
                Err(error) => {
                    assert!(!error.render("error", &Default::default()).is_empty());
                    refused += 1;
                }
            }
        }
    }
    assert!(good > 1000 && refused > 1000, "{good} read, {refused} refused");
}
