/*
 * node_api_types.h: the types of the parts of Node-API that need a runtime
 * around the engine: modules, async work, thread-safe functions, cleanup.
 *
 * As in js_native_api_types.h, numbers and layouts are fixed for ever.
 * Neighbours: js_native_api_types.h (included here), node_api.h (functions).
 */
#ifndef SRC_NODE_API_TYPES_H_
#define SRC_NODE_API_TYPES_H_

#include "js_native_api_types.h"

/* ---- Module registration ----------------------------------------------- */

/* A module's init function. What it returns becomes module.exports; NULL
 * leaves the given exports object in place. */
typedef napi_value(NAPI_CDECL* napi_addon_register_func)(napi_env env,
                                                         napi_value exports);

/* Tells the host which Node-API version the module was compiled for. */
typedef int32_t(NAPI_CDECL* node_api_addon_get_api_version_func)(void);

/* ---- Asynchronous operations ------------------------------------------- */

/* An entered async context (napi_open_callback_scope). */
typedef struct napi_callback_scope__* napi_callback_scope;
/* What async_hooks sees of an operation (napi_async_init). */
typedef struct napi_async_context__* napi_async_context;
/* A job for the thread pool (napi_create_async_work). */
typedef struct napi_async_work__* napi_async_work;

/* The job. Runs on a pool thread: env must not be used there. */
typedef void(NAPI_CDECL* napi_async_execute_callback)(napi_env env, void* data);

/* The job's end, back on the JavaScript thread. status is napi_ok, or
 * napi_cancelled if the job never ran. */
typedef void(NAPI_CDECL* napi_async_complete_callback)(napi_env env,
                                                       napi_status status,
                                                       void* data);

#if NAPI_VERSION >= 3
/* Runs when the environment ends (napi_add_env_cleanup_hook). */
typedef void(NAPI_CDECL* napi_cleanup_hook)(void* arg);
#endif

#if NAPI_VERSION >= 4
/* A JavaScript function, or a callback, that every thread may call. */
typedef struct napi_threadsafe_function__* napi_threadsafe_function;

/* napi_release_threadsafe_function: give up one claim, or close at once. */
typedef enum {
  napi_tsfn_release,
  napi_tsfn_abort
} napi_threadsafe_function_release_mode;

/* napi_call_threadsafe_function: what to do while the queue is full. */
typedef enum {
  napi_tsfn_nonblocking,
  napi_tsfn_blocking
} napi_threadsafe_function_call_mode;

/* Handles one queued item on the JavaScript thread. env and js_callback are
 * NULL when the environment is ending: then only free what data points to. */
typedef void(NAPI_CDECL* napi_threadsafe_function_call_js)(
    napi_env env, napi_value js_callback, void* context, void* data);
#endif

/* ---- Environment ------------------------------------------------------- */

/* The version of Node.js that the host is, or follows. */
typedef struct {
  uint32_t major;
  uint32_t minor;
  uint32_t patch;
  const char* release; /* "node" */
} napi_node_version;

#if NAPI_VERSION >= 8
/* A registered asynchronous cleanup hook. */
typedef struct napi_async_cleanup_hook_handle__* napi_async_cleanup_hook_handle;

/* Runs when the environment ends, which then waits until the hook's handle is
 * given to napi_remove_async_cleanup_hook. */
typedef void(NAPI_CDECL* napi_async_cleanup_hook)(
    napi_async_cleanup_hook_handle handle, void* data);
#endif

#endif /* SRC_NODE_API_TYPES_H_ */
