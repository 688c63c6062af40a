/* napi_fatal_exception: an uncaughtException raised by the addon itself. */
#include "../lifetime.h"

static napi_value raise_it(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_fatal_exception(env, argv[0]));
}

static napi_value wrong_calls(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value error;
  int without_env = napi_fatal_exception(NULL, NULL), without_value = napi_fatal_exception(env, NULL);
  MUST(napi_throw_error(env, NULL, "pending"));
  int pending = napi_fatal_exception(env, NULL);
  MUST(napi_get_and_clear_last_exception(env, &error));
  return INTS(without_env, without_value, pending);
}

NAPI_MODULE_INIT() {
  expose(env, exports, "raise", raise_it);
  EXPOSE(wrong_calls);
  return exports;
}
