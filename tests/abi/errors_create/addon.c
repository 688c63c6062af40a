/* Errors made but not thrown, and napi_is_error. */
#include "../common.h"

typedef napi_status (*Maker)(napi_env, napi_value, napi_value, napi_value*);

static napi_value make_with(napi_env env, napi_callback_info info, Maker maker) {
  ARGS(2);
  napi_value made = NULL;
  napi_status status =
      maker(env, or_null_marker(env, argv[0]), or_null_marker(env, argv[1]), &made);
  return outcome_value(env, status, &made);
}

static napi_value error(napi_env env, napi_callback_info info) {
  return make_with(env, info, napi_create_error);
}
static napi_value type_error(napi_env env, napi_callback_info info) {
  return make_with(env, info, napi_create_type_error);
}
static napi_value range_error(napi_env env, napi_callback_info info) {
  return make_with(env, info, napi_create_range_error);
}
static napi_value syntax_error(napi_env env, napi_callback_info info) {
  return make_with(env, info, node_api_create_syntax_error);
}

static napi_value is_error(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool is = false;
  napi_status status = napi_is_error(env, argv[0], &is);
  return outcome(env, status, js_bool(env, is));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(error);
  EXPOSE_FN(type_error);
  EXPOSE_FN(range_error);
  EXPOSE_FN(syntax_error);
  EXPOSE_FN(is_error);
  return exports;
}
