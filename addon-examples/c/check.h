/*
 * check.h: what the C examples do with a status.
 *
 * Every Node-API call can fail. CHECK leaves the current function if one does,
 * with a JavaScript exception set, so that the caller in JavaScript learns of it.
 * An exception that waits already (thrown by JavaScript, or by the call) stays.
 */
#ifndef ADDON_EXAMPLES_CHECK_H_
#define ADDON_EXAMPLES_CHECK_H_

#include <node_api.h>

static inline void throw_last_error(napi_env env, const char* call) {
  /* First of all: the next call, even a successful one, forgets the error. */
  const napi_extended_error_info* info = NULL;
  const char* message = NULL;
  if (napi_get_last_error_info(env, &info) == napi_ok) {
    message = info->error_message;
  }

  bool pending = false;
  napi_is_exception_pending(env, &pending);
  if (!pending) {
    napi_throw_error(env, NULL, message != NULL ? message : call);
  }
}

/* In a function that returns a napi_value (a callback, a module's init). */
#define CHECK(env, call) CHECK_ELSE(env, call, return NULL)

/* In a function that returns nothing. */
#define CHECK_VOID(env, call) CHECK_ELSE(env, call, return)

/* With something to do first, such as `goto fail`. */
#define CHECK_ELSE(env, call, otherwise)                                       \
  do {                                                                         \
    if ((call) != napi_ok) {                                                   \
      throw_last_error((env), #call);                                          \
      otherwise;                                                               \
    }                                                                          \
  } while (0)

#endif /* ADDON_EXAMPLES_CHECK_H_ */
