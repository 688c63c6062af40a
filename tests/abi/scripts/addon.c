/* napi_run_script. */
#include "../common.h"

static napi_value run(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value result = NULL;
  napi_status status = napi_run_script(env, argv[0], &result);
  return outcome_value(env, status, &result);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(run);
  return exports;
}
