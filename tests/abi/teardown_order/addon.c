/*
 * What is left when the env dies is finalized newest first. The instance data takes part by the
 * time it was set: here in the init function, so it comes last.
 */
#include "../lifetime.h"

static void hook(void *arg) { event("hook %s", (const char *)arg); }

static void finalize(node_api_basic_env env, void *data, void *hint) {
  (void)env, (void)hint;
  event("finalize %s", (const char *)data);
}

static void finalize_instance(napi_env env, void *data, void *hint) {
  void *current = NULL;
  MUST(napi_get_instance_data(env, &current));
  event("instance %s %s", (const char *)data, (const char *)hint);
}

static void finalize_and_delete(node_api_basic_env env, void *data, void *hint) {
  (void)hint;
  event("finalize and delete: %d", napi_delete_reference(env, *(napi_ref *)data));
}

static napi_value left_behind(napi_env env, napi_callback_info info) {
  ARGS(4);
  static napi_ref strong, weak, of_wrap;
  napi_value external, array;
  MUST(napi_wrap(env, argv[0], "wrap 1", finalize, NULL, NULL));
  MUST(napi_create_external(env, "external 2", finalize, NULL, &external));
  MUST(napi_add_finalizer(env, argv[1], "finalizer 3", finalize, NULL, NULL));
  MUST(napi_wrap(env, argv[2], &of_wrap, finalize_and_delete, NULL, &of_wrap));
  MUST(napi_create_reference(env, argv[3], 1, &strong));
  MUST(napi_create_reference(env, argv[3], 0, &weak));
  MUST(napi_add_finalizer(env, argv[0], "finalizer 5", finalize, NULL, NULL));
  MUST(napi_wrap(env, argv[3], "wrap 6", finalize, NULL, NULL));
  MUST(napi_create_array(env, &array));
  MUST(napi_set_element(env, array, 0, external));
  return array;
}

NAPI_MODULE_INIT() {
  EXPOSE(left_behind);
  MUST(napi_add_env_cleanup_hook(env, hook, "first"));
  MUST(napi_set_instance_data(env, "data", finalize_instance, "hint"));
  MUST(napi_add_env_cleanup_hook(env, hook, "second"));
  return exports;
}
