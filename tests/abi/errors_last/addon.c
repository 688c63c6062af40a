/*
 * napi_get_last_error_info: how long a text stays, what clears it, and how it is laid out.
 * `info` copies the record without any call in between that could change it.
 */
#include "../common.h"

static napi_value record(napi_env env, const napi_extended_error_info* last) {
  napi_extended_error_info copy = *last;
  napi_value object, text;
  CHECK(napi_create_object(env, &object));
  if (copy.error_message == NULL) {
    CHECK(napi_get_null(env, &text));
  } else {
    text = js_string(env, copy.error_message);
  }
  js_set(env, object, "message", text);
  js_set(env, object, "code", js_number(env, copy.error_code));
  js_set(env, object, "engineCode", js_number(env, copy.engine_error_code));
  js_set(env, object, "reserved", js_bool(env, copy.engine_reserved != NULL));
  return object;
}

static const napi_extended_error_info* info_of(napi_env env) {
  const napi_extended_error_info* last;
  CHECK(napi_get_last_error_info(env, &last));
  return last;
}

static void fail_with_number_expected(napi_env env) {
  double out;
  ASSERT(napi_get_value_double(env, js_string(env, "text"), &out) == napi_number_expected);
}

/* The record straight after the callback began: whatever happened before, it is this env's. */
static napi_value at_start(napi_env env, napi_callback_info info) {
  (void)info;
  return record(env, info_of(env));
}

static napi_value after_failure(napi_env env, napi_callback_info info) {
  (void)info;
  fail_with_number_expected(env);
  return record(env, info_of(env));
}

/* Asking does not clear. */
static napi_value asked_twice(napi_env env, napi_callback_info info) {
  (void)info;
  fail_with_number_expected(env);
  info_of(env);
  return record(env, info_of(env));
}

/* after(k): a failure, then the k-th successful call. Does it clear the record? */
static napi_value after(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value value, object;
  napi_handle_scope scope;
  napi_valuetype type;
  bool flag;
  uint32_t version;
  const napi_node_version* node_version;
  void* data;
  int64_t adjusted;
  int which = (int)c_int(env, argv[0]);
  CHECK(napi_create_object(env, &object));
  fail_with_number_expected(env);
  switch (which) {
    case 0: CHECK(napi_get_undefined(env, &value)); break;
    case 1: CHECK(napi_create_int32(env, 1, &value)); break;
    case 2: CHECK(napi_typeof(env, object, &type)); break;
    case 3: CHECK(napi_open_handle_scope(env, &scope)); break;
    case 4: CHECK(napi_is_exception_pending(env, &flag)); break;
    case 5: CHECK(napi_get_and_clear_last_exception(env, &value)); break;
    case 6: CHECK(napi_get_version(env, &version)); break;
    case 7: CHECK(napi_get_node_version(env, &node_version)); break;
    case 8: CHECK(napi_get_instance_data(env, &data)); break;
    case 9: CHECK(napi_adjust_external_memory(env, 0, &adjusted)); break;
    case 10: CHECK(napi_set_named_property(env, object, "a", object)); break;
    case 11: CHECK(napi_is_array(env, object, &flag)); break;
    case 12: CHECK(napi_get_value_bool(env, js_bool(env, true), &flag)); break;
    case 13: CHECK(napi_create_string_utf8(env, "", 0, &value)); break;
    case 14: CHECK(napi_is_error(env, object, &flag)); break;
    default: break;
  }
  const napi_extended_error_info* last = info_of(env);
  bool cleared = last->error_code == napi_ok && last->error_message == NULL;
  if (which == 3) CHECK(napi_close_handle_scope(env, scope));
  return js_bool(env, cleared);
}

/* throw_after(k): a failure, then one of the throwing functions, which succeed. */
static napi_value throw_after(napi_env env, napi_callback_info info) {
  ARGS(1);
  int which = (int)c_int(env, argv[0]);
  fail_with_number_expected(env);
  switch (which) {
    case 0: CHECK(napi_throw(env, argv[0])); break;
    case 1: CHECK(napi_throw_error(env, NULL, "m")); break;
    default: CHECK(napi_throw_range_error(env, "C", "m")); break;
  }
  bool cleared = info_of(env)->error_code == napi_ok;
  napi_value exception;
  CHECK(napi_get_and_clear_last_exception(env, &exception));
  return js_bool(env, cleared);
}

/* leave: a failure is the last thing the callback does. */
static napi_value leave(napi_env env, napi_callback_info info) {
  (void)info;
  fail_with_number_expected(env);
  return NULL;
}

/* around(f): a failure, then JavaScript which calls `leave` and succeeds, then the record. */
static napi_value around(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value result;
  CHECK(napi_call_function(env, js_undefined(env), argv[0], 0, NULL, &result));
  return record(env, info_of(env));
}

/* The record is the same memory at each asking. */
static napi_value same_record(napi_env env, napi_callback_info info) {
  (void)info;
  const napi_extended_error_info* before = info_of(env);
  fail_with_number_expected(env);
  return js_bool(env, before == info_of(env));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(at_start);
  EXPOSE_FN(after_failure);
  EXPOSE_FN(asked_twice);
  EXPOSE_FN(after);
  EXPOSE_FN(throw_after);
  EXPOSE_FN(leave);
  EXPOSE_FN(around);
  EXPOSE_FN(same_record);
  return exports;
}
