/* Asynchronous cleanup hooks: they may take several turns of the loop to complete. */
#include <uv.h>
#include "../lifetime.h"

typedef struct {
  uv_timer_t timer;
  napi_async_cleanup_hook_handle handle;
  int number;
} Hook;

static void closed(uv_handle_t *timer) {
  Hook *hook = (Hook *)timer;
  event("completed %d: %d", hook->number, napi_remove_async_cleanup_hook(hook->handle));
  free(hook);
}

static void fire(uv_timer_t *timer) {
  event("working %d", ((Hook *)timer)->number);
  uv_close((uv_handle_t *)timer, closed);
}

/* Completes after a timer on the loop has fired and is closed. */
static void slow(napi_async_cleanup_hook_handle handle, void *data) {
  Hook *hook = data;
  hook->handle = handle;
  event("started %d", hook->number);
  uv_ref((uv_handle_t *)&hook->timer);
  if (uv_timer_start(&hook->timer, fire, (uint64_t)hook->number, 0) != 0) abort();
}

static void quick(napi_async_cleanup_hook_handle handle, void *data) {
  event("quick %d: %d", (int)(intptr_t)data, napi_remove_async_cleanup_hook(handle));
}

static void plain(void *arg) { event("plain hook %d", (int)(intptr_t)arg); }

static void finalize_wrap(node_api_basic_env env, void *data, void *hint) {
  (void)env, (void)data, (void)hint;
  event("wrap finalized");
}

static napi_value add_slow(napi_env env, napi_callback_info info) {
  ARGS(1);
  uv_loop_t *loop;
  Hook *hook = calloc(1, sizeof *hook);
  hook->number = int_arg(env, argv[0]);
  MUST(napi_get_uv_event_loop(env, &loop));
  if (uv_timer_init(loop, &hook->timer) != 0) abort();
  uv_unref((uv_handle_t *)&hook->timer);
  MUST(napi_add_async_cleanup_hook(env, slow, hook, NULL));
  return NULL;
}

static napi_value add_quick(napi_env env, napi_callback_info info) {
  ARGS(1);
  return int_value(env, napi_add_async_cleanup_hook(env, quick,
                                                    (void *)(intptr_t)int_arg(env, argv[0]), NULL));
}

static napi_value add_plain(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_add_env_cleanup_hook(env, plain, (void *)(intptr_t)int_arg(env, argv[0])));
  return NULL;
}

/* Added with a handle and removed before anything ends. */
static napi_value add_and_remove(napi_env env, napi_callback_info info) {
  (void)info;
  napi_async_cleanup_hook_handle handle = NULL;
  int added = napi_add_async_cleanup_hook(env, quick, NULL, &handle);
  bool given = handle != NULL;
  return INTS(added, given, napi_remove_async_cleanup_hook(handle));
}

static napi_value wrong_calls(napi_env env, napi_callback_info info) {
  (void)info;
  napi_async_cleanup_hook_handle handle;
  return INTS(napi_add_async_cleanup_hook(NULL, quick, NULL, &handle),
              napi_add_async_cleanup_hook(env, NULL, NULL, &handle),
              napi_remove_async_cleanup_hook(NULL));
}

static napi_value with_pending(napi_env env, napi_callback_info info) {
  (void)info;
  napi_async_cleanup_hook_handle handle;
  napi_value error;
  MUST(napi_throw_error(env, NULL, "pending"));
  int added = napi_add_async_cleanup_hook(env, quick, NULL, &handle);
  int removed = napi_remove_async_cleanup_hook(handle);
  MUST(napi_get_and_clear_last_exception(env, &error));
  return INTS(added, removed);
}

static napi_value wrap(napi_env env, napi_callback_info info) {
  ARGS(1);
  MUST(napi_wrap(env, argv[0], NULL, finalize_wrap, NULL, NULL));
  return argv[0];
}

NAPI_MODULE_INIT() {
  EXPOSE(add_slow);
  EXPOSE(add_quick);
  EXPOSE(add_plain);
  EXPOSE(add_and_remove);
  EXPOSE(wrong_calls);
  EXPOSE(with_pending);
  EXPOSE(wrap);
  return exports;
}
