//! From a Cargo package to packages on npm: `napkin build --npm`, what `npm pack` makes of the
//! folders, and an app that has the packages installed, on napkin and on Node 26. Nothing is fetched.

mod support;

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Duration;

use support::process::{self, End};
use support::{root, runtimes, rust, scratch, typescript};

const LIMIT: Duration = Duration::from_secs(120);
const NAME: &str = "@napkin-test/small-addon";
/// Node 26 is there for this platform only (see `runtimes::node`).
const PLATFORM: &str = "linux-x64-gnu";
/// What `use.js` and `use.mjs` print.
const EXPECTED: &str = "3 7 {} 2\nLIMIT add delete plane undeclared\n";

/// A copy of the package, built, with its npm packages beside it.
struct Package {
    folder: PathBuf,
    printed: String,
}

impl Package {
    fn new(test: &str) -> Package {
        let made = scratch::empty(&format!("rust_package/{test}")).and_then(|folder| {
            rust::copy_crate(&root().join("tests/rust_package"), &folder.join("addon"))?;
            Ok(folder)
        });
        let folder = made.unwrap_or_else(|why| panic!("{why}"));
        let mut package = Package { folder, printed: String::new() };
        let build = ["build", "--npm", "--", "--offline", "--target-dir", "target"];
        package.printed = package.run(&napkin(), "addon", &build, &[]).ok();
        package
    }

    /// An app in which the packed packages are installed.
    fn installed(&self) {
        let node = PathBuf::from(format!("addon/npm/{PLATFORM}"));
        let mut packages = Vec::new();
        for folder in [Path::new("addon"), &node] {
            let printed = self.npm(folder, &["pack", "--silent"]);
            let name = printed.trim().lines().last().unwrap_or("").to_owned();
            packages.push(self.folder.join(folder).join(name).display().to_string());
        }
        self.write("app/package.json", r#"{"name": "app", "private": true}"#);
        self.npm(Path::new("app"), &["install", &packages[0], &packages[1]]);
        for file in ["use.js", "use.mjs", "uses.mts"] {
            let text = std::fs::read_to_string(root().join("tests/rust_package").join(file));
            self.write(&format!("app/{file}"), &text.expect("it is there"));
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("it is there and text")
    }

    fn write(&self, name: &str, text: &str) {
        let file = self.path(name);
        std::fs::create_dir_all(file.parent().expect("below the folder")).expect("it can be made");
        std::fs::write(file, text).expect("it can be written");
    }

    #[track_caller]
    fn npm(&self, folder: &Path, words: &[&str]) -> String {
        let programs = self.path("programs");
        if !programs.exists() {
            std::fs::create_dir(&programs).expect("the scratch folder can be written");
            symlink(node(), programs.join("node")).expect("a new link");
        }
        let path = std::env::var("PATH").expect("there is a PATH");
        let path = format!("{}:{path}", programs.display());
        let home = self.folder.display().to_string();
        // Nobody's npm configuration, and no network.
        let variables = [
            ("PATH", &path[..]),
            ("HOME", &home),
            ("npm_config_offline", "true"),
            ("npm_config_audit", "false"),
            ("npm_config_fund", "false"),
            ("npm_config_update_notifier", "false"),
        ];
        let folder = folder.to_str().expect("a plain name");
        self.run(Path::new("npm"), folder, words, &variables).ok()
    }

    fn run(&self, program: &Path, folder: &str, words: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = runtimes::command(program, &self.path(folder));
        command.args(words).envs(variables.iter().copied());
        let outcome = process::run(&mut command, "", LIMIT).unwrap_or_else(|why| panic!("{why}"));
        Ran { success: outcome.end == End::Code(0), printed: outcome.stdout + &outcome.stderr }
    }
}

struct Ran {
    success: bool,
    printed: String,
}

impl Ran {
    #[track_caller]
    fn ok(self) -> String {
        assert!(self.success, "it failed:\n{}", self.printed);
        self.printed
    }

    #[track_caller]
    fn fails(self) -> String {
        assert!(!self.success, "it should have failed:\n{}", self.printed);
        self.printed
    }
}

fn napkin() -> PathBuf {
    runtimes::napkin().unwrap_or_else(|why| panic!("{why}"))
}

fn node() -> PathBuf {
    runtimes::node().unwrap_or_else(|why| panic!("{why}"))
}

#[test]
fn npm_packs_what_is_needed() {
    let package = Package::new("packed");
    assert!(
        package.printed.contains("gyp info npm/linux-x64-gnu was written"),
        "{}",
        package.printed
    );
    let packed = |folder: &str| {
        let printed = package.npm(Path::new(folder), &["pack", "--dry-run", "--json", "--silent"]);
        let json: serde_json::Value = serde_json::from_str(&printed).expect("npm prints JSON");
        let files = json[0]["files"].as_array().expect("a list").iter();
        let mut files: Vec<_> =
            files.map(|file| file["path"].as_str().unwrap().to_owned()).collect();
        files.sort();
        files.join(" ")
    };
    assert_eq!(packed("addon"), "index.d.ts index.js package.json");
    let expected = format!("README.md package.json small_addon.{PLATFORM}.node");
    assert_eq!(packed(&format!("addon/npm/{PLATFORM}")), expected);
    let main: serde_json::Value =
        serde_json::from_str(&package.read("addon/package.json")).unwrap();
    assert_eq!(main["optionalDependencies"][format!("{NAME}-{PLATFORM}")], "1.2.3");
}

#[test]
fn an_app_loads_the_package_for_its_platform() {
    let package = Package::new("installed");
    package.installed();
    for program in [node(), napkin()] {
        assert_eq!(package.run(&program, "app", &["use.js"], &[]).ok(), EXPECTED);
    }
    assert_eq!(package.run(&node(), "app", &["use.mjs"], &[]).ok(), EXPECTED);
    typescript::check(&package.path("app"), &["uses.mts"]).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn what_the_loader_says_when_nothing_loads() {
    let package = Package::new("nothing");
    package.installed();
    let addon = format!("app/node_modules/{NAME}-{PLATFORM}");
    let library = package.path(&format!("{addon}/small_addon.{PLATFORM}.node"));
    let elsewhere = package.path("elsewhere.node");
    let good = std::fs::read(&library).expect("it is there");
    std::fs::write(&elsewhere, &good).expect("it can be written");
    std::fs::write(&library, "no library").expect("it can be written");
    let elsewhere = elsewhere.display().to_string();
    let forced = ("SMALL_ADDON_NATIVE_LIBRARY_PATH", &elsewhere[..]);
    for program in [node(), napkin()] {
        // It is there, and damaged.
        let printed = package.run(&program, "app", &["use.js"], &[]).fails();
        for text in [
            "Error: the native addon small_addon cannot be loaded on linux x64\n".to_owned(),
            "  ./build/Release/small_addon.node: not found\n".into(),
            format!("  {NAME}-{PLATFORM}: "),
            "small_addon.linux-x64-gnu.node".into(),
            "without --omit=optional. To build it from its sources: napkin build\n".into(),
            "[cause]: Error: ".into(),
        ] {
            assert!(printed.contains(&text), "{text}\n{printed}");
        }
        assert_eq!(package.run(&program, "app", &["use.js"], &[forced]).ok(), EXPECTED);
        let nowhere = ("SMALL_ADDON_NATIVE_LIBRARY_PATH", "nowhere.node");
        let printed = package.run(&program, "app", &["use.js"], &[nowhere]).fails();
        assert!(printed.contains("nowhere.node'"), "{printed}");
    }
    std::fs::remove_dir_all(package.path(&addon)).expect("it was there");
    let printed = package.run(&node(), "app", &["use.js"], &[]).fails();
    assert!(printed.contains(&format!("  {NAME}-{PLATFORM}: not found\n")), "{printed}");
    assert!(!printed.contains("cause"), "{printed}");
}

/// Nothing was installed: the build in the folder is loaded.
#[test]
fn the_loader_finds_the_build_beside_it() {
    let package = Package::new("local");
    let print = ["-p", "require('./addon').add(20, 22)"];
    for program in [node(), napkin()] {
        assert_eq!(package.run(&program, ".", &print, &[]).ok(), "42\n");
    }
}

/// The loader on other systems, as far as they can be told apart by what the process says.
#[test]
fn which_package_is_looked_for() {
    let package = Package::new("platforms");
    std::fs::remove_dir_all(package.path("addon/build")).expect("it was made");
    package.write("with-musl", "\x7fELF /lib/ld-musl-x86_64.so.1");
    package.write("with-glibc", "\x7fELF /lib64/ld-linux-x86-64.so.2");
    package.write("unknown", "");
    package.write(
        "platforms.js",
        r"'use strict';
const report = { glibcVersionRuntime: '2.36' };
Object.defineProperty(process, 'report', { value: { getReport: () => ({ header: report }) } });
for (const line of process.argv.slice(2)) {
  const [platform, arch, program] = line.split(' ');
  Object.defineProperty(process, 'platform', { value: platform });
  Object.defineProperty(process, 'arch', { value: arch });
  process.execPath = `${__dirname}/${program}`;
  try {
    require('./addon');
  } catch (error) {
    const names = error.message.match(/(?<=small-addon-)[^:]*/g);
    console.log(`${line}: ${names.join(' ')}`);
  }
}
",
    );
    let expected = [
        ("linux x64 with-musl", "linux-x64-musl"),
        ("linux x64 with-glibc", "linux-x64-gnu"),
        // Node's report says it.
        ("linux s390x unknown", "linux-s390x-gnu"),
        ("linux arm with-musl", "linux-arm-musleabihf"),
        ("win32 x64 unknown", "win32-x64-msvc win32-x64-gnu"),
        ("darwin arm64 unknown", "darwin-arm64"),
        ("android arm64 unknown", "android-arm64"),
        ("android arm unknown", "android-arm-eabi"),
    ];
    let words: Vec<&str> =
        ["platforms.js"].into_iter().chain(expected.map(|(line, _)| line)).collect();
    let lines: String = expected.map(|(line, names)| format!("{line}: {names}\n")).concat();
    for program in [node(), napkin()] {
        assert_eq!(package.run(&program, ".", &words, &[]).ok(), lines);
    }
}
