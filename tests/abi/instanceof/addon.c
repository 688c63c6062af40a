/* napi_instanceof. */
#include "../common.h"

static napi_value is(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool instance = false;
  napi_status status = napi_instanceof(env, argv[0], argv[1], &instance);
  return outcome(env, status, js_bool(env, instance));
}

static napi_value last_result(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool instance = true;
  napi_instanceof(env, argv[0], argv[1], &instance);
  napi_value ignored;
  CHECK(napi_get_and_clear_last_exception(env, &ignored));
  return js_bool(env, instance);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(is);
  EXPOSE_FN(last_result);
  return exports;
}
