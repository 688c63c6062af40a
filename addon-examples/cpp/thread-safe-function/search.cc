// search.cc: a thread of our own that reports progress to JavaScript.
//
// searchPrimes(limit, steps, onProgress) starts a thread and returns a promise.
// The thread hands each step to a thread-safe function, whose queue is short: a
// thread that is faster than JavaScript has to wait.
//
// A Search lives until the thread-safe function is finalized, which is the very
// last thing to happen. A Progress lives from the thread's call to ReportProgress.
#include <napi.h>

#include <atomic>
#include <memory>
#include <thread>

struct Progress {
  uint32_t percent;
  uint32_t found;
};

struct Search;
static void ReportProgress(Napi::Env env, Napi::Function callback, Search* search,
                           Progress* progress);
using ProgressFunction = Napi::TypedThreadSafeFunction<Search, Progress, ReportProgress>;

struct Search {
  Search(Napi::Env env, uint32_t limit_, uint32_t steps_)
      : deferred(Napi::Promise::Deferred::New(env)), limit(limit_), steps(steps_) {}

  void Run();

  ProgressFunction progress;
  Napi::Promise::Deferred deferred;
  bool settled = false; // JavaScript thread only
  std::thread thread;
  std::atomic<bool> stop{false};
  const uint32_t limit;
  const uint32_t steps;
  uint32_t found = 0; // the thread's, until it has been joined
};

static bool IsPrime(uint32_t n) {
  if (n < 2) return false;
  for (uint32_t divisor = 2; divisor <= n / divisor; divisor++) {
    if (n % divisor == 0) return false;
  }
  return true;
}

// Our thread: thread-safe function calls only.
void Search::Run() {
  uint32_t n = 0;
  for (uint32_t step = 1; step <= steps && !stop; step++) {
    uint32_t end = static_cast<uint32_t>(uint64_t{limit} * step / steps);
    for (; n < end && !stop; n++) {
      if (IsPrime(n)) found++;
    }
    if (stop) break;

    auto item = std::make_unique<Progress>(Progress{step * 100 / steps, found});
    napi_status status = progress.BlockingCall(item.get());
    if (status == napi_ok) item.release(); // ReportProgress deletes it
    if (status == napi_closing) return;    // our claim is gone already
  }
  progress.Release();
}

// Resolves or rejects the promise, once.
template <typename Action>
static void Settle(Search* search, Action action) {
  search->settled = true;
  try {
    action();
  } catch (const Napi::Error&) {
    // The environment is ending: nobody is there to be told.
  }
}

// One item of the queue, on the JavaScript thread. Without an env, the
// environment is ending: delete only.
static void ReportProgress(Napi::Env env, Napi::Function callback, Search* search,
                           Progress* progress) {
  std::unique_ptr<Progress> item(progress);
  if (env == nullptr || search->settled) return;
  try {
    callback.Call({Napi::Number::New(env, item->percent), Napi::Number::New(env, item->found)});
  } catch (const Napi::Error& error) {
    // The callback threw: that is how the search ends.
    search->stop = true;
    Settle(search, [&] { search->deferred.Reject(error.Value()); });
  }
}

// Every item has been handled and nobody can add one. Also runs if the
// environment ends early; the thread is then told to stop.
static void SearchFinished(Napi::Env env, void* /* data */, Search* context) {
  std::unique_ptr<Search> search(context);
  search->stop = true;
  if (search->thread.joinable()) search->thread.join();
  if (search->settled) return;
  Settle(search.get(), [&] { search->deferred.Resolve(Napi::Number::New(env, search->found)); });
}

// A whole number from 1 to max, or an exception.
static uint32_t RequireCount(Napi::Value value, double max) {
  if (!value.IsNumber()) throw Napi::TypeError::New(value.Env(), "a number was expected");
  double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= 1 && number <= max)) {
    Napi::RangeError error = Napi::RangeError::New(value.Env(), "limit or steps out of range");
    error.Set("code", "ERR_OUT_OF_RANGE");
    throw error;
  }
  return static_cast<uint32_t>(number);
}

static Napi::Value SearchPrimes(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  uint32_t limit = RequireCount(info[0], 1e8);
  uint32_t steps = RequireCount(info[1], 100);
  if (!info[2].IsFunction()) {
    Napi::TypeError error = Napi::TypeError::New(env, "onProgress must be a function");
    error.Set("code", "ERR_INVALID_ARG_TYPE");
    throw error;
  }

  auto search = std::make_unique<Search>(env, limit, steps);
  Napi::Promise promise = search->deferred.Promise();
  search->progress = ProgressFunction::New(
      env, info[2].As<Napi::Function>(), "searchPrimes", /* maxQueueSize */ 4,
      /* initialThreadCount */ 1, search.get(), SearchFinished, static_cast<void*>(nullptr));

  Search* running = search.release(); // SearchFinished deletes it
  try {
    running->thread = std::thread([running] { running->Run(); });
  } catch (const std::exception&) {
    running->progress.Abort();
    throw Napi::Error::New(env, "the search thread could not be started");
  }
  return promise;
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("searchPrimes", Napi::Function::New(env, SearchPrimes, "searchPrimes"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
