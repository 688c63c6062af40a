/* Exceptions that leave a thread-safe function's callback, by the module's version. */
#include "../lifetime.h"

static void throw_natively(napi_env env, napi_value callback, void *context, void *data) {
  (void)callback, (void)context, (void)data;
  if (env) napi_throw_error(env, "ERR_NATIVE", "thrown by the callback");
}

/* run(function, native callback that throws) */
static napi_value run(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_threadsafe_function function;
  MUST(napi_create_threadsafe_function(env, argv[0], NULL, string_value(env, "throws"), 0, 1, NULL,
                                       NULL, NULL, int_arg(env, argv[1]) ? throw_natively : NULL,
                                       &function));
  MUST(napi_call_threadsafe_function(function, NULL, napi_tsfn_nonblocking));
  MUST(napi_release_threadsafe_function(function, napi_tsfn_release));
  return NULL;
}

static void finalize(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  napi_throw_error(env, "ERR_FINALIZE", "thrown by the finalizer");
}

static void ignore(napi_env env, napi_value callback, void *context, void *data) {
  (void)env, (void)callback, (void)context, (void)data;
}

static napi_value throw_in_finalizer(napi_env env, napi_callback_info info) {
  (void)info;
  napi_threadsafe_function function;
  MUST(napi_create_threadsafe_function(env, NULL, NULL, string_value(env, "throws"), 0, 1, NULL,
                                       finalize, NULL, ignore, &function));
  MUST(napi_release_threadsafe_function(function, napi_tsfn_release));
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(run);
  EXPOSE(throw_in_finalizer);
  return exports;
}
