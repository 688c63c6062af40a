/*
 * buffers.c: bytes that C and JavaScript share.
 *
 * invert(view) and scale(array, factor) change JavaScript's memory in place;
 * allocate(size) lends C's memory to JavaScript, and a finalizer frees it.
 * A pointer into a buffer is good until JavaScript runs again: JavaScript could
 * detach or resize the buffer.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* Bytes lent to JavaScript. Of the whole process, and atomic: such finalizers
 * may run after the environment's other data has been freed. */
static atomic_size_t lent_bytes;

/* invert(view): any Buffer, typed array or DataView. Returns how many bytes. */
static napi_value invert(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value view;
  bool is_view;
  CHECK(env, napi_get_cb_info(env, info, &argc, &view, NULL, NULL));
  CHECK(env, napi_is_buffer(env, view, &is_view));
  if (!is_view) {
    napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "a Buffer or view was expected");
    return NULL;
  }

  void* data;
  size_t length;
  CHECK(env, napi_get_buffer_info(env, view, &data, &length));
  uint8_t* bytes = data; /* may be NULL if length is 0 */
  for (size_t i = 0; i < length; i++) bytes[i] = (uint8_t)~bytes[i];

  napi_value count;
  CHECK(env, napi_create_double(env, (double)length, &count));
  return count;
}

/* scale(array, factor): a Float64Array, in place. */
static napi_value scale(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value argv[2];
  double factor;
  bool is_typed_array;
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  CHECK(env, napi_get_value_double(env, argv[1], &factor));

  CHECK(env, napi_is_typedarray(env, argv[0], &is_typed_array));
  napi_typedarray_type type = napi_int8_array;
  size_t length = 0;
  void* data = NULL;
  if (is_typed_array) {
    CHECK(env, napi_get_typedarray_info(env, argv[0], &type, &length, &data, NULL, NULL));
  }
  if (!is_typed_array || type != napi_float64_array) {
    napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "a Float64Array was expected");
    return NULL;
  }

  double* numbers = data;
  for (size_t i = 0; i < length; i++) numbers[i] *= factor;
  return argv[0];
}

/* The hint carries the size. */
static void take_back(napi_env env, void* data, void* hint) {
  (void)env;
  atomic_fetch_sub(&lent_bytes, (size_t)(uintptr_t)hint);
  free(data);
}

/* allocate(size): a Buffer over memory from malloc. */
static napi_value allocate(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value size_value;
  double number;
  CHECK(env, napi_get_cb_info(env, info, &argc, &size_value, NULL, NULL));
  CHECK(env, napi_get_value_double(env, size_value, &number));
  if (!(number >= 1 && number <= 1 << 30)) {
    napi_throw_range_error(env, "ERR_OUT_OF_RANGE", "the size must be between 1 and 2**30");
    return NULL;
  }

  size_t size = (size_t)number;
  void* data = malloc(size);
  if (data == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for the buffer");
    return NULL;
  }
  memset(data, 0xC0, size);
  atomic_fetch_add(&lent_bytes, size);

  napi_value buffer;
  napi_status status = napi_create_external_buffer(env, size, data, take_back,
                                                   (void*)(uintptr_t)size, &buffer);
  if (status == napi_ok) return buffer; /* JavaScript has the memory now */

  /* Some hosts (those with pointer compression) cannot lend memory: copy. */
  if (status == napi_no_external_buffers_allowed) {
    status = napi_create_buffer_copy(env, size, data, NULL, &buffer);
  }
  if (status != napi_ok) throw_last_error(env, "allocate");
  take_back(env, data, (void*)(uintptr_t)size);
  return status == napi_ok ? buffer : NULL;
}

/* lentBytes() */
static napi_value get_lent_bytes(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value count;
  CHECK(env, napi_create_double(env, (double)atomic_load(&lent_bytes), &count));
  return count;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor functions[] = {
      {.utf8name = "invert", .method = invert, .attributes = napi_default_jsproperty},
      {.utf8name = "scale", .method = scale, .attributes = napi_default_jsproperty},
      {.utf8name = "allocate", .method = allocate, .attributes = napi_default_jsproperty},
      {.utf8name = "lentBytes", .method = get_lent_bytes, .attributes = napi_default_jsproperty},
  };
  CHECK(env, napi_define_properties(env, exports, sizeof functions / sizeof functions[0],
                                    functions));
  return exports;
}
