/* napi_object_freeze and napi_object_seal. */
#include "../common.h"

static napi_value freeze(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_status status = napi_object_freeze(env, argv[0]);
  return outcome(env, status, NULL);
}
static napi_value seal(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_status status = napi_object_seal(env, argv[0]);
  return outcome(env, status, NULL);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(freeze);
  EXPOSE_FN(seal);
  return exports;
}
