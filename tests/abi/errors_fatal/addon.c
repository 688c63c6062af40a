/* napi_fatal_exception and napi_fatal_error. */
#include "../common.h"

static napi_value fatal_exception(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_status status = napi_fatal_exception(env, or_null_marker(env, argv[0]));
  return outcome(env, status, NULL);
}

/* with_pending(thrown, fatal): napi_fatal_exception while an exception is pending. */
static napi_value with_pending(napi_env env, napi_callback_info info) {
  ARGS(2);
  CHECK(napi_throw(env, argv[0]));
  napi_status status = napi_fatal_exception(env, argv[1]);
  return outcome(env, status, NULL);
}

static napi_value null_env(napi_env env, napi_callback_info info) {
  ARGS(1);
  return js_number(env, napi_fatal_exception(NULL, argv[0]));
}

/* fatal_error(location, message, lengths): "auto", "exact" or "null" for what is passed. */
static napi_value fatal_error(napi_env env, napi_callback_info info) {
  ARGS(3);
  char* location = c_text(env, argv[0]);
  char* message = c_text(env, argv[1]);
  bool exact;
  CHECK(napi_get_value_bool(env, argv[2], &exact));
  if (exact) {
    napi_fatal_error(location, 8, message, 7);
  } else {
    napi_fatal_error(location, NAPI_AUTO_LENGTH, message, NAPI_AUTO_LENGTH);
  }
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(fatal_exception);
  EXPOSE_FN(with_pending);
  EXPOSE_FN(null_env);
  EXPOSE_FN(fatal_error);
  return exports;
}
