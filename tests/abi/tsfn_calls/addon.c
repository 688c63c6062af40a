/* Calls through a thread-safe function: with and without a JavaScript function or a callback. */
#include "../lifetime.h"

static int context_mark;
static napi_threadsafe_function kept;

static void with_both(napi_env env, napi_value function, void *context, void *data) {
  if (context != &context_mark) abort();
  napi_value undefined, argument = int_value(env, (intptr_t)data);
  MUST(napi_get_undefined(env, &undefined));
  MUST(napi_call_function(env, undefined, function, 1, &argument, NULL));
}

/* Without a JavaScript function the callback gets NULL and may still use the env. */
static void without_function(napi_env env, napi_value function, void *context, void *data) {
  if (context != &context_mark || function != NULL) abort();
  napi_value global, object;
  MUST(napi_get_global(env, &global));
  MUST(napi_create_object(env, &object));
  event("native callback with %d", (int)(intptr_t)data);
}

static void call_some(napi_threadsafe_function function, int from, int count) {
  for (int i = 0; i < count; i++) {
    MUST(napi_call_threadsafe_function(function, (void *)(intptr_t)(from + i),
                                       napi_tsfn_nonblocking));
  }
}

static napi_value run(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_threadsafe_function function;
  napi_value js = or_null(env, argv[0]);
  bool native = int_arg(env, argv[1]);
  MUST(napi_create_threadsafe_function(env, js, NULL, string_value(env, "calls"), 0, 1, NULL, NULL,
                                       &context_mark,
                                       js == NULL ? without_function : native ? with_both : NULL,
                                       &function));
  call_some(function, 1, 3);
  MUST(napi_release_threadsafe_function(function, napi_tsfn_release));
  return NULL;
}

/* open(function) keeps one; again(n) calls it; close() lets go */
static napi_value open(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_create_threadsafe_function(env, argv[0], NULL, string_value(env, "kept"), 0, 1, NULL,
                                       NULL, &context_mark, with_both, &kept));
  return NULL;
}

static napi_value again(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_call_threadsafe_function(
                            kept, (void *)(intptr_t)int_arg(env, argv[0]), napi_tsfn_blocking));
}

static napi_value close_kept(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, napi_release_threadsafe_function(kept, napi_tsfn_release));
}

NAPI_MODULE_INIT() {
  EXPOSE(run);
  EXPOSE(open);
  EXPOSE(again);
  EXPOSE(close_kept);
  return exports;
}
