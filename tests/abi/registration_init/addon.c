/* What the init function returns, or throws. */
#include "../lifetime.h"

static napi_value answer(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, 42);
}

NAPI_MODULE_INIT() {
  napi_value result = NULL;
  MUST(napi_set_named_property(env, exports, "set", bool_value(env, true)));
  switch (RESULT) {
    case 0: return exports;
    case 1: return NULL;
    case 2:
      MUST(napi_create_object(env, &result));
      MUST(napi_set_named_property(env, result, "other", bool_value(env, true)));
      return result;
    case 3:
      MUST(napi_create_function(env, "answer", NAPI_AUTO_LENGTH, answer, NULL, &result));
      return result;
    case 4: return string_value(env, "exports");
    case 5: MUST(napi_get_undefined(env, &result)); return result;
    case 6: MUST(napi_throw_type_error(env, "ERR_INIT", "init failed")); return NULL;
    default: MUST(napi_throw(env, int_value(env, 5))); return NULL;
  }
}
