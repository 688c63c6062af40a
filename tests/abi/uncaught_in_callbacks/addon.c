/* Native functions that throw or let JavaScript throw, called from places nobody can catch. */
#include "../lifetime.h"

static napi_value throw_type_error(napi_env env, napi_callback_info info) {
  (void)info;
  MUST(napi_throw_type_error(env, "ERR_UNCAUGHT", "thrown natively"));
  return NULL;
}

/* call(function): the exception stays pending and goes on to the caller */
static napi_value call(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_value undefined, result = NULL;
  MUST(napi_get_undefined(env, &undefined));
  napi_call_function(env, undefined, argv[0], 0, NULL, &result);
  return result;
}

/* A value returned along with a pending exception is ignored. */
static napi_value throw_and_return(napi_env env, napi_callback_info info) {
  (void)info;
  MUST(napi_throw(env, string_value(env, "thrown")));
  return int_value(env, 1);
}

static napi_value reject(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_deferred deferred;
  napi_value promise;
  MUST(napi_create_promise(env, &deferred, &promise));
  MUST(napi_reject_deferred(env, deferred, argv[0]));
  return promise;
}

NAPI_MODULE_INIT() {
  EXPOSE(throw_type_error);
  EXPOSE(call);
  EXPOSE(throw_and_return);
  EXPOSE(reject);
  return exports;
}
