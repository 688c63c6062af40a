/* Finalizers that throw: by napi_throw_error and by calling a function that throws. */
#include "../lifetime.h"

static napi_ref thrower;

#ifdef NAPI_EXPERIMENTAL
#define DEFER(callback) \
  static void callback##_later(node_api_basic_env env, void *data, void *hint) { \
    MUST(node_api_post_finalizer(env, callback, data, hint));                    \
  }
#define FINALIZER(callback) callback##_later
#else
#define DEFER(callback)
#define FINALIZER(callback) callback
#endif

static void throw_natively(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  /* At teardown, when no JavaScript can run, this is refused. */
  napi_throw_error(env, "ERR_FINALIZER", "thrown by the finalizer");
}
DEFER(throw_natively)

static void throw_from_script(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  napi_value function, undefined;
  MUST(napi_get_reference_value(env, thrower, &function));
  MUST(napi_get_undefined(env, &undefined));
  napi_call_function(env, undefined, function, 0, NULL, NULL);
}
DEFER(throw_from_script)

static napi_value wrap_native(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_wrap(env, argv[0], NULL, FINALIZER(throw_natively), NULL, NULL));
  return NULL;
}

static napi_value wrap_script(napi_env env, napi_callback_info info) {
  ARGS(2);
  MUST(napi_create_reference(env, argv[1], 1, &thrower));
  MUST(napi_wrap(env, argv[0], NULL, FINALIZER(throw_from_script), NULL, NULL));
  return NULL;
}

static napi_value buffer(napi_env env, napi_callback_info info) {
  (void)info;
  static char bytes[8];
  napi_value value;
  MUST(napi_create_external_arraybuffer(env, bytes, 8, throw_natively, NULL, &value));
  return value;
}

NAPI_MODULE_INIT() {
  EXPOSE(wrap_native);
  EXPOSE(wrap_script);
  EXPOSE(buffer);
  return exports;
}
