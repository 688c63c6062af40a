/*
 * callbacks.c: calling JavaScript from C. greet(callback) passes one string;
 * map(array, callback) calls once per element, in a handle scope of its own, and
 * lets an exception of the callback through.
 */
#include "check.h"

/* The argument is a function, or a TypeError is set. */
static bool require_function(napi_env env, napi_value value) {
  napi_valuetype kind;
  CHECK_ELSE(env, napi_typeof(env, value, &kind), return false);
  if (kind != napi_function) {
    napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "the callback must be a function");
    return false;
  }
  return true;
}

static napi_value greet(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value callback;
  CHECK(env, napi_get_cb_info(env, info, &argc, &callback, NULL, NULL));
  if (!require_function(env, callback)) return NULL;

  napi_value receiver, greeting, result;
  CHECK(env, napi_get_undefined(env, &receiver));
  CHECK(env, napi_create_string_utf8(env, "hello world", NAPI_AUTO_LENGTH, &greeting));
  CHECK(env, napi_call_function(env, receiver, callback, 1, &greeting, &result));
  return result;
}

/* output[index] = callback(input[index], index). False: an exception waits. */
static bool map_element(napi_env env, napi_value input, uint32_t index, napi_value callback,
                        napi_value output) {
  /* Without a scope the handles of every turn would stay until map() returns. */
  napi_handle_scope scope;
  CHECK_ELSE(env, napi_open_handle_scope(env, &scope), return false);

  bool done = false;
  napi_value receiver, args[2], mapped;
  CHECK_ELSE(env, napi_get_undefined(env, &receiver), goto close);
  CHECK_ELSE(env, napi_get_element(env, input, index, &args[0]), goto close);
  CHECK_ELSE(env, napi_create_uint32(env, index, &args[1]), goto close);
  /* If the callback throws, the call fails with napi_pending_exception: stop,
   * clean up and return, and JavaScript sees the exception. */
  CHECK_ELSE(env, napi_call_function(env, receiver, callback, 2, args, &mapped), goto close);
  CHECK_ELSE(env, napi_set_element(env, output, index, mapped), goto close);
  done = true;

close:
  /* Scopes are closed on every path. */
  CHECK_ELSE(env, napi_close_handle_scope(env, scope), return false);
  return done;
}

static napi_value map(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value argv[2];
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  if (!require_function(env, argv[1])) return NULL;

  uint32_t length;
  napi_value output;
  CHECK(env, napi_get_array_length(env, argv[0], &length));
  CHECK(env, napi_create_array_with_length(env, length, &output));
  for (uint32_t i = 0; i < length; i++) {
    if (!map_element(env, argv[0], i, argv[1], output)) return NULL;
  }
  return output;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor functions[] = {
      {.utf8name = "greet", .method = greet, .attributes = napi_default_jsproperty},
      {.utf8name = "map", .method = map, .attributes = napi_default_jsproperty},
  };
  CHECK(env, napi_define_properties(env, exports, sizeof functions / sizeof functions[0],
                                    functions));
  return exports;
}
