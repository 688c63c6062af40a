/* napi_type_tag_object and napi_check_object_type_tag. */
#include "../common.h"

static const napi_type_tag tags[] = {
    {0, 0},
    {0xdaf987b3cc62481a, 0xb745b0497f299531},
    {0xbb7936c374084d9b, 0xa9548d0762eeedb9},
    {0xdaf987b3cc62481a, 0},
    {0, 0xb745b0497f299531},
    {0xb745b0497f299531, 0xdaf987b3cc62481a},
};

static napi_value tag(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_status status = napi_type_tag_object(env, argv[0], &tags[c_int(env, argv[1])]);
  return outcome(env, status, NULL);
}
/* check(object, which): the result argument starts as the opposite of what most answers are. */
static napi_value check(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool matches = true;
  napi_status status =
      napi_check_object_type_tag(env, argv[0], &tags[c_int(env, argv[1])], &matches);
  return outcome(env, status, js_bool(env, matches));
}
static napi_value external(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value made;
  CHECK(napi_create_external(env, (void*)&tags, NULL, NULL, &made));
  return made;
}
/* A tag and a wrap live side by side. */
static napi_value wrap_and_unwrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  void* found = NULL;
  CHECK(napi_wrap(env, argv[0], (void*)&tags[1], NULL, NULL, NULL));
  CHECK(napi_unwrap(env, argv[0], &found));
  return js_bool(env, found == &tags[1]);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(tag);
  EXPOSE_FN(check);
  EXPOSE_FN(external);
  EXPOSE_FN(wrap_and_unwrap);
  return exports;
}
