/* node_api_post_finalizer: from inside a collection to a place where JavaScript may run. */
#include "../lifetime.h"

static bool collecting;
static int in_collection, deferred;
static napi_ref callback;

static void call_back(napi_env env, void *data, void *hint) {
  if (collecting) abort();
  if (hint != &deferred) abort();
  deferred++;
  napi_value function, undefined, argument = int_value(env, (intptr_t)data);
  MUST(napi_get_reference_value(env, callback, &function));
  MUST(napi_get_undefined(env, &undefined));
  /* A throw is left pending: it is the finalizer's. */
  napi_status called = napi_call_function(env, undefined, function, 1, &argument, NULL);
  if (called != napi_ok && called != napi_pending_exception) abort();
}

static void post(node_api_basic_env env, void *data, void *hint) {
  (void)hint;
  if (collecting) in_collection++;
  MUST(node_api_post_finalizer(env, call_back, data, &deferred));
}

static napi_value on_finalize(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_create_reference(env, argv[0], 1, &callback));
  return NULL;
}

static napi_value wrap(napi_env env, napi_callback_info info) {
  ARGS(2);
  MUST(napi_wrap(env, argv[0], (void *)(intptr_t)int_arg(env, argv[1]), post, NULL, NULL));
  return NULL;
}

/* It may be called from anywhere on the env's thread, not only from finalizers. */
static napi_value post_now(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, node_api_post_finalizer(env, call_back,
                                                (void *)(intptr_t)int_arg(env, argv[0]), &deferred));
}

static napi_value without_env(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, node_api_post_finalizer(NULL, call_back, NULL, NULL));
}

static napi_value set_collecting(napi_env env, napi_callback_info info) {
  ARGS(1);
  collecting = int_arg(env, argv[0]);
  return NULL;
}

static napi_value counts(napi_env env, napi_callback_info info) {
  (void)info;
  return INTS(in_collection, deferred);
}

NAPI_MODULE_INIT() {
  EXPOSE(on_finalize);
  EXPOSE(wrap);
  EXPOSE(post_now);
  EXPOSE(without_env);
  EXPOSE(set_collecting);
  EXPOSE(counts);
  return exports;
}
