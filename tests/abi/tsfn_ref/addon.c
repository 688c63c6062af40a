/* A referenced thread-safe function keeps the loop alive, an unreferenced one does not. */
#include <pthread.h>
#include "../lifetime.h"

static napi_threadsafe_function function;

static void call_js(napi_env env, napi_value callback, void *context, void *data) {
  (void)context, (void)data;
  if (env == NULL) return;
  napi_value undefined;
  MUST(napi_get_undefined(env, &undefined));
  MUST(napi_call_function(env, undefined, callback, 0, NULL, NULL));
}

static napi_value open(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_create_threadsafe_function(env, argv[0], NULL, string_value(env, "ref"), 0, 1, NULL,
                                       NULL, NULL, call_js, &function));
  return NULL;
}

static napi_value ref(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, napi_ref_threadsafe_function(env, function));
}

static napi_value unref(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, napi_unref_threadsafe_function(env, function));
}

static void *call_after(void *argument) {
  usleep((useconds_t)(intptr_t)argument * 1000);
  MUST(napi_call_threadsafe_function(function, NULL, napi_tsfn_nonblocking));
  MUST(napi_release_threadsafe_function(function, napi_tsfn_release));
  return NULL;
}

static napi_value later(napi_env env, napi_callback_info info) {
  ARGS(1);
  pthread_t thread;
  if (pthread_create(&thread, NULL, call_after, (void *)(intptr_t)int_arg(env, argv[0])) != 0) abort();
  pthread_detach(thread);
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(open);
  EXPOSE(ref);
  EXPOSE(unref);
  EXPOSE(later);
  return exports;
}
