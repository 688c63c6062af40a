/* A native class with native state, to be derived from in JavaScript and made by napi_new_instance. */
#include "../common.h"

static int live;

static void finalize(node_api_basic_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  free(data);
  live--;
}

static napi_value construct(napi_env env, napi_callback_info info) {
  napi_value self, target, start;
  size_t argc = 1;
  CHECK(napi_get_cb_info(env, info, &argc, &start, &self, NULL));
  CHECK(napi_get_new_target(env, info, &target));
  if (target == NULL) {
    CHECK(napi_throw_type_error(env, "ERR_WITHOUT_NEW", "Counter needs new"));
    return NULL;
  }
  double* count = malloc(sizeof *count);
  ASSERT(count != NULL);
  live++;
  *count = argc == 0 ? 0 : c_double(env, start);
  CHECK(napi_wrap(env, self, count, finalize, NULL, NULL));
  js_set(env, self, "target", target);
  return NULL;
}
static napi_value next(napi_env env, napi_callback_info info) {
  napi_value self;
  double* count = NULL;
  CHECK(napi_get_cb_info(env, info, NULL, NULL, &self, NULL));
  if (napi_unwrap(env, self, (void**)&count) != napi_ok) {
    CHECK(napi_throw_type_error(env, "ERR_NOT_A_COUNTER", "not a Counter"));
    return NULL;
  }
  return js_number(env, ++*count);
}
static napi_value from(napi_env env, napi_callback_info info) {
  napi_value self, given, made = NULL;
  size_t argc = 1;
  CHECK(napi_get_cb_info(env, info, &argc, &given, &self, NULL));
  /* `self` is the class or a subclass of it. */
  CHECK(napi_new_instance(env, self, 1, &given, &made));
  return made;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor list[] = {
      {.utf8name = "next", .method = next, .attributes = napi_writable | napi_configurable},
      {.utf8name = "peek", .getter = next, .attributes = napi_configurable},
      {.utf8name = "from", .method = from, .attributes = napi_static},
  };
  napi_value class;
  CHECK(napi_define_class(env, "Counter", NAPI_AUTO_LENGTH, construct, NULL, 3, list, &class));
  js_set(env, exports, "Counter", class);
  return exports;
}
