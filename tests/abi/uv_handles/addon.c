/* libuv used directly on the runtime's own loop: timers, asyncs, idle, prepare, check. */
#include <uv.h>
#include "../lifetime.h"

static napi_env saved_env;
static napi_ref callback;

static void tell(const char *what, int number) {
  napi_handle_scope scope;
  napi_value function, receiver, arguments[2];
  MUST(napi_open_handle_scope(saved_env, &scope));
  MUST(napi_get_reference_value(saved_env, callback, &function));
  MUST(napi_get_global(saved_env, &receiver));
  arguments[0] = string_value(saved_env, what);
  arguments[1] = int_value(saved_env, number);
  MUST(napi_make_callback(saved_env, NULL, receiver, function, 2, arguments, NULL));
  MUST(napi_close_handle_scope(saved_env, scope));
}

static uv_loop_t *loop_of(napi_env env) {
  uv_loop_t *loop = NULL;
  MUST(napi_get_uv_event_loop(env, &loop));
  return loop;
}

static napi_value on_event(napi_env env, napi_callback_info info) {
  ARGS(1);
  saved_env = env;
  MUST(napi_create_reference(env, argv[0], 1, &callback));
  return NULL;
}

static napi_value loop_facts(napi_env env, napi_callback_info info) {
  (void)info;
  uv_loop_t *first = loop_of(env), *second = loop_of(env);
  return INTS(first == second, napi_get_uv_event_loop(env, NULL), napi_get_uv_event_loop(NULL, &first),
              uv_loop_alive(second) >= 0, (int)(uv_version() >> 16), uv_loop_size() == sizeof(uv_loop_t));
}

static uv_timer_t timer;
static int ticks;

static void timer_closed(uv_handle_t *handle) {
  (void)handle;
  tell("timer closed", 0);
}

static void tick(uv_timer_t *handle) {
  tell("tick", ++ticks);
  if (ticks == 3) uv_close((uv_handle_t *)handle, timer_closed);
}

static napi_value start_timer(napi_env env, napi_callback_info info) {
  (void)info;
  ticks = 0;
  return INTS(uv_timer_init(loop_of(env), &timer), uv_timer_start(&timer, tick, 2, 2),
              uv_is_active((uv_handle_t *)&timer), uv_has_ref((uv_handle_t *)&timer));
}

static uv_async_t async;
static uv_thread_t sender;
static int sends;

static void async_closed(uv_handle_t *handle) {
  (void)handle;
  tell("async closed", 0);
}

static void woken(uv_async_t *handle) {
  if (uv_thread_join(&sender) != 0) abort();
  tell("async", sends);
  uv_close((uv_handle_t *)handle, async_closed);
}

static void wake(void *argument) {
  (void)argument;
  usleep(5000);
  sends = 7;
  if (uv_async_send(&async) != 0) abort();
}

static napi_value start_async(napi_env env, napi_callback_info info) {
  (void)info;
  return INTS(uv_async_init(loop_of(env), &async, woken), uv_thread_create(&sender, wake, NULL));
}

static uv_prepare_t prepare;
static uv_check_t check;
static uv_idle_t idle;
static int order[3], seen;

static void note(int which) {
  if (seen < 3) order[seen++] = which;
}

static void on_idle(uv_idle_t *handle) { (void)handle; note(1); }
static void on_prepare(uv_prepare_t *handle) { (void)handle; note(2); }

static void on_check(uv_check_t *handle) {
  (void)handle;
  if (seen == 0 || order[0] != 1) return;
  note(3);
  uv_close((uv_handle_t *)&idle, NULL);
  uv_close((uv_handle_t *)&prepare, NULL);
  uv_close((uv_handle_t *)&check, NULL);
  tell("phases", order[0] * 100 + order[1] * 10 + order[2]);
}

static napi_value start_phases(napi_env env, napi_callback_info info) {
  (void)info;
  uv_loop_t *loop = loop_of(env);
  seen = 0;
  return INTS(uv_idle_init(loop, &idle), uv_idle_start(&idle, on_idle),
              uv_prepare_init(loop, &prepare), uv_prepare_start(&prepare, on_prepare),
              uv_check_init(loop, &check), uv_check_start(&check, on_check));
}

static uv_timer_t ignored;

static void never(uv_timer_t *handle) {
  (void)handle;
  abort();
}

/* An unreferenced timer far away must not keep the process. */
static napi_value start_unreferenced(napi_env env, napi_callback_info info) {
  (void)info;
  MUST((napi_status)uv_timer_init(loop_of(env), &ignored));
  MUST((napi_status)uv_timer_start(&ignored, never, 3600 * 1000, 0));
  uv_unref((uv_handle_t *)&ignored);
  return bool_value(env, uv_has_ref((uv_handle_t *)&ignored));
}

NAPI_MODULE_INIT() {
  EXPOSE(on_event);
  EXPOSE(loop_facts);
  EXPOSE(start_timer);
  EXPOSE(start_async);
  EXPOSE(start_phases);
  EXPOSE(start_unreferenced);
  return exports;
}
