//! `WebAssembly` with promises that are settled: see `web_assembly.js`, which is run when a script first
//! asks for the object.

use super::Engine;
use crate::engine::seam::{Functions, Objects, Primitives, Scopes};
use mozjs_sys::jsapi::{
    JS, JS_GetContextPrivate, JS_ResolveStandardClass, JS_StringEqualsAscii, JSContext, JSObject,
    jsid,
};

const SCRIPT: &str = include_str!("web_assembly.js");

/// Makes a standard class that a script asks for; the hook of the global object's class.
pub unsafe extern "C" fn resolve(
    cx: *mut JSContext,
    global: JS::Handle<*mut JSObject>,
    key: JS::Handle<jsid>,
    resolved: *mut bool,
) -> bool {
    // SAFETY: called by the engine with its own rooted places; the private is the engine, set before
    // any script runs.
    unsafe {
        if !JS_ResolveStandardClass(cx, global, key, resolved) {
            return false;
        }
        if *resolved && is_web_assembly(cx, key) {
            let engine = JS_GetContextPrivate(cx).cast::<Engine>();
            if let Some(engine) = engine.as_ref() {
                engine.adapt_web_assembly();
            }
        }
    }
    true
}

/// # Safety
/// A live context and key.
unsafe fn is_web_assembly(cx: *mut JSContext, key: JS::Handle<jsid>) -> bool {
    let Some(name) = super::objects::atom_of(key.get()) else { return false };
    let mut same = false;
    // SAFETY: the caller's contract; an atom needs no memory to be compared.
    unsafe { JS_StringEqualsAscii(cx, name, c"WebAssembly".as_ptr(), &raw mut same) && same }
}

impl Engine {
    /// When there is no memory for it, the functions stay the engine's.
    fn adapt_web_assembly(&self) {
        let mark = self.mark();
        let adapted =
            self.run_script(SCRIPT.as_bytes(), c"napkin:web_assembly").and_then(|adapt| {
                let object = self.get_named(self.global(), b"WebAssembly")?;
                self.call(adapt, self.undefined(), &[object])
            });
        if adapted.is_err() {
            self.discard_exception();
        }
        self.release_to(mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Promises, Strings};

    #[test]
    fn promises_of_web_assembly_are_settled() {
        let engine = Engine::new().expect("an engine");
        let script = |source: &str| {
            let value =
                engine.run_script(source.as_bytes(), c"wasm.js").expect("it does not throw");
            engine
                .with_utf8(value, |text| String::from_utf8_lossy(text).into_owned())
                .expect("memory")
        };
        script(
            "globalThis.seen = [];
            const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127,
                3, 2, 1, 0, 7, 7, 1, 3, 97, 100, 100, 0, 0, 10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11]);
            const see = (label) => (value) => seen.push(`${label} ${value}`);
            WebAssembly.instantiate(bytes).then(({ module, instance }) => {
              see('sum')(instance.exports.add(2, 3));
              see('module')(module instanceof WebAssembly.Module);
              return WebAssembly.instantiate(module);
            }).then((instance) => see('again')(instance.exports.add(4, 5)));
            WebAssembly.compile(bytes).then((module) => see('compiled')(module instanceof WebAssembly.Module));
            WebAssembly.compile(new Uint8Array(3)).catch((error) => see('bad')(error instanceof WebAssembly.CompileError));
            WebAssembly.instantiate(1).catch((error) => see('type')(error instanceof TypeError));
            seen.push(WebAssembly.instantiate.length);
            ''",
        );
        engine.drain_jobs(|_| panic!("a job threw"));
        let seen = script("seen.sort().join()");
        assert_eq!(seen, "1,again 9,bad true,compiled true,module true,sum 5,type true");
    }
}
