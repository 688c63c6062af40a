/* Several ways into JavaScript from the loop, each calling the same function. */
#include "../lifetime.h"

static napi_ref function;

static void call(napi_env env, const char *way) {
  napi_value callback, undefined, argument = string_value(env, way);
  MUST(napi_get_reference_value(env, function, &callback));
  MUST(napi_get_undefined(env, &undefined));
  MUST(napi_call_function(env, undefined, callback, 1, &argument, NULL));
  event("native: %s returns", way);
}

static napi_value set(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_create_reference(env, argv[0], 1, &function));
  return NULL;
}

static void execute(napi_env env, void *data) { (void)env, (void)data; }

static napi_async_work work;

static void complete(napi_env env, napi_status status, void *data) {
  (void)status, (void)data;
  MUST(napi_delete_async_work(env, work));
  call(env, "work");
  call(env, "work again");
}

static napi_value by_work(napi_env env, napi_callback_info info) {
  (void)info;
  MUST(napi_create_async_work(env, NULL, string_value(env, "w"), execute, complete, NULL, &work));
  MUST(napi_queue_async_work(env, work));
  return NULL;
}

static void call_js(napi_env env, napi_value callback, void *context, void *data) {
  (void)callback, (void)context;
  if (env) call(env, data);
}

static void finalize_function(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  call(env, "function finalizer");
}

static napi_value by_function(napi_env env, napi_callback_info info) {
  (void)info;
  napi_threadsafe_function thread_safe;
  MUST(napi_create_threadsafe_function(env, NULL, NULL, string_value(env, "f"), 0, 1, NULL,
                                       finalize_function, NULL, call_js, &thread_safe));
  MUST(napi_call_threadsafe_function(thread_safe, "function", napi_tsfn_blocking));
  MUST(napi_release_threadsafe_function(thread_safe, napi_tsfn_release));
  return NULL;
}

static void finalize(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  call(env, "finalizer");
}

static napi_value by_finalizer(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_wrap(env, argv[0], NULL, finalize, NULL, NULL));
  return NULL;
}

/* From inside JavaScript: make_callback does not drain, since script is on the stack. */
static napi_value by_make_callback(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value callback, receiver, argument = string_value(env, "make_callback");
  MUST(napi_get_reference_value(env, function, &callback));
  MUST(napi_get_global(env, &receiver));
  MUST(napi_make_callback(env, NULL, receiver, callback, 1, &argument, NULL));
  event("native: make_callback returns");
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(set);
  EXPOSE(by_work);
  EXPOSE(by_function);
  EXPOSE(by_finalizer);
  EXPOSE(by_make_callback);
  return exports;
}
