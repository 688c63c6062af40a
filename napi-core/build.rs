//! Build script of `napi-core`: its examples and tests load addons, so they must export the
//! Node-API functions, as every program that embeds this library must (see `lib.rs`).
//!
//! With SpiderMonkey it compiles the part of the engine that is written in JavaScript, which would
//! else be the most of every start.

#[cfg(feature = "spidermonkey")]
#[path = "src/engine/spidermonkey/build_id.rs"]
mod build_id;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("unix") {
        println!("cargo:rustc-link-arg-examples=-rdynamic");
        println!("cargo:rustc-link-arg-tests=-rdynamic");
    }
    #[cfg(feature = "spidermonkey")]
    self_hosted::compile();
}

#[cfg(feature = "spidermonkey")]
mod self_hosted {
    use mozjs_sys::jsapi::{JS, JS_DestroyContext, JS_NewContext, JS_ShutDown, JSContext};
    use std::sync::Mutex;
    use std::{env, fs};

    static COMPILED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

    /// Writes `self_hosted.bytecode`; empty when the engine that will read it is for another machine
    /// than the one that runs this.
    pub fn compile() {
        println!("cargo:rerun-if-changed=src/engine/spidermonkey/build_id.rs");
        let variable = |name| env::var(name).expect("set by cargo");
        if variable("HOST") == variable("TARGET") {
            run();
        }
        let path = format!("{}/self_hosted.bytecode", variable("OUT_DIR"));
        let compiled = COMPILED.lock().expect("nothing panicked");
        fs::write(path, &*compiled).expect("OUT_DIR is writable");
    }

    fn run() {
        super::build_id::register();
        // SAFETY: the engine's start and end, once in this process and on one thread.
        unsafe {
            let failure =
                JS::detail::InitWithFailureDiagnostic(false, JS::detail::FrontendOnly::No);
            assert!(failure.is_null(), "SpiderMonkey could not be initialised");
            let cx = JS_NewContext(64 << 20, std::ptr::null_mut());
            assert!(!cx.is_null(), "SpiderMonkey could not allocate a context");
            let none = std::mem::zeroed();
            let compiled = JS::InitSelfHostedCode(cx, none, Some(write));
            assert!(compiled, "SpiderMonkey could not compile its own library");
            JS_DestroyContext(cx);
            JS_ShutDown();
        }
    }

    unsafe extern "C" fn write(_: *mut JSContext, compiled: JS::SelfHostedCache) -> bool {
        // SAFETY: the engine's span of bytes is a length and an address, valid for this call.
        let bytes = unsafe {
            let (len, start) = *(&raw const compiled).cast::<(usize, *const u8)>();
            std::slice::from_raw_parts(start, len)
        };
        COMPILED.lock().is_ok_and(|mut copy| {
            copy.extend_from_slice(bytes);
            true
        })
    }
}
