/* Symbols: unique ones, and those of the registry. */
#include "../common.h"

static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value made = NULL;
  napi_status status = napi_create_symbol(env, or_null_marker(env, argv[0]), &made);
  return outcome_value(env, status, &made);
}

/* registered(text, length) */
static napi_value registered(napi_env env, napi_callback_info info) {
  ARGS(2);
  char* text = c_text(env, argv[0]);
  napi_value made = NULL;
  napi_status status = node_api_symbol_for(env, text, c_length(env, argv[1]), &made);
  free(text);
  return outcome_value(env, status, &made);
}

/* Two creations with one description are two symbols. */
static napi_value distinct(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value a, b;
  bool same;
  CHECK(napi_create_symbol(env, argv[0], &a));
  CHECK(napi_create_symbol(env, argv[0], &b));
  CHECK(napi_strict_equals(env, a, b, &same));
  return js_bool(env, !same);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(create);
  EXPOSE_FN(registered);
  EXPOSE_FN(distinct);
  return exports;
}
