/* Buffers over memory of the addon's. */
#include "../common.h"

static int finalized;
static bool finalizer_right = true;

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
  for (size_t i = 0; i < length; i++) memory[i] = (unsigned char)(i + 65);
  napi_value made = NULL;
  napi_status status =
      napi_create_external_buffer(env, length, memory, finalize, &finalized, &made);
  void* data;
  size_t told;
  CHECK(napi_get_buffer_info(env, made, &data, &told));
  ASSERT(data == memory && told == length);
  return outcome_value(env, status, &made);
}
static napi_value external_static(napi_env env, napi_callback_info info) {
  (void)info;
  static char memory[] = "static memory";
  napi_value made = NULL;
  napi_status status =
      napi_create_external_buffer(env, sizeof memory - 1, memory, NULL, NULL, &made);
  return outcome_value(env, status, &made);
}
/* NULL of length 0, with a finalizer all the same. */
static void finalize_nothing(node_api_basic_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  if (data != NULL) finalizer_right = false;
  finalized++;
}
static napi_value nothing(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value made = NULL;
  napi_status status = napi_create_external_buffer(env, 0, NULL, finalize_nothing, NULL, &made);
  return outcome_value(env, status, &made);
}
static napi_value count(napi_env env, napi_callback_info info) {
  (void)info;
  ASSERT(finalizer_right);
  return js_number(env, finalized);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(external);
  EXPOSE_FN(external_static);
  EXPOSE_FN(nothing);
  EXPOSE_FN(count);
  return exports;
}
