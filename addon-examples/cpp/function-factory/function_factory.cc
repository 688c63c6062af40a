// function_factory.cc: making functions that carry native data.
// createGreeter(greeting) returns a function; the lambda behind it, with its copy
// of the greeting, is destroyed when JavaScript has dropped the function.
#include <napi.h>

#include <string>

static Napi::Value RequireString(Napi::Env env, Napi::Value value) {
  if (!value.IsString()) {
    Napi::TypeError::New(env, "a string was expected").ThrowAsJavaScriptException();
    return Napi::Value(); // empty: an exception waits
  }
  return value;
}

static Napi::Value CreateGreeter(const Napi::CallbackInfo& info) {
  Napi::Value text = RequireString(info.Env(), info[0]);
  if (text.IsEmpty()) return text;
  std::string greeting = text.As<Napi::String>().Utf8Value();

  auto greet = [greeting](const Napi::CallbackInfo& call) -> Napi::Value {
    Napi::Value name = RequireString(call.Env(), call[0]);
    if (name.IsEmpty()) return name;
    return Napi::String::New(call.Env(), greeting + " " + name.As<Napi::String>().Utf8Value());
  };
  return Napi::Function::New(info.Env(), greet, "greeter");
}

// The addon is the function itself: require() returns it.
static Napi::Object Init(Napi::Env env, Napi::Object /* exports */) {
  return Napi::Function::New(env, CreateGreeter, "createGreeter");
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
