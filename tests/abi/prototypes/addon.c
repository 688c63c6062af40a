/* napi_get_prototype and node_api_set_prototype. */
#include "../common.h"

static napi_value get(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value found = NULL;
  napi_status status = napi_get_prototype(env, argv[0], &found);
  return outcome_value(env, status, &found);
}
static napi_value set(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_status status = node_api_set_prototype(env, argv[0], argv[1]);
  return outcome(env, status, NULL);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(get);
  EXPOSE_FN(set);
  return exports;
}
