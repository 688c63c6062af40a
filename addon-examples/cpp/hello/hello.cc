// hello.cc: the smallest addon. One function, hello(), that returns a string.
#include <napi.h>

static Napi::String Hello(const Napi::CallbackInfo& info) {
  return Napi::String::New(info.Env(), "world");
}

// Runs once, when JavaScript loads the addon. What it returns is what require()
// returns.
static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("hello", Napi::Function::New(env, Hello, "hello"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
