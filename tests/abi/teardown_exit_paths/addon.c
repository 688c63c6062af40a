/* Which ends of a process run the cleanup hooks, the finalizers and the instance data's. */
#include "../lifetime.h"

static void hook(void *arg) { event("hook %s", (const char *)arg); }

static void finalize_wrap(node_api_basic_env env, void *data, void *hint) {
  (void)env, (void)data, (void)hint;
  event("wrap finalized");
}

static void finalize_instance(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  event("instance data %d", *(int *)data);
}

static napi_value wrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_wrap(env, argv[0], NULL, finalize_wrap, NULL, NULL));
  return argv[0];
}

static napi_value plain_exit(napi_env env, napi_callback_info info) {
  ARGS(1);
  exit(int_arg(env, argv[0]));
}

NAPI_MODULE_INIT() {
  static int instance = 7;
  EXPOSE(wrap);
  EXPOSE(plain_exit);
  MUST(napi_set_instance_data(env, &instance, finalize_instance, NULL));
  MUST(napi_add_env_cleanup_hook(env, hook, "one"));
  return exports;
}
