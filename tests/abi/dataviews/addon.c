/* DataViews. */
#include "../common.h"

static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_value made = NULL;
  napi_status status = napi_create_dataview(env, (size_t)c_double(env, argv[0]), argv[1],
                                            (size_t)c_double(env, argv[2]), &made);
  return outcome_value(env, status, &made);
}
static napi_value info_of(napi_env env, napi_callback_info info) {
  ARGS(1);
  size_t length = 77, offset = 77;
  void* data = NULL;
  napi_value buffer = NULL, object;
  observe(env, napi_get_dataview_info(env, argv[0], &length, &data, &buffer, &offset));
  if (observed.status != napi_ok) return outcome_object(env, NULL);
  CHECK(napi_create_object(env, &object));
  js_set(env, object, "length", js_number(env, (double)length));
  js_set(env, object, "offset", js_number(env, (double)offset));
  js_set(env, object, "buffer", buffer);
  js_set(env, object, "first", js_number(env, length == 0 ? -1 : *(unsigned char*)data));
  return outcome_object(env, object);
}
static napi_value part(napi_env env, napi_callback_info info) {
  ARGS(1);
  size_t offset = 77;
  napi_status status = napi_get_dataview_info(env, argv[0], NULL, NULL, NULL, &offset);
  return outcome(env, status, js_number(env, (double)offset));
}
static napi_value is(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool found = false;
  napi_status status = napi_is_dataview(env, argv[0], &found);
  return outcome(env, status, js_bool(env, found));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(create);
  EXPOSE_FN(info_of);
  EXPOSE_FN(part);
  EXPOSE_FN(is);
  return exports;
}
