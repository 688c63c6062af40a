/* SharedArrayBuffers: made, over memory of the addon's, recognized, read. */
#include "../common.h"

static int finalized;
static bool finalizer_right = true;

static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(1);
  void* data = NULL;
  napi_value made = NULL;
  size_t length = (size_t)c_int(env, argv[0]);
  napi_status status = node_api_create_sharedarraybuffer(env, length, &data, &made);
  if (status == napi_ok) {
    for (size_t i = 0; i < length; i++) {
      ASSERT(((unsigned char*)data)[i] == 0);
      ((unsigned char*)data)[i] = (unsigned char)(i + 1);
    }
  }
  return outcome_value(env, status, &made);
}

/* May run on any thread, without an env. */
static void finalize(void* data, void* hint) {
  if (hint != &finalized) finalizer_right = false;
  free(data);
  __atomic_add_fetch(&finalized, 1, __ATOMIC_SEQ_CST);
}
static napi_value external(napi_env env, napi_callback_info info) {
  ARGS(1);
  size_t length = (size_t)c_int(env, argv[0]);
  unsigned char* memory = malloc(length);
  ASSERT(memory != NULL);
  for (size_t i = 0; i < length; i++) memory[i] = (unsigned char)(i + 100);
  napi_value made = NULL;
  napi_status status = node_api_create_external_sharedarraybuffer(env, memory, length, finalize,
                                                                  &finalized, &made);
  if (status == napi_no_external_buffers_allowed) {
    free(memory); /* it stayed ours */
    return outcome_value(env, status, &made);
  }
  void* data;
  size_t told;
  CHECK(napi_get_arraybuffer_info(env, made, &data, &told));
  ASSERT(data == memory && told == length);
  return outcome_value(env, status, &made);
}
static napi_value is(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool found = false;
  napi_status status = node_api_is_sharedarraybuffer(env, argv[0], &found);
  return outcome(env, status, js_bool(env, found));
}
/* poke(buffer, at, byte) -> length */
static napi_value poke(napi_env env, napi_callback_info info) {
  ARGS(3);
  void* data;
  size_t length;
  CHECK(napi_get_arraybuffer_info(env, argv[0], &data, &length));
  ((unsigned char*)data)[c_int(env, argv[1])] = (unsigned char)c_int(env, argv[2]);
  return js_number(env, (double)length);
}
static napi_value count(napi_env env, napi_callback_info info) {
  (void)info;
  ASSERT(finalizer_right);
  return js_number(env, __atomic_load_n(&finalized, __ATOMIC_SEQ_CST));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(create);
  EXPOSE_FN(external);
  EXPOSE_FN(is);
  EXPOSE_FN(poke);
  EXPOSE_FN(count);
  return exports;
}
