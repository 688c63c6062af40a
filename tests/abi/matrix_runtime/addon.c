/*
 * Promises, scripts, versions, instance data, async contexts and work, thread-safe functions and
 * cleanup hooks: every wrong argument, and a pending exception.
 */
#include "../matrix.h"

static napi_value made;
static bool flag;
static int native;

static napi_deferred deferred;
static void make_promise(napi_env env) { CHECK(napi_create_promise(env, &deferred, &made)); }
static void settle(napi_env env, napi_status status) {
  if (status != napi_ok) CHECK(napi_resolve_deferred(env, deferred, F.number));
}
static void settle_made(napi_env env, napi_status status) {
  if (status == napi_ok) CHECK(napi_resolve_deferred(env, deferred, F.number));
}
CALL(napi_create_promise) { return napi_create_promise(E, P(1, &deferred), P(2, &made)); }
CALL(napi_resolve_deferred) {
  return napi_resolve_deferred(E, (napi_deferred)P(1, deferred), V(2, F.number));
}
CALL(napi_reject_deferred) {
  return napi_reject_deferred(E, (napi_deferred)P(1, deferred), V(2, F.number));
}
CALL(napi_is_promise) { return napi_is_promise(E, V(1, F.promise), P(2, &flag)); }
CALL(napi_run_script) { return napi_run_script(E, V(1, F.script), P(2, &made)); }

CALL(napi_get_version) {
  uint32_t version;
  return napi_get_version(E, P(1, &version));
}
CALL(napi_get_node_version) {
  const napi_node_version* version;
  return napi_get_node_version(E, P(1, &version));
}
CALL(node_api_get_module_file_name) {
  const char* name;
  return node_api_get_module_file_name(E, P(1, &name));
}
CALL(napi_get_uv_event_loop) {
  struct uv_loop_s* loop;
  return napi_get_uv_event_loop(E, P(1, &loop));
}
CALL(napi_adjust_external_memory) {
  int64_t adjusted;
  return napi_adjust_external_memory(E, 0, P(2, &adjusted));
}
CALL(napi_set_instance_data) {
  return napi_set_instance_data(E, P(1, &native), (napi_finalize)P(2, matrix_noop_finalize),
                                P(3, &native));
}
CALL(napi_get_instance_data) {
  void* out;
  return napi_get_instance_data(E, P(1, &out));
}

static napi_async_context context;
static void make_context(napi_env env) {
  CHECK(napi_async_init(env, F.object, F.key, &context));
}
static void destroy_context(napi_env env, napi_status status) {
  (void)status;
  CHECK(napi_async_destroy(env, context));
}
static void destroy_made_context(napi_env env, napi_status status) {
  if (status == napi_ok) destroy_context(env, status);
}
static void destroy_kept_context(napi_env env, napi_status status) {
  if (status != napi_ok) destroy_context(env, status);
}
CALL(napi_async_init) {
  return napi_async_init(E, V(1, F.object), V(2, F.key), P(3, &context));
}
CALL(napi_async_destroy) {
  return napi_async_destroy(E, (napi_async_context)P(1, context));
}
CALL(napi_make_callback) {
  napi_value arguments[1] = {F.number};
  return napi_make_callback(E, (napi_async_context)P(1, context), V(2, F.object), V(3, F.fn), 1,
                            P(5, arguments), P(6, &made));
}
static napi_callback_scope callback_scope;
CALL(napi_open_callback_scope) {
  napi_status status = keep(env, napi_open_callback_scope(E, V(1, F.object),
                                                          (napi_async_context)P(2, context),
                                                          P(3, &callback_scope)));
  if (status == napi_ok) CHECK(napi_close_callback_scope(env, callback_scope));
  return status;
}
CALL(napi_close_callback_scope) {
  CHECK(napi_open_callback_scope(env, F.object, context, &callback_scope));
  napi_status status = keep(
      env, napi_close_callback_scope(E, (napi_callback_scope)P(1, callback_scope)));
  if (status != napi_ok) CHECK(napi_close_callback_scope(env, callback_scope));
  return status;
}

static napi_async_work work;
static void execute(napi_env env, void* data) {
  (void)env;
  (void)data;
}
static void complete(napi_env env, napi_status status, void* data) {
  (void)status;
  CHECK(napi_delete_async_work(env, (napi_async_work)(*(void**)data)));
  free(data);
}
static void make_work(napi_env env) {
  void** cell = malloc(sizeof *cell);
  ASSERT(cell != NULL);
  CHECK(napi_create_async_work(env, NULL, F.key, execute, complete, cell, &work));
  *cell = work;
}
static void queue(napi_env env, napi_status status) {
  if (status != napi_ok) CHECK(napi_queue_async_work(env, work));
}
static void make_idle_work(napi_env env) {
  CHECK(napi_create_async_work(env, NULL, F.key, execute, NULL, NULL, &work));
}
static void delete_made_work(napi_env env, napi_status status) {
  if (status == napi_ok) CHECK(napi_delete_async_work(env, work));
}
static void delete_kept_work(napi_env env, napi_status status) {
  if (status != napi_ok) CHECK(napi_delete_async_work(env, work));
}
CALL(napi_create_async_work) {
  return napi_create_async_work(E, V(1, F.object), V(2, F.key),
                                (napi_async_execute_callback)P(3, execute),
                                (napi_async_complete_callback)P(4, complete), P(5, &native),
                                P(6, &work));
}
CALL(napi_delete_async_work) { return napi_delete_async_work(E, (napi_async_work)P(1, work)); }
CALL(napi_queue_async_work) { return napi_queue_async_work(E, (napi_async_work)P(1, work)); }
/* Work that was never queued. */
CALL(napi_cancel_async_work) { return napi_cancel_async_work(E, (napi_async_work)P(1, work)); }

static napi_threadsafe_function function;
static void call_js(napi_env env, napi_value js, void* ctx, void* data) {
  (void)env;
  (void)js;
  (void)ctx;
  (void)data;
}
static void make_function(napi_env env) {
  CHECK(napi_create_threadsafe_function(env, F.fn, NULL, F.key, 0, 1, NULL, NULL, NULL, NULL,
                                        &function));
}
static void release_function(napi_env env, napi_status status) {
  (void)env;
  (void)status;
  CHECK(napi_release_threadsafe_function(function, napi_tsfn_abort));
}
static void release_made_function(napi_env env, napi_status status) {
  if (status == napi_ok) release_function(env, status);
}
CALL(napi_create_threadsafe_function) {
  return napi_create_threadsafe_function(E, V(1, F.fn), V(2, F.object), V(3, F.key), 0, 1,
                                         P(6, &native), (napi_finalize)P(7, matrix_noop_finalize),
                                         P(8, &native),
                                         (napi_threadsafe_function_call_js)P(9, call_js),
                                         P(10, &function));
}
CALL(napi_ref_threadsafe_function) { return napi_ref_threadsafe_function(E, function); }
CALL(napi_unref_threadsafe_function) { return napi_unref_threadsafe_function(E, function); }

static void add_hook(napi_env env) {
  CHECK(napi_add_env_cleanup_hook(env, free, NULL));
}
static void remove_hook(napi_env env, napi_status status) {
  (void)status;
  CHECK(napi_remove_env_cleanup_hook(env, free, NULL));
}
static void remove_made_hook(napi_env env, napi_status status) {
  if (status == napi_ok) remove_hook(env, status);
}
static void remove_kept_hook(napi_env env, napi_status status) {
  if (status != napi_ok) remove_hook(env, status);
}
CALL(napi_add_env_cleanup_hook) {
  return napi_add_env_cleanup_hook(E, (napi_cleanup_hook)P(1, free), NULL);
}
CALL(napi_remove_env_cleanup_hook) {
  return napi_remove_env_cleanup_hook(E, (napi_cleanup_hook)P(1, free), NULL);
}
static napi_async_cleanup_hook_handle hook_handle;
static void async_hook(napi_async_cleanup_hook_handle handle, void* data) {
  (void)data;
  CHECK(napi_remove_async_cleanup_hook(handle));
}
static void remove_made_async_hook(napi_env env, napi_status status) {
  (void)env;
  if (status == napi_ok && matrix_null_at != 3) CHECK(napi_remove_async_cleanup_hook(hook_handle));
}
CALL(napi_add_async_cleanup_hook) {
  return napi_add_async_cleanup_hook(E, (napi_async_cleanup_hook)P(1, async_hook), P(2, &native),
                                     P(3, &hook_handle));
}
CALL(remove_async_cleanup_hook_null) {
  (void)env;
  return napi_remove_async_cleanup_hook(NULL);
}

MATRIX(
  ROW_WITH(napi_create_promise, 2, NULL, settle_made),
  ROW_WITH(napi_resolve_deferred, 2, make_promise, settle),
  ROW_WITH(napi_reject_deferred, 2, make_promise, settle),
  ROW(napi_is_promise, 2),
  ROW(napi_run_script, 2),
  ROW(napi_get_version, 1),
  ROW(napi_get_node_version, 1),
  ROW(node_api_get_module_file_name, 1),
  ROW(napi_get_uv_event_loop, 1),
  ROW(napi_adjust_external_memory, 2),
  ROW(napi_set_instance_data, 3),
  ROW(napi_get_instance_data, 1),
  ROW_WITH(napi_async_init, 3, NULL, destroy_made_context),
  ROW_WITH(napi_async_destroy, 1, make_context, destroy_kept_context),
  ROW_WITH(napi_make_callback, 6, make_context, destroy_context),
  ROW_WITH(napi_open_callback_scope, 3, make_context, destroy_context),
  ROW_WITH(napi_close_callback_scope, 1, make_context, destroy_context),
  ROW_WITH(napi_create_async_work, 6, NULL, delete_made_work),
  ROW_WITH(napi_delete_async_work, 1, make_idle_work, delete_kept_work),
  ROW_WITH(napi_queue_async_work, 1, make_work, queue),
  ROW_WITH(napi_cancel_async_work, 1, make_idle_work, delete_kept_work),
  ROW_WITH(napi_create_threadsafe_function, 10, NULL, release_made_function),
  ROW_WITH(napi_ref_threadsafe_function, 0, make_function, release_function),
  ROW_WITH(napi_unref_threadsafe_function, 0, make_function, release_function),
  ROW_WITH(napi_add_env_cleanup_hook, 1, NULL, remove_made_hook),
  ROW_WITH(napi_remove_env_cleanup_hook, 1, add_hook, remove_kept_hook),
  ROW_WITH(napi_add_async_cleanup_hook, 3, NULL, remove_made_async_hook),
  ROW(remove_async_cleanup_hook_null, 0))
