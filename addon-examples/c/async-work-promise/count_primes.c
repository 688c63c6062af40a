/*
 * count_primes.c: work on another thread, its result as a promise.
 *
 * countPrimes(limit) returns at once. `execute` runs on a thread of the pool and
 * touches nothing but its Job; `complete` runs on the JavaScript thread, settles
 * the promise and frees the Job. A Job lives from countPrimes to complete.
 */
#include <stdlib.h>

#include "check.h"

typedef struct {
  napi_async_work work;
  napi_deferred deferred;
  uint32_t limit; /* in */
  uint32_t count; /* out */
} Job;

static bool is_prime(uint32_t n) {
  if (n < 2) return false;
  for (uint32_t divisor = 2; divisor <= n / divisor; divisor++) {
    if (n % divisor == 0) return false;
  }
  return true;
}

/* Pool thread: no Node-API call is allowed here. */
static void execute(napi_env env, void* data) {
  (void)env;
  Job* job = data;
  for (uint32_t n = 0; n < job->limit; n++) {
    if (is_prime(n)) job->count++;
  }
}

/* JavaScript thread, in a handle scope that the host has opened. */
static void complete(napi_env env, napi_status status, void* data) {
  Job* job = data;
  napi_value outcome;

  if (status == napi_ok) {
    CHECK_ELSE(env, napi_create_uint32(env, job->count, &outcome), goto done);
    CHECK_ELSE(env, napi_resolve_deferred(env, job->deferred, outcome), goto done);
  } else { /* napi_cancelled */
    napi_value message;
    CHECK_ELSE(env,
               napi_create_string_utf8(env, "the work was cancelled", NAPI_AUTO_LENGTH, &message),
               goto done);
    CHECK_ELSE(env, napi_create_error(env, NULL, message, &outcome), goto done);
    CHECK_ELSE(env, napi_reject_deferred(env, job->deferred, outcome), goto done);
  }

done:
  napi_delete_async_work(env, job->work);
  free(job);
}

static napi_value count_primes(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value limit_value;
  double limit;
  CHECK(env, napi_get_cb_info(env, info, &argc, &limit_value, NULL, NULL));
  CHECK(env, napi_get_value_double(env, limit_value, &limit));
  if (!(limit >= 0 && limit <= 1e8)) {
    napi_throw_range_error(env, "ERR_OUT_OF_RANGE", "the limit must be between 0 and 1e8");
    return NULL;
  }

  Job* job = calloc(1, sizeof *job);
  if (job == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for the job");
    return NULL;
  }
  job->limit = (uint32_t)limit;

  napi_value name, promise;
  CHECK_ELSE(env, napi_create_string_utf8(env, "countPrimes", NAPI_AUTO_LENGTH, &name), goto fail);
  CHECK_ELSE(env, napi_create_async_work(env, NULL, name, execute, complete, job, &job->work),
             goto fail);
  CHECK_ELSE(env, napi_create_promise(env, &job->deferred, &promise), goto fail);
  CHECK_ELSE(env, napi_queue_async_work(env, job->work), goto fail);
  return promise; /* now `complete` owns the job */

fail:
  if (job->work != NULL) napi_delete_async_work(env, job->work);
  free(job);
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  CHECK(env, napi_create_function(env, "countPrimes", NAPI_AUTO_LENGTH, count_primes, NULL,
                                  &function));
  CHECK(env, napi_set_named_property(env, exports, "countPrimes", function));
  return exports;
}
