/* Aborting: queued items are handed back with env NULL, and waiting threads learn of it. */
#include <pthread.h>
#include <stdatomic.h>
#include "../lifetime.h"

#define THREADS 4
static napi_threadsafe_function function;
static pthread_t threads[THREADS];
static atomic_int closing_seen, other_seen;
static int called, drained;

static void call_js(napi_env env, napi_value callback, void *context, void *data) {
  (void)context, (void)data;
  if (env == NULL) {
    if (callback != NULL) abort();
    drained++;
    return;
  }
  called++;
}

static void finalize(napi_env env, void *data, void *hint) {
  napi_value value;
  /* The finalizer gets (env, finalize data, context), runs after the queue was handed back, and
     may use JavaScript. */
  MUST(napi_create_object(env, &value));
  event("finalize data %d context %d called %d drained %d", (int)(intptr_t)data,
        (int)(intptr_t)hint, called, drained);
}

/* queue_and_abort(items): all on this thread, so nothing can have been dispatched before */
static napi_value queue_and_abort(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_threadsafe_function aborted;
  MUST(napi_create_threadsafe_function(env, NULL, NULL, string_value(env, "aborted"), 0, 1,
                                       (void *)11, finalize, (void *)22, call_js, &aborted));
  called = drained = 0;
  int count = int_arg(env, argv[0]);
  for (int i = 0; i < count; i++) {
    MUST(napi_call_threadsafe_function(aborted, NULL, napi_tsfn_nonblocking));
  }
  MUST(napi_release_threadsafe_function(aborted, napi_tsfn_abort));
  return NULL;
}

static napi_value counts(napi_env env, napi_callback_info info) {
  (void)info;
  return INTS(called, drained);
}

static void *call_until_closing(void *argument) {
  (void)argument;
  for (;;) {
    napi_status status = napi_call_threadsafe_function(function, NULL, napi_tsfn_blocking);
    if (status == napi_ok) continue;
    if (status == napi_closing) atomic_fetch_add(&closing_seen, 1);
    else atomic_fetch_add(&other_seen, 1);
    /* A thread that saw napi_closing must not use the function again. */
    return NULL;
  }
}

static napi_value start_threads(napi_env env, napi_callback_info info) {
  (void)info;
  called = drained = 0;
  MUST(napi_create_threadsafe_function(env, NULL, NULL, string_value(env, "many"), 0, THREADS + 1,
                                       (void *)33, NULL, NULL, call_js, &function));
  for (int i = 0; i < THREADS; i++) {
    if (pthread_create(&threads[i], NULL, call_until_closing, NULL) != 0) abort();
  }
  return NULL;
}

static napi_value abort_threads(napi_env env, napi_callback_info info) {
  (void)info;
  MUST(napi_release_threadsafe_function(function, napi_tsfn_abort));
  for (int i = 0; i < THREADS; i++) {
    if (pthread_join(threads[i], NULL) != 0) abort();
  }
  return INTS(atomic_load(&closing_seen), atomic_load(&other_seen));
}

NAPI_MODULE_INIT() {
  EXPOSE(queue_and_abort);
  EXPOSE(counts);
  EXPOSE(start_threads);
  EXPOSE(abort_threads);
  return exports;
}
