//! Asking the C and C++ compilers whether they accept a source, with all warnings as errors.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::places;

/// A module as addons are written today. Also pins that the entry points have C linkage, and that
/// an init function of another name can be registered.
pub const MODULE_SOURCE: &str = r#"
#include <node_api.h>

static napi_value call(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value argument = NULL;
  if (napi_get_cb_info(env, info, &argc, &argument, NULL, NULL) != napi_ok) return NULL;
  return argument;
}

static napi_value init(napi_env env, napi_value exports) {
  napi_property_descriptor member = {
      "call", NULL, call, NULL, NULL, NULL, (napi_property_attributes)(napi_writable | napi_static),
      NULL};
  if (napi_define_properties(env, exports, 1, &member) != napi_ok) {
    napi_fatal_error("init", NAPI_AUTO_LENGTH, "failed", NAPI_AUTO_LENGTH);
  }
  return exports;
}

NAPI_MODULE(a_name, init)

EXTERN_C_START
napi_value napi_register_module_v1(napi_env env, napi_value exports);
int32_t node_api_module_get_api_version_v1(void);
EXTERN_C_END

napi_addon_register_func registered = NAPI_MODULE_INITIALIZER;
node_api_addon_get_api_version_func version = NODE_API_MODULE_GET_API_VERSION;
"#;

/// The registrations of older sources: a constructor, and NAPI_MODULE_X.
pub const OLD_MODULE_SOURCE: &str = r#"
#include <node_api.h>

static napi_value init(napi_env env, napi_value exports) {
  (void)env;
  return exports;
}

static napi_module module = {NAPI_MODULE_VERSION, 0, "file", init, "name", NULL, {NULL, NULL, NULL, NULL}};

NAPI_C_CTOR(register_module) {
  napi_module_register(&module);
}

NAPI_MODULE_X(a_name, init, NULL, 0)
"#;

/// Something of each part of node-addon-api.
pub const NODE_ADDON_API_SOURCE: &str = r#"
#include <napi.h>

class Thing : public Napi::ObjectWrap<Thing> {
 public:
  static Napi::Function Define(Napi::Env env) {
    return DefineClass(env, "Thing", {InstanceMethod<&Thing::Size>("size")});
  }
  explicit Thing(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Thing>(info) {}

 private:
  Napi::Value Size(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), 1); }
};

static Napi::Value Bytes(const Napi::CallbackInfo& info) {
  return Napi::Buffer<char>::Copy(info.Env(), "abc", 3);
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("Thing", Thing::Define(env));
  exports.Set("bytes", Napi::Function::New(env, Bytes));
  exports.Set("promise", Napi::Promise::Deferred::New(env).Promise());
  return exports;
}

NODE_API_MODULE(a_name, Init)
"#;

/// The C compiler: `CC`, or `cc`.
pub fn c() -> String {
    std::env::var("CC").unwrap_or_else(|_| "cc".into())
}

/// The C++ compiler: `CXX`, or `c++`.
pub fn cplusplus() -> String {
    std::env::var("CXX").unwrap_or_else(|_| "c++".into())
}

/// Runs a compiler with `source` as its standard input.
pub fn run(compiler: &str, arguments: &[String], source: &str) -> Output {
    let mut child = Command::new(compiler)
        .args(arguments)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{compiler} cannot be started: {error}"));
    // Sources are a few lines: they fit into the pipe before anybody reads.
    let mut input = child.stdin.take().expect("standard input is a pipe");
    input.write_all(source.as_bytes()).expect("the compiler reads its source");
    drop(input);
    child.wait_with_output().expect("the compiler ends")
}

/// What a compiler had to say.
pub fn messages(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn compile(
    compiler: &str,
    language: &str,
    standard: &str,
    more: &[String],
    source: &str,
) -> Output {
    let mut arguments: Vec<String> = [
        "-fsyntax-only",
        "-pedantic",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-Wno-missing-field-initializers",
    ]
    .map(String::from)
    .to_vec();
    arguments.push(format!("-x{language}"));
    arguments.push(standard.to_owned());
    arguments.push(format!("-I{}", places::include().display()));
    arguments.extend(more.iter().cloned());
    run(compiler, &arguments, source)
}

pub fn accepts_c(standard: &str, more: &[String], source: &str) {
    let output = compile(&c(), "c", standard, more, source);
    assert!(output.status.success(), "{standard} {more:?}:\n{}", messages(&output));
}

/// Rejected, and for the reason that `message` is part of.
pub fn rejects_c(standard: &str, more: &[String], source: &str, message: &str) {
    let output = compile(&c(), "c", standard, more, source);
    assert!(!output.status.success(), "{standard} {more:?} was accepted");
    let messages = messages(&output);
    assert!(messages.contains(message), "{standard} {more:?}: no {message:?} in\n{messages}");
}

pub fn accepts_cplusplus(standard: &str, more: &[String], source: &str) {
    let output = compile(&cplusplus(), "c++", standard, more, source);
    assert!(output.status.success(), "{standard} {more:?}:\n{}", messages(&output));
}
