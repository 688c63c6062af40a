/* One library, several envs: statics are shared, instance data is not. */
#include "../lifetime.h"

static int inits; /* of the whole process */

typedef struct {
  int number, calls;
} Instance;

static void finalize(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  event("instance %d ends after %d calls", ((Instance *)data)->number, ((Instance *)data)->calls);
  free(data);
}

static napi_value number(napi_env env, napi_callback_info info) {
  (void)info;
  void *data;
  MUST(napi_get_instance_data(env, &data));
  ((Instance *)data)->calls++;
  return int_value(env, ((Instance *)data)->number);
}

static napi_value init(napi_env env, napi_value exports) {
  Instance *instance = calloc(1, sizeof *instance);
  instance->number = ++inits;
  MUST(napi_set_instance_data(env, instance, finalize, NULL));
  EXPOSE(number);
  return exports;
}

#ifdef BY_CONSTRUCTOR
static napi_module module = {NAPI_MODULE_VERSION, 0, __FILE__, init, "reload", NULL, {0}};

__attribute__((constructor)) static void register_at_load(void) { napi_module_register(&module); }
#else
NAPI_MODULE_INIT() { return init(env, exports); }
#endif
