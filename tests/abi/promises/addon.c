/* Promises and their deferreds. */
#include "../common.h"

static napi_deferred deferreds[32];
static uint32_t used;

/* make() -> [index of the deferred, promise] */
static napi_value make(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value promise, array;
  ASSERT(used < 32);
  CHECK(napi_create_promise(env, &deferreds[used], &promise));
  CHECK(napi_create_array(env, &array));
  CHECK(napi_set_element(env, array, 0, js_number(env, used++)));
  CHECK(napi_set_element(env, array, 1, promise));
  return array;
}
static napi_value resolve(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_status status = napi_resolve_deferred(env, deferreds[c_int(env, argv[0])], argv[1]);
  return outcome(env, status, NULL);
}
static napi_value reject(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_status status = napi_reject_deferred(env, deferreds[c_int(env, argv[0])], argv[1]);
  return outcome(env, status, NULL);
}
static napi_value is(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool found = false;
  napi_status status = napi_is_promise(env, argv[0], &found);
  return outcome(env, status, js_bool(env, found));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(make);
  EXPOSE_FN(resolve);
  EXPOSE_FN(reject);
  EXPOSE_FN(is);
  return exports;
}
