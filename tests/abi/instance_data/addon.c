/* Instance data: one pointer for each env, replaced at will, finalized at the end. */
#include "../common.h"

static char first[] = "first", second[] = "second", hint_word[] = "hint";

static void finalize(napi_env env, void* data, void* hint) {
  /* Still a whole env: values can be made, though JavaScript cannot run. */
  napi_value value;
  CHECK(napi_create_int32(env, 1, &value));
  printf("finalized %s with %s\n", data == NULL ? "nothing" : (char*)data, (char*)hint);
  fflush(stdout);
}

static napi_value get(napi_env env, napi_callback_info info) {
  (void)info;
  void* data = (void*)hint_word;
  napi_status status = napi_get_instance_data(env, &data);
  napi_value text;
  observe(env, status);
  if (data == NULL) {
    CHECK(napi_get_null(env, &text));
  } else {
    text = js_string(env, data);
  }
  return outcome_object(env, text);
}
/* set(which, finalize): 0 is NULL. */
static napi_value set(napi_env env, napi_callback_info info) {
  ARGS(2);
  int which = (int)c_int(env, argv[0]);
  bool with_finalizer;
  CHECK(napi_get_value_bool(env, argv[1], &with_finalizer));
  napi_status status =
      napi_set_instance_data(env, which == 0 ? NULL : which == 1 ? first : second,
                             with_finalizer ? finalize : NULL, hint_word);
  return outcome(env, status, NULL);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(get);
  EXPOSE_FN(set);
  return exports;
}
