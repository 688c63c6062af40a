/* Bounded queues: non-blocking calls give napi_queue_full, blocking ones wait for room. */
#include <pthread.h>
#include <stdatomic.h>
#include "../lifetime.h"

static napi_threadsafe_function function;
static pthread_t producer;
static atomic_int sent, waiting_status;
static int total;

static void call_js(napi_env env, napi_value callback, void *context, void *data) {
  (void)context;
  if (env == NULL) return;
  napi_value undefined, argument = int_value(env, (intptr_t)data);
  MUST(napi_get_undefined(env, &undefined));
  MUST(napi_call_function(env, undefined, callback, 1, &argument, NULL));
}

static void finalize(napi_env env, void *data, void *hint) {
  (void)env, (void)data, (void)hint;
  event("finalized");
}

/* open(callback, queue size, threads) */
static napi_value open(napi_env env, napi_callback_info info) {
  ARGS(3);
  MUST(napi_create_threadsafe_function(env, argv[0], NULL, string_value(env, "queue"),
                                       (size_t)int_arg(env, argv[1]), (size_t)int_arg(env, argv[2]),
                                       NULL, finalize, NULL, call_js, &function));
  return NULL;
}

/* fill(n): n non-blocking calls from the loop's own thread, their statuses */
static napi_value fill(napi_env env, napi_callback_info info) {
  ARGS(1);
  int statuses[16], count = int_arg(env, argv[0]);
  for (int i = 0; i < count; i++) {
    statuses[i] = napi_call_threadsafe_function(function, (void *)(intptr_t)(i + 1),
                                                napi_tsfn_nonblocking);
  }
  return int_array(env, (size_t)count, statuses);
}

static void *produce(void *argument) {
  (void)argument;
  for (int i = 1; i <= total; i++) {
    int status = napi_call_threadsafe_function(function, (void *)(intptr_t)i, napi_tsfn_blocking);
    if (status != napi_ok) {
      atomic_store(&waiting_status, status);
      return NULL;
    }
    atomic_fetch_add(&sent, 1);
  }
  MUST(napi_release_threadsafe_function(function, napi_tsfn_release));
  return NULL;
}

static napi_value start_producer(napi_env env, napi_callback_info info) {
  ARGS(1);
  total = int_arg(env, argv[0]);
  if (pthread_create(&producer, NULL, produce, NULL) != 0) abort();
  return NULL;
}

static napi_value sent_so_far(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, atomic_load(&sent));
}

static napi_value release(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_release_threadsafe_function(
                            function, int_arg(env, argv[0]) ? napi_tsfn_abort : napi_tsfn_release));
}

static napi_value join(napi_env env, napi_callback_info info) {
  (void)info;
  if (pthread_join(producer, NULL) != 0) abort();
  return int_value(env, atomic_load(&waiting_status));
}

NAPI_MODULE_INIT() {
  EXPOSE(open);
  EXPOSE(fill);
  EXPOSE(start_producer);
  EXPOSE(sent_so_far);
  EXPOSE(release);
  EXPOSE(join);
  return exports;
}
