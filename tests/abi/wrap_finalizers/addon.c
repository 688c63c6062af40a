/* Finalizers of wraps and of napi_add_finalizer: exactly once, with their data and hint. */
#include "../lifetime.h"

#define LIMIT 64
static int runs[LIMIT];   /* how often the finalizer with this data ran */
static int hints[LIMIT];  /* the hint it got */
static int total;

static void finalize(napi_env env, void *data, void *hint) {
  if (env == NULL) abort();
  intptr_t at = (intptr_t)data;
  runs[at]++;
  hints[at] = (int)(intptr_t)hint;
  total++;
}

static napi_value wrap(napi_env env, napi_callback_info info) {
  ARGS(2);
  intptr_t data = int_arg(env, argv[1]);
  return int_value(
      env, napi_wrap(env, argv[0], (void *)data, finalize, (void *)(data + 1000), NULL));
}

static napi_value remove_wrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_remove_wrap(env, argv[0], NULL));
}

static napi_value add_finalizer(napi_env env, napi_callback_info info) {
  ARGS(2);
  intptr_t data = int_arg(env, argv[1]);
  return int_value(
      env, napi_add_finalizer(env, argv[0], (void *)data, finalize, (void *)(data + 2000), NULL));
}

/* strong_finalizer(object, n): its result reference is made strong; release(n) deletes it */
static napi_ref strong[LIMIT];
static napi_value strong_finalizer(napi_env env, napi_callback_info info) {
  ARGS(2);
  intptr_t data = int_arg(env, argv[1]);
  napi_ref reference;
  MUST(napi_add_finalizer(env, argv[0], (void *)data, finalize, NULL, &reference));
  uint32_t count;
  MUST(napi_reference_ref(env, reference, &count));
  strong[data] = reference;
  return int_value(env, count);
}

static napi_value release(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t count;
  MUST(napi_reference_unref(env, strong[int_arg(env, argv[0])], &count));
  return int_value(env, count);
}

/* Deleting the reference of napi_add_finalizer does away with the finalizer as well. */
static napi_value forget(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_delete_reference(env, strong[int_arg(env, argv[0])]));
  return NULL;
}

static napi_value run_count(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, runs[int_arg(env, argv[0])]);
}

static napi_value hint_of(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, hints[int_arg(env, argv[0])]);
}

static napi_value total_runs(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, total);
}

NAPI_MODULE_INIT() {
  EXPOSE(wrap);
  EXPOSE(remove_wrap);
  EXPOSE(add_finalizer);
  EXPOSE(strong_finalizer);
  EXPOSE(release);
  EXPOSE(forget);
  EXPOSE(run_count);
  EXPOSE(hint_of);
  EXPOSE(total_runs);
  return exports;
}
