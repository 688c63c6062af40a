/* Finalizers that delete references: their own, another one, and all of them at once. */
#include "../lifetime.h"

typedef struct {
  napi_ref own;    /* the wrap's or finalizer's result reference */
  napi_ref other;  /* a strong reference to another object */
} Pair;

static int finalized;

static void delete_both(napi_env env, void *data, void *hint) {
  (void)hint;
  Pair *pair = data;
  napi_value value = (napi_value)1;
  /* The object is gone: the reference still answers, with NULL. */
  MUST(napi_get_reference_value(env, pair->own, &value));
  if (value != NULL) abort();
  MUST(napi_delete_reference(env, pair->own));
  if (pair->other) MUST(napi_delete_reference(env, pair->other));
  free(pair);
  finalized++;
}

/* wrapped(object, other | undefined) */
static napi_value wrapped(napi_env env, napi_callback_info info) {
  ARGS(2);
  Pair *pair = calloc(1, sizeof *pair);
  napi_value other = or_null(env, argv[1]);
  if (other) MUST(napi_create_reference(env, other, 1, &pair->other));
  MUST(napi_wrap(env, argv[0], pair, delete_both, NULL, &pair->own));
  return NULL;
}

static napi_value with_finalizer(napi_env env, napi_callback_info info) {
  ARGS(2);
  Pair *pair = calloc(1, sizeof *pair);
  napi_value other = or_null(env, argv[1]);
  if (other) MUST(napi_create_reference(env, other, 1, &pair->other));
  MUST(napi_add_finalizer(env, argv[0], pair, delete_both, NULL, &pair->own));
  return NULL;
}

static napi_value count(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, finalized);
}

NAPI_MODULE_INIT() {
  EXPOSE(wrapped);
  EXPOSE(with_finalizer);
  EXPOSE(count);
  return exports;
}
