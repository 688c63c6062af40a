/* What the Node-API calls answer while the env is being torn down, by the module's version. */
#include "../lifetime.h"

static napi_env saved_env;
static napi_ref object_ref, function_ref;

static napi_value nothing(napi_env env, napi_callback_info info) {
  (void)env, (void)info;
  return NULL;
}

/* Calls that would run JavaScript, and calls that only make or read values. */
static void probe(napi_env env, const char *where) {
  napi_handle_scope scope;
  napi_value value, object, function, global, undefined, script, promise, error;
  napi_valuetype type = napi_undefined;
  napi_deferred deferred;
  bool flag;
  uint32_t count;
  double number = 0;
  MUST(napi_open_handle_scope(env, &scope));
  int create = napi_create_object(env, &object);
  int text = napi_create_string_utf8(env, "1", NAPI_AUTO_LENGTH, &script);
  int read = napi_get_reference_value(env, object_ref, &value);
  int of_function = napi_get_reference_value(env, function_ref, &function);
  event("%s: object %d string %d references %d %d", where, create, text, read, of_function);
  MUST(napi_get_undefined(env, &undefined));
  MUST(napi_get_global(env, &global));
  MUST(napi_typeof(env, object, &type));
  MUST(napi_create_double(env, 1.5, &value));
  MUST(napi_get_value_double(env, value, &number));
  event("%s: call %d set %d get %d has %d run %d", where,
        napi_call_function(env, undefined, function, 0, NULL, &value),
        napi_set_named_property(env, object, "x", undefined),
        napi_get_named_property(env, object, "x", &value),
        napi_has_named_property(env, object, "x", &flag), napi_run_script(env, script, &value));
  event("%s: coerce %d equals %d length %d function %d promise %d", where,
        napi_coerce_to_string(env, object, &value),
        napi_strict_equals(env, object, object, &flag),
        napi_get_array_length(env, object, &count),
        napi_create_function(env, "f", 1, nothing, NULL, &value),
        napi_create_promise(env, &deferred, &promise));
  event("%s: throw %d wrap %d external %d error %d clear %d", where,
        napi_throw_error(env, NULL, "late"),
        napi_wrap(env, object, NULL, NULL, NULL, NULL),
        napi_create_external(env, NULL, NULL, NULL, &value),
        napi_create_error(env, NULL, script, &error),
        napi_get_and_clear_last_exception(env, &value));
  MUST(napi_close_handle_scope(env, scope));
}

static void hook(void *arg) {
  (void)arg;
  probe(saved_env, "hook");
}

static void finalize(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  probe(env, "finalizer");
}

static void finalize_instance(napi_env env, void *data, void *hint) {
  (void)data, (void)hint;
  napi_handle_scope scope;
  napi_value object, undefined;
  MUST(napi_open_handle_scope(env, &scope));
  MUST(napi_get_undefined(env, &undefined));
  int create = napi_create_object(env, &object);
  event("instance data: object %d set %d", create,
        napi_set_named_property(env, object, "x", undefined));
  MUST(napi_close_handle_scope(env, scope));
}

static napi_value prepare(napi_env env, napi_callback_info info) {
  ARGS(2);
  saved_env = env;
  MUST(napi_create_reference(env, argv[0], 1, &object_ref));
  MUST(napi_create_reference(env, argv[1], 1, &function_ref));
  MUST(napi_wrap(env, argv[0], NULL, finalize, NULL, NULL));
  MUST(napi_add_env_cleanup_hook(env, hook, NULL));
  MUST(napi_set_instance_data(env, &saved_env, finalize_instance, NULL));
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(prepare);
  return exports;
}
