/* What an experimental (basic) finalizer may call inside a collection, and what ends the process. */
#include "../lifetime.h"

static napi_ref other;
static int32_t instance = 5;

static void allowed(node_api_basic_env env, void *data, void *hint) {
  (void)data, (void)hint;
  uint32_t version = 0;
  const napi_node_version *node = NULL;
  const napi_extended_error_info *last = NULL;
  const char *file = NULL;
  void *got = NULL;
  int64_t adjusted = 0;
  struct uv_loop_s *loop = NULL;
  MUST(napi_get_version(env, &version));
  MUST(napi_get_node_version(env, &node));
  MUST(napi_get_last_error_info(env, &last));
  MUST(node_api_get_module_file_name(env, &file));
  MUST(napi_get_instance_data(env, &got));
  MUST(napi_set_instance_data(env, &instance, NULL, NULL));
  MUST(napi_adjust_external_memory(env, 0, &adjusted));
  MUST(napi_get_uv_event_loop(env, &loop));
  MUST(napi_delete_reference(env, other));
  event("allowed calls succeed: %d", got == &instance && loop != NULL && strlen(file) > 0);
}

static void create_object(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  napi_value object;
  event("creating an object");
  napi_create_object(env, &object);
  event("not reached");
}

static void read_reference(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  napi_value value;
  event("reading a reference");
  napi_get_reference_value(env, other, &value);
  event("not reached");
}

static void create_reference_count(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  uint32_t count;
  event("changing a reference count");
  napi_reference_unref(env, other, &count);
  event("not reached");
}

static void throw_error(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  event("throwing");
  napi_throw_error(env, NULL, "in a collection");
  event("not reached");
}

static void open_scope(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  napi_handle_scope scope;
  event("opening a scope");
  napi_open_handle_scope(env, &scope);
  event("not reached");
}

static napi_value wrap(napi_env env, napi_callback_info info) {
  static const node_api_basic_finalize finalizers[] = {
      allowed, create_object, read_reference, create_reference_count, throw_error, open_scope};
  ARGS(3);
  MUST(napi_set_instance_data(env, &instance, NULL, NULL));
  MUST(napi_create_reference(env, argv[2], 1, &other));
  MUST(napi_wrap(env, argv[0], NULL, finalizers[int_arg(env, argv[1])], NULL, NULL));
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(wrap);
  return exports;
}
