/* napi_fatal_error ends the process with a report of the place and the message. */
#include "../lifetime.h"

static napi_value automatic(napi_env env, napi_callback_info info) {
  (void)env, (void)info;
  napi_fatal_error("addon.c:here", NAPI_AUTO_LENGTH, "the message", NAPI_AUTO_LENGTH);
}

/* Lengths that end before the terminator. */
static napi_value counted(napi_env env, napi_callback_info info) {
  (void)env, (void)info;
  napi_fatal_error("place and more", 5, "told and untold", 4);
}

static napi_value empty(napi_env env, napi_callback_info info) {
  (void)env, (void)info;
  napi_fatal_error("", 0, "", 0);
}

static void hook(void *arg) {
  (void)arg;
  event("a cleanup hook ran");
}

NAPI_MODULE_INIT() {
  EXPOSE(automatic);
  EXPOSE(counted);
  EXPOSE(empty);
  MUST(napi_add_env_cleanup_hook(env, hook, NULL));
  return exports;
}
