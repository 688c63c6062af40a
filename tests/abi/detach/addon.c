/* Detaching ArrayBuffers. */
#include "../common.h"

static napi_value detach(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_status status = napi_detach_arraybuffer(env, argv[0]);
  return outcome(env, status, NULL);
}
static napi_value is_detached(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool found = false;
  napi_status status = napi_is_detached_arraybuffer(env, argv[0], &found);
  return outcome(env, status, js_bool(env, found));
}

static int finalized;
static void finalize(node_api_basic_env env, void* data, void* hint) {
  (void)env;
  (void)data;
  (void)hint;
  finalized++;
}
static napi_value external(napi_env env, napi_callback_info info) {
  (void)info;
  static char memory[8];
  napi_value made;
  CHECK(napi_create_external_arraybuffer(env, memory, 8, finalize, NULL, &made));
  return made;
}
static napi_value count(napi_env env, napi_callback_info info) {
  (void)info;
  return js_number(env, finalized);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(detach);
  EXPOSE_FN(is_detached);
  EXPOSE_FN(external);
  EXPOSE_FN(count);
  return exports;
}
