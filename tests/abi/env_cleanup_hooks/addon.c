/* Environment cleanup hooks: order, removal, hooks added and removed while hooks run. */
#include "../lifetime.h"

static napi_env hook_env;

static void hook(void *arg) { event("hook %d", (int)(intptr_t)arg); }

static void other_hook(void *arg) { event("other hook %d", (int)(intptr_t)arg); }

static void late_hook(void *arg) { event("late hook %d", (int)(intptr_t)arg); }

static void removing_hook(void *arg) {
  event("removing %d: %d", (int)(intptr_t)arg,
        napi_remove_env_cleanup_hook(hook_env, hook, arg));
}

static void adding_hook(void *arg) {
  event("adding: %d", napi_add_env_cleanup_hook(hook_env, late_hook, arg));
}

static napi_cleanup_hook hooks[] = {hook, other_hook, removing_hook, adding_hook};

/* add(which, argument) -> status */
static napi_value add(napi_env env, napi_callback_info info) {
  ARGS(2);
  hook_env = env;
  return int_value(env, napi_add_env_cleanup_hook(env, hooks[int_arg(env, argv[0])],
                                                  (void *)(intptr_t)int_arg(env, argv[1])));
}

static napi_value drop(napi_env env, napi_callback_info info) {
  ARGS(2);
  return int_value(env, napi_remove_env_cleanup_hook(env, hooks[int_arg(env, argv[0])],
                                                     (void *)(intptr_t)int_arg(env, argv[1])));
}

static napi_value wrong_calls(napi_env env, napi_callback_info info) {
  (void)info;
  return INTS(napi_add_env_cleanup_hook(NULL, hook, NULL),
              napi_add_env_cleanup_hook(env, NULL, NULL),
              napi_remove_env_cleanup_hook(NULL, hook, NULL),
              napi_remove_env_cleanup_hook(env, NULL, NULL));
}

static napi_value with_pending(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value error;
  MUST(napi_throw_error(env, NULL, "pending"));
  int added = napi_add_env_cleanup_hook(env, hook, (void *)99);
  int removed = napi_remove_env_cleanup_hook(env, hook, (void *)99);
  MUST(napi_get_and_clear_last_exception(env, &error));
  return INTS(added, removed);
}

NAPI_MODULE_INIT() {
  EXPOSE(add);
  EXPOSE(drop);
  EXPOSE(wrong_calls);
  EXPOSE(with_pending);
  return exports;
}
