/* References: every count operation on up to eight references held by the addon. */
#include "../lifetime.h"

static napi_ref refs[8];

/* create(slot, value | undefined, count, which NULL: 0 none, 1 value, 2 result) */
static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(4);
  int null_argument = int_arg(env, argv[3]);
  return INTS(napi_create_reference(env, null_argument == 1 ? NULL : argv[1],
                                    (uint32_t)int_arg(env, argv[2]),
                                    null_argument == 2 ? NULL : &refs[int_arg(env, argv[0])]));
}

/* ref(slot) -> [status, count] ; the count is -1 when the call left it alone */
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

/* The result pointer is optional for ref and unref. */
static napi_value ref_unref_without_result(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_ref reference = refs[int_arg(env, argv[0])];
  return INTS(napi_reference_ref(env, reference, NULL), napi_reference_unref(env, reference, NULL));
}

static napi_value value(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value result;
  MUST(napi_get_reference_value(env, refs[int_arg(env, argv[0])], &result));
  return result;
}

static napi_value delete_reference(napi_env env, napi_callback_info info) {
  ARGS(1);
  return INTS(napi_delete_reference(env, refs[int_arg(env, argv[0])]));
}

static napi_value null_arguments(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value result;
  uint32_t count;
  return INTS(napi_create_reference(NULL, NULL, 1, NULL), napi_reference_ref(NULL, NULL, &count),
              napi_reference_unref(NULL, NULL, &count),
              napi_get_reference_value(NULL, NULL, &result), napi_delete_reference(NULL, NULL),
              napi_reference_ref(env, NULL, &count), napi_reference_unref(env, NULL, &count),
              napi_get_reference_value(env, NULL, &result),
              napi_get_reference_value(env, refs[0], NULL), napi_delete_reference(env, NULL));
}

/* A success of a reference function clears the last error. */
static napi_value last_error_cleared(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_ref reference = refs[int_arg(env, argv[0])];
  const napi_extended_error_info *last;
  int codes[5];
  napi_value result;
  napi_ref other;
  for (int i = 0; i < 5; i++) {
    napi_typeof(env, NULL, NULL);
    if (i == 0) MUST(napi_reference_ref(env, reference, NULL));
    if (i == 1) MUST(napi_reference_unref(env, reference, NULL));
    if (i == 2) MUST(napi_get_reference_value(env, reference, &result));
    if (i == 3) MUST(napi_create_reference(env, result, 1, &other));
    if (i == 4) MUST(napi_delete_reference(env, other));
    MUST(napi_get_last_error_info(env, &last));
    codes[i] = (int)last->error_code;
  }
  return int_array(env, 5, codes);
}

/* All of them work with an exception pending. */
static napi_value with_pending(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_throw_error(env, NULL, "pending"));
  napi_ref reference = NULL;
  napi_value result;
  int statuses[5];
  statuses[0] = napi_create_reference(env, argv[0], 1, &reference);
  statuses[1] = napi_reference_ref(env, reference, NULL);
  statuses[2] = napi_reference_unref(env, reference, NULL);
  statuses[3] = napi_get_reference_value(env, reference, &result);
  statuses[4] = napi_delete_reference(env, reference);
  napi_value error;
  MUST(napi_get_and_clear_last_exception(env, &error));
  return int_array(env, 5, statuses);
}

NAPI_MODULE_INIT() {
  EXPOSE(create);
  EXPOSE(ref);
  EXPOSE(unref);
  EXPOSE(ref_unref_without_result);
  EXPOSE(value);
  EXPOSE(delete_reference);
  EXPOSE(null_arguments);
  EXPOSE(last_error_cleared);
  EXPOSE(with_pending);
  return exports;
}
