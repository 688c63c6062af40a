/*
 * operation.h: what every asynchronous operation of this addon has in common.
 *
 * An Operation is the first member of a structure that also holds libuv handles.
 * Its life: operation_begin; any number of operation_call from libuv callbacks;
 * then, when libuv has let go of all handles, operation_end, and the structure
 * can be freed. If the environment ends before that, `stop` is called (once) and
 * must make the operation end soon, without calling JavaScript.
 * Everything here runs on the JavaScript thread.
 */
#ifndef LIBUV_DIRECT_OPERATION_H_
#define LIBUV_DIRECT_OPERATION_H_

#include <uv.h>

#include "check.h"

typedef struct Operation {
  napi_env env;
  napi_ref callback;
  napi_async_context context;
  napi_async_cleanup_hook_handle hook;
  void (*stop)(struct Operation* operation);
  bool stopped;
} Operation;

/* The loop that this environment runs on, or NULL with an exception set. */
uv_loop_t* environment_loop(napi_env env);

/* Throws an Error with libuv's text and code for a negative result. */
void throw_uv_error(napi_env env, int result);

/* False, with an exception set and nothing to clean up, if it cannot begin. */
bool operation_begin(napi_env env, Operation* operation, napi_value callback, const char* name,
                     void (*stop)(Operation* operation));

/* Calls the JavaScript callback from a libuv callback, within a handle scope of
 * the caller; does nothing once the operation has been stopped. */
void operation_call(Operation* operation, size_t argc, const napi_value* argv);

/* Lets go of the environment. Frees nothing of the structure itself. */
void operation_end(Operation* operation);

#endif /* LIBUV_DIRECT_OPERATION_H_ */
