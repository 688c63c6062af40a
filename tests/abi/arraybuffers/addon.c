/* ArrayBuffers: made by the engine or over memory of the addon's, read, detached. */
#include "../common.h"

static int finalized;
static bool finalizer_right = true;

static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(1);
  void* data = &finalized;
  napi_value made = NULL;
  size_t length = (size_t)c_int(env, argv[0]);
  napi_status status = napi_create_arraybuffer(env, length, &data, &made);
  if (status == napi_ok) {
    unsigned char* bytes = data;
    for (size_t i = 0; i < length; i++) {
      ASSERT(bytes[i] == 0);
      bytes[i] = (unsigned char)i;
    }
  }
  return outcome_value(env, status, &made);
}

/* Without asking for the memory. */
static napi_value create_only(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value made = NULL;
  napi_status status =
      napi_create_arraybuffer(env, (size_t)c_int(env, argv[0]), NULL, &made);
  return outcome_value(env, status, &made);
}

static void finalize(node_api_basic_env env, void* data, void* hint) {
  if (env == NULL || hint != &finalized) finalizer_right = false;
  free(data);
  finalized++;
}
static napi_value external(napi_env env, napi_callback_info info) {
  ARGS(1);
  size_t length = (size_t)c_int(env, argv[0]);
  unsigned char* memory = malloc(length);
  ASSERT(memory != NULL);
  for (size_t i = 0; i < length; i++) memory[i] = (unsigned char)(i + 100);
  napi_value made = NULL;
  napi_status status =
      napi_create_external_arraybuffer(env, memory, length, finalize, &finalized, &made);
  /* The very memory, not a copy. */
  void* data;
  size_t told;
  CHECK(napi_get_arraybuffer_info(env, made, &data, &told));
  ASSERT(data == memory && told == length);
  return outcome_value(env, status, &made);
}
/* Memory that nobody frees. */
static napi_value external_static(napi_env env, napi_callback_info info) {
  (void)info;
  static char memory[4] = {1, 2, 3, 4};
  napi_value made = NULL;
  napi_status status = napi_create_external_arraybuffer(env, memory, 4, NULL, NULL, &made);
  return outcome_value(env, status, &made);
}
static napi_value external_nothing(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value made = NULL;
  napi_status status = napi_create_external_arraybuffer(env, NULL, 0, NULL, NULL, &made);
  return outcome_value(env, status, &made);
}
static napi_value count(napi_env env, napi_callback_info info) {
  (void)info;
  ASSERT(finalizer_right);
  return js_number(env, finalized);
}

/* info(buffer) -> [length, first byte or -1] */
static napi_value info_of(napi_env env, napi_callback_info info) {
  ARGS(1);
  void* data = NULL;
  size_t length = 77;
  napi_value array;
  observe(env, napi_get_arraybuffer_info(env, argv[0], &data, &length));
  CHECK(napi_create_array(env, &array));
  CHECK(napi_set_element(env, array, 0, js_number(env, (double)length)));
  int first = observed.status == napi_ok && length > 0 ? *(unsigned char*)data : -1;
  CHECK(napi_set_element(env, array, 1, js_number(env, first)));
  return outcome_object(env, array);
}
/* poke(buffer, at, byte): a write that JavaScript sees. */
static napi_value poke(napi_env env, napi_callback_info info) {
  ARGS(3);
  void* data;
  size_t length;
  CHECK(napi_get_arraybuffer_info(env, argv[0], &data, &length));
  ((unsigned char*)data)[c_int(env, argv[1])] = (unsigned char)c_int(env, argv[2]);
  return NULL;
}
static napi_value is(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool found = false;
  napi_status status = napi_is_arraybuffer(env, argv[0], &found);
  return outcome(env, status, js_bool(env, found));
}

/* alignment_of(buffer): its address modulo 16. */
static napi_value alignment_of(napi_env env, napi_callback_info info) {
  ARGS(1);
  void* data;
  size_t length;
  CHECK(napi_get_arraybuffer_info(env, argv[0], &data, &length));
  return js_number(env, (double)((uintptr_t)data % 16));
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(create);
  EXPOSE_FN(create_only);
  EXPOSE_FN(external);
  EXPOSE_FN(external_static);
  EXPOSE_FN(external_nothing);
  EXPOSE_FN(count);
  EXPOSE_FN(info_of);
  EXPOSE_FN(poke);
  EXPOSE_FN(alignment_of);
  EXPOSE_FN(is);
  return exports;
}
