/* Async work as async_hooks see it: its resource, its name, its callbacks. */
#include "../lifetime.h"

typedef struct {
  napi_async_work work;
  napi_ref callback;
} Job;

static void execute(napi_env env, void *data) { (void)env, (void)data; }

static void complete(napi_env env, napi_status status, void *data) {
  (void)status;
  Job *job = data;
  napi_value callback, undefined;
  MUST(napi_get_reference_value(env, job->callback, &callback));
  MUST(napi_get_undefined(env, &undefined));
  MUST(napi_call_function(env, undefined, callback, 0, NULL, NULL));
  event("complete returns");
  MUST(napi_delete_reference(env, job->callback));
  MUST(napi_delete_async_work(env, job->work));
  free(job);
}

static napi_value run(napi_env env, napi_callback_info info) {
  ARGS(3);
  Job *job = calloc(1, sizeof *job);
  MUST(napi_create_reference(env, argv[2], 1, &job->callback));
  MUST(napi_create_async_work(env, or_null(env, argv[0]), argv[1], execute, complete, job,
                              &job->work));
  MUST(napi_queue_async_work(env, job->work));
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(run);
  return exports;
}
