/*
 * arguments.c: reading arguments. add(a, b) insists on two numbers and throws a
 * TypeError with a code otherwise; describe(...) takes any number of arguments.
 */
#include "check.h"

static napi_value add(napi_env env, napi_callback_info info) {
  size_t argc = 2; /* in: room in argv; out: how many there were */
  napi_value argv[2];
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));

  if (argc < 2) {
    napi_throw_type_error(env, "ERR_MISSING_ARGS", "add needs two arguments");
    return NULL;
  }

  double terms[2];
  for (size_t i = 0; i < 2; i++) {
    /* Nothing is coerced: "1" is not a number here. */
    napi_status status = napi_get_value_double(env, argv[i], &terms[i]);
    if (status == napi_number_expected) {
      napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "add needs numbers");
      return NULL;
    }
    CHECK(env, status);
  }

  napi_value sum;
  CHECK(env, napi_create_double(env, terms[0] + terms[1], &sum));
  return sum;
}

/* Kinds of value, in the order of napi_valuetype. */
static const char* const kind_names[] = {
    "undefined", "null",   "boolean",  "number",   "string",
    "symbol",    "object", "function", "external", "bigint",
};

static napi_value describe(napi_env env, napi_callback_info info) {
  /* More arguments than argv has room for are left out; a missing one would be
   * filled with undefined. argc says how many were really passed. */
  napi_value argv[4];
  size_t room = sizeof argv / sizeof argv[0];
  size_t argc = room;
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));

  napi_value kinds;
  CHECK(env, napi_create_array(env, &kinds));
  for (size_t i = 0; i < argc && i < room; i++) {
    napi_valuetype kind;
    napi_value name;
    CHECK(env, napi_typeof(env, argv[i], &kind));
    CHECK(env, napi_create_string_utf8(env, kind_names[kind], NAPI_AUTO_LENGTH, &name));
    CHECK(env, napi_set_element(env, kinds, (uint32_t)i, name));
  }

  napi_value count;
  CHECK(env, napi_create_uint32(env, (uint32_t)argc, &count));
  CHECK(env, napi_set_named_property(env, kinds, "passed", count));
  return kinds;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor functions[] = {
      {.utf8name = "add", .method = add, .attributes = napi_default_jsproperty},
      {.utf8name = "describe", .method = describe, .attributes = napi_default_jsproperty},
  };
  CHECK(env, napi_define_properties(env, exports, sizeof functions / sizeof functions[0],
                                    functions));
  return exports;
}
