/* Instance data: one slot per env, replaced without a finalizer call, finalized at the end. */
#include "../lifetime.h"

static int values[4] = {10, 20, 30, 40};

static void finalize(napi_env env, void *data, void *hint) {
  void *current = NULL;
  MUST(napi_get_instance_data(env, &current));
  event("finalize %d hint %d", data ? *(int *)data : -1, (int)(intptr_t)hint);
}

/* set(index | -1, with finalizer) */
static napi_value set(napi_env env, napi_callback_info info) {
  ARGS(2);
  int index = int_arg(env, argv[0]);
  return int_value(env, napi_set_instance_data(env, index < 0 ? NULL : &values[index],
                                               int_arg(env, argv[1]) ? finalize : NULL,
                                               (void *)(intptr_t)(index + 100)));
}

static napi_value get(napi_env env, napi_callback_info info) {
  (void)info;
  void *data = &values[0];
  napi_status status = napi_get_instance_data(env, &data);
  return INTS(status, data ? *(int *)data : -1);
}

static napi_value wrong_calls(napi_env env, napi_callback_info info) {
  (void)info;
  void *data;
  return INTS(napi_set_instance_data(NULL, NULL, NULL, NULL), napi_get_instance_data(NULL, &data),
              napi_get_instance_data(env, NULL));
}

static napi_value with_pending(napi_env env, napi_callback_info info) {
  (void)info;
  void *data;
  napi_value error;
  MUST(napi_throw_error(env, NULL, "pending"));
  int set_status = napi_set_instance_data(env, &values[3], NULL, NULL);
  int get_status = napi_get_instance_data(env, &data);
  MUST(napi_get_and_clear_last_exception(env, &error));
  return INTS(set_status, get_status, data == &values[3]);
}

NAPI_MODULE_INIT() {
  EXPOSE(set);
  EXPOSE(get);
  EXPOSE(wrong_calls);
  EXPOSE(with_pending);
  return exports;
}
