// buffers.cc: bytes that C++ and JavaScript share.
//
// invert(bytes) and scale(array, factor) change JavaScript's memory in place;
// allocate(size) lends C++'s memory to JavaScript, and a finalizer frees it.
// A pointer into a buffer is good until JavaScript runs again: JavaScript could
// detach or resize the buffer.
#include <napi.h>

#include <atomic>
#include <cstring>
#include <new>

// Bytes lent to JavaScript. Of the whole process, and atomic: such finalizers may
// run after the environment's other data has been freed.
static std::atomic<size_t> lent_bytes{0};

static Napi::Value ThrowTypeError(Napi::Env env, const char* message) {
  Napi::TypeError error = Napi::TypeError::New(env, message);
  error.Set("code", Napi::String::New(env, "ERR_INVALID_ARG_TYPE"));
  error.ThrowAsJavaScriptException();
  return env.Undefined();
}

// invert(bytes): a Uint8Array, which every Buffer is. Returns how many bytes.
static Napi::Value Invert(const Napi::CallbackInfo& info) {
  // IsBuffer() is true for all kinds of view: too little for a Uint8Array.
  if (!info[0].IsTypedArray() ||
      info[0].As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array) {
    return ThrowTypeError(info.Env(), "a Buffer or Uint8Array was expected");
  }
  Napi::Uint8Array bytes = info[0].As<Napi::Uint8Array>();

  uint8_t* data = bytes.Data(); // once: each call asks the host
  size_t length = bytes.ElementLength();
  for (size_t i = 0; i < length; i++) data[i] = static_cast<uint8_t>(~data[i]);
  return Napi::Number::New(info.Env(), static_cast<double>(length));
}

// scale(array, factor): a Float64Array, in place.
static Napi::Value Scale(const Napi::CallbackInfo& info) {
  if (!info[0].IsTypedArray() ||
      info[0].As<Napi::TypedArray>().TypedArrayType() != napi_float64_array) {
    return ThrowTypeError(info.Env(), "a Float64Array was expected");
  }
  if (!info[1].IsNumber()) return ThrowTypeError(info.Env(), "a number was expected");

  Napi::Float64Array numbers = info[0].As<Napi::Float64Array>();
  double factor = info[1].As<Napi::Number>().DoubleValue();
  double* data = numbers.Data();
  for (size_t i = 0; i < numbers.ElementLength(); i++) data[i] *= factor;
  return numbers;
}

// allocate(size): a Buffer over memory from new.
static Napi::Value Allocate(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsNumber()) return ThrowTypeError(env, "a number was expected");
  double number = info[0].As<Napi::Number>().DoubleValue();
  if (!(number >= 1 && number <= 1 << 30)) {
    Napi::RangeError::New(env, "the size must be between 1 and 2**30")
        .ThrowAsJavaScriptException();
    return env.Undefined();
  }

  size_t size = static_cast<size_t>(number);
  uint8_t* data = new (std::nothrow) uint8_t[size];
  if (data == nullptr) {
    Napi::Error::New(env, "no memory for the buffer").ThrowAsJavaScriptException();
    return env.Undefined();
  }
  std::memset(data, 0xC0, size);
  lent_bytes += size;

  // Some hosts (those with pointer compression) cannot lend memory: then the
  // bytes are copied, and the finalizer is called at once.
  return Napi::Buffer<uint8_t>::NewOrCopy(env, data, size, [size](Napi::Env, uint8_t* lent) {
    lent_bytes -= size;
    delete[] lent;
  });
}

// lentBytes()
static Napi::Value LentBytes(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(lent_bytes.load()));
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("invert", Napi::Function::New(env, Invert, "invert"));
  exports.Set("scale", Napi::Function::New(env, Scale, "scale"));
  exports.Set("allocate", Napi::Function::New(env, Allocate, "allocate"));
  exports.Set("lentBytes", Napi::Function::New(env, LentBytes, "lentBytes"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
