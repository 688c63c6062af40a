/* undefined, null, the booleans, the global object, and napi_typeof. */
#include "../common.h"

static napi_value all(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value array, value;
  CHECK(napi_create_array(env, &array));
  CHECK(napi_get_undefined(env, &value));
  CHECK(napi_set_element(env, array, 0, value));
  CHECK(napi_get_null(env, &value));
  CHECK(napi_set_element(env, array, 1, value));
  CHECK(napi_get_boolean(env, true, &value));
  CHECK(napi_set_element(env, array, 2, value));
  CHECK(napi_get_boolean(env, false, &value));
  CHECK(napi_set_element(env, array, 3, value));
  CHECK(napi_get_global(env, &value));
  CHECK(napi_set_element(env, array, 4, value));
  return array;
}

static napi_value type(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_valuetype found = (napi_valuetype)99;
  napi_status status = napi_typeof(env, argv[0], &found);
  return outcome(env, status, js_number(env, found));
}

static napi_value external(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  CHECK(napi_create_external(env, NULL, NULL, NULL, &value));
  return value;
}

static napi_value equal(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool same = false;
  napi_status status = napi_strict_equals(env, argv[0], argv[1], &same);
  return outcome(env, status, js_bool(env, same));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(all);
  EXPOSE_FN(type);
  EXPOSE_FN(external);
  EXPOSE_FN(equal);
  return exports;
}
