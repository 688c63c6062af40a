/* The four conversions that may run JavaScript. */
#include "../common.h"

typedef napi_status (*Coercion)(napi_env, napi_value, napi_value*);

static napi_value coerce(napi_env env, napi_callback_info info, Coercion coercion) {
  ARGS(1);
  napi_value made = NULL;
  napi_status status = coercion(env, argv[0], &made);
  return outcome_value(env, status, &made);
}
static napi_value to_bool(napi_env env, napi_callback_info info) {
  return coerce(env, info, napi_coerce_to_bool);
}
static napi_value to_number(napi_env env, napi_callback_info info) {
  return coerce(env, info, napi_coerce_to_number);
}
static napi_value to_string(napi_env env, napi_callback_info info) {
  return coerce(env, info, napi_coerce_to_string);
}
static napi_value to_object(napi_env env, napi_callback_info info) {
  return coerce(env, info, napi_coerce_to_object);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(to_bool);
  EXPOSE_FN(to_number);
  EXPOSE_FN(to_string);
  EXPOSE_FN(to_object);
  return exports;
}
