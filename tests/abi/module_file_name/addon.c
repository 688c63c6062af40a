/* node_api_get_module_file_name: a file URL, the same for the life of the env. */
#include "../lifetime.h"

static napi_value name(napi_env env, napi_callback_info info) {
  (void)info;
  const char *file = NULL, *again = NULL;
  MUST(node_api_get_module_file_name(env, &file));
  MUST(node_api_get_module_file_name(env, &again));
  if (file != again) abort();
  return string_value(env, file);
}

static napi_value wrong_calls(napi_env env, napi_callback_info info) {
  (void)info;
  const char *file;
  return INTS(node_api_get_module_file_name(NULL, &file), node_api_get_module_file_name(env, NULL));
}

static napi_value with_pending(napi_env env, napi_callback_info info) {
  (void)info;
  const char *file;
  napi_value error;
  MUST(napi_throw_error(env, NULL, "pending"));
  int status = node_api_get_module_file_name(env, &file);
  MUST(napi_get_and_clear_last_exception(env, &error));
  return int_value(env, status);
}

static napi_value init_name;

NAPI_MODULE_INIT() {
  const char *file = NULL;
  EXPOSE(name);
  EXPOSE(wrong_calls);
  EXPOSE(with_pending);
  MUST(node_api_get_module_file_name(env, &file));
  init_name = string_value(env, file);
  MUST(napi_set_named_property(env, exports, "in_init", init_name));
  return exports;
}
