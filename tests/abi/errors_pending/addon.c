/* Exceptions on their way through native code: seen, taken, left, replaced, rethrown. */
#include "../common.h"

/* call(f) -> outcome of calling f, which may throw. */
static napi_value call(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value result = NULL;
  napi_status status = napi_call_function(env, js_undefined(env), argv[0], 0, NULL, &result);
  return outcome_value(env, status, &result);
}

/* untouched_result(f) -> whether a failed call leaves its result argument alone. */
static napi_value untouched_result(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value mark = (napi_value)&argv, result = mark, ignored;
  bool pending;
  ASSERT(napi_call_function(env, js_undefined(env), argv[0], 0, NULL, &result) ==
         napi_pending_exception);
  CHECK(napi_is_exception_pending(env, &pending));
  ASSERT(pending);
  CHECK(napi_get_and_clear_last_exception(env, &ignored));
  return js_bool(env, result == mark);
}

/* With nothing pending: undefined, and ok. */
static napi_value take_nothing(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value taken = NULL;
  napi_status status = napi_get_and_clear_last_exception(env, &taken);
  return outcome_value(env, status, &taken);
}

/* pass(f): the exception of f is left pending and goes on to the caller. */
static napi_value pass(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value result;
  napi_call_function(env, js_undefined(env), argv[0], 0, NULL, &result);
  return NULL;
}

/* replace(f, value): the exception of f is taken and another one thrown. */
static napi_value replace(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_value taken;
  napi_call_function(env, js_undefined(env), argv[0], 0, NULL, NULL);
  CHECK(napi_get_and_clear_last_exception(env, &taken));
  CHECK(napi_throw(env, argv[1]));
  return NULL;
}

/* swallow(f) -> what f threw, or undefined; the function then goes on working. */
static napi_value swallow(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value taken, again = NULL;
  napi_call_function(env, js_undefined(env), argv[0], 0, NULL, NULL);
  CHECK(napi_get_and_clear_last_exception(env, &taken));
  CHECK(napi_get_and_clear_last_exception(env, &again));
  napi_valuetype type;
  CHECK(napi_typeof(env, again, &type));
  ASSERT(type == napi_undefined);
  return taken;
}

/* pending_in(f) -> is_exception_pending before f, seen while f ran, and after it threw. */
static bool seen_inside;
static napi_value look(napi_env env, napi_callback_info info) {
  (void)info;
  CHECK(napi_is_exception_pending(env, &seen_inside));
  return NULL;
}
static napi_value pending_in(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool before, after;
  napi_value taken, array;
  CHECK(napi_is_exception_pending(env, &before));
  napi_call_function(env, js_undefined(env), argv[0], 0, NULL, NULL);
  CHECK(napi_is_exception_pending(env, &after));
  CHECK(napi_get_and_clear_last_exception(env, &taken));
  CHECK(napi_create_array(env, &array));
  CHECK(napi_set_element(env, array, 0, js_bool(env, before)));
  CHECK(napi_set_element(env, array, 1, js_bool(env, seen_inside)));
  CHECK(napi_set_element(env, array, 2, js_bool(env, after)));
  return array;
}

/*
 * survives(f): f threw; the exception stays the same through scopes, values that may still be
 * made, and calls that are refused.
 */
static napi_value survives(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_handle_scope scope;
  napi_value object, result;
  napi_call_function(env, js_undefined(env), argv[0], 0, NULL, NULL);
  CHECK(napi_open_handle_scope(env, &scope));
  CHECK(napi_create_object(env, &object));
  ASSERT(napi_get_named_property(env, object, "a", &result) == napi_pending_exception);
  ASSERT(napi_set_named_property(env, object, "a", object) == napi_pending_exception);
  ASSERT(napi_call_function(env, object, argv[0], 0, NULL, &result) == napi_pending_exception);
  ASSERT(napi_throw_error(env, NULL, "another") == napi_pending_exception);
  CHECK(napi_close_handle_scope(env, scope));
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(call);
  EXPOSE_FN(untouched_result);
  EXPOSE_FN(take_nothing);
  EXPOSE_FN(pass);
  EXPOSE_FN(replace);
  EXPOSE_FN(swallow);
  EXPOSE_FN(look);
  EXPOSE_FN(pending_in);
  EXPOSE_FN(survives);
  return exports;
}
