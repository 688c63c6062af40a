/* node_api_module_get_api_version_v1: what a module declares decides how it is treated. */
#include "../lifetime.h"

NAPI_MODULE_EXPORT int32_t node_api_module_get_api_version_v1(void);
NAPI_MODULE_EXPORT int32_t node_api_module_get_api_version_v1(void) { return DECLARED; }

NAPI_MODULE_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports);
NAPI_MODULE_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  napi_ref reference;
  uint32_t version = 0;
  napi_status status = napi_create_reference(env, string_value(env, "primitive"), 1, &reference);
  MUST(napi_get_version(env, &version));
  MUST(napi_set_named_property(env, exports, "primitive_reference", int_value(env, status)));
  MUST(napi_set_named_property(env, exports, "supported", int_value(env, version)));
  return exports;
}
