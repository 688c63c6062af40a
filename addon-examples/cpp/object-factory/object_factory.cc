// object_factory.cc: making objects. createPoint(x, y) returns a plain object;
// createSettings(text) shows property attributes and a frozen result.
#include <napi.h>

static Napi::Value CreatePoint(const Napi::CallbackInfo& info) {
  Napi::Object point = Napi::Object::New(info.Env());
  point.Set("x", info[0]);
  point.Set("y", info[1]);
  return point;
}

static Napi::Value CreateSettings(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Napi::Object settings = Napi::Object::New(env);

  // napi_default_jsproperty is what an assignment makes. napi_default has no bit
  // set: read-only, hidden from loops, fixed.
  settings.DefineProperties({
      Napi::PropertyDescriptor::Value("title", info[0], napi_default_jsproperty),
      Napi::PropertyDescriptor::Value("retries", Napi::Number::New(env, 3), napi_default),
  });
  settings.Freeze();
  return settings;
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("createPoint", Napi::Function::New(env, CreatePoint, "createPoint"));
  exports.Set("createSettings", Napi::Function::New(env, CreateSettings, "createSettings"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
