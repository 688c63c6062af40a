/* Node's Buffers: made, copied, over an ArrayBuffer, recognized, read. */
#include "../common.h"

static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(1);
  void* data = NULL;
  napi_value made = NULL;
  size_t length = (size_t)c_int(env, argv[0]);
  napi_status status = napi_create_buffer(env, length, &data, &made);
  if (status == napi_ok) {
    for (size_t i = 0; i < length; i++) ((unsigned char*)data)[i] = (unsigned char)(i + 1);
  }
  return outcome_value(env, status, &made);
}
static napi_value create_only(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value made = NULL;
  napi_status status = napi_create_buffer(env, (size_t)c_int(env, argv[0]), NULL, &made);
  return outcome_value(env, status, &made);
}
/* copy(text): the copy is apart from what was copied. */
static napi_value copy(napi_env env, napi_callback_info info) {
  ARGS(1);
  char* text = c_text(env, argv[0]);
  void* data = NULL;
  napi_value made = NULL;
  napi_status status = napi_create_buffer_copy(env, strlen(text), text, &data, &made);
  if (status == napi_ok) {
    ASSERT(strlen(text) == 0 || (data != text && memcmp(data, text, strlen(text)) == 0));
    memset(text, '!', strlen(text));
  }
  free(text);
  return outcome_value(env, status, &made);
}
/* over(arraybuffer, offset, length) */
static napi_value over(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_value made = NULL;
  napi_status status = node_api_create_buffer_from_arraybuffer(
      env, argv[0], (size_t)c_double(env, argv[1]), (size_t)c_double(env, argv[2]), &made);
  observe(env, status);
  /* On a range error Node returns ok with an exception pending. */
  return outcome_object(env, status == napi_ok && observed.exception == NULL ? made : NULL);
}
static napi_value is(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool found = false;
  napi_status status = napi_is_buffer(env, argv[0], &found);
  return outcome(env, status, js_bool(env, found));
}
/* info_of(view) -> [length, first byte or -1] */
static napi_value info_of(napi_env env, napi_callback_info info) {
  ARGS(1);
  void* data = NULL;
  size_t length = 77;
  napi_value array;
  observe(env, napi_get_buffer_info(env, argv[0], &data, &length));
  if (observed.status != napi_ok) return outcome_object(env, NULL);
  CHECK(napi_create_array(env, &array));
  CHECK(napi_set_element(env, array, 0, js_number(env, (double)length)));
  CHECK(napi_set_element(env, array, 1,
                         js_number(env, length == 0 ? -1 : *(unsigned char*)data)));
  return outcome_object(env, array);
}
static napi_value poke(napi_env env, napi_callback_info info) {
  ARGS(3);
  void* data;
  CHECK(napi_get_buffer_info(env, argv[0], &data, NULL));
  ((unsigned char*)data)[c_int(env, argv[1])] = (unsigned char)c_int(env, argv[2]);
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(create);
  EXPOSE_FN(create_only);
  EXPOSE_FN(copy);
  EXPOSE_FN(over);
  EXPOSE_FN(is);
  EXPOSE_FN(info_of);
  EXPOSE_FN(poke);
  return exports;
}
