/* Exceptions that leave a completion callback: thrown natively, or by the function it called. */
#include "../lifetime.h"

static napi_async_work work;
static napi_ref function;
static bool natively;

static void execute(napi_env env, void *data) { (void)env, (void)data; }

static void complete(napi_env env, napi_status status, void *data) {
  (void)status, (void)data;
  MUST(napi_delete_async_work(env, work));
  if (natively) {
    MUST(napi_throw_type_error(env, "ERR_COMPLETE", "thrown by complete"));
    return;
  }
  napi_value callback, undefined;
  MUST(napi_get_reference_value(env, function, &callback));
  MUST(napi_delete_reference(env, function));
  MUST(napi_get_undefined(env, &undefined));
  if (napi_call_function(env, undefined, callback, 0, NULL, NULL) != napi_pending_exception) abort();
}

/* run(function | undefined) */
static napi_value run(napi_env env, napi_callback_info info) {
  ARGS(1);
  natively = or_null(env, argv[0]) == NULL;
  if (!natively) MUST(napi_create_reference(env, argv[0], 1, &function));
  MUST(napi_create_async_work(env, NULL, string_value(env, "throws"), execute, complete, NULL, &work));
  MUST(napi_queue_async_work(env, work));
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(run);
  return exports;
}
