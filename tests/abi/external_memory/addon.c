/* napi_adjust_external_memory. */
#include "../common.h"

static napi_value adjust(napi_env env, napi_callback_info info) {
  ARGS(1);
  int64_t total = -77;
  napi_status status = napi_adjust_external_memory(env, c_int(env, argv[0]), &total);
  return outcome(env, status, js_number(env, (double)total));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(adjust);
  return exports;
}
