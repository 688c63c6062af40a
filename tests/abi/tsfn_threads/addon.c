/* Many threads at once: nothing is lost or doubled, each thread's calls arrive in its order. */
#include <pthread.h>
#include "../lifetime.h"

#define THREADS 8
static napi_threadsafe_function function;
static pthread_t threads[THREADS];
static int per_thread, last[THREADS], finalized;
static bool blocking;
static pthread_t loop_thread;

typedef struct {
  int thread, number;
} Message;

static void call_js(napi_env env, napi_value callback, void *context, void *data) {
  (void)context;
  Message *message = data;
  if (!pthread_equal(pthread_self(), loop_thread)) abort();
  if (env != NULL) {
    if (message->number != last[message->thread] + 1) abort();
    last[message->thread] = message->number;
    napi_value undefined, arguments[2];
    MUST(napi_get_undefined(env, &undefined));
    arguments[0] = int_value(env, message->thread);
    arguments[1] = int_value(env, message->number);
    MUST(napi_call_function(env, undefined, callback, 2, arguments, NULL));
  }
  free(message);
}

static void *produce(void *argument) {
  int thread = (int)(intptr_t)argument;
  for (int i = 1; i <= per_thread; i++) {
    Message *message = malloc(sizeof *message);
    message->thread = thread;
    message->number = i;
    napi_status status;
    do {
      status = napi_call_threadsafe_function(function, message,
                                             blocking ? napi_tsfn_blocking : napi_tsfn_nonblocking);
      if (status == napi_queue_full) sched_yield();
    } while (status == napi_queue_full && !blocking);
    if (status != napi_ok) abort();
  }
  MUST(napi_release_threadsafe_function(function, napi_tsfn_release));
  return NULL;
}

static void finalize(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  for (int i = 0; i < THREADS; i++) {
    if (pthread_join(threads[i], NULL) != 0) abort();
  }
  if (pthread_equal(pthread_self(), loop_thread) && data == &function) finalized++;
}

/* run(callback, calls per thread, queue size, blocking) */
static napi_value run(napi_env env, napi_callback_info info) {
  ARGS(4);
  per_thread = int_arg(env, argv[1]);
  blocking = int_arg(env, argv[3]);
  loop_thread = pthread_self();
  memset(last, 0, sizeof last);
  MUST(napi_create_threadsafe_function(env, argv[0], NULL, string_value(env, "threads"),
                                       (size_t)int_arg(env, argv[2]), 1, &function, finalize, NULL,
                                       call_js, &function));
  for (intptr_t i = 0; i < THREADS; i++) {
    MUST(napi_acquire_threadsafe_function(function));
    if (pthread_create(&threads[i], NULL, produce, (void *)i) != 0) abort();
  }
  MUST(napi_release_threadsafe_function(function, napi_tsfn_release));
  return NULL;
}

static napi_value finalized_count(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, finalized);
}

NAPI_MODULE_INIT() {
  EXPOSE(run);
  EXPOSE(finalized_count);
  return exports;
}
