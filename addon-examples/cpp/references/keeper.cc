// keeper.cc: values that outlive a call.
//
// A Napi::Value is dead when the callback returns. A reference keeps the value:
// strongly (count above 0), so that it cannot be collected, or weakly (count 0),
// so that it can, and then reads as nothing. Its destructor deletes it.
#include <napi.h>

struct Keeper {
  Napi::FunctionReference listener; // strong, or empty
  Napi::ObjectReference watched;    // weak unless held, or empty
};

static Keeper& KeeperOf(Napi::Env env) {
  return *env.GetInstanceData<Keeper>();
}

static Napi::TypeError TypeErrorOf(Napi::Env env, const char* code, const char* message) {
  Napi::TypeError error = Napi::TypeError::New(env, message);
  error.Set("code", code);
  return error;
}

// setListener(function or null)
static void SetListener(const Napi::CallbackInfo& info) {
  Keeper& keeper = KeeperOf(info.Env());
  if (info[0].IsFunction()) {
    keeper.listener = Napi::Persistent(info[0].As<Napi::Function>());
  } else if (info[0].IsNull()) {
    keeper.listener.Reset();
  } else {
    throw TypeErrorOf(info.Env(), "ERR_INVALID_ARG_TYPE", "a function or null was expected");
  }
}

// emit(value) calls the listener and returns its answer.
static Napi::Value Emit(const Napi::CallbackInfo& info) {
  Keeper& keeper = KeeperOf(info.Env());
  if (keeper.listener.IsEmpty()) return info.Env().Undefined();
  // The listener may call setListener: from here on only the handle is used.
  Napi::Function listener = keeper.listener.Value();
  return listener.Call({info[0]});
}

// watch(object) remembers it without keeping it alive.
static void Watch(const Napi::CallbackInfo& info) {
  if (!info[0].IsObject()) {
    throw TypeErrorOf(info.Env(), "ERR_INVALID_ARG_TYPE", "an object was expected");
  }
  KeeperOf(info.Env()).watched = Napi::Weak(info[0].As<Napi::Object>());
}

// watched() is the object, or undefined if it has been collected.
static Napi::Value Watched(const Napi::CallbackInfo& info) {
  Keeper& keeper = KeeperOf(info.Env());
  if (keeper.watched.IsEmpty()) return info.Env().Undefined();
  Napi::Object object = keeper.watched.Value();
  return object.IsEmpty() ? info.Env().Undefined() : object;
}

static Napi::ObjectReference& WatchedReference(Napi::Env env) {
  Napi::ObjectReference& watched = KeeperOf(env).watched;
  if (watched.IsEmpty()) {
    throw TypeErrorOf(env, "ERR_NOTHING_WATCHED", "call watch(object) first");
  }
  return watched;
}

// hold() and letGo() count up and down; above 0 the object stays.
static Napi::Value Hold(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), WatchedReference(info.Env()).Ref());
}

static Napi::Value LetGo(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), WatchedReference(info.Env()).Unref());
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  env.SetInstanceData(new Keeper); // deleted when the environment ends

  exports.Set("setListener", Napi::Function::New(env, SetListener, "setListener"));
  exports.Set("emit", Napi::Function::New(env, Emit, "emit"));
  exports.Set("watch", Napi::Function::New(env, Watch, "watch"));
  exports.Set("watched", Napi::Function::New(env, Watched, "watched"));
  exports.Set("hold", Napi::Function::New(env, Hold, "hold"));
  exports.Set("letGo", Napi::Function::New(env, LetGo, "letGo"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
