/* Async work: execute on another thread, complete on the loop's, every status. */
#include <pthread.h>
#include "../lifetime.h"

typedef struct {
  napi_async_work work;
  napi_ref callback;
  pthread_t loop_thread;
  bool on_other_thread;
  int input, output;
} Job;

static int live;

static void execute(napi_env env, void *data) {
  (void)env;
  Job *job = data;
  job->on_other_thread = !pthread_equal(pthread_self(), job->loop_thread);
  usleep(1000);
  job->output = job->input * 2;
}

static void complete(napi_env env, napi_status status, void *data) {
  Job *job = data;
  if (!pthread_equal(pthread_self(), job->loop_thread)) abort();
  napi_value callback, undefined, results[3];
  MUST(napi_get_reference_value(env, job->callback, &callback));
  MUST(napi_get_undefined(env, &undefined));
  results[0] = int_value(env, status);
  results[1] = int_value(env, job->output);
  results[2] = bool_value(env, job->on_other_thread);
  MUST(napi_delete_reference(env, job->callback));
  MUST(napi_delete_async_work(env, job->work));
  free(job);
  live--;
  MUST(napi_call_function(env, undefined, callback, 3, results, NULL));
}

static napi_value run(napi_env env, napi_callback_info info) {
  ARGS(2);
  Job *job = calloc(1, sizeof *job);
  job->input = int_arg(env, argv[0]);
  job->loop_thread = pthread_self();
  MUST(napi_create_reference(env, argv[1], 1, &job->callback));
  MUST(napi_create_async_work(env, NULL, string_value(env, "double"), execute, complete, job,
                              &job->work));
  MUST(napi_queue_async_work(env, job->work));
  live++;
  return NULL;
}

static void execute_nothing(napi_env env, void *data) {
  (void)env;
  if (data) ((Job *)data)->output = 1;
}

/* Work without a completion callback is allowed; nobody tells when it is done. */
static Job silent;
static napi_async_work silent_work; /* so never deleted, but not lost either */
static napi_value run_without_complete(napi_env env, napi_callback_info info) {
  (void)info;
  MUST(napi_create_async_work(env, NULL, string_value(env, "silent"), execute_nothing, NULL,
                              &silent, &silent_work));
  return int_value(env, napi_queue_async_work(env, silent_work));
}

static napi_value silent_done(napi_env env, napi_callback_info info) {
  (void)info;
  return bool_value(env, silent.output == 1);
}

/* create(resource, name) -> status, also kept for when the call threw */
static int create_status;
static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_async_work work;
  create_status = napi_create_async_work(env, or_null(env, argv[0]), argv[1], execute_nothing,
                                         complete, NULL, &work);
  if (create_status == napi_ok) MUST(napi_delete_async_work(env, work));
  return int_value(env, create_status);
}

static napi_value last_create_status(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, create_status);
}

static napi_value wrong_calls(napi_env env, napi_callback_info info) {
  (void)info;
  napi_async_work work;
  napi_value name = string_value(env, "wrong");
  MUST(napi_create_async_work(env, NULL, name, execute_nothing, NULL, NULL, &work));
  int statuses[] = {
      napi_create_async_work(NULL, NULL, name, execute_nothing, NULL, NULL, &work),
      napi_create_async_work(env, NULL, name, NULL, NULL, NULL, &work),
      napi_create_async_work(env, NULL, name, execute_nothing, NULL, NULL, NULL),
      napi_create_async_work(env, NULL, NULL, execute_nothing, NULL, NULL, &work),
      napi_queue_async_work(NULL, work),
      napi_queue_async_work(env, NULL),
      napi_cancel_async_work(NULL, work),
      napi_cancel_async_work(env, NULL),
      napi_delete_async_work(NULL, work),
      napi_delete_async_work(env, NULL),
      napi_cancel_async_work(env, work), /* never queued */
  };
  MUST(napi_delete_async_work(env, work));
  return int_array(env, sizeof statuses / sizeof *statuses, statuses);
}

static napi_async_work queued;
static void delete_queued(napi_env env, napi_status status, void *data) {
  (void)status, (void)data;
  MUST(napi_delete_async_work(env, queued));
}

/* None of them minds a pending exception. */
static napi_value with_pending(napi_env env, napi_callback_info info) {
  (void)info;
  napi_async_work work;
  napi_value name = string_value(env, "pending"), error;
  static Job job;
  MUST(napi_throw_error(env, NULL, "pending"));
  int statuses[5];
  statuses[0] = napi_create_async_work(env, NULL, name, execute_nothing, NULL, NULL, &work);
  statuses[1] = napi_delete_async_work(env, work);
  statuses[2] = napi_create_async_work(env, NULL, name, execute_nothing, delete_queued, &job, &queued);
  statuses[3] = napi_queue_async_work(env, queued);
  statuses[4] = napi_get_and_clear_last_exception(env, &error);
  return int_array(env, 5, statuses);
}

static napi_value live_jobs(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, live);
}

NAPI_MODULE_INIT() {
  EXPOSE(run);
  EXPOSE(run_without_complete);
  EXPOSE(silent_done);
  EXPOSE(create);
  EXPOSE(last_create_status);
  EXPOSE(wrong_calls);
  EXPOSE(with_pending);
  EXPOSE(live_jobs);
  return exports;
}
