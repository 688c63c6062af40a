/*
 * Calls each function of a table with one thing wrong at a time: a NULL argument, a value of
 * another type, an exception pending, or two of these (which check comes first?).
 *
 * A matrix chapter writes one CALL per function, where E stands for the env, V(i, value) for a
 * napi_value and P(i, pointer) for any other pointer at argument position i, and lists them in
 * MATRIX(...). matrix.js does the looping and compares with the chapter's expected.txt.
 * Invariant: what a call needs is made before the exception is thrown.
 */
#ifndef NAPKIN_TESTS_MATRIX_H
#define NAPKIN_TESTS_MATRIX_H

#include "common.h"

typedef struct {
  const char* name;
  int arguments; /* after env */
  napi_status (*call)(napi_env env);
  /* Either may be NULL: makes what the call takes; tidies up, with no exception pending. */
  void (*before)(napi_env env);
  void (*after)(napi_env env, napi_status status);
} MatrixRow;

/* What the current call is to get wrong; -1: nothing. Position 0 is the env. */
static int matrix_null_at;
static int matrix_wrong_at;
static napi_value matrix_wrong;
/* Bit i: the call takes a napi_value at position i. Learnt while it is made. */
static unsigned matrix_values;

static napi_callback_info matrix_info;

COMMON_FN napi_value matrix_value(int position, napi_value good) {
  matrix_values |= 1u << position;
  if (position == matrix_null_at) return NULL;
  return position == matrix_wrong_at ? matrix_wrong : good;
}

COMMON_FN void* matrix_pointer(int position, const void* good) {
  return position == matrix_null_at ? NULL : (void*)good;
}

/* Values that several calls want, made by matrix.js anew for each call. */
#define FIXTURES(each)                                                                   \
  each(object) each(key) each(number) each(integer) each(boolean) each(symbol) each(big) \
  each(date) each(array) each(fn) each(constructor) each(buffer) each(arraybuffer)       \
  each(typedarray) each(dataview) each(error) each(promise) each(script) each(undefined) \
  each(code) each(other) each(external) each(wrapped) each(tagged)

#define FIXTURE_FIELD(name) napi_value name;
static struct { FIXTURES(FIXTURE_FIELD) } F;

#define E ((napi_env)matrix_pointer(0, env))
#define V(position, good) matrix_value((position), (good))
#define P(position, good) matrix_pointer((position), (good))
#define CALL(name) static napi_status call_##name(napi_env env)
#define ROW(name, arguments) {#name, (arguments), call_##name, NULL, NULL}
#define ROW_WITH(name, arguments, before, after) \
  {#name, (arguments), call_##name, (before), (after)}

static bool matrix_kept;
static napi_status matrix_kept_code;
static const char* matrix_kept_message;

/* Keeps what the call under test recorded, when a call that tidies up comes after it. */
COMMON_FN napi_status keep(napi_env env, napi_status status) {
  const napi_extended_error_info* last;
  CHECK(napi_get_last_error_info(env, &last));
  matrix_kept = true;
  matrix_kept_code = last->error_code;
  matrix_kept_message = last->error_message;
  return status;
}

static const MatrixRow* matrix_rows;
static size_t matrix_row_count;

static napi_value matrix_names(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value array, pair;
  CHECK(napi_create_array(env, &array));
  for (size_t i = 0; i < matrix_row_count; i++) {
    CHECK(napi_create_array(env, &pair));
    CHECK(napi_set_element(env, pair, 0, js_string(env, matrix_rows[i].name)));
    CHECK(napi_set_element(env, pair, 1, js_number(env, matrix_rows[i].arguments)));
    CHECK(napi_set_element(env, array, (uint32_t)i, pair));
  }
  return array;
}

/*
 * run(row, nullAt, wrongAt, wrong, thrown, fixture) -> outcome with `values`.
 * `thrown` undefined: no exception is pending during the call.
 */
static napi_value matrix_run(napi_env env, napi_callback_info info) {
  ARGS(6);
  const MatrixRow* row = &matrix_rows[c_int(env, argv[0])];
  matrix_null_at = (int)c_int(env, argv[1]);
  matrix_wrong_at = (int)c_int(env, argv[2]);
  matrix_wrong = argv[3];
  matrix_info = info;
  matrix_values = 0;
  matrix_kept = false;
#define FIXTURE_READ(name) CHECK(napi_get_named_property(env, argv[5], #name, &F.name));
  FIXTURES(FIXTURE_READ)
  if (row->before != NULL) row->before(env);
  napi_valuetype type;
  CHECK(napi_typeof(env, argv[4], &type));
  if (type != napi_undefined) CHECK(napi_throw(env, argv[4]));
  napi_status status = row->call(env);
  /* With a NULL env nothing is recorded; what the last error then is belongs to another call. */
  napi_value object;
  if (matrix_null_at == 0) {
    bool pending;
    napi_value ignored;
    CHECK(napi_is_exception_pending(env, &pending));
    if (pending) CHECK(napi_get_and_clear_last_exception(env, &ignored));
    CHECK(napi_create_object(env, &object));
    js_set(env, object, "status", js_number(env, (double)status));
  } else {
    if (!matrix_kept) keep(env, status);
    napi_status recorded = matrix_kept_code;
    const char* message = matrix_kept_message;
    object = outcome(env, status, NULL);
    js_set(env, object, "recorded", js_number(env, (double)recorded));
    napi_value text;
    CHECK(napi_get_null(env, &text));
    js_set(env, object, "message", message == NULL ? text : js_string(env, message));
  }
  if (row->after != NULL) row->after(env, status);
  js_set(env, object, "values", js_number(env, (double)matrix_values));
  return object;
}

COMMON_FN void matrix_noop_finalize(napi_env env, void* data, void* hint) {
  (void)env;
  (void)data;
  (void)hint;
}

COMMON_FN napi_value matrix_noop(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  return NULL;
}

static napi_value matrix_external(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  CHECK(napi_create_external(env, &matrix_kept, NULL, NULL, &value));
  return value;
}

static napi_value matrix_wrapped(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  CHECK(napi_create_object(env, &value));
  CHECK(napi_wrap(env, value, &matrix_kept, NULL, NULL, NULL));
  return value;
}

static napi_value matrix_tagged(napi_env env, napi_callback_info info) {
  static const napi_type_tag tag = {3, 4};
  (void)info;
  napi_value value;
  CHECK(napi_create_object(env, &value));
  CHECK(napi_type_tag_object(env, value, &tag));
  return value;
}

#define MATRIX(...)                                              \
  static const MatrixRow matrix_table[] = {__VA_ARGS__};         \
  NAPI_MODULE_INIT() {                                           \
    matrix_rows = matrix_table;                                  \
    matrix_row_count = sizeof matrix_table / sizeof *matrix_table; \
    expose_as(env, exports, "names", matrix_names);              \
    expose_as(env, exports, "run", matrix_run);                  \
    expose_as(env, exports, "external", matrix_external);        \
    expose_as(env, exports, "wrapped", matrix_wrapped);          \
    expose_as(env, exports, "tagged", matrix_tagged);            \
    return exports;                                              \
  }

#endif
