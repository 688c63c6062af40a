/* An addon that leaves everything open: references, wraps, external memory, pending promises,
 * queued work, thread-safe functions with threads that hold them, cleanup hooks of both kinds.
 *
 * What ends is noted in the log that the test lent it with `open(address)`, on the runtime's
 * thread. Nothing is global, so any number of runtimes can load it. */

#include <node_api.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define LOG_SIZE 4096
#define THREADS 3

typedef struct {
  size_t length;
  char text[LOG_SIZE];
} Log;

static void note(Log* log, const char* text) {
  size_t length = strlen(text);
  if (log == NULL || log->length + length + 1 >= LOG_SIZE) return;
  memcpy(log->text + log->length, text, length);
  log->length += length;
  log->text[log->length++] = ' ';
}

static Log* log_of(napi_env env) {
  void* data = NULL;
  napi_get_instance_data(env, &data);
  return data;
}

static napi_value argument(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value value = NULL;
  napi_get_cb_info(env, info, &count, &value, NULL, NULL);
  return value;
}

static void end_instance(napi_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  note(data, "instance");
}

/* open(address): the log to write to, as a BigInt. */
static napi_value open_log(napi_env env, napi_callback_info info) {
  uint64_t address = 0;
  bool lossless = false;
  napi_get_value_bigint_uint64(env, argument(env, info), &address, &lossless);
  Log* log = (Log*)(uintptr_t)address;
  napi_set_instance_data(env, log, end_instance, NULL);
  return NULL;
}

static void end_named(node_api_basic_env env, void* data, void* hint) {
  (void)env;
  note(hint, data);
}

/* wrap(object), finalize(object): "wrap" and "finalizer" in the log once the object is gone. */
static napi_value wrap(napi_env env, napi_callback_info info) {
  napi_value object = argument(env, info);
  napi_wrap(env, object, "wrap", end_named, log_of(env), NULL);
  return object;
}

static napi_value finalize(napi_env env, napi_callback_info info) {
  napi_value object = argument(env, info);
  napi_ref reference;
  /* With a reference of ours, which we never delete. */
  napi_add_finalizer(env, object, "finalizer", end_named, log_of(env), &reference);
  return object;
}

/* hold(object): a strong reference that is never deleted. */
static napi_value hold(napi_env env, napi_callback_info info) {
  napi_ref reference;
  napi_create_reference(env, argument(env, info), 1, &reference);
  return NULL;
}

/* external(): an external value. */
static napi_value external(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value = NULL;
  napi_create_external(env, "external", end_named, log_of(env), &value);
  return value;
}

static void end_bytes(node_api_basic_env env, void* data, void* hint) {
  (void)env;
  memset(data, 0xdd, 64);
  free(data);
  note(hint, "bytes");
}

/* bytes(): an ArrayBuffer on 64 bytes of our own, all 7. */
static napi_value bytes(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value = NULL;
  void* data = malloc(64);
  memset(data, 7, 64);
  if (napi_create_external_arraybuffer(env, data, 64, end_bytes, log_of(env), &value) != napi_ok) {
    free(data);
  }
  return value;
}

/* pending(): a promise that is never settled. */
static napi_value pending(napi_env env, napi_callback_info info) {
  (void)info;
  napi_deferred deferred;
  napi_value promise = NULL;
  napi_create_promise(env, &deferred, &promise);
  return promise;
}

typedef struct {
  napi_async_work work;
  Log* log;
  uint64_t sum;
} Work;

static void execute(napi_env env, void* data) {
  (void)env;
  Work* work = data;
  for (uint64_t i = 0; i < 200000; i++) work->sum += i * i;
}

static void complete(napi_env env, napi_status status, void* data) {
  Work* work = data;
  note(work->log, status == napi_ok ? "work" : "cancelled");
  napi_delete_async_work(env, work->work);
  free(work);
}

/* work(): queues work; "work" in the log when it completed. */
static napi_value start_work(napi_env env, napi_callback_info info) {
  (void)info;
  Work* work = calloc(1, sizeof *work);
  work->log = log_of(env);
  napi_value name;
  napi_create_string_utf8(env, "work", NAPI_AUTO_LENGTH, &name);
  napi_create_async_work(env, NULL, name, execute, complete, work, &work->work);
  napi_queue_async_work(env, work->work);
  return NULL;
}

/* forgotten(): work and a context that are never queued, deleted or destroyed. */
static napi_value forgotten(napi_env env, napi_callback_info info) {
  static Work nothing; /* read by nobody: the work is never queued */
  napi_async_work work;
  napi_async_context context;
  napi_value name;
  napi_create_string_utf8(env, "forgotten", NAPI_AUTO_LENGTH, &name);
  napi_create_async_work(env, argument(env, info), name, execute, complete, &nothing, &work);
  napi_async_init(env, argument(env, info), name, &context);
  return NULL;
}

typedef struct {
  napi_threadsafe_function function;
  pthread_t threads[THREADS];
  Log* log;
} Callers;

static void* call_until_closed(void* data) {
  Callers* callers = data;
  /* The queue holds two, so that threads wait for places. */
  while (napi_call_threadsafe_function(callers->function, callers, napi_tsfn_blocking) == napi_ok) {
  }
  return NULL;
}

static void call_js(napi_env env, napi_value callback, void* context, void* data) {
  (void)context;
  (void)data;
  if (env == NULL) return;
  napi_value undefined;
  napi_get_undefined(env, &undefined);
  napi_call_function(env, undefined, callback, 0, NULL, NULL);
}

static void end_callers(napi_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  Callers* callers = data;
  for (int i = 0; i < THREADS; i++) pthread_join(callers->threads[i], NULL);
  note(callers->log, "callers");
  free(callers);
}

/* callers(callback): threads that call until they are told that the function closes. */
static napi_value start_callers(napi_env env, napi_callback_info info) {
  Callers* callers = calloc(1, sizeof *callers);
  callers->log = log_of(env);
  napi_value name;
  napi_create_string_utf8(env, "callers", NAPI_AUTO_LENGTH, &name);
  napi_create_threadsafe_function(env, argument(env, info), NULL, name, 2, THREADS, callers,
                                  end_callers, NULL, call_js, &callers->function);
  for (int i = 0; i < THREADS; i++) {
    pthread_create(&callers->threads[i], NULL, call_until_closed, callers);
  }
  return NULL;
}

static void first_hook(void* data) { note(data, "hook-1"); }
static void second_hook(void* data) { note(data, "hook-2"); }

static void async_hook(napi_async_cleanup_hook_handle handle, void* data) {
  note(data, "async-hook");
  napi_remove_async_cleanup_hook(handle);
}

static void stuck_hook(napi_async_cleanup_hook_handle handle, void* data) {
  (void)handle;
  note(data, "stuck-hook");
}

/* hooks(): two hooks and an asynchronous one. */
static napi_value add_hooks(napi_env env, napi_callback_info info) {
  (void)info;
  Log* log = log_of(env);
  napi_add_env_cleanup_hook(env, first_hook, log);
  napi_add_env_cleanup_hook(env, second_hook, log);
  napi_add_async_cleanup_hook(env, async_hook, log, NULL);
  return NULL;
}

/* stuck(): an asynchronous hook that never says that it is done. */
static napi_value add_stuck_hook(napi_env env, napi_callback_info info) {
  (void)info;
  napi_async_cleanup_hook_handle handle;
  napi_add_async_cleanup_hook(env, stuck_hook, log_of(env), &handle);
  return NULL;
}

/* leave(): returns with scopes open. */
static napi_value leave_scopes_open(napi_env env, napi_callback_info info) {
  napi_handle_scope scope;
  napi_escapable_handle_scope escapable;
  napi_open_handle_scope(env, &scope);
  napi_open_escapable_handle_scope(env, &escapable);
  return argument(env, info);
}

/* call(function): calls it without arguments. */
static napi_value call(napi_env env, napi_callback_info info) {
  napi_value undefined, result = NULL;
  napi_get_undefined(env, &undefined);
  napi_call_function(env, undefined, argument(env, info), 0, NULL, &result);
  return result;
}

NAPI_MODULE_INIT() {
  static const struct {
    const char* name;
    napi_callback callback;
  } functions[] = {
      {"open", open_log},   {"wrap", wrap},          {"finalize", finalize},
      {"hold", hold},       {"external", external},  {"bytes", bytes},
      {"pending", pending}, {"work", start_work},    {"forgotten", forgotten},
      {"hooks", add_hooks}, {"stuck", add_stuck_hook}, {"callers", start_callers},
      {"call", call},       {"leave", leave_scopes_open},
  };
  for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
    napi_value function;
    napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].callback, NULL,
                         &function);
    napi_set_named_property(env, exports, functions[i].name, function);
  }
  return exports;
}
