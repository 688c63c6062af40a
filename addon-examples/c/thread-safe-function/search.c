/*
 * search.c: a thread of our own that reports progress to JavaScript.
 *
 * searchPrimes(limit, steps, onProgress) starts a thread and returns a promise.
 * The thread hands each step to a thread-safe function, whose queue is short: a
 * thread that is faster than JavaScript has to wait.
 *
 * Who owns what: a Search lives until the thread-safe function is finalized,
 * which is the very last thing to happen (search_finished). A Progress lives
 * from the thread's call until report_progress.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "check.h"

typedef struct {
  napi_threadsafe_function progress;
  napi_deferred deferred; /* NULL once it is settled; JavaScript thread only */
  pthread_t thread;
  bool started; /* thread is valid and has to be joined */
  atomic_bool stop;
  uint32_t limit;
  uint32_t steps;
  uint32_t found; /* the thread's, until it has been joined */
} Search;

typedef struct {
  uint32_t percent;
  uint32_t found;
} Progress;

static bool is_prime(uint32_t n) {
  if (n < 2) return false;
  for (uint32_t divisor = 2; divisor <= n / divisor; divisor++) {
    if (n % divisor == 0) return false;
  }
  return true;
}

/* ---- Our thread: thread-safe function calls only ------------------------ */

static void* search_thread(void* data) {
  Search* search = data;
  uint32_t n = 0;
  for (uint32_t step = 1; step <= search->steps; step++) {
    uint32_t end = (uint32_t)((uint64_t)search->limit * step / search->steps);
    for (; n < end && !atomic_load(&search->stop); n++) {
      if (is_prime(n)) search->found++;
    }
    if (atomic_load(&search->stop)) break;

    Progress* progress = malloc(sizeof *progress);
    if (progress == NULL) continue; /* one report less */
    progress->percent = step * 100 / search->steps;
    progress->found = search->found;
    napi_status status =
        napi_call_threadsafe_function(search->progress, progress, napi_tsfn_blocking);
    if (status != napi_ok) free(progress); /* it did not take over */
    if (status == napi_closing) return NULL; /* our claim is gone already */
  }
  napi_release_threadsafe_function(search->progress, napi_tsfn_release);
  return NULL;
}

/* ---- The JavaScript thread ---------------------------------------------- */

/* onProgress(percent, found) */
static napi_status call_on_progress(napi_env env, napi_value callback, const Progress* progress) {
  napi_value receiver, argv[2];
  napi_status status = napi_get_undefined(env, &receiver);
  if (status == napi_ok) status = napi_create_uint32(env, progress->percent, &argv[0]);
  if (status == napi_ok) status = napi_create_uint32(env, progress->found, &argv[1]);
  if (status == napi_ok) status = napi_call_function(env, receiver, callback, 2, argv, NULL);
  return status;
}

/* One item of the queue. Without an env, the environment is ending: free only. */
static void report_progress(napi_env env, napi_value callback, void* context, void* data) {
  Search* search = context;
  Progress* progress = data;
  if (env != NULL && search->deferred != NULL &&
      call_on_progress(env, callback, progress) == napi_pending_exception) {
    /* The callback threw: that is how the search ends. */
    napi_value exception;
    atomic_store(&search->stop, true);
    if (napi_get_and_clear_last_exception(env, &exception) == napi_ok) {
      napi_reject_deferred(env, search->deferred, exception);
      search->deferred = NULL;
    }
  }
  free(progress);
}

/* Every item has been handled and nobody can add one. Also runs if the
 * environment ends early; the thread is then told to stop. */
static void search_finished(napi_env env, void* data, void* hint) {
  (void)hint;
  Search* search = data;
  atomic_store(&search->stop, true);
  if (search->started) pthread_join(search->thread, NULL);

  napi_value found;
  if (search->deferred != NULL && napi_create_uint32(env, search->found, &found) == napi_ok) {
    napi_resolve_deferred(env, search->deferred, found);
  }
  free(search);
}

/* A whole number from 1 to max, or an exception. */
static bool get_count(napi_env env, napi_value value, double max, uint32_t* result) {
  double number;
  CHECK_ELSE(env, napi_get_value_double(env, value, &number), return false);
  if (!(number >= 1 && number <= max)) {
    napi_throw_range_error(env, "ERR_OUT_OF_RANGE", "limit or steps out of range");
    return false;
  }
  *result = (uint32_t)number;
  return true;
}

static napi_value search_primes(napi_env env, napi_callback_info info) {
  size_t argc = 3;
  napi_value argv[3];
  uint32_t limit, steps;
  napi_valuetype kind;
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  if (!get_count(env, argv[0], 1e8, &limit) || !get_count(env, argv[1], 100, &steps)) return NULL;
  CHECK(env, napi_typeof(env, argv[2], &kind));
  if (kind != napi_function) {
    napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "onProgress must be a function");
    return NULL;
  }

  Search* search = calloc(1, sizeof *search);
  if (search == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for the search");
    return NULL;
  }
  search->limit = limit;
  search->steps = steps;
  atomic_init(&search->stop, false);

  napi_value name, promise;
  CHECK_ELSE(env, napi_create_string_utf8(env, "searchPrimes", NAPI_AUTO_LENGTH, &name), goto fail);
  CHECK_ELSE(env, napi_create_promise(env, &search->deferred, &promise), goto fail);
  CHECK_ELSE(env,
             napi_create_threadsafe_function(env, argv[2], NULL, name, /* max_queue_size */ 4,
                                             /* initial_thread_count */ 1, search, search_finished,
                                             search, report_progress, &search->progress),
             goto fail);

  /* From here on search_finished frees the search. */
  search->started = pthread_create(&search->thread, NULL, search_thread, search) == 0;
  if (!search->started) {
    napi_throw_error(env, "ERR_THREAD", "the search thread could not be started");
    napi_release_threadsafe_function(search->progress, napi_tsfn_abort);
    return NULL;
  }
  return promise;

fail:
  free(search);
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  CHECK(env, napi_create_function(env, "searchPrimes", NAPI_AUTO_LENGTH, search_primes, NULL,
                                  &function));
  CHECK(env, napi_set_named_property(env, exports, "searchPrimes", function));
  return exports;
}
