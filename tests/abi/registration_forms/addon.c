/* The ways a library can register: by symbol, by a constructor's call, by both, or not at all. */
#include "../lifetime.h"

__attribute__((unused)) static napi_value init(napi_env env, napi_value exports, const char *form) {
  MUST(napi_set_named_property(env, exports, "form", string_value(env, form)));
  return exports;
}

#if FORM == 0
NAPI_MODULE_INIT() { return init(env, exports, "symbol"); }
#endif

#if FORM == 1 || FORM == 3
static napi_value by_constructor(napi_env env, napi_value exports) {
  return init(env, exports, "constructor");
}

static napi_module module = {NAPI_MODULE_VERSION, 0, __FILE__, by_constructor, "forms", NULL, {0}};

__attribute__((constructor)) static void register_at_load(void) { napi_module_register(&module); }
#endif

#if FORM == 2 || FORM == 3
/* Without node_api_module_get_api_version_v1 the module counts as one of version 8. */
NAPI_MODULE_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports);
NAPI_MODULE_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  napi_ref reference;
  napi_status status = napi_create_reference(env, string_value(env, "primitive"), 1, &reference);
  MUST(napi_set_named_property(env, exports, "primitive_reference", int_value(env, status)));
  return init(env, exports, "bare-symbol");
}
#endif

#if FORM == 5
static napi_module empty_module = {NAPI_MODULE_VERSION, 0, __FILE__, NULL, "empty", NULL, {0}};

__attribute__((constructor)) static void register_at_load(void) {
  napi_module_register(&empty_module);
}
#endif
