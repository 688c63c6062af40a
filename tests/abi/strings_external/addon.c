/*
 * External strings: memory that the engine may use in place, or copy. Whichever it does, it says so,
 * and the finalizer runs exactly once.
 */
#include "../common.h"

static int finalized;
static bool finalizer_saw_env = true;

static void finalize(node_api_basic_env env, void* data, void* hint) {
  if (env == NULL || hint != (void*)&finalized) finalizer_saw_env = false;
  free(data);
  finalized++;
}

/* make(wide, text, length, finalize) -> outcome; value { string, copied, finalizedByThen } */
static napi_value make(napi_env env, napi_callback_info info) {
  ARGS(4);
  bool wide, with_finalizer, copied = true;
  CHECK(napi_get_value_bool(env, argv[0], &wide));
  CHECK(napi_get_value_bool(env, argv[3], &with_finalizer));
  size_t length = c_length(env, argv[2]), size = 0;
  napi_value made = NULL, object;
  napi_status status;
  int before = finalized;
  if (wide) {
    CHECK(napi_get_value_string_utf16(env, argv[1], NULL, 0, &size));
    char16_t* memory = calloc(size + 1, sizeof *memory);
    ASSERT(memory != NULL);
    CHECK(napi_get_value_string_utf16(env, argv[1], memory, size + 1, NULL));
    status = node_api_create_external_string_utf16(
        env, memory, length, with_finalizer ? finalize : NULL, &finalized, &made, &copied);
    if (status != napi_ok) free(memory);
  } else {
    CHECK(napi_get_value_string_latin1(env, argv[1], NULL, 0, &size));
    char* memory = calloc(size + 1, 1);
    ASSERT(memory != NULL);
    CHECK(napi_get_value_string_latin1(env, argv[1], memory, size + 1, NULL));
    status = node_api_create_external_string_latin1(
        env, memory, length, with_finalizer ? finalize : NULL, &finalized, &made, &copied);
    if (status != napi_ok) free(memory);
  }
  observe(env, status);
  if (status != napi_ok) return outcome_object(env, NULL);
  CHECK(napi_create_object(env, &object));
  js_set(env, object, "string", made);
  /* Copied: the memory is no longer wanted, so the finalizer has run. Else it has not. */
  js_set(env, object, "consistent",
         js_bool(env, !with_finalizer || finalized - before == (copied ? 1 : 0)));
  return outcome_object(env, object);
}

/* Static memory, no finalizer, no copied flag. */
static napi_value bare(napi_env env, napi_callback_info info) {
  (void)info;
  static char narrow[] = "static narrow caf\xe9";
  static char16_t wide[] = u"static wide \u20ac";
  napi_value array, value;
  CHECK(napi_create_array(env, &array));
  CHECK(node_api_create_external_string_latin1(env, narrow, NAPI_AUTO_LENGTH, NULL, NULL, &value,
                                               NULL));
  CHECK(napi_set_element(env, array, 0, value));
  CHECK(node_api_create_external_string_utf16(env, wide, NAPI_AUTO_LENGTH, NULL, NULL, &value,
                                              NULL));
  CHECK(napi_set_element(env, array, 1, value));
  return array;
}

static napi_value count(napi_env env, napi_callback_info info) {
  (void)info;
  ASSERT(finalizer_saw_env);
  return js_number(env, finalized);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(make);
  EXPOSE_FN(bare);
  EXPOSE_FN(count);
  return exports;
}
