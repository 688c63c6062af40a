/* One library in several threads: an env each, with hooks, finalizers and instance data of its own. */
#include <pthread.h>
#include "../lifetime.h"

typedef struct {
  pthread_t thread;
  int id;
} Instance;

static void check_thread(Instance *instance) {
  if (!pthread_equal(instance->thread, pthread_self())) abort();
}

static void hook(void *arg) {
  check_thread(arg);
  event("hook of %d", ((Instance *)arg)->id);
}

static void finalize_wrap(node_api_basic_env env, void *data, void *hint) {
  (void)env, (void)hint;
  check_thread(data);
  event("wrap of %d", ((Instance *)data)->id);
}

static void finalize_instance(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  check_thread(data);
  event("instance of %d", ((Instance *)data)->id);
  free(data);
}

/* set(id, object) */
static napi_value set(napi_env env, napi_callback_info info) {
  ARGS(2);
  void *data;
  MUST(napi_get_instance_data(env, &data));
  Instance *instance = data;
  instance->id = int_arg(env, argv[0]);
  MUST(napi_add_env_cleanup_hook(env, hook, instance));
  MUST(napi_wrap(env, argv[1], instance, finalize_wrap, NULL, NULL));
  return argv[1];
}

/* wrap(object): only a finalizer */
static napi_value wrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data;
  MUST(napi_get_instance_data(env, &data));
  MUST(napi_wrap(env, argv[0], data, finalize_wrap, NULL, NULL));
  return NULL;
}

/* tell(text): straight to the output, which a worker's console.log reaches later */
static napi_value tell(napi_env env, napi_callback_info info) {
  ARGS(1);
  char text[64];
  MUST(napi_get_value_string_utf8(env, argv[0], text, sizeof text, NULL));
  event("%s", text);
  return NULL;
}

static napi_value id(napi_env env, napi_callback_info info) {
  (void)info;
  void *data;
  MUST(napi_get_instance_data(env, &data));
  check_thread(data);
  return int_value(env, ((Instance *)data)->id);
}

NAPI_MODULE_INIT() {
  Instance *instance = calloc(1, sizeof *instance);
  instance->thread = pthread_self();
  MUST(napi_set_instance_data(env, instance, finalize_instance, NULL));
  EXPOSE(set);
  EXPOSE(wrap);
  EXPOSE(tell);
  EXPOSE(id);
  return exports;
}
