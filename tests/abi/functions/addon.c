/* Functions made from C callbacks, what they are told about a call, and calls into JavaScript. */
#include "../common.h"

static int data_word = 42;

/* create(name, length): the function answers with what it was told. */
static napi_value told(napi_env env, napi_callback_info info) {
  napi_value argv[4], self, target, object, list;
  size_t argc = 4;
  void* data = NULL;
  CHECK(napi_get_cb_info(env, info, &argc, argv, &self, &data));
  CHECK(napi_get_new_target(env, info, &target));
  CHECK(napi_create_object(env, &object));
  CHECK(napi_create_array(env, &list));
  /* All four places are written, whatever argc is. */
  for (uint32_t i = 0; i < 4; i++) CHECK(napi_set_element(env, list, i, argv[i]));
  js_set(env, object, "argc", js_number(env, (double)argc));
  js_set(env, object, "argv", list);
  js_set(env, object, "self", self);
  js_set(env, object, "data", js_bool(env, data == &data_word));
  js_set(env, object, "newTarget", js_bool(env, target != NULL));
  return object;
}
static napi_value create(napi_env env, napi_callback_info info) {
  ARGS(2);
  char* name = c_text(env, argv[0]);
  napi_value made = NULL;
  napi_status status =
      napi_create_function(env, name, c_length(env, argv[1]), told, &data_word, &made);
  free(name);
  return outcome_value(env, status, &made);
}

/* count_only(...): argc alone, with NULL for everything else. */
static napi_value count_only(napi_env env, napi_callback_info info) {
  size_t argc = 0;
  CHECK(napi_get_cb_info(env, info, &argc, NULL, NULL, NULL));
  return js_number(env, (double)argc);
}
/* few(...): room for two; argc still tells how many were given. */
static napi_value few(napi_env env, napi_callback_info info) {
  napi_value argv[3] = {NULL, NULL, (napi_value)&data_word}, array;
  size_t argc = 2;
  CHECK(napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  ASSERT(argv[2] == (napi_value)&data_word);
  CHECK(napi_create_array(env, &array));
  CHECK(napi_set_element(env, array, 0, js_number(env, (double)argc)));
  CHECK(napi_set_element(env, array, 1, argv[0]));
  CHECK(napi_set_element(env, array, 2, argv[1]));
  return array;
}
/* again(...): asked twice, the answers are the same values. */
static napi_value again(napi_env env, napi_callback_info info) {
  napi_value a[2], b[2], self_a, self_b;
  size_t count_a = 2, count_b = 2;
  bool same[3];
  CHECK(napi_get_cb_info(env, info, &count_a, a, &self_a, NULL));
  CHECK(napi_get_cb_info(env, info, &count_b, b, &self_b, NULL));
  CHECK(napi_strict_equals(env, a[0], b[0], &same[0]));
  CHECK(napi_strict_equals(env, a[1], b[1], &same[1]));
  CHECK(napi_strict_equals(env, self_a, self_b, &same[2]));
  return js_bool(env, count_a == count_b && same[0] && same[1] && same[2]);
}
static napi_value return_null(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  return NULL;
}
static napi_value last_argument(napi_env env, napi_callback_info info) {
  size_t argc = 0;
  CHECK(napi_get_cb_info(env, info, &argc, NULL, NULL, NULL));
  if (argc == 0) return NULL;
  napi_value* argv = malloc(argc * sizeof *argv);
  ASSERT(argv != NULL);
  CHECK(napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  napi_value last = argv[argc - 1];
  free(argv);
  return last;
}

/* call(receiver, function, arguments): receiver may be NULL. */
static napi_value call(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_value list[16], result = NULL;
  uint32_t count;
  CHECK(napi_get_array_length(env, argv[2], &count));
  ASSERT(count <= 16);
  for (uint32_t i = 0; i < count; i++) CHECK(napi_get_element(env, argv[2], i, &list[i]));
  napi_status status = napi_call_function(env, or_null_marker(env, argv[0]),
                                          or_null_marker(env, argv[1]), count,
                                          count == 0 ? NULL : list, &result);
  return outcome_value(env, status, &result);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(create);
  EXPOSE_FN(count_only);
  EXPOSE_FN(few);
  EXPOSE_FN(again);
  EXPOSE_FN(return_null);
  EXPOSE_FN(last_argument);
  EXPOSE_FN(call);
  return exports;
}
