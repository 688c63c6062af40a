/* Typed arrays of every type. */
#include "../common.h"

/* create(type, length, buffer, offset) */
static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(4);
  napi_value made = NULL;
  napi_status status = napi_create_typedarray(
      env, (napi_typedarray_type)c_int(env, argv[0]), (size_t)c_double(env, argv[1]), argv[2],
      (size_t)c_double(env, argv[3]), &made);
  return outcome_value(env, status, &made);
}

/* info_of(view) -> { type, length, offset, buffer, aligned: whether data is the buffer's + offset } */
static napi_value info_of(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_typedarray_type type = (napi_typedarray_type)99;
  size_t length = 77, offset = 77, buffer_length;
  void *data = NULL, *start;
  napi_value buffer = NULL, object;
  observe(env, napi_get_typedarray_info(env, argv[0], &type, &length, &data, &buffer, &offset));
  if (observed.status != napi_ok) return outcome_object(env, NULL);
  CHECK(napi_create_object(env, &object));
  js_set(env, object, "type", js_number(env, type));
  js_set(env, object, "length", js_number(env, (double)length));
  js_set(env, object, "offset", js_number(env, (double)offset));
  js_set(env, object, "buffer", buffer);
  bool is;
  CHECK(napi_is_arraybuffer(env, buffer, &is));
  if (is) {
    CHECK(napi_get_arraybuffer_info(env, buffer, &start, &buffer_length));
    js_set(env, object, "aligned",
           js_bool(env, buffer_length == 0 || (char*)data == (char*)start + offset));
  }
  return outcome_object(env, object);
}
/* Every part is optional. */
static napi_value part(napi_env env, napi_callback_info info) {
  ARGS(1);
  size_t length = 77;
  napi_status status = napi_get_typedarray_info(env, argv[0], NULL, &length, NULL, NULL, NULL);
  return outcome(env, status, js_number(env, (double)length));
}
static napi_value is(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool found = false;
  napi_status status = napi_is_typedarray(env, argv[0], &found);
  return outcome(env, status, js_bool(env, found));
}
/* double_all(view): each element doubled through the data pointer. */
static napi_value double_all(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_typedarray_type type;
  size_t length;
  void* data;
  CHECK(napi_get_typedarray_info(env, argv[0], &type, &length, &data, NULL, NULL));
  for (size_t i = 0; i < length; i++) {
    switch (type) {
      case napi_int8_array: ((int8_t*)data)[i] *= 2; break;
      case napi_uint8_array:
      case napi_uint8_clamped_array: ((uint8_t*)data)[i] *= 2; break;
      case napi_int16_array: ((int16_t*)data)[i] *= 2; break;
      case napi_uint16_array: ((uint16_t*)data)[i] *= 2; break;
      case napi_int32_array: ((int32_t*)data)[i] *= 2; break;
      case napi_uint32_array: ((uint32_t*)data)[i] *= 2; break;
      case napi_float32_array: ((float*)data)[i] *= 2; break;
      case napi_float64_array: ((double*)data)[i] *= 2; break;
      case napi_bigint64_array: ((int64_t*)data)[i] *= 2; break;
      case napi_biguint64_array: ((uint64_t*)data)[i] *= 2; break;
      /* A half float's exponent is in bits 10 to 14: one more is twice as much. */
      case napi_float16_array: ((uint16_t*)data)[i] += 1 << 10; break;
    }
  }
  return argv[0];
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(create);
  EXPOSE_FN(info_of);
  EXPOSE_FN(part);
  EXPOSE_FN(is);
  EXPOSE_FN(double_all);
  return exports;
}
