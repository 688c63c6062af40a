/*
 * addon.c: the module; see functions.h for what it is made of.
 */
#include <uv.h>

#include "check.h"
#include "functions.h"

/* loopTime(): the loop's own clock, in milliseconds. */
static napi_value loop_time(napi_env env, napi_callback_info info) {
  (void)info;
  uv_loop_t* loop;
  napi_value time;
  CHECK(env, napi_get_uv_event_loop(env, &loop));
  CHECK(env, napi_create_double(env, (double)uv_now(loop), &time));
  return time;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor functions[] = {
      {.utf8name = "after", .method = after, .attributes = napi_default_jsproperty},
      {.utf8name = "echo", .method = echo, .attributes = napi_default_jsproperty},
      {.utf8name = "hash", .method = hash, .attributes = napi_default_jsproperty},
      {.utf8name = "loopTime", .method = loop_time, .attributes = napi_default_jsproperty},
      {.utf8name = "produce", .method = produce, .attributes = napi_default_jsproperty},
  };
  CHECK(env, napi_define_properties(env, exports, sizeof functions / sizeof functions[0],
                                    functions));
  return exports;
}
