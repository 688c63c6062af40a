/* Thread-safe functions: the status of every wrong call, and of calls after closing. */
#include "../lifetime.h"

static void call_js(napi_env env, napi_value function, void *context, void *data) {
  (void)env, (void)function, (void)context, (void)data;
}

/* create(func | undefined, resource | undefined, name | undefined, threads, native callback, result given) */
static int create_status;
static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(6);
  napi_threadsafe_function function;
  create_status = napi_create_threadsafe_function(
      env, or_null(env, argv[0]), or_null(env, argv[1]), or_null(env, argv[2]), 0,
      (size_t)int_arg(env, argv[3]), NULL, NULL, NULL, int_arg(env, argv[4]) ? call_js : NULL,
      int_arg(env, argv[5]) ? &function : NULL);
  if (create_status == napi_ok) {
    int threads = int_arg(env, argv[3]);
    MUST(napi_release_threadsafe_function(function, napi_tsfn_abort));
    /* It lives until each has let go. */
    while (--threads > 0) MUST(napi_release_threadsafe_function(function, napi_tsfn_release));
  }
  return int_value(env, create_status);
}

static napi_value last_create_status(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, create_status);
}

static napi_value without_env(napi_env env, napi_callback_info info) {
  (void)info;
  napi_threadsafe_function function;
  return INTS(napi_create_threadsafe_function(NULL, NULL, NULL, string_value(env, "x"), 0, 1, NULL,
                                              NULL, NULL, call_js, &function));
}

/* The counting of threads: acquire, release, release too often. */
static napi_value counting(napi_env env, napi_callback_info info) {
  (void)info;
  napi_threadsafe_function function;
  void *context = NULL;
  static int mark;
  MUST(napi_create_threadsafe_function(env, NULL, NULL, string_value(env, "counting"), 0, 1, NULL,
                                       NULL, &mark, call_js, &function));
  int got = napi_get_threadsafe_function_context(function, &context);
  int acquired = napi_acquire_threadsafe_function(function);
  int first = napi_release_threadsafe_function(function, napi_tsfn_release);
  int second = napi_release_threadsafe_function(function, napi_tsfn_release);
  int third = napi_release_threadsafe_function(function, napi_tsfn_release);
  return INTS(got, context == &mark, acquired, first, second, third);
}

/* After an abort each call answers napi_closing and gives up one thread; then invalid_arg. */
static napi_value after_abort(napi_env env, napi_callback_info info) {
  (void)info;
  napi_threadsafe_function function;
  MUST(napi_create_threadsafe_function(env, NULL, NULL, string_value(env, "aborted"), 0, 3, NULL,
                                       NULL, NULL, call_js, &function));
  int statuses[] = {
      napi_call_threadsafe_function(function, NULL, napi_tsfn_nonblocking),
      napi_release_threadsafe_function(function, napi_tsfn_abort),
      napi_acquire_threadsafe_function(function),
      napi_call_threadsafe_function(function, NULL, napi_tsfn_nonblocking),
      napi_release_threadsafe_function(function, napi_tsfn_release),
      napi_release_threadsafe_function(function, napi_tsfn_release),
  };
  return int_array(env, sizeof statuses / sizeof *statuses, statuses);
}

/* Creating one with an exception pending works. */
static napi_value with_pending(napi_env env, napi_callback_info info) {
  (void)info;
  napi_threadsafe_function function;
  napi_value name = string_value(env, "pending"), error;
  MUST(napi_throw_error(env, NULL, "pending"));
  int statuses[] = {
      napi_create_threadsafe_function(env, NULL, NULL, name, 0, 1, NULL, NULL, NULL, call_js,
                                      &function),
      napi_call_threadsafe_function(function, NULL, napi_tsfn_blocking),
      napi_unref_threadsafe_function(env, function),
      napi_ref_threadsafe_function(env, function),
      napi_release_threadsafe_function(function, napi_tsfn_release),
  };
  MUST(napi_get_and_clear_last_exception(env, &error));
  return int_array(env, sizeof statuses / sizeof *statuses, statuses);
}

NAPI_MODULE_INIT() {
  EXPOSE(create);
  EXPOSE(last_create_status);
  EXPOSE(without_env);
  EXPOSE(counting);
  EXPOSE(after_abort);
  EXPOSE(with_pending);
  return exports;
}
