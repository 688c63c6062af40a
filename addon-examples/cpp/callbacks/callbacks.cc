// callbacks.cc: calling JavaScript from C++. greet(callback) passes one string;
// map(array, callback) calls once per element; attempt(callback) catches what the
// callback throws.
//
// Built with C++ exceptions: an exception of JavaScript is a Napi::Error in C++,
// and one that leaves the C++ function goes on in JavaScript.
#include <napi.h>

static Napi::Function RequireFunction(Napi::Env env, Napi::Value value) {
  if (!value.IsFunction()) {
    Napi::TypeError error = Napi::TypeError::New(env, "the callback must be a function");
    error.Set("code", "ERR_INVALID_ARG_TYPE");
    throw error;
  }
  return value.As<Napi::Function>();
}

static Napi::Value Greet(const Napi::CallbackInfo& info) {
  Napi::Function callback = RequireFunction(info.Env(), info[0]);
  return callback.Call({Napi::String::New(info.Env(), "hello world")});
}

static Napi::Value Map(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsArray()) throw Napi::TypeError::New(env, "an array was expected");
  Napi::Array input = info[0].As<Napi::Array>();
  Napi::Function callback = RequireFunction(env, info[1]);

  Napi::Array output = Napi::Array::New(env, input.Length());
  for (uint32_t i = 0; i < input.Length(); i++) {
    // Without it the handles of every turn would stay until Map returns.
    Napi::HandleScope scope(env);
    Napi::Value element = input.Get(i);
    output.Set(i, callback.Call({element, Napi::Number::New(env, i)}));
  }
  return output;
}

static Napi::Value Attempt(const Napi::CallbackInfo& info) {
  Napi::Function callback = RequireFunction(info.Env(), info[0]);
  try {
    return callback.Call({});
  } catch (const Napi::Error& error) {
    return Napi::String::New(info.Env(), "caught: " + error.Message());
  }
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("greet", Napi::Function::New(env, Greet, "greet"));
  exports.Set("map", Napi::Function::New(env, Map, "map"));
  exports.Set("attempt", Napi::Function::New(env, Attempt, "attempt"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
