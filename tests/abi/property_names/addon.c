/* napi_get_property_names, and napi_get_all_property_names with its three settings. */
#include "../common.h"

static napi_value simple(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value names = NULL;
  napi_status status = napi_get_property_names(env, argv[0], &names);
  return outcome_value(env, status, &names);
}

/* all(object, mode, filter, conversion) */
static napi_value all(napi_env env, napi_callback_info info) {
  ARGS(4);
  napi_value names = NULL;
  napi_status status = napi_get_all_property_names(
      env, argv[0], (napi_key_collection_mode)c_int(env, argv[1]),
      (napi_key_filter)c_int(env, argv[2]), (napi_key_conversion)c_int(env, argv[3]), &names);
  return outcome_value(env, status, &names);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(simple);
  EXPOSE_FN(all);
  return exports;
}
