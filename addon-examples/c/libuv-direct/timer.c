/*
 * timer.c: after(milliseconds, callback), with uv_timer_t.
 */
#include <stdlib.h>

#include "functions.h"
#include "operation.h"

typedef struct {
  Operation operation; /* first, so that the pointers are the same */
  uv_timer_t timer;
} Timer;

/* A handle may be freed only when libuv says that it is closed. */
static void timer_closed(uv_handle_t* handle) {
  Timer* timer = handle->data;
  operation_end(&timer->operation);
  free(timer);
}

static void timer_stop(Operation* operation) {
  Timer* timer = (Timer*)operation;
  /* It may be closing already, after it has fired. */
  if (!uv_is_closing((uv_handle_t*)&timer->timer)) {
    uv_close((uv_handle_t*)&timer->timer, timer_closed);
  }
}

static void timer_fired(uv_timer_t* handle) {
  Timer* timer = handle->data;
  napi_env env = timer->operation.env;

  napi_handle_scope scope;
  if (napi_open_handle_scope(env, &scope) == napi_ok) {
    operation_call(&timer->operation, 0, NULL);
    napi_close_handle_scope(env, scope);
  }
  timer_stop(&timer->operation);
}

napi_value after(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value argv[2];
  int64_t milliseconds;
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  CHECK(env, napi_get_value_int64(env, argv[0], &milliseconds));
  if (milliseconds < 0) milliseconds = 0;

  uv_loop_t* loop = environment_loop(env);
  if (loop == NULL) return NULL;
  Timer* timer = malloc(sizeof *timer);
  if (timer == NULL) {
    napi_throw_error(env, "ENOMEM", "no memory for the timer");
    return NULL;
  }
  if (!operation_begin(env, &timer->operation, argv[1], "after", timer_stop)) {
    free(timer);
    return NULL;
  }

  /* Neither can fail: the loop and the callback are good. */
  uv_timer_init(loop, &timer->timer);
  timer->timer.data = timer;
  uv_timer_start(&timer->timer, timer_fired, (uint64_t)milliseconds, 0);
  return NULL;
}
