// count_primes.cc: work on another thread, its result as a promise.
//
// countPrimes(limit) returns at once. Execute runs on a thread of the pool and
// touches nothing but the worker's own members; OnOK or OnError then runs on the
// JavaScript thread. The worker deletes itself afterwards.
#include <napi.h>

#include <stdexcept>

static bool IsPrime(uint32_t n) {
  if (n < 2) return false;
  for (uint32_t divisor = 2; divisor <= n / divisor; divisor++) {
    if (n % divisor == 0) return false;
  }
  return true;
}

class PrimeCounter : public Napi::AsyncWorker {
 public:
  PrimeCounter(Napi::Env env, double limit)
      : Napi::AsyncWorker(env, "countPrimes"),
        deferred_(Napi::Promise::Deferred::New(env)),
        limit_(limit) {}

  Napi::Promise Promise() const { return deferred_.Promise(); }

 private:
  // Pool thread: no JavaScript, no Napi call. An exception becomes OnError's.
  void Execute() override {
    if (!(limit_ >= 0 && limit_ <= 1e8)) {
      throw std::out_of_range("the limit must be between 0 and 1e8");
    }
    uint32_t limit = static_cast<uint32_t>(limit_);
    for (uint32_t n = 0; n < limit; n++) {
      if (IsPrime(n)) count_++;
    }
  }

  void OnOK() override { deferred_.Resolve(Napi::Number::New(Env(), count_)); }

  void OnError(const Napi::Error& error) override { deferred_.Reject(error.Value()); }

  Napi::Promise::Deferred deferred_;
  double limit_;
  uint32_t count_ = 0;
};

static Napi::Value CountPrimes(const Napi::CallbackInfo& info) {
  if (!info[0].IsNumber()) throw Napi::TypeError::New(info.Env(), "a number was expected");

  PrimeCounter* worker = new PrimeCounter(info.Env(), info[0].As<Napi::Number>().DoubleValue());
  Napi::Promise promise = worker->Promise();
  worker->Queue(); // from here on it owns itself
  return promise;
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("countPrimes", Napi::Function::New(env, CountPrimes, "countPrimes"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
