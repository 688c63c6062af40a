/*
 * hello.c: the smallest addon. One function, hello(), that returns a string.
 */
#include "check.h"

static napi_value hello(napi_env env, napi_callback_info info) {
  (void)info; /* takes no arguments */

  napi_value greeting;
  CHECK(env, napi_create_string_utf8(env, "world", NAPI_AUTO_LENGTH, &greeting));
  return greeting;
}

/* Runs once, when JavaScript loads the addon. What it returns is what
 * require() returns. */
NAPI_MODULE_INIT() {
  napi_value function;
  CHECK(env, napi_create_function(env, "hello", NAPI_AUTO_LENGTH, hello, NULL, &function));
  CHECK(env, napi_set_named_property(env, exports, "hello", function));
  return exports;
}
