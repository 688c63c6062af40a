/* napi_make_callback, napi_async_init, napi_async_destroy and callback scopes: every status. */
#include "../lifetime.h"

/*
 * call(context given, recv | undefined, func | undefined, argc, argv given, arguments...)
 *   -> [status, pending, result given]
 */
static napi_value call(napi_env env, napi_callback_info info) {
  ARGS(6);
  napi_async_context context = NULL;
  if (int_arg(env, argv[0])) {
    MUST(napi_async_init(env, NULL, string_value(env, "test"), &context));
  }
  napi_value result = NULL;
  napi_status status =
      napi_make_callback(env, context, or_null(env, argv[1]), or_null(env, argv[2]),
                         (size_t)int_arg(env, argv[3]), int_arg(env, argv[4]) ? &argv[5] : NULL,
                         &result);
  bool pending = false;
  MUST(napi_is_exception_pending(env, &pending));
  napi_value error, array;
  if (pending) MUST(napi_get_and_clear_last_exception(env, &error));
  if (context) MUST(napi_async_destroy(env, context));
  MUST(napi_create_array(env, &array));
  MUST(napi_set_element(env, array, 0, int_value(env, status)));
  MUST(napi_set_element(env, array, 1, bool_value(env, pending)));
  if (pending) MUST(napi_set_element(env, array, 2, error));
  else if (result) MUST(napi_set_element(env, array, 2, result));
  return array;
}

static napi_value without_result(napi_env env, napi_callback_info info) {
  ARGS(2);
  return int_value(env, napi_make_callback(env, NULL, argv[0], argv[1], 0, NULL, NULL));
}

/* init(resource, name, result given) -> status, also kept for when the call threw */
static int init_status;
static napi_value init(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_async_context context = NULL;
  bool with_result = int_arg(env, argv[2]);
  napi_status status = napi_async_init(env, or_null(env, argv[0]), or_null(env, argv[1]),
                                       with_result ? &context : NULL);
  init_status = status;
  if (status == napi_ok) MUST(napi_async_destroy(env, context));
  return int_value(env, status);
}

static napi_value last_init_status(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, init_status);
}

static napi_value null_arguments(napi_env env, napi_callback_info info) {
  (void)info;
  napi_async_context context;
  napi_callback_scope scope;
  MUST(napi_async_init(env, NULL, string_value(env, "test"), &context));
  int statuses[] = {
      napi_async_init(NULL, NULL, NULL, &context),
      napi_async_destroy(NULL, context),
      napi_async_destroy(env, NULL),
      napi_make_callback(NULL, NULL, NULL, NULL, 0, NULL, NULL),
      napi_open_callback_scope(NULL, NULL, context, &scope),
      napi_open_callback_scope(env, NULL, context, NULL),
      napi_close_callback_scope(NULL, NULL),
      napi_close_callback_scope(env, NULL),
  };
  MUST(napi_async_destroy(env, context));
  return int_array(env, sizeof statuses / sizeof *statuses, statuses);
}

/* Closing a scope when none is open. */
static napi_value mismatched_close(napi_env env, napi_callback_info info) {
  (void)info;
  const napi_extended_error_info *last;
  int status = napi_close_callback_scope(env, (napi_callback_scope)&status);
  MUST(napi_get_last_error_info(env, &last));
  return int_value(env, status);
}

/* With an exception pending only make_callback refuses. */
static napi_value with_pending(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_async_context context;
  napi_callback_scope scope;
  napi_value name = string_value(env, "test"), error;
  MUST(napi_throw_error(env, NULL, "pending"));
  int statuses[6];
  statuses[0] = napi_async_init(env, NULL, name, &context);
  statuses[1] = napi_make_callback(env, context, argv[0], argv[1], 0, NULL, NULL);
  statuses[2] = napi_make_callback(env, NULL, NULL, NULL, 0, NULL, NULL);
  statuses[3] = napi_open_callback_scope(env, NULL, context, &scope);
  statuses[4] = napi_close_callback_scope(env, scope);
  statuses[5] = napi_async_destroy(env, context);
  MUST(napi_get_and_clear_last_exception(env, &error));
  return int_array(env, 6, statuses);
}

NAPI_MODULE_INIT() {
  EXPOSE(call);
  EXPOSE(without_result);
  EXPOSE(init);
  EXPOSE(last_init_status);
  EXPOSE(null_arguments);
  EXPOSE(mismatched_close);
  EXPOSE(with_pending);
  return exports;
}
