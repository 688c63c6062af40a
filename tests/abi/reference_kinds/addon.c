/* Which kinds of value a reference may hold depends on the module's version. */
#include "../lifetime.h"

/* attempt(value, count) -> status; the reference is deleted again */
static napi_value attempt(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_ref reference;
  napi_status status =
      napi_create_reference(env, argv[0], (uint32_t)int_arg(env, argv[1]), &reference);
  if (status == napi_ok) MUST(napi_delete_reference(env, reference));
  return int_value(env, status);
}

/* last_message(value) -> text of the last error after a refused creation */
static napi_value last_message(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_ref reference;
  napi_create_reference(env, argv[0], 1, &reference);
  const napi_extended_error_info *last;
  MUST(napi_get_last_error_info(env, &last));
  return string_value(env, last->error_message ? last->error_message : "(none)");
}

static napi_value external(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  MUST(napi_create_external(env, (void *)16, NULL, NULL, &value));
  return value;
}

/*
 * primitive(value) -> [create, same value, unref, value readable at zero, ref, ref count after, unref]
 * walks a primitive through the life that version 10 gives it.
 */
static napi_value primitive(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_ref reference;
  napi_value read = NULL;
  uint32_t count = 99;
  bool same = false;
  int out[8];
  out[0] = napi_create_reference(env, argv[0], 1, &reference);
  if (out[0] != napi_ok) return int_array(env, 1, out);
  MUST(napi_get_reference_value(env, reference, &read));
  MUST(napi_strict_equals(env, read, argv[0], &same));
  out[1] = same;
  out[2] = napi_reference_unref(env, reference, &count);
  out[3] = (int)count;
  read = argv[0];
  MUST(napi_get_reference_value(env, reference, &read));
  out[4] = read != NULL;
  count = 99;
  out[5] = napi_reference_ref(env, reference, &count);
  out[6] = (int)count;
  out[7] = napi_reference_unref(env, reference, NULL);
  MUST(napi_delete_reference(env, reference));
  return int_array(env, 8, out);
}

/* created_weak(value) -> [status, readable]: a reference born with count zero */
static napi_value created_weak(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_ref reference;
  int out[2] = {0, -1};
  out[0] = napi_create_reference(env, argv[0], 0, &reference);
  if (out[0] == napi_ok) {
    napi_value read = argv[0];
    MUST(napi_get_reference_value(env, reference, &read));
    out[1] = read != NULL;
    MUST(napi_delete_reference(env, reference));
  }
  return int_array(env, 2, out);
}

NAPI_MODULE_INIT() {
  EXPOSE(attempt);
  EXPOSE(last_message);
  EXPOSE(external);
  EXPOSE(primitive);
  EXPOSE(created_weak);
  return exports;
}
