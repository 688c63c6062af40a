/* new: of native functions by JavaScript, and of JavaScript's constructors by napi_new_instance. */
#include "../common.h"

/* What a constructor is told; its receiver gets it as a property. */
static napi_value made(napi_env env, napi_callback_info info) {
  napi_value self, target;
  size_t argc = 0;
  CHECK(napi_get_cb_info(env, info, &argc, NULL, &self, NULL));
  CHECK(napi_get_new_target(env, info, &target));
  js_set(env, self, "argc", js_number(env, (double)argc));
  if (target != NULL) js_set(env, self, "target", target);
  return NULL;
}
/* Returns its first argument: an object takes the place of the new one, a primitive does not. */
static napi_value returning(napi_env env, napi_callback_info info) {
  napi_value given, self;
  size_t argc = 1;
  CHECK(napi_get_cb_info(env, info, &argc, &given, &self, NULL));
  js_set(env, self, "made", js_bool(env, true));
  return given;
}
static napi_value throwing(napi_env env, napi_callback_info info) {
  (void)info;
  CHECK(napi_throw_range_error(env, "NOT_MADE", "the constructor threw"));
  return NULL;
}

/* new_instance(constructor, arguments) */
static napi_value new_instance(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_value list[16], result = NULL;
  uint32_t count;
  CHECK(napi_get_array_length(env, argv[1], &count));
  ASSERT(count <= 16);
  for (uint32_t i = 0; i < count; i++) CHECK(napi_get_element(env, argv[1], i, &list[i]));
  napi_status status = napi_new_instance(env, or_null_marker(env, argv[0]), count,
                                         count == 0 ? NULL : list, &result);
  return outcome_value(env, status, &result);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(made);
  EXPOSE_FN(returning);
  EXPOSE_FN(throwing);
  EXPOSE_FN(new_instance);
  return exports;
}
