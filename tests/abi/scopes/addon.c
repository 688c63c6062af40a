/* Handle scopes and escapable handle scopes. */
#include "../common.h"

/* nested(depth): opens and closes scopes like brackets, making handles in each. */
static napi_value nested(napi_env env, napi_callback_info info) {
  ARGS(1);
  int depth = (int)c_int(env, argv[0]);
  napi_handle_scope scopes[64];
  ASSERT(depth <= 64);
  napi_value outer, value;
  CHECK(napi_create_object(env, &outer));
  for (int i = 0; i < depth; i++) {
    CHECK(napi_open_handle_scope(env, &scopes[i]));
    CHECK(napi_create_int32(env, i, &value));
    CHECK(napi_set_element(env, outer, (uint32_t)i, value));
  }
  for (int i = depth - 1; i >= 0; i--) CHECK(napi_close_handle_scope(env, scopes[i]));
  return outer;
}

/* many(count): a scope around each step keeps a long loop's handles few. */
static napi_value many(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t count = (uint32_t)c_int(env, argv[0]);
  napi_value array;
  CHECK(napi_create_array(env, &array));
  for (uint32_t i = 0; i < count; i++) {
    napi_handle_scope scope;
    napi_value object;
    CHECK(napi_open_handle_scope(env, &scope));
    for (int k = 0; k < 20; k++) CHECK(napi_create_object(env, &object));
    js_set(env, object, "i", js_number(env, i));
    CHECK(napi_set_element(env, array, i, object));
    CHECK(napi_close_handle_scope(env, scope));
  }
  return array;
}

/* unscoped(count): as many handles in one scope; all stay valid. */
static napi_value unscoped(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t count = (uint32_t)c_int(env, argv[0]);
  napi_value* values = malloc(count * sizeof *values);
  ASSERT(values != NULL);
  for (uint32_t i = 0; i < count; i++) values[i] = js_number(env, i + 0.5);
  double sum = 0;
  for (uint32_t i = 0; i < count; i++) sum += c_double(env, values[i]);
  free(values);
  return js_number(env, sum);
}

static napi_value escape(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_escapable_handle_scope scope;
  napi_value escaped = NULL, inner;
  CHECK(napi_open_escapable_handle_scope(env, &scope));
  CHECK(napi_create_object(env, &inner));
  js_set(env, inner, "given", argv[0]);
  CHECK(napi_escape_handle(env, scope, inner, &escaped));
  CHECK(napi_close_escapable_handle_scope(env, scope));
  return escaped;
}

static napi_value escape_twice(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_escapable_handle_scope scope;
  napi_value first = NULL, second = NULL;
  CHECK(napi_open_escapable_handle_scope(env, &scope));
  CHECK(napi_escape_handle(env, scope, argv[0], &first));
  napi_status status = napi_escape_handle(env, scope, argv[0], &second);
  const napi_extended_error_info* last;
  CHECK(napi_get_last_error_info(env, &last));
  ASSERT(last->error_code == status && second == NULL);
  char message[128];
  snprintf(message, sizeof message, "%s", last->error_message);
  CHECK(napi_close_escapable_handle_scope(env, scope));
  napi_value object;
  CHECK(napi_create_object(env, &object));
  js_set(env, object, "status", js_number(env, status));
  js_set(env, object, "message", js_string(env, message));
  js_set(env, object, "first", first);
  return object;
}

/* escape_through(depth): one value escapes from scope to scope. */
static napi_value through(napi_env env, int depth) {
  if (depth == 0) return js_string(env, "from the bottom");
  napi_escapable_handle_scope scope;
  napi_value inner, escaped;
  CHECK(napi_open_escapable_handle_scope(env, &scope));
  inner = through(env, depth - 1);
  CHECK(napi_escape_handle(env, scope, inner, &escaped));
  CHECK(napi_close_escapable_handle_scope(env, scope));
  return escaped;
}
static napi_value escape_through(napi_env env, napi_callback_info info) {
  ARGS(1);
  return through(env, (int)c_int(env, argv[0]));
}

/* not_escaped: an escapable scope may be closed without an escape. */
static napi_value not_escaped(napi_env env, napi_callback_info info) {
  (void)info;
  napi_escapable_handle_scope scope;
  CHECK(napi_open_escapable_handle_scope(env, &scope));
  napi_status status = napi_close_escapable_handle_scope(env, scope);
  return outcome(env, status, NULL);
}

/* An escaped value outlives its scope although a hundred handles are made after it. */
static napi_value escaped_stays(napi_env env, napi_callback_info info) {
  (void)info;
  napi_escapable_handle_scope scope;
  napi_value escaped, value;
  CHECK(napi_open_escapable_handle_scope(env, &scope));
  CHECK(napi_escape_handle(env, scope, js_string(env, "kept"), &escaped));
  CHECK(napi_close_escapable_handle_scope(env, scope));
  for (int i = 0; i < 100; i++) value = js_number(env, i);
  (void)value;
  napi_handle_scope other;
  CHECK(napi_open_handle_scope(env, &other));
  for (int i = 0; i < 100; i++) value = js_string(env, "other");
  CHECK(napi_close_handle_scope(env, other));
  return escaped;
}

/* in_scope(f): calls f, which may throw, inside a scope that is closed after it. */
static napi_value in_scope(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_handle_scope scope;
  CHECK(napi_open_handle_scope(env, &scope));
  napi_call_function(env, js_undefined(env), argv[0], 0, NULL, NULL);
  CHECK(napi_close_handle_scope(env, scope));
  return NULL;
}

/*
 * Closed once more than opened: [status, recorded] for each of the three kinds of scope. Node
 * returns the mismatch without recording it as the last error.
 */
static void put_last(napi_env env, napi_value array, uint32_t at, napi_status status) {
  const napi_extended_error_info* last;
  CHECK(napi_get_last_error_info(env, &last));
  napi_status recorded = last->error_code;
  CHECK(napi_set_element(env, array, at, js_number(env, status)));
  CHECK(napi_set_element(env, array, at + 1, js_number(env, recorded)));
}
static napi_value closed_too_often(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value array;
  napi_handle_scope scope;
  napi_escapable_handle_scope escapable;
  napi_async_context context;
  napi_callback_scope callback_scope;
  CHECK(napi_create_array(env, &array));
  CHECK(napi_open_handle_scope(env, &scope));
  CHECK(napi_close_handle_scope(env, scope));
  put_last(env, array, 0, napi_close_handle_scope(env, scope));
  CHECK(napi_open_escapable_handle_scope(env, &escapable));
  CHECK(napi_close_escapable_handle_scope(env, escapable));
  put_last(env, array, 2, napi_close_escapable_handle_scope(env, escapable));
  CHECK(napi_async_init(env, NULL, js_string(env, "scope"), &context));
  CHECK(napi_open_callback_scope(env, NULL, context, &callback_scope));
  CHECK(napi_close_callback_scope(env, callback_scope));
  put_last(env, array, 4, napi_close_callback_scope(env, callback_scope));
  CHECK(napi_async_destroy(env, context));
  return array;
}

static void make_object(napi_env env) {
  napi_value object;
  CHECK(napi_create_object(env, &object));
}

/*
 * returned_after(made, after, both): a value made in a scope and returned after the scope's end, as every C++
 * function does that has a HandleScope in a variable. `made` handles are made before it in the scope,
 * `after` behind it; with `both` the scope around is closed too.
 */
static napi_value returned_after(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_handle_scope outer, scope;
  napi_value object = NULL;
  int both = (int)c_int(env, argv[2]);
  if (both) CHECK(napi_open_handle_scope(env, &outer));
  make_object(env);
  CHECK(napi_open_handle_scope(env, &scope));
  for (int i = (int)c_int(env, argv[0]); i > 0; i--) make_object(env);
  CHECK(napi_create_object(env, &object));
  js_set(env, object, "kept", js_string(env, "although its scope is closed"));
  for (int i = (int)c_int(env, argv[1]); i > 0; i--) make_object(env);
  CHECK(napi_close_handle_scope(env, scope));
  if (both) CHECK(napi_close_handle_scope(env, outer));
  return object;
}

/* called_after(f): calls f, which makes handles, after a scope was closed; scopes go on to work. */
static napi_value called_after(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_handle_scope scope;
  napi_value array, result;
  CHECK(napi_create_array(env, &array));
  for (uint32_t i = 0; i < 3; i++) {
    CHECK(napi_open_handle_scope(env, &scope));
    for (int k = 0; k < 5; k++) make_object(env);
    CHECK(napi_close_handle_scope(env, scope));
    CHECK(napi_call_function(env, js_undefined(env), argv[0], 0, NULL, &result));
    CHECK(napi_set_element(env, array, i, result));
  }
  return array;
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(nested);
  EXPOSE_FN(many);
  EXPOSE_FN(unscoped);
  EXPOSE_FN(escape);
  EXPOSE_FN(escape_twice);
  EXPOSE_FN(escape_through);
  EXPOSE_FN(not_escaped);
  EXPOSE_FN(escaped_stays);
  EXPOSE_FN(in_scope);
  EXPOSE_FN(closed_too_often);
  EXPOSE_FN(returned_after);
  EXPOSE_FN(called_after);
  return exports;
}
