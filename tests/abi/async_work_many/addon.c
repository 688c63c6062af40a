/* Thousands of items at once, and work queued again from its own completion. */
#include <stdatomic.h>
#include "../lifetime.h"

typedef struct {
  napi_async_work work;
  int number;
} Item;

static atomic_int executed;
static int completed, expected;
static long sum;
static napi_ref done;

static void execute(napi_env env, void *data) {
  (void)env, (void)data;
  atomic_fetch_add(&executed, 1);
}

static void finish(napi_env env) {
  napi_value callback, undefined, results[2];
  MUST(napi_get_reference_value(env, done, &callback));
  MUST(napi_delete_reference(env, done));
  MUST(napi_get_undefined(env, &undefined));
  results[0] = int_value(env, atomic_load(&executed));
  results[1] = int_value(env, sum);
  MUST(napi_call_function(env, undefined, callback, 2, results, NULL));
}

static void complete(napi_env env, napi_status status, void *data) {
  Item *item = data;
  if (status != napi_ok) abort();
  sum += item->number;
  MUST(napi_delete_async_work(env, item->work));
  free(item);
  if (++completed == expected) finish(env);
}

static void begin(napi_env env, napi_value count, napi_value callback) {
  expected = int_arg(env, count);
  completed = 0;
  sum = 0;
  atomic_store(&executed, 0);
  MUST(napi_create_reference(env, callback, 1, &done));
}

static napi_value run(napi_env env, napi_callback_info info) {
  ARGS(2);
  begin(env, argv[0], argv[1]);
  napi_value name = string_value(env, "many");
  for (int i = 0; i < expected; i++) {
    Item *item = malloc(sizeof *item);
    item->number = i;
    MUST(napi_create_async_work(env, NULL, name, execute, complete, item, &item->work));
    MUST(napi_queue_async_work(env, item->work));
  }
  return NULL;
}

static Item again;

static void requeue(napi_env env, napi_status status, void *data) {
  (void)data;
  if (status != napi_ok) abort();
  sum += again.number;
  if (++completed < expected) {
    MUST(napi_queue_async_work(env, again.work));
    return;
  }
  MUST(napi_delete_async_work(env, again.work));
  finish(env);
}

static napi_value repeat(napi_env env, napi_callback_info info) {
  ARGS(2);
  begin(env, argv[0], argv[1]);
  again.number = 1;
  MUST(napi_create_async_work(env, NULL, string_value(env, "again"), execute, requeue, NULL,
                              &again.work));
  MUST(napi_queue_async_work(env, again.work));
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(run);
  EXPOSE(repeat);
  return exports;
}
