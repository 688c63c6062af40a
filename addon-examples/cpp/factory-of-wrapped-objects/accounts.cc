// accounts.cc: native objects that only the addon can make.
//
// createAccount(balance) is exported, the class is not. The class is kept in the
// instance data, one per loaded addon, never in a global variable: the same
// library can be loaded by several threads at once.
#include <napi.h>

class Account : public Napi::ObjectWrap<Account> {
 public:
  static Napi::Function GetClass(Napi::Env env) {
    return DefineClass(env, "Account",
                       {InstanceMethod<&Account::Deposit>("deposit", napi_default_method)});
  }

  explicit Account(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Account>(info) {
    balance_ = RequireNumber(info.Env(), info[0]);
  }

 private:
  static double RequireNumber(Napi::Env env, Napi::Value value) {
    if (!value.IsNumber()) throw Napi::TypeError::New(env, "a number was expected");
    return value.As<Napi::Number>().DoubleValue();
  }

  Napi::Value Deposit(const Napi::CallbackInfo& info) {
    double amount = RequireNumber(info.Env(), info[0]);
    if (!(amount > 0)) { // also refuses NaN
      Napi::RangeError error = Napi::RangeError::New(info.Env(), "a deposit must be above 0");
      error.Set("code", "ERR_OUT_OF_RANGE");
      throw error;
    }
    balance_ += amount;
    return Napi::Number::New(info.Env(), balance_);
  }

  double balance_;
};

// What belongs to one loaded instance of this addon.
struct Addon {
  Napi::FunctionReference account_class;
};

static Napi::Value CreateAccount(const Napi::CallbackInfo& info) {
  return info.Env().GetInstanceData<Addon>()->account_class.New({info[0]});
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  Addon* addon = new Addon;
  env.SetInstanceData(addon); // deleted when the environment ends
  addon->account_class = Napi::Persistent(Account::GetClass(env));

  exports.Set("createAccount", Napi::Function::New(env, CreateAccount, "createAccount"));
  return exports;
}

NODE_API_MODULE(NODE_GYP_MODULE_NAME, Init)
