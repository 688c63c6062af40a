// visits.cc: state that belongs to one loaded addon, and what happens at its end.
//
// Napi::Addon makes an object of the addon itself: it is the instance data, one
// per environment, so the library can be loaded by several threads of a process.
// At the end, the host first runs the cleanup hooks, the latest first, and then
// destroys the addon. A hook must not call into JavaScript.
#include <napi.h>

#include <cstdio>

class Visits : public Napi::Addon<Visits> {
 public:
  Visits(Napi::Env env, Napi::Object exports) {
    DefineAddon(exports, {InstanceMethod<&Visits::Visit>("visit", napi_default_jsproperty),
                          InstanceMethod<&Visits::CloseLog>("closeLog", napi_default_jsproperty)});

    // Opened first, closed last.
    env.AddCleanupHook(CloseDatabase, this);
    log_hook_ = env.AddCleanupHook(CloseLogFile, this);
  }

  ~Visits() { Say("cleanup: state freed"); }

 private:
  // stdout has a buffer of its own: flush, or lines come out of order.
  static void Say(const char* line) {
    std::puts(line);
    std::fflush(stdout);
  }

  static void CloseDatabase(Visits* addon) {
    std::printf("cleanup: database closed after %u visits\n", addon->visits_);
    std::fflush(stdout);
  }

  static void CloseLogFile(Visits* /* addon */) { Say("cleanup: log closed"); }

  // visit() counts, and returns how often it was called.
  Napi::Value Visit(const Napi::CallbackInfo& info) {
    return Napi::Number::New(info.Env(), ++visits_);
  }

  // closeLog() does at once what would be done at the end.
  Napi::Value CloseLog(const Napi::CallbackInfo& info) {
    if (!log_hook_.IsEmpty()) log_hook_.Remove(info.Env());
    return info.Env().Undefined();
  }

  Napi::Env::CleanupHook<void (*)(Visits*), Visits> log_hook_;
  unsigned visits_ = 0;
};

NODE_API_ADDON(Visits)
