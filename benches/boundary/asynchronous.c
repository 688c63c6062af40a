/*
 * The rows that leave the loop's thread: async work per item, thread-safe function per call.
 * Both start `n` at once and call `done` when the last one came back.
 */
#include <pthread.h>
#include "bench.h"

typedef struct {
  napi_ref done;
  uint32_t left;
} Batch;

typedef struct {
  napi_async_work work;
  Batch *batch;
} Item;

static void finish(napi_env env, Batch *batch) {
  napi_value done, undefined;
  MUST(napi_get_reference_value(env, batch->done, &done));
  MUST(napi_get_undefined(env, &undefined));
  MUST(napi_delete_reference(env, batch->done));
  free(batch);
  MUST(napi_call_function(env, undefined, done, 0, NULL, NULL));
}

static void execute(napi_env env, void *data) { (void)env, (void)data; }

static void complete(napi_env env, napi_status status, void *data) {
  Item *item = data;
  Batch *batch = item->batch;
  MUST(status);
  MUST(napi_delete_async_work(env, item->work));
  free(item);
  if (--batch->left == 0) finish(env, batch);
}

static Batch *new_batch(napi_env env, uint32_t count, napi_value done) {
  Batch *batch = malloc(sizeof *batch);
  batch->left = count;
  MUST(napi_create_reference(env, done, 1, &batch->done));
  return batch;
}

/* async_work(n, done) */
static napi_value async_work(napi_env env, napi_callback_info info) {
  ARGS(2);
  uint32_t count = rounds(env, argv[0]);
  Batch *batch = new_batch(env, count, argv[1]);
  napi_value name;
  MUST(napi_create_string_utf8(env, "bench", 5, &name));
  for (uint32_t i = 0; i < count; i++) {
    Item *item = malloc(sizeof *item);
    item->batch = batch;
    MUST(napi_create_async_work(env, NULL, name, execute, complete, item, &item->work));
    MUST(napi_queue_async_work(env, item->work));
  }
  return NULL;
}

typedef struct {
  napi_threadsafe_function function;
  uint32_t count;
  Batch *batch;
} Producer;

static void *produce(void *data) {
  Producer *producer = data;
  for (uint32_t i = 0; i < producer->count; i++) {
    MUST(napi_call_threadsafe_function(producer->function, producer->batch, napi_tsfn_blocking));
  }
  MUST(napi_release_threadsafe_function(producer->function, napi_tsfn_release));
  free(producer);
  return NULL;
}

static void call_js(napi_env env, napi_value callback, void *context, void *data) {
  (void)context;
  Batch *batch = data;
  napi_value undefined;
  if (env == NULL) return;
  MUST(napi_get_undefined(env, &undefined));
  MUST(napi_call_function(env, undefined, callback, 0, NULL, NULL));
  if (--batch->left == 0) finish(env, batch);
}

/* threadsafe_function(n, each, done): another thread calls `each` n times */
static napi_value threadsafe_function(napi_env env, napi_callback_info info) {
  ARGS(3);
  Producer *producer = malloc(sizeof *producer);
  pthread_t thread;
  napi_value name;
  producer->count = rounds(env, argv[0]);
  producer->batch = new_batch(env, producer->count, argv[2]);
  MUST(napi_create_string_utf8(env, "bench", 5, &name));
  MUST(napi_create_threadsafe_function(env, argv[1], NULL, name, 0, 1, NULL, NULL, NULL, call_js,
                                       &producer->function));
  if (pthread_create(&thread, NULL, produce, producer) != 0) abort();
  pthread_detach(thread);
  return NULL;
}

void expose_asynchronous(napi_env env, napi_value exports) {
  EXPOSE(async_work);
  EXPOSE(threadsafe_function);
}
