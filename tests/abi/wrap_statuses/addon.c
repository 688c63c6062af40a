/* napi_wrap, napi_unwrap, napi_remove_wrap and napi_add_finalizer: every status. */
#include "../lifetime.h"

static char box;
static napi_ref kept;

static void nothing(node_api_basic_env env, void *data, void *hint) {
  (void)env, (void)data, (void)hint;
}

static napi_value wrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_wrap(env, or_null(env, argv[0]), &box, NULL, NULL, NULL));
}

/* With a result reference a finalizer is required, or nothing could release the reference. */
static napi_value wrap_reference_without_finalizer(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_ref reference;
  return int_value(env, napi_wrap(env, argv[0], &box, NULL, NULL, &reference));
}

static napi_value wrap_with_reference(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_wrap(env, argv[0], &box, nothing, NULL, &kept));
}

/* The result reference of a wrap is weak (0) and can be made strong. */
static napi_value use_kept(napi_env env, napi_callback_info info) {
  (void)info;
  uint32_t up = 99, down = 99;
  napi_value value = NULL;
  MUST(napi_get_reference_value(env, kept, &value));
  int first = napi_reference_ref(env, kept, &up), second = napi_reference_unref(env, kept, &down);
  return INTS(value != NULL, first, (int)up, second, (int)down);
}

static napi_value kept_value(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  MUST(napi_get_reference_value(env, kept, &value));
  return value;
}

static napi_value delete_kept(napi_env env, napi_callback_info info) {
  (void)info;
  return int_value(env, napi_delete_reference(env, kept));
}

static napi_value unwrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data = NULL;
  napi_status status = napi_unwrap(env, or_null(env, argv[0]), &data);
  return INTS(status, data == &box);
}

static napi_value remove_wrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data = NULL;
  napi_status status = napi_remove_wrap(env, or_null(env, argv[0]), &data);
  return INTS(status, data == &box);
}

/* The result pointer of remove_wrap is optional, that of unwrap is not. */
static napi_value without_result(napi_env env, napi_callback_info info) {
  ARGS(1);
  int unwrapped = napi_unwrap(env, argv[0], NULL);
  return INTS(unwrapped, napi_remove_wrap(env, argv[0], NULL));
}

static napi_value wrap_null_data(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data = &box;
  int wrapped = napi_wrap(env, argv[0], NULL, NULL, NULL, NULL);
  int unwrapped = napi_unwrap(env, argv[0], &data);
  return INTS(wrapped, unwrapped, data == NULL);
}

static napi_value add_finalizer(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool with_callback = int_arg(env, argv[1]);
  return int_value(env, napi_add_finalizer(env, or_null(env, argv[0]), &box,
                                           with_callback ? nothing : NULL, NULL, NULL));
}

static napi_value null_env(napi_env env, napi_callback_info info) {
  (void)info;
  void *data;
  return INTS(napi_wrap(NULL, NULL, NULL, NULL, NULL, NULL), napi_unwrap(NULL, NULL, &data),
              napi_remove_wrap(NULL, NULL, &data),
              napi_add_finalizer(NULL, NULL, NULL, nothing, NULL, NULL));
}

/* A pending exception is noticed before the arguments are looked at; add_finalizer still works. */
static napi_value with_pending(napi_env env, napi_callback_info info) {
  ARGS(1);
  void *data;
  MUST(napi_throw_error(env, NULL, "pending"));
  int statuses[] = {
      napi_wrap(env, argv[0], &box, NULL, NULL, NULL), napi_wrap(env, NULL, NULL, NULL, NULL, NULL),
      napi_unwrap(env, argv[0], &data), napi_unwrap(env, NULL, NULL),
      napi_remove_wrap(env, argv[0], &data), napi_remove_wrap(env, NULL, NULL),
      napi_add_finalizer(env, argv[0], &box, nothing, NULL, NULL),
  };
  napi_value error;
  MUST(napi_get_and_clear_last_exception(env, &error));
  return int_array(env, sizeof statuses / sizeof *statuses, statuses);
}

NAPI_MODULE_INIT() {
  EXPOSE(wrap);
  EXPOSE(wrap_reference_without_finalizer);
  EXPOSE(wrap_with_reference);
  EXPOSE(use_kept);
  EXPOSE(kept_value);
  EXPOSE(delete_kept);
  EXPOSE(unwrap);
  EXPOSE(remove_wrap);
  EXPOSE(without_result);
  EXPOSE(wrap_null_data);
  EXPOSE(add_finalizer);
  EXPOSE(null_env);
  EXPOSE(with_pending);
  return exports;
}
