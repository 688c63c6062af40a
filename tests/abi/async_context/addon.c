/* Async contexts kept across turns of the loop, and callbacks made in them. */
#include "../lifetime.h"

static napi_async_context contexts[8];

static napi_value init(napi_env env, napi_callback_info info) {
  ARGS(3);
  MUST(napi_async_init(env, or_null(env, argv[1]), argv[2], &contexts[int_arg(env, argv[0])]));
  return NULL;
}

/* make(slot, recv, func, argument) */
static napi_value make(napi_env env, napi_callback_info info) {
  ARGS(4);
  int slot = int_arg(env, argv[0]);
  napi_value result = NULL;
  napi_status status = napi_make_callback(env, slot < 0 ? NULL : contexts[slot], argv[1], argv[2],
                                          1, &argv[3], &result);
  if (status != napi_ok && status != napi_pending_exception) abort();
  return result;
}

/* A callback scope of the context around plain calls. */
static napi_value in_scope(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_callback_scope scope;
  napi_value undefined, result = NULL;
  MUST(napi_get_undefined(env, &undefined));
  MUST(napi_open_callback_scope(env, NULL, contexts[int_arg(env, argv[0])], &scope));
  napi_status status = napi_call_function(env, undefined, argv[1], 0, NULL, &result);
  MUST(napi_close_callback_scope(env, scope));
  if (status != napi_ok && status != napi_pending_exception) abort();
  return result;
}

static napi_value destroy(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_async_destroy(env, contexts[int_arg(env, argv[0])]));
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(init);
  EXPOSE(make);
  EXPOSE(in_scope);
  EXPOSE(destroy);
  return exports;
}
