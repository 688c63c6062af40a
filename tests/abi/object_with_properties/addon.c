/* node_api_create_object_with_properties. */
#include "../common.h"

/* make(prototype, names, values): the prototype may be NULL. */
static napi_value make(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_value names[32], values[32], made = NULL;
  uint32_t count;
  CHECK(napi_get_array_length(env, argv[1], &count));
  ASSERT(count <= 32);
  for (uint32_t i = 0; i < count; i++) {
    CHECK(napi_get_element(env, argv[1], i, &names[i]));
    CHECK(napi_get_element(env, argv[2], i, &values[i]));
  }
  napi_status status = node_api_create_object_with_properties(
      env, or_null_marker(env, argv[0]), names, values, count, &made);
  return outcome_value(env, status, &made);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(make);
  return exports;
}
