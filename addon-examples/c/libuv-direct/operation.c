/*
 * operation.c: from libuv to JavaScript and back; see operation.h.
 */
#include "operation.h"

uv_loop_t* environment_loop(napi_env env) {
  uv_loop_t* loop;
  CHECK(env, napi_get_uv_event_loop(env, &loop));
  return loop;
}

void throw_uv_error(napi_env env, int result) {
  napi_throw_error(env, uv_err_name(result), uv_strerror(result));
}

/* The environment ends: libuv's handles have to be closed before it may. */
static void environment_ends(napi_async_cleanup_hook_handle hook, void* data) {
  (void)hook; /* the same as operation->hook */
  Operation* operation = data;
  operation->stopped = true;
  operation->stop(operation);
}

bool operation_begin(napi_env env, Operation* operation, napi_value callback, const char* name,
                     void (*stop)(Operation* operation)) {
  napi_valuetype kind;
  CHECK_ELSE(env, napi_typeof(env, callback, &kind), return false);
  if (kind != napi_function) {
    napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "the callback must be a function");
    return false;
  }

  napi_value name_value;
  *operation = (Operation){.env = env, .stop = stop};
  CHECK_ELSE(env, napi_create_string_utf8(env, name, NAPI_AUTO_LENGTH, &name_value), return false);
  CHECK_ELSE(env, napi_create_reference(env, callback, 1, &operation->callback), return false);
  CHECK_ELSE(env, napi_async_init(env, NULL, name_value, &operation->context), goto no_context);
  CHECK_ELSE(env, napi_add_async_cleanup_hook(env, environment_ends, operation, &operation->hook),
             goto no_hook);
  return true;

no_hook:
  napi_async_destroy(env, operation->context);
no_context:
  napi_delete_reference(env, operation->callback);
  return false;
}

/* An exception that nobody can catch: it came from the event loop. */
static void report_exception(napi_env env) {
  napi_value exception;
  if (napi_get_and_clear_last_exception(env, &exception) == napi_ok) {
    napi_fatal_exception(env, exception);
  }
}

void operation_call(Operation* operation, size_t argc, const napi_value* argv) {
  if (operation->stopped) return;

  napi_env env = operation->env;
  napi_value callback, receiver;
  if (napi_get_reference_value(env, operation->callback, &callback) != napi_ok ||
      napi_get_global(env, &receiver) != napi_ok) {
    return;
  }
  /* Not napi_call_function: after a call from the event loop, next ticks and
   * promise reactions have to run. */
  if (napi_make_callback(env, operation->context, receiver, callback, argc, argv, NULL) ==
      napi_pending_exception) {
    report_exception(env);
  }
}

void operation_end(Operation* operation) {
  napi_delete_reference(operation->env, operation->callback);
  napi_async_destroy(operation->env, operation->context);
  /* Last: this is what an ending environment waits for. */
  napi_remove_async_cleanup_hook(operation->hook);
}
