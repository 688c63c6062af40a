/*
 * Shared by the chapters about lifetimes and asynchrony (references, finalizers, async work,
 * thread-safe functions, teardown, registration).
 *
 * Convention: a native function hands the napi_status of the call under test back to JavaScript
 * as a number, and test.js asserts it. What happens when no JavaScript can run any more is
 * reported with `event`, which writes straight to file descriptor 1.
 */
#ifndef NAPKIN_TESTS_LIFETIME_H
#define NAPKIN_TESTS_LIFETIME_H

#include <node_api.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define UNUSED_FN __attribute__((unused)) static

/* Ends the process when a call that the test only prepares with does not succeed. */
#define MUST(call)                                                            \
  do {                                                                        \
    napi_status must_status = (call);                                         \
    if (must_status != napi_ok) {                                             \
      fprintf(stderr, "%s:%d: %s gave status %d\n", __FILE__, __LINE__, #call, \
              (int)must_status);                                              \
      abort();                                                                \
    }                                                                         \
  } while (0)

/* Fetches up to `n` arguments into argv; the missing ones are undefined. */
#define ARGS(n)              \
  napi_value argv[(n)];      \
  size_t argc = (n);         \
  MUST(napi_get_cb_info(env, info, &argc, argv, NULL, NULL))

UNUSED_FN void event(const char *format, ...) {
  char line[256];
  va_list list;
  va_start(list, format);
  int length = vsnprintf(line, sizeof line - 1, format, list);
  va_end(list);
  if (length < 0) abort();
  if ((size_t)length > sizeof line - 2) length = (int)sizeof line - 2;
  line[length++] = '\n';
  for (int at = 0; at < length;) {
    ssize_t wrote = write(1, line + at, (size_t)(length - at));
    if (wrote <= 0) abort();
    at += (int)wrote;
  }
}

UNUSED_FN napi_value int_value(napi_env env, int64_t number) {
  napi_value value;
  MUST(napi_create_int64(env, number, &value));
  return value;
}

UNUSED_FN napi_value string_value(napi_env env, const char *text) {
  napi_value value;
  MUST(napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value));
  return value;
}

UNUSED_FN napi_value bool_value(napi_env env, bool flag) {
  napi_value value;
  MUST(napi_get_boolean(env, flag, &value));
  return value;
}

UNUSED_FN int32_t int_arg(napi_env env, napi_value value) {
  int32_t number;
  MUST(napi_get_value_int32(env, value, &number));
  return number;
}

/* NULL when the JavaScript value is undefined: lets a script pass "no argument". */
UNUSED_FN napi_value or_null(napi_env env, napi_value value) {
  napi_valuetype type;
  MUST(napi_typeof(env, value, &type));
  return type == napi_undefined ? NULL : value;
}

/* [a, b, ...]: several numbers as one JavaScript array, mostly statuses of successive calls. */
UNUSED_FN napi_value int_array(napi_env env, size_t count, const int *numbers) {
  napi_value array;
  MUST(napi_create_array_with_length(env, count, &array));
  for (size_t i = 0; i < count; i++) {
    MUST(napi_set_element(env, array, (uint32_t)i, int_value(env, numbers[i])));
  }
  return array;
}

#define INTS(...) \
  int_array(env, sizeof((int[]){__VA_ARGS__}) / sizeof(int), (int[]){__VA_ARGS__})

UNUSED_FN void expose(napi_env env, napi_value target, const char *name, napi_callback callback) {
  napi_value function;
  MUST(napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, NULL, &function));
  MUST(napi_set_named_property(env, target, name, function));
}

#define EXPOSE(name) expose(env, exports, #name, name)

#endif
