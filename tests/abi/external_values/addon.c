/* Externals: creation, type, data, finalizers, and the statuses of wrong calls. */
#include "../lifetime.h"

static int finalized;
static void *last_data, *last_hint;

static void finalize(napi_env env, void *data, void *hint) {
  if (env == NULL) abort();
  finalized++;
  last_data = data;
  last_hint = hint;
}

/* create(n, with finalizer) */
static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_value external;
  MUST(napi_create_external(env, (void *)(intptr_t)int_arg(env, argv[0]),
                            int_arg(env, argv[1]) ? finalize : NULL, (void *)77, &external));
  return external;
}

static napi_value value(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data = (void *)-1;
  napi_status status = napi_get_value_external(env, argv[0], &data);
  return INTS(status, (int)(intptr_t)data);
}

static napi_value type_of(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_valuetype type;
  MUST(napi_typeof(env, argv[0], &type));
  return int_value(env, type);
}

static napi_value wrong_calls(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data;
  napi_value result;
  return INTS(napi_create_external(NULL, NULL, NULL, NULL, &result),
              napi_create_external(env, NULL, NULL, NULL, NULL),
              napi_get_value_external(NULL, argv[0], &data),
              napi_get_value_external(env, NULL, &data),
              napi_get_value_external(env, argv[0], NULL));
}

static napi_value with_pending(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data;
  napi_value result, error;
  MUST(napi_throw_error(env, NULL, "pending"));
  int created = napi_create_external(env, NULL, NULL, NULL, &result);
  int null_result = napi_create_external(env, NULL, NULL, NULL, NULL);
  int read = napi_get_value_external(env, argv[0], &data);
  MUST(napi_get_and_clear_last_exception(env, &error));
  return INTS(created, null_result, read);
}

static napi_value tag(napi_env env, napi_callback_info info) {
  ARGS(1);
  static const napi_type_tag mine = {0x1234567890abcdef, 0xfedcba0987654321};
  static const napi_type_tag other = {0x1234567890abcdef, 1};
  bool is_mine = false, is_other = true;
  int tagged = napi_type_tag_object(env, argv[0], &mine);
  int again = napi_type_tag_object(env, argv[0], &mine);
  MUST(napi_check_object_type_tag(env, argv[0], &mine, &is_mine));
  MUST(napi_check_object_type_tag(env, argv[0], &other, &is_other));
  return INTS(tagged, again, is_mine, is_other);
}

static napi_value counts(napi_env env, napi_callback_info info) {
  (void)info;
  return INTS(finalized, (int)(intptr_t)last_data, (int)(intptr_t)last_hint);
}

NAPI_MODULE_INIT() {
  EXPOSE(create);
  EXPOSE(value);
  EXPOSE(type_of);
  EXPOSE(wrong_calls);
  EXPOSE(with_pending);
  EXPOSE(tag);
  EXPOSE(counts);
  return exports;
}
