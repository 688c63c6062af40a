/* A type tag belongs to its object for life and neither keeps it alive nor shows on it. */
#include "../lifetime.h"

static const napi_type_tag tags[2] = {{1, 2}, {1, 3}};
static napi_ref watched;

static napi_value tag(napi_env env, napi_callback_info info) {
  ARGS(2);
  return int_value(env, napi_type_tag_object(env, argv[0], &tags[int_arg(env, argv[1])]));
}

static napi_value has_tag(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool found = true;
  MUST(napi_check_object_type_tag(env, argv[0], &tags[int_arg(env, argv[1])], &found));
  return bool_value(env, found);
}

static napi_value watch(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_create_reference(env, argv[0], 0, &watched));
  return NULL;
}

static napi_value watched_alive(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  MUST(napi_get_reference_value(env, watched, &value));
  return bool_value(env, value != NULL);
}

NAPI_MODULE_INIT() {
  EXPOSE(tag);
  EXPOSE(has_tag);
  EXPOSE(watch);
  EXPOSE(watched_alive);
  return exports;
}
