/*
 * Shared by the ABI chapters that look at one call at a time.
 *
 * Convention: a native function prepares with MUST (which ends the process when the preparation
 * itself fails), makes the one call under test, and returns `outcome(...)`: a JavaScript object
 * that tells everything the call left behind. The judging is done in test.js.
 * Neighbours: lifetime.h (lifetimes and asynchrony), matrix.h (every function against every bad
 * argument), trace.js (the JavaScript side).
 */
#ifndef NAPKIN_TESTS_COMMON_H
#define NAPKIN_TESTS_COMMON_H

#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMON_FN __attribute__((unused)) static

#define CHECK_FAILED(...)                            \
  do {                                               \
    fprintf(stderr, "%s:%d: ", __FILE__, __LINE__);  \
    fprintf(stderr, __VA_ARGS__);                    \
    fputc('\n', stderr);                             \
    abort();                                         \
  } while (0)

/* For what must hold in C; JavaScript never sees it fail. */
#define ASSERT(condition)                                        \
  do {                                                           \
    if (!(condition)) CHECK_FAILED("not true: %s", #condition);  \
  } while (0)

/* For a call that only prepares or reports: anything but napi_ok ends the process. */
#define CHECK(call)                                                                  \
  do {                                                                               \
    napi_status check_status = (call);                                               \
    if (check_status != napi_ok) CHECK_FAILED("%s: status %d", #call, (int)check_status); \
  } while (0)

#ifndef MUST
#define MUST(call) CHECK(call)
#endif

/* Fetches up to `n` arguments into argv; missing ones are undefined. */
#ifndef ARGS
#define ARGS(n)              \
  napi_value argv[(n)];      \
  size_t argc = (n);         \
  CHECK(napi_get_cb_info(env, info, &argc, argv, NULL, NULL))
#endif

COMMON_FN napi_value js_undefined(napi_env env) {
  napi_value value;
  CHECK(napi_get_undefined(env, &value));
  return value;
}

COMMON_FN napi_value js_bool(napi_env env, bool flag) {
  napi_value value;
  CHECK(napi_get_boolean(env, flag, &value));
  return value;
}

COMMON_FN napi_value js_number(napi_env env, double number) {
  napi_value value;
  CHECK(napi_create_double(env, number, &value));
  return value;
}

COMMON_FN napi_value js_string(napi_env env, const char* text) {
  napi_value value;
  CHECK(napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value));
  return value;
}

COMMON_FN void js_set(napi_env env, napi_value object, const char* name, napi_value value) {
  CHECK(napi_set_named_property(env, object, name, value));
}

/* What the call under test left behind, read before any other call can replace it. */
static struct {
  napi_status status, recorded;
  const char* message;
  napi_value exception;
} observed;

COMMON_FN void observe(napi_env env, napi_status status) {
  const napi_extended_error_info* last = NULL;
  CHECK(napi_get_last_error_info(env, &last));
  ASSERT(last != NULL);
  observed.status = status;
  observed.recorded = last->error_code;
  observed.message = last->error_message;
  observed.exception = NULL;
  bool pending = false;
  CHECK(napi_is_exception_pending(env, &pending));
  if (pending) CHECK(napi_get_and_clear_last_exception(env, &observed.exception));
}

COMMON_FN napi_value outcome_object(napi_env env, napi_value value) {
  napi_value object, text;
  CHECK(napi_create_object(env, &object));
  js_set(env, object, "status", js_number(env, (double)observed.status));
  /* Every function but the few that never set the last error leaves its own status there. */
  if (observed.recorded != observed.status) {
    js_set(env, object, "recorded", js_number(env, (double)observed.recorded));
  }
  if (observed.message != NULL) {
    text = js_string(env, observed.message);
  } else {
    CHECK(napi_get_null(env, &text));
  }
  js_set(env, object, "message", text);
  js_set(env, object, "pending", js_bool(env, observed.exception != NULL));
  if (observed.exception != NULL) js_set(env, object, "exception", observed.exception);
  if (value != NULL) js_set(env, object, "value", value);
  return object;
}

/*
 * { status, message, pending, recorded?, exception?, value? } of the call that returned `status`.
 * A pending exception is taken away, so that JavaScript can look at it. `value`, which may be NULL,
 * is worked out after that: it may be an expression that makes values.
 */
#define outcome(env, status, value) (observe((env), (status)), outcome_object((env), (value)))

/* The outcome of a call that wrote a napi_value; `value` is looked at only after success. */
COMMON_FN napi_value outcome_value(napi_env env, napi_status status, const napi_value* value) {
  return outcome(env, status, status == napi_ok ? *value : NULL);
}

/* Lets a script pass C's NULL where a value is expected: as Symbol('NULL'). */
COMMON_FN napi_value or_null_marker(napi_env env, napi_value value) {
  napi_valuetype type;
  CHECK(napi_typeof(env, value, &type));
  if (type != napi_symbol) return value;
  napi_value description;
  char text[8] = "";
  CHECK(napi_get_named_property(env, value, "description", &description));
  CHECK(napi_typeof(env, description, &type));
  if (type != napi_string) return value;
  CHECK(napi_get_value_string_utf8(env, description, text, sizeof text, NULL));
  return strcmp(text, "NULL") == 0 ? NULL : value;
}

COMMON_FN int64_t c_int(napi_env env, napi_value value) {
  int64_t number;
  CHECK(napi_get_value_int64(env, value, &number));
  return number;
}

COMMON_FN double c_double(napi_env env, napi_value value) {
  double number;
  CHECK(napi_get_value_double(env, value, &number));
  return number;
}

/* A length argument: -1 from JavaScript is NAPI_AUTO_LENGTH. */
COMMON_FN size_t c_length(napi_env env, napi_value value) {
  int64_t number = c_int(env, value);
  return number == -1 ? NAPI_AUTO_LENGTH : (size_t)number;
}

/* The UTF-8 text of a JavaScript string, or NULL for null; the caller frees it. */
COMMON_FN char* c_text(napi_env env, napi_value value) {
  napi_valuetype type;
  size_t length;
  CHECK(napi_typeof(env, value, &type));
  if (type == napi_null || type == napi_undefined) return NULL;
  CHECK(napi_get_value_string_utf8(env, value, NULL, 0, &length));
  char* text = malloc(length + 1);
  ASSERT(text != NULL);
  CHECK(napi_get_value_string_utf8(env, value, text, length + 1, NULL));
  return text;
}

COMMON_FN void expose_as(napi_env env, napi_value target, const char* name, napi_callback callback) {
  napi_value function;
  CHECK(napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, NULL, &function));
  js_set(env, target, name, function);
}

/* In NAPI_MODULE_INIT: EXPOSE_FN(name) gives JavaScript the static function `name`. */
#define EXPOSE_FN(name) expose_as(env, exports, #name, name)

#endif
