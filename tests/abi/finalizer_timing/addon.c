/* In which phase of the event loop a finalizer runs, and what it may call there. */
#include "../lifetime.h"

static char phase[32] = "start";
static char seen[32] = "never";

static napi_value set_phase(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_get_value_string_utf8(env, argv[0], phase, sizeof phase, NULL));
  return NULL;
}

static napi_value seen_in(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value result = string_value(env, seen);
  strcpy(seen, "never");
  return result;
}

static void note_phase(node_api_basic_env env, void *data, void *hint) {
  (void)env, (void)data, (void)hint;
  strcpy(seen, phase);
}

static napi_value wrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_wrap(env, argv[0], NULL, note_phase, NULL, NULL));
  return NULL;
}

static napi_value add_finalizer(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_add_finalizer(env, argv[0], NULL, note_phase, NULL, NULL));
  return NULL;
}

static napi_value external(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value;
  MUST(napi_create_external(env, NULL, note_phase, NULL, &value));
  return value;
}

NAPI_MODULE_INIT() {
  EXPOSE(set_phase);
  EXPOSE(seen_in);
  EXPOSE(wrap);
  EXPOSE(add_finalizer);
  EXPOSE(external);
  return exports;
}
