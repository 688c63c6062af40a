/* Dates: made from and read as milliseconds. */
#include "../common.h"

static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value made = NULL;
  napi_status status = napi_create_date(env, c_double(env, argv[0]), &made);
  return outcome_value(env, status, &made);
}

static napi_value is_date(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool is = false;
  napi_status status = napi_is_date(env, argv[0], &is);
  return outcome(env, status, js_bool(env, is));
}

static napi_value read_value(napi_env env, napi_callback_info info) {
  ARGS(1);
  double time = -77;
  napi_status status = napi_get_date_value(env, argv[0], &time);
  return outcome(env, status, js_number(env, time));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(create);
  EXPOSE_FN(is_date);
  EXPOSE_FN(read_value);
  return exports;
}
