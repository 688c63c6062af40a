/* Arrays: creation, length, and what is one. */
#include "../common.h"

static napi_value create(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value made = NULL;
  napi_status status = napi_create_array(env, &made);
  return outcome_value(env, status, &made);
}
static napi_value with_length(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value made = NULL;
  napi_status status =
      napi_create_array_with_length(env, (size_t)c_double(env, argv[0]), &made);
  return outcome_value(env, status, &made);
}
static napi_value is(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool array = false;
  napi_status status = napi_is_array(env, argv[0], &array);
  return outcome(env, status, js_bool(env, array));
}
static napi_value length(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t found = 77;
  napi_status status = napi_get_array_length(env, argv[0], &found);
  return outcome(env, status, js_number(env, found));
}
/* fill(count): an array grown element by element; then summed. */
static napi_value fill(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t count = (uint32_t)c_int(env, argv[0]);
  napi_value array, element;
  CHECK(napi_create_array(env, &array));
  for (uint32_t i = 0; i < count; i++) {
    CHECK(napi_set_element(env, array, i, js_number(env, i)));
  }
  double sum = 0;
  for (uint32_t i = 0; i < count; i++) {
    CHECK(napi_get_element(env, array, i, &element));
    sum += c_double(env, element);
  }
  CHECK(napi_set_element(env, array, count, js_number(env, sum)));
  return array;
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(create);
  EXPOSE_FN(with_length);
  EXPOSE_FN(is);
  EXPOSE_FN(length);
  EXPOSE_FN(fill);
  return exports;
}
