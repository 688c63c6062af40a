/* Finalizers of external buffers and ArrayBuffers: always deferred, once, with data and hint. */
#include "../lifetime.h"

static int runs, in_collection;
static bool collecting;
static char bytes[4][16];

static void finalize(node_api_basic_env env, void *data, void *hint) {
  (void)env;
  if (data != hint) abort();
  runs++;
  if (collecting) in_collection++;
}

static napi_value buffer(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  MUST(napi_create_external_buffer(env, 16, bytes[0], finalize, bytes[0], &value));
  return value;
}

static napi_value arraybuffer(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  MUST(napi_create_external_arraybuffer(env, bytes[1], 16, finalize, bytes[1], &value));
  return value;
}

/* (NULL, 0): a detached ArrayBuffer, whose finalizer still runs */
static napi_value empty(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  bool detached = false;
  MUST(napi_create_external_arraybuffer(env, NULL, 0, finalize, NULL, &value));
  MUST(napi_is_detached_arraybuffer(env, value, &detached));
  return bool_value(env, detached);
}

static napi_value without_finalizer(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  MUST(napi_create_external_arraybuffer(env, bytes[2], 16, NULL, NULL, &value));
  MUST(napi_create_external_buffer(env, 16, bytes[2], NULL, NULL, &value));
  return value;
}

static napi_value detach(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_detach_arraybuffer(env, argv[0]));
}

static napi_value set_collecting(napi_env env, napi_callback_info info) {
  ARGS(1);
  collecting = int_arg(env, argv[0]);
  return NULL;
}

static napi_value counts(napi_env env, napi_callback_info info) {
  (void)info;
  return INTS(runs, in_collection);
}

NAPI_MODULE_INIT() {
  EXPOSE(buffer);
  EXPOSE(arraybuffer);
  EXPOSE(empty);
  EXPOSE(without_finalizer);
  EXPOSE(detach);
  EXPOSE(set_collecting);
  EXPOSE(counts);
  return exports;
}
