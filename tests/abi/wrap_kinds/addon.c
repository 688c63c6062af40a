/* Wrapping objects of every kind, and instances of a class made by the addon. */
#include "../lifetime.h"

static napi_value wrap(napi_env env, napi_callback_info info) {
  ARGS(2);
  return int_value(
      env, napi_wrap(env, argv[0], (void *)(intptr_t)int_arg(env, argv[1]), NULL, NULL, NULL));
}

/* unwrap(object) -> number, or minus the status */
static napi_value unwrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data = NULL;
  napi_status status = napi_unwrap(env, argv[0], &data);
  return int_value(env, status == napi_ok ? (intptr_t)data : -(int)status);
}

static napi_value remove_wrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data = NULL;
  napi_status status = napi_remove_wrap(env, argv[0], &data);
  return int_value(env, status == napi_ok ? (intptr_t)data : -(int)status);
}

static napi_value constructor(napi_env env, napi_callback_info info) {
  napi_value argv[1], self;
  size_t argc = 1;
  MUST(napi_get_cb_info(env, info, &argc, argv, &self, NULL));
  MUST(napi_wrap(env, self, (void *)(intptr_t)int_arg(env, argv[0]), NULL, NULL, NULL));
  return self;
}

static napi_value number(napi_env env, napi_callback_info info) {
  napi_value self;
  size_t argc = 0;
  void *data = NULL;
  MUST(napi_get_cb_info(env, info, &argc, NULL, &self, NULL));
  if (napi_unwrap(env, self, &data) != napi_ok) {
    napi_throw_type_error(env, "ERR_NOT_WRAPPED", "the receiver has no number");
    return NULL;
  }
  return int_value(env, (intptr_t)data);
}

NAPI_MODULE_INIT() {
  EXPOSE(wrap);
  EXPOSE(unwrap);
  EXPOSE(remove_wrap);
  napi_property_descriptor members[] = {
      {"number", NULL, number, NULL, NULL, NULL, napi_default_method, NULL},
      {"value", NULL, NULL, number, NULL, NULL, napi_default, NULL},
  };
  napi_value class;
  MUST(napi_define_class(env, "Numbered", NAPI_AUTO_LENGTH, constructor, NULL, 2, members, &class));
  MUST(napi_set_named_property(env, exports, "Numbered", class));
  return exports;
}
