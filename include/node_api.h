/*
 * node_api.h: what an addon includes. Adds to js_native_api.h the functions
 * that need a runtime around the engine (modules, Buffer, async work, the
 * event loop, cleanup), and the macros that register a module.
 *
 * The conventions at the top of js_native_api.h hold here too.
 * Neighbours: node_api_types.h (types), node_api.symbols (all exported names).
 */
#ifndef SRC_NODE_API_H_
#define SRC_NODE_API_H_

/* An addon imports the functions from the program that loads it. */
#if defined(BUILDING_NODE_EXTENSION) && !defined(NAPI_EXTERN)
#if defined(_WIN32)
#define NAPI_EXTERN __declspec(dllimport)
#elif defined(__wasm__)
#define NAPI_EXTERN __attribute__((__import_module__("napi")))
#endif
#endif

#include "js_native_api.h"
#include "node_api_types.h"

/* libuv's loop; addons that use libuv include uv.h themselves. */
struct uv_loop_s;

/* Makes the module's entry points visible to the loader. */
#if defined(_WIN32)
#define NAPI_MODULE_EXPORT __declspec(dllexport)
#elif defined(__EMSCRIPTEN__)
#define NAPI_MODULE_EXPORT                                                     \
  __attribute__((visibility("default"))) __attribute__((used))
#else
#define NAPI_MODULE_EXPORT __attribute__((visibility("default")))
#endif

/* Marks a function that never returns. */
#if defined(__GNUC__)
#define NAPI_NO_RETURN __attribute__((noreturn))
#elif defined(_WIN32)
#define NAPI_NO_RETURN __declspec(noreturn)
#else
#define NAPI_NO_RETURN
#endif

/* ---- Registering a module ---------------------------------------------- */

/* The record of the old way to register: a constructor of the library hands
 * it to napi_module_register. */
typedef struct napi_module {
  int nm_version;
  unsigned int nm_flags;
  const char* nm_filename;
  napi_addon_register_func nm_register_func;
  const char* nm_modname;
  void* nm_priv;
  void* reserved[4];
} napi_module;

/* The layout version of napi_module, and the suffix of the entry points. */
#define NAPI_MODULE_VERSION 1

/* Joins two tokens after expanding them. */
#define NAPI_MODULE_INITIALIZER_X(base, version)                               \
  NAPI_MODULE_INITIALIZER_X_HELPER(base, version)
#define NAPI_MODULE_INITIALIZER_X_HELPER(base, version) base##version

#ifdef __wasm__
#define NAPI_MODULE_INITIALIZER_BASE napi_register_wasm_v
#else
#define NAPI_MODULE_INITIALIZER_BASE napi_register_module_v
#endif

#define NODE_API_MODULE_GET_API_VERSION_BASE node_api_module_get_api_version_v

/* napi_register_module_v1: the init function the loader looks for. */
#define NAPI_MODULE_INITIALIZER                                                \
  NAPI_MODULE_INITIALIZER_X(NAPI_MODULE_INITIALIZER_BASE, NAPI_MODULE_VERSION)

/* node_api_module_get_api_version_v1: tells the loader NAPI_VERSION. */
#define NODE_API_MODULE_GET_API_VERSION                                        \
  NAPI_MODULE_INITIALIZER_X(NODE_API_MODULE_GET_API_VERSION_BASE,              \
                            NAPI_MODULE_VERSION)

/* NAPI_MODULE_INIT() { ... } defines the module's init function; env and
 * exports are in sight, and the value to return is the exports. */
#define NAPI_MODULE_INIT()                                                     \
  EXTERN_C_START                                                               \
  NAPI_MODULE_EXPORT int32_t NODE_API_MODULE_GET_API_VERSION(void) {           \
    return NAPI_VERSION;                                                       \
  }                                                                            \
  NAPI_MODULE_EXPORT napi_value NAPI_MODULE_INITIALIZER(napi_env env,          \
                                                        napi_value exports);   \
  EXTERN_C_END                                                                 \
  napi_value NAPI_MODULE_INITIALIZER(napi_env env, napi_value exports)

/* Registers an init function that has a name of its own. */
#define NAPI_MODULE(modname, regfunc)                                          \
  NAPI_MODULE_INIT() {                                                         \
    return regfunc(env, exports);                                              \
  }

/* The old spelling of NAPI_MODULE; priv and flags are ignored. */
#define NAPI_MODULE_X(modname, regfunc, priv, flags)                           \
  NAPI_MODULE(modname, regfunc)

/* Defines a function that runs while the library is being loaded, for modules
 * that register by napi_module_register. Current official headers have dropped
 * this macro; it is kept for sources that are older. */
#ifndef NAPI_C_CTOR
#if defined(_MSC_VER)
#pragma section(".CRT$XCU", read)
#define NAPI_C_CTOR(fn)                                                        \
  static void __cdecl fn(void);                                                \
  __declspec(dllexport, allocate(".CRT$XCU")) void(__cdecl * fn##_)(void) =    \
      fn;                                                                      \
  static void __cdecl fn(void)
#else
#define NAPI_C_CTOR(fn)                                                        \
  static void fn(void) __attribute__((constructor));                           \
  static void fn(void)
#endif
#endif

EXTERN_C_START

/* Registers a module from a constructor of its library. Superseded by the
 * entry points above. */
NAPI_EXTERN void NAPI_CDECL
napi_module_register(napi_module* mod);

#if NAPI_VERSION >= 9
/* The file:// URL of this module's library; valid as long as env is. */
NAPI_EXTERN napi_status NAPI_CDECL
node_api_get_module_file_name(node_api_basic_env env, const char** result);
#endif

/* ---- Fatal errors ------------------------------------------------------ */

/* Prints location and message and ends the process. Works without an env;
 * lengths may be NAPI_AUTO_LENGTH. */
NAPI_EXTERN NAPI_NO_RETURN void NAPI_CDECL
napi_fatal_error(const char* location,
                 size_t location_len,
                 const char* message,
                 size_t message_len);

#if NAPI_VERSION >= 3
/* Raises 'uncaughtException' with err, as if nobody had caught it. */
NAPI_EXTERN napi_status NAPI_CDECL napi_fatal_exception(napi_env env,
                                                        napi_value err);
#endif

/* ---- Buffer ------------------------------------------------------------ */

/* A Buffer of that many bytes, not cleared; data may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_buffer(napi_env env,
                                                      size_t length,
                                                      void** data,
                                                      napi_value* result);
#ifndef NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED
/* A Buffer over the caller's memory, which finalize_cb frees.
 * napi_no_external_buffers_allowed on hosts that cannot do this. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_external_buffer(napi_env env,
                            size_t length,
                            void* data,
                            node_api_basic_finalize finalize_cb,
                            void* finalize_hint,
                            napi_value* result);
#endif
#if NAPI_VERSION >= 10
/* A Buffer that shows a part of an ArrayBuffer; napi_invalid_arg for another
 * value. A part beyond its end: napi_ok, with a RangeError waiting. */
NAPI_EXTERN napi_status NAPI_CDECL
node_api_create_buffer_from_arraybuffer(napi_env env,
                                        napi_value arraybuffer,
                                        size_t byte_offset,
                                        size_t byte_length,
                                        napi_value* result);
#endif
/* A Buffer with a copy of the bytes; result_data may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_buffer_copy(napi_env env,
                                                           size_t length,
                                                           const void* data,
                                                           void** result_data,
                                                           napi_value* result);
/* Whether the value is a Buffer or any other view of an ArrayBuffer. */
NAPI_EXTERN napi_status NAPI_CDECL napi_is_buffer(napi_env env,
                                                  napi_value value,
                                                  bool* result);
/* Bytes and length; both outputs may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_buffer_info(napi_env env,
                                                        napi_value value,
                                                        void** data,
                                                        size_t* length);

/* ---- Async work -------------------------------------------------------- */

/* Prepares a job: execute runs on a pool thread, then complete on this one.
 * async_resource may be NULL; the name is what async_hooks shows. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_async_work(napi_env env,
                       napi_value async_resource,
                       napi_value async_resource_name,
                       napi_async_execute_callback execute,
                       napi_async_complete_callback complete,
                       void* data,
                       napi_async_work* result);
/* Frees the job; usually done in complete, never while it is queued. */
NAPI_EXTERN napi_status NAPI_CDECL napi_delete_async_work(napi_env env,
                                                          napi_async_work work);
/* Hands the job to the pool. */
NAPI_EXTERN napi_status NAPI_CDECL napi_queue_async_work(node_api_basic_env env,
                                                         napi_async_work work);
/* Withdraws a job that has not begun: complete gets napi_cancelled.
 * napi_generic_failure if it is running or done; napi_invalid_arg if it was
 * never queued. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_cancel_async_work(node_api_basic_env env, napi_async_work work);

/* ---- Async contexts ---------------------------------------------------- */

/* Announces an operation to async_hooks; async_resource may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_async_init(napi_env env,
                napi_value async_resource,
                napi_value async_resource_name,
                napi_async_context* result);
/* Ends what napi_async_init began. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_async_destroy(napi_env env, napi_async_context async_context);
/* Calls a function from the event loop, in an async context (may be NULL);
 * next ticks and microtasks run afterwards. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_make_callback(napi_env env,
                   napi_async_context async_context,
                   napi_value recv,
                   napi_value func,
                   size_t argc,
                   const napi_value* argv,
                   napi_value* result);
#if NAPI_VERSION >= 3
/* Enters an async context for several calls. resource_object is ignored. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_open_callback_scope(napi_env env,
                         napi_value resource_object,
                         napi_async_context context,
                         napi_callback_scope* result);
/* Leaves it: next ticks and microtasks run. napi_callback_scope_mismatch if
 * none is open. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_close_callback_scope(napi_env env, napi_callback_scope scope);
#endif

/* ---- Versions, event loop ---------------------------------------------- */

/* The version of Node.js the host is, or follows; never freed. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_node_version(
    node_api_basic_env env, const napi_node_version** version);
#if NAPI_VERSION >= 2
/* The libuv loop that this environment runs on. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_get_uv_event_loop(node_api_basic_env env, struct uv_loop_s** loop);
#endif

/* ---- Cleanup hooks ----------------------------------------------------- */

#if NAPI_VERSION >= 3
/* fun(arg) runs when the environment ends, the latest added first. Adding the
 * same pair twice ends the process. */
NAPI_EXTERN napi_status NAPI_CDECL napi_add_env_cleanup_hook(
    node_api_basic_env env, napi_cleanup_hook fun, void* arg);
/* Forgets the pair, which must be the one that was added. */
NAPI_EXTERN napi_status NAPI_CDECL napi_remove_env_cleanup_hook(
    node_api_basic_env env, napi_cleanup_hook fun, void* arg);
#endif
#if NAPI_VERSION >= 8
/* A hook that may need several turns of the event loop: the environment waits
 * until its handle is removed. remove_handle may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_add_async_cleanup_hook(node_api_basic_env env,
                            napi_async_cleanup_hook hook,
                            void* arg,
                            napi_async_cleanup_hook_handle* remove_handle);
/* Forgets the hook, or reports that it has finished. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_remove_async_cleanup_hook(napi_async_cleanup_hook_handle remove_handle);
#endif

/* ---- Thread-safe functions --------------------------------------------- */

#if NAPI_VERSION >= 4
/* A queue into JavaScript for other threads. func may be NULL if call_js_cb is
 * given; max_queue_size 0 is unlimited; initial_thread_count is the number of
 * claims that have to be released; thread_finalize_cb runs at the very end. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_threadsafe_function(napi_env env,
                                napi_value func,
                                napi_value async_resource,
                                napi_value async_resource_name,
                                size_t max_queue_size,
                                size_t initial_thread_count,
                                void* thread_finalize_data,
                                napi_finalize thread_finalize_cb,
                                void* context,
                                napi_threadsafe_function_call_js call_js_cb,
                                napi_threadsafe_function* result);
/* The context pointer; any thread. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_threadsafe_function_context(
    napi_threadsafe_function func, void** result);
/* Queues one item; any thread that holds a claim. napi_queue_full when
 * non-blocking; napi_closing: the claim is gone, do not use func again. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_call_threadsafe_function(napi_threadsafe_function func,
                              void* data,
                              napi_threadsafe_function_call_mode is_blocking);
/* One more claim; any thread. napi_closing if it is too late. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_acquire_threadsafe_function(napi_threadsafe_function func);
/* Gives up a claim; at none, or with napi_tsfn_abort, the function closes. */
NAPI_EXTERN napi_status NAPI_CDECL napi_release_threadsafe_function(
    napi_threadsafe_function func, napi_threadsafe_function_release_mode mode);
/* The event loop may end although func is open; JavaScript thread only. */
NAPI_EXTERN napi_status NAPI_CDECL napi_unref_threadsafe_function(
    node_api_basic_env env, napi_threadsafe_function func);
/* The event loop stays for func again (the default). */
NAPI_EXTERN napi_status NAPI_CDECL napi_ref_threadsafe_function(
    node_api_basic_env env, napi_threadsafe_function func);
#endif

EXTERN_C_END

#endif /* SRC_NODE_API_H_ */
