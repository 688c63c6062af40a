/* Cancelling: all pool threads are kept busy, so that further work is certain to wait. */
#include <pthread.h>
#include "../lifetime.h"

#define LIMIT 16
static int count; /* of blockers: as many as the pool should have threads */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int running;
static bool released;

static void block(napi_env env, void *data) {
  (void)env, (void)data;
  pthread_mutex_lock(&mutex);
  running++;
  pthread_cond_broadcast(&changed);
  while (!released) pthread_cond_wait(&changed, &mutex);
  pthread_mutex_unlock(&mutex);
}

static void never(napi_env env, void *data) {
  (void)env, (void)data;
  event("executed although cancelled");
  abort();
}

static napi_async_work blockers[LIMIT], victim;
static napi_ref callback;
static int blockers_done;

static void blocker_complete(napi_env env, napi_status status, void *data) {
  if (status != napi_ok) abort();
  MUST(napi_delete_async_work(env, *(napi_async_work *)data));
  blockers_done++;
}

static void victim_complete(napi_env env, napi_status status, void *data) {
  (void)data;
  napi_value function, undefined, results[2];
  MUST(napi_get_reference_value(env, callback, &function));
  MUST(napi_get_undefined(env, &undefined));
  results[0] = int_value(env, status);
  /* Done is done: it can no longer be cancelled. */
  results[1] = int_value(env, blockers_done);
  MUST(napi_delete_async_work(env, victim));
  MUST(napi_call_function(env, undefined, function, 2, results, NULL));
}

/* start(n): returns when n blockers run at once, so there are at least n threads */
static napi_value start(napi_env env, napi_callback_info info) {
  ARGS(1);
  count = int_arg(env, argv[0]);
  if (count > LIMIT) abort();
  napi_value name = string_value(env, "blocker");
  for (int i = 0; i < count; i++) {
    MUST(napi_create_async_work(env, NULL, name, block, blocker_complete, &blockers[i],
                                &blockers[i]));
    MUST(napi_queue_async_work(env, blockers[i]));
  }
  pthread_mutex_lock(&mutex);
  while (running < count) pthread_cond_wait(&changed, &mutex);
  pthread_mutex_unlock(&mutex);
  return NULL;
}

/* cancel(callback) -> [running, victim, victim again] */
static napi_value cancel(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_create_reference(env, argv[0], 1, &callback));
  MUST(napi_create_async_work(env, NULL, string_value(env, "victim"), never, victim_complete, NULL,
                              &victim));
  MUST(napi_queue_async_work(env, victim));
  const napi_extended_error_info *last;
  usleep(20000); /* time for a thread too many to execute it */
  int of_running = napi_cancel_async_work(env, blockers[0]);
  MUST(napi_get_last_error_info(env, &last));
  int kept = (int)last->error_code;
  int of_victim = napi_cancel_async_work(env, victim);
  return INTS(of_running, kept, of_victim, napi_cancel_async_work(env, victim));
}

static napi_value release(napi_env env, napi_callback_info info) {
  (void)info, (void)env;
  pthread_mutex_lock(&mutex);
  released = true;
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&mutex);
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(start);
  EXPOSE(cancel);
  EXPOSE(release);
  return exports;
}
