// vectors.cc: taking native objects as arguments.
//
// add(a, b) and dot(a, b) get two Vector objects. Any object could be passed, so
// the type tag is checked before Unwrap's pointer is believed. A tag, unlike
// instanceof, cannot be forged and does not depend on prototypes.
#include <napi.h>

class Vector : public Napi::ObjectWrap<Vector> {
 public:
  static Napi::Function GetClass(Napi::Env env) {
    return DefineClass(env, "Vector",
                       {InstanceMethod<&Vector::ToString>("toString", napi_default_method)});
  }

  // The Vector behind a value, or a TypeError.
  static const Vector& From(Napi::Value value) {
    if (!value.IsObject() || !value.As<Napi::Object>().CheckTypeTag(&kTag)) {
      Napi::TypeError error = Napi::TypeError::New(value.Env(), "a Vector was expected");
      error.Set("code", "ERR_INVALID_ARG_TYPE");
      throw error;
    }
    return *Unwrap(value.As<Napi::Object>());
  }

  explicit Vector(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Vector>(info) {
    if (!info[0].IsNumber() || !info[1].IsNumber()) {
      throw Napi::TypeError::New(info.Env(), "new Vector needs two numbers");
    }
    x_ = info[0].As<Napi::Number>().DoubleValue();
    y_ = info[1].As<Napi::Number>().DoubleValue();
    info.This().As<Napi::Object>().TypeTag(&kTag);
  }

  double x() const { return x_; }
  double y() const { return y_; }

 private:
  // JavaScript's own way to write numbers, not C++'s.
  Napi::Value ToString(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    std::string x = Napi::Number::New(env, x_).ToString();
    std::string y = Napi::Number::New(env, y_).ToString();
    return Napi::String::New(env, x + ", " + y);
  }

  // Any random 128 bits.
  static constexpr napi_type_tag kTag = {0x61f2c34e0fba4a6d, 0xbc5f7a2290de41c3};

  double x_;
  double y_;
};

// What belongs to one loaded instance of this addon.
struct Addon {
  Napi::FunctionReference vector_class;
};

static Napi::Value Add(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const Vector& a = Vector::From(info[0]);
  const Vector& b = Vector::From(info[1]);
  return env.GetInstanceData<Addon>()->vector_class.New(
      {Napi::Number::New(env, a.x() + b.x()), Napi::Number::New(env, a.y() + b.y())});
}

static Napi::Value Dot(const Napi::CallbackInfo& info) {
  const Vector& a = Vector::From(info[0]);
  const Vector& b = Vector::From(info[1]);
  return Napi::Number::New(info.Env(), a.x() * b.x() + a.y() * b.y());
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  Addon* addon = new Addon;
  env.SetInstanceData(addon); // deleted when the environment ends
  Napi::Function vector_class = Vector::GetClass(env);
  addon->vector_class = Napi::Persistent(vector_class);

  exports.Set("Vector", vector_class);
  exports.Set("add", Napi::Function::New(env, Add, "add"));
  exports.Set("dot", Napi::Function::New(env, Dot, "dot"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
