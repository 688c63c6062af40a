/* External memory that is still in use when the env dies is given back then, exactly once. */
#include "../lifetime.h"

static void finalize(node_api_basic_env env, void *data, void *hint) {
  (void)env, (void)data;
  event("memory %d given back", (int)(intptr_t)hint);
}

static napi_value make(napi_env env, napi_callback_info info) {
  ARGS(2);
  static char bytes[8][16];
  intptr_t which = int_arg(env, argv[0]);
  napi_value value;
  if (int_arg(env, argv[1])) {
    MUST(napi_create_external_buffer(env, 16, bytes[which], finalize, (void *)which, &value));
  } else {
    MUST(napi_create_external_arraybuffer(env, bytes[which], 16, finalize, (void *)which, &value));
  }
  return value;
}

NAPI_MODULE_INIT() {
  EXPOSE(make);
  return exports;
}
