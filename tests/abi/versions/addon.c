/* The Node-API version, Node's version, and the module's file name. */
#include "../common.h"

static napi_value napi(napi_env env, napi_callback_info info) {
  (void)info;
  uint32_t version = 0;
  napi_status status = napi_get_version(env, &version);
  return outcome(env, status, js_number(env, version));
}
static napi_value node(napi_env env, napi_callback_info info) {
  (void)info;
  const napi_node_version *version = NULL, *again = NULL;
  observe(env, napi_get_node_version(env, &version));
  CHECK(napi_get_node_version(env, &again));
  ASSERT(version == again);
  napi_value array;
  CHECK(napi_create_array(env, &array));
  CHECK(napi_set_element(env, array, 0, js_number(env, version->major)));
  CHECK(napi_set_element(env, array, 1, js_number(env, version->minor)));
  CHECK(napi_set_element(env, array, 2, js_number(env, version->patch)));
  CHECK(napi_set_element(env, array, 3, js_string(env, version->release)));
  return outcome_object(env, array);
}
static napi_value file(napi_env env, napi_callback_info info) {
  (void)info;
  const char* name = NULL;
  napi_status status = node_api_get_module_file_name(env, &name);
  return outcome(env, status, js_string(env, name));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(napi);
  EXPOSE_FN(node);
  EXPOSE_FN(file);
  return exports;
}
