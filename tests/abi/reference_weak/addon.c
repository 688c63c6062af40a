/* References with count zero do not keep their value alive and never touch the object. */
#include "../lifetime.h"

static napi_ref refs[16];

/* hold(slot, value, count) */
static napi_value hold(napi_env env, napi_callback_info info) {
  ARGS(3);
  MUST(napi_create_reference(env, argv[1], (uint32_t)int_arg(env, argv[2]),
                             &refs[int_arg(env, argv[0])]));
  return NULL;
}

/* alive(slot) does not hand the value to JavaScript, so that nothing keeps it */
static napi_value alive(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value value = argv[0];
  MUST(napi_get_reference_value(env, refs[int_arg(env, argv[0])], &value));
  return bool_value(env, value != NULL);
}

static napi_value value(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value result;
  MUST(napi_get_reference_value(env, refs[int_arg(env, argv[0])], &result));
  return result;
}

static napi_value ref(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t count = UINT32_MAX;
  napi_status status = napi_reference_ref(env, refs[int_arg(env, argv[0])], &count);
  return INTS(status, (int)count);
}

static napi_value unref(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t count = UINT32_MAX;
  napi_status status = napi_reference_unref(env, refs[int_arg(env, argv[0])], &count);
  return INTS(status, (int)count);
}

static napi_value drop(napi_env env, napi_callback_info info) {
  ARGS(1);
  int slot = int_arg(env, argv[0]);
  MUST(napi_delete_reference(env, refs[slot]));
  refs[slot] = NULL;
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(hold);
  EXPOSE(alive);
  EXPOSE(value);
  EXPOSE(ref);
  EXPOSE(unref);
  EXPOSE(drop);
  return exports;
}
