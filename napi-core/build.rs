//! Build script of `napi-core`: its examples and tests load addons, so they must export the
//! Node-API functions, as every program that embeds this library must (see `lib.rs`).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("unix") {
        println!("cargo:rustc-link-arg-examples=-rdynamic");
        println!("cargo:rustc-link-arg-tests=-rdynamic");
    }
}
