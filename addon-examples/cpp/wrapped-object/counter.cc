// counter.cc: a JavaScript class that is a C++ class. Napi::ObjectWrap ties an
// instance of one to an instance of the other, and deletes the C++ object when the
// JavaScript object has been collected.
#include <napi.h>

class Counter : public Napi::ObjectWrap<Counter> {
 public:
  static Napi::Function GetClass(Napi::Env env) {
    return DefineClass(env, "Counter",
                       {
                           InstanceMethod<&Counter::Increment>("increment", napi_default_method),
                           InstanceAccessor<&Counter::GetValue, &Counter::SetValue>(
                               "value", napi_configurable),
                           StaticMethod<&Counter::IsCounter>("isCounter", napi_default_method),
                       });
  }

  // new Counter(start = 0). If it throws, there is no object.
  explicit Counter(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Counter>(info) {
    if (info.Length() > 0) value_ = RequireNumber(info.Env(), info[0]);
    info.This().As<Napi::Object>().TypeTag(&kTag);
  }

 private:
  static double RequireNumber(Napi::Env env, Napi::Value value) {
    if (!value.IsNumber()) throw Napi::TypeError::New(env, "a number was expected");
    return value.As<Napi::Number>().DoubleValue();
  }

  // counter.increment(step = 1) returns the new value.
  Napi::Value Increment(const Napi::CallbackInfo& info) {
    value_ += info.Length() > 0 ? RequireNumber(info.Env(), info[0]) : 1;
    return Napi::Number::New(info.Env(), value_);
  }

  Napi::Value GetValue(const Napi::CallbackInfo& info) {
    return Napi::Number::New(info.Env(), value_);
  }

  void SetValue(const Napi::CallbackInfo& info, const Napi::Value& value) {
    value_ = RequireNumber(info.Env(), value);
  }

  // Counter.isCounter(value): a tag is in the object and cannot be forged.
  static Napi::Value IsCounter(const Napi::CallbackInfo& info) {
    bool ours = info[0].IsObject() && info[0].As<Napi::Object>().CheckTypeTag(&kTag);
    return Napi::Boolean::New(info.Env(), ours);
  }

  // Any random 128 bits.
  static constexpr napi_type_tag kTag = {0x2f0d2f3a8b1c4e77, 0xa1c05d1f7e934b08};

  double value_ = 0;
};

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("Counter", Counter::GetClass(env));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
