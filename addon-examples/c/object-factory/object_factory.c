/*
 * object_factory.c: making objects. createPoint(x, y) returns a plain object;
 * createSettings(text) shows property attributes and a frozen result.
 */
#include "check.h"

static napi_value create_point(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value argv[2];
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));

  napi_value point;
  CHECK(env, napi_create_object(env, &point));
  CHECK(env, napi_set_named_property(env, point, "x", argv[0]));
  CHECK(env, napi_set_named_property(env, point, "y", argv[1]));
  return point;
}

static napi_value create_settings(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value text;
  CHECK(env, napi_get_cb_info(env, info, &argc, &text, NULL, NULL));

  napi_value settings, retries;
  CHECK(env, napi_create_object(env, &settings));
  CHECK(env, napi_create_int32(env, 3, &retries));

  /* napi_default_jsproperty is what an assignment makes. napi_default has no
   * bit set: read-only, hidden from loops, fixed. */
  napi_property_descriptor properties[] = {
      {.utf8name = "title", .value = text, .attributes = napi_default_jsproperty},
      {.utf8name = "retries", .value = retries, .attributes = napi_default},
  };
  CHECK(env, napi_define_properties(env, settings, 2, properties));
  CHECK(env, napi_object_freeze(env, settings));
  return settings;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor functions[] = {
      {.utf8name = "createPoint", .method = create_point, .attributes = napi_default_jsproperty},
      {.utf8name = "createSettings",
       .method = create_settings,
       .attributes = napi_default_jsproperty},
  };
  CHECK(env, napi_define_properties(env, exports, sizeof functions / sizeof functions[0],
                                    functions));
  return exports;
}
