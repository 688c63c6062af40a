/* The finalizer of a thread-safe function: when, how often, with what, on which thread. */
#include <pthread.h>
#include "../lifetime.h"

static pthread_t loop_thread;

static void call_js(napi_env env, napi_value callback, void *context, void *data) {
  (void)callback;
  event("call %d context %d%s", (int)(intptr_t)data, (int)(intptr_t)context,
        env == NULL ? " without env" : "");
}

static void finalize(napi_env env, void *data, void *hint) {
  if (!pthread_equal(pthread_self(), loop_thread)) abort();
  napi_value object;
  int status = napi_create_object(env, &object);
  event("finalize %d context %d create %d", (int)(intptr_t)data, (int)(intptr_t)hint, status);
}

static napi_threadsafe_function function;

static napi_value open(napi_env env, napi_callback_info info) {
  ARGS(2);
  loop_thread = pthread_self();
  intptr_t context = int_arg(env, argv[0]);
  MUST(napi_create_threadsafe_function(env, NULL, NULL, string_value(env, "finalize"), 0,
                                       (size_t)int_arg(env, argv[1]), (void *)(context * 10),
                                       finalize, (void *)context, call_js, &function));
  return NULL;
}

static napi_value call(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_call_threadsafe_function(
                            function, (void *)(intptr_t)int_arg(env, argv[0]), napi_tsfn_blocking));
}

static napi_value release(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_release_threadsafe_function(
                            function, int_arg(env, argv[0]) ? napi_tsfn_abort : napi_tsfn_release));
}

static napi_value unref(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, napi_unref_threadsafe_function(env, function));
}

NAPI_MODULE_INIT() {
  EXPOSE(open);
  EXPOSE(call);
  EXPOSE(unref);
  EXPOSE(release);
  return exports;
}
