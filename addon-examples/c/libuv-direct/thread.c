/*
 * thread.c: produce(count, callback), with uv_thread_t, uv_async_t, uv_mutex_t
 * and uv_cond_t.
 *
 * A thread makes the squares of 1 to count and puts them into a small box; the
 * loop is woken by uv_async_send and empties it. libuv merges several sends into
 * one wake-up, so what counts is the box, not the number of sends.
 * The mutex guards everything below it in the structure.
 */
#include <stdlib.h>

#include "functions.h"
#include "operation.h"

enum { BOX_SIZE = 4 };

typedef struct {
  Operation operation; /* first, so that the pointers are the same */
  uv_thread_t thread;
  uv_async_t wake;
  uint32_t count;

  uv_mutex_t mutex;
  uv_cond_t emptied;
  double box[BOX_SIZE];
  size_t filled;
  bool finished; /* the thread has nothing more to add */
  bool stop;     /* nobody waits for more */
} Producer;

/* ---- The producing thread ------------------------------------------------ */

/* False if the loop does not want any more. */
static bool put(Producer* producer, double value) {
  uv_mutex_lock(&producer->mutex);
  while (producer->filled == BOX_SIZE && !producer->stop) {
    uv_cond_wait(&producer->emptied, &producer->mutex);
  }
  bool wanted = !producer->stop;
  if (wanted) producer->box[producer->filled++] = value;
  uv_mutex_unlock(&producer->mutex);

  if (wanted) uv_async_send(&producer->wake);
  return wanted;
}

static void producer_thread(void* data) {
  Producer* producer = data;
  for (uint32_t i = 1; i <= producer->count; i++) {
    if (!put(producer, (double)i * i)) break;
  }
  uv_mutex_lock(&producer->mutex);
  producer->finished = true;
  uv_mutex_unlock(&producer->mutex);
  /* The handle is still there: it is closed only after the thread was joined. */
  uv_async_send(&producer->wake);
}

/* ---- The loop's thread --------------------------------------------------- */

static void producer_closed(uv_handle_t* handle) {
  Producer* producer = handle->data;
  operation_end(&producer->operation);
  uv_cond_destroy(&producer->emptied);
  uv_mutex_destroy(&producer->mutex);
  free(producer);
}

static void producer_stop(Operation* operation) {
  Producer* producer = (Producer*)operation;
  if (uv_is_closing((uv_handle_t*)&producer->wake)) return;

  uv_mutex_lock(&producer->mutex);
  producer->stop = true;
  uv_cond_signal(&producer->emptied);
  uv_mutex_unlock(&producer->mutex);
  uv_thread_join(&producer->thread);
  uv_close((uv_handle_t*)&producer->wake, producer_closed);
}

/* callback(value), or callback(null) at the end. Opens a scope of its own. */
static void hand_over(Producer* producer, const double* value) {
  napi_env env = producer->operation.env;
  napi_handle_scope scope;
  if (napi_open_handle_scope(env, &scope) != napi_ok) return;

  napi_value argument;
  napi_status status =
      value != NULL ? napi_create_double(env, *value, &argument) : napi_get_null(env, &argument);
  if (status == napi_ok) operation_call(&producer->operation, 1, &argument);
  napi_close_handle_scope(env, scope);
}

static void producer_woken(uv_async_t* handle) {
  Producer* producer = handle->data;

  /* Empty the box first: JavaScript must not run while the mutex is held. */
  double values[BOX_SIZE];
  uv_mutex_lock(&producer->mutex);
  size_t filled = producer->filled;
  for (size_t i = 0; i < filled; i++) values[i] = producer->box[i];
  producer->filled = 0;
  bool finished = producer->finished;
  uv_cond_signal(&producer->emptied);
  uv_mutex_unlock(&producer->mutex);

  for (size_t i = 0; i < filled; i++) hand_over(producer, &values[i]);
  if (finished) {
    hand_over(producer, NULL);
    producer_stop(&producer->operation);
  }
}

/* What libuv made so far is undone in reverse; `made` says how far it got. */
static void producer_undo(Producer* producer, int made) {
  if (made > 1) uv_cond_destroy(&producer->emptied);
  if (made > 0) uv_mutex_destroy(&producer->mutex);
  operation_end(&producer->operation);
  free(producer);
}

napi_value produce(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value argv[2];
  uint32_t count;
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  CHECK(env, napi_get_value_uint32(env, argv[0], &count));

  uv_loop_t* loop = environment_loop(env);
  if (loop == NULL) return NULL;
  Producer* producer = calloc(1, sizeof *producer);
  if (producer == NULL) {
    napi_throw_error(env, "ENOMEM", "no memory for the producer");
    return NULL;
  }
  producer->count = count;
  if (!operation_begin(env, &producer->operation, argv[1], "produce", producer_stop)) {
    free(producer);
    return NULL;
  }

  int made = 0;
  int result = uv_mutex_init(&producer->mutex);
  if (result == 0) {
    made++;
    result = uv_cond_init(&producer->emptied);
  }
  if (result == 0) {
    made++;
    result = uv_async_init(loop, &producer->wake, producer_woken);
  }
  if (result != 0) {
    producer_undo(producer, made);
    throw_uv_error(env, result);
    return NULL;
  }

  producer->wake.data = producer;
  result = uv_thread_create(&producer->thread, producer_thread, producer);
  if (result != 0) {
    uv_close((uv_handle_t*)&producer->wake, producer_closed); /* frees the rest */
    throw_uv_error(env, result);
  }
  return NULL;
}
