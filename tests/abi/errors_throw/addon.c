/* napi_throw and its four siblings that make the error themselves. */
#include "../common.h"

typedef napi_status (*Thrower)(napi_env, const char*, const char*);

static napi_value throw_with(napi_env env, napi_callback_info info, Thrower thrower) {
  ARGS(2);
  char* code = c_text(env, argv[0]);
  char* message = c_text(env, argv[1]);
  napi_status status = thrower(env, code, message);
  free(code);
  free(message);
  return outcome(env, status, NULL);
}

static napi_value error(napi_env env, napi_callback_info info) {
  return throw_with(env, info, napi_throw_error);
}
static napi_value type_error(napi_env env, napi_callback_info info) {
  return throw_with(env, info, napi_throw_type_error);
}
static napi_value range_error(napi_env env, napi_callback_info info) {
  return throw_with(env, info, napi_throw_range_error);
}
static napi_value syntax_error(napi_env env, napi_callback_info info) {
  return throw_with(env, info, node_api_throw_syntax_error);
}

/* value(v): throws v and takes it back. */
static napi_value value(napi_env env, napi_callback_info info) {
  ARGS(1);
  return outcome(env, napi_throw(env, argv[0]), NULL);
}

/* escape(v): throws v at the caller, with a return value that must be dropped. */
static napi_value escape(napi_env env, napi_callback_info info) {
  ARGS(1);
  CHECK(napi_throw(env, argv[0]));
  return argv[0];
}

static napi_value escape_type_error(napi_env env, napi_callback_info info) {
  (void)info;
  CHECK(napi_throw_type_error(env, "ERR_OF_MINE", "thrown at the caller"));
  return NULL;
}

/* twice(a, b): the second throw is refused while the first is pending. */
static napi_value twice(napi_env env, napi_callback_info info) {
  ARGS(2);
  CHECK(napi_throw(env, argv[0]));
  napi_status again = napi_throw(env, argv[1]);
  return outcome(env, again, NULL);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(error);
  EXPOSE_FN(type_error);
  EXPOSE_FN(range_error);
  EXPOSE_FN(syntax_error);
  EXPOSE_FN(value);
  EXPOSE_FN(escape);
  EXPOSE_FN(escape_type_error);
  EXPOSE_FN(twice);
  return exports;
}
