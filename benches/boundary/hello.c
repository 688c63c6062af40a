/* The addon of the start-up measurement: one function that returns a string. */
#include <node_api.h>

static napi_value hello(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value text;
  if (napi_create_string_utf8(env, "world", 5, &text) != napi_ok) return NULL;
  return text;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "hello", NAPI_AUTO_LENGTH, hello, NULL, &function) != napi_ok) {
    return NULL;
  }
  if (napi_set_named_property(env, exports, "hello", function) != napi_ok) return NULL;
  return exports;
}
