// arguments.cc: reading arguments. add(a, b) insists on two numbers and throws a
// TypeError with a code otherwise; describe(...) takes any number of arguments.
//
// Built without C++ exceptions: an error is thrown in JavaScript, and the C++
// function goes on until it returns. So return at once.
#include <napi.h>

static void ThrowTypeError(Napi::Env env, const char* code, const char* message) {
  Napi::TypeError error = Napi::TypeError::New(env, message);
  error.Set("code", Napi::String::New(env, code));
  error.ThrowAsJavaScriptException();
}

static Napi::Value Add(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (info.Length() < 2) {
    ThrowTypeError(env, "ERR_MISSING_ARGS", "add needs two arguments");
    return env.Undefined();
  }
  // As<Napi::Number>() only claims that it is one: ask before.
  if (!info[0].IsNumber() || !info[1].IsNumber()) {
    ThrowTypeError(env, "ERR_INVALID_ARG_TYPE", "add needs numbers");
    return env.Undefined();
  }
  double sum = info[0].As<Napi::Number>().DoubleValue() + info[1].As<Napi::Number>().DoubleValue();
  return Napi::Number::New(env, sum);
}

static const char* KindName(napi_valuetype kind) {
  switch (kind) {
    case napi_undefined: return "undefined";
    case napi_null: return "null";
    case napi_boolean: return "boolean";
    case napi_number: return "number";
    case napi_string: return "string";
    case napi_symbol: return "symbol";
    case napi_object: return "object";
    case napi_function: return "function";
    case napi_external: return "external";
    case napi_bigint: return "bigint";
  }
  return "unknown";
}

static Napi::Value Describe(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Napi::Array kinds = Napi::Array::New(env, info.Length());
  for (size_t i = 0; i < info.Length(); i++) {
    kinds.Set(static_cast<uint32_t>(i), KindName(info[i].Type()));
  }
  return kinds;
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("add", Napi::Function::New(env, Add, "add"));
  exports.Set("describe", Napi::Function::New(env, Describe, "describe"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
