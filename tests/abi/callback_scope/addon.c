/* Callback scopes opened from a bare libuv callback, where no JavaScript is on the stack. */
#include <uv.h>
#include "../lifetime.h"

typedef struct {
  uv_timer_t timer;  /* first: the handle's address is the job's */
  napi_env env;
  napi_ref callback;
  napi_async_context context;
  int mode;
} Job;

enum { PLAIN_CALL, SCOPED_CALL, MAKE_CALLBACK, TWO_SCOPES };

static void call_once(Job *job) {
  napi_env env = job->env;
  napi_value function, undefined;
  MUST(napi_get_reference_value(env, job->callback, &function));
  MUST(napi_get_undefined(env, &undefined));
  napi_status status = napi_call_function(env, undefined, function, 0, NULL, NULL);
  if (status != napi_ok) event("call_function: %d", status);
}

static void closed(uv_handle_t *handle) { free(handle); }

static void fire(uv_timer_t *timer) {
  Job *job = (Job *)timer;
  napi_env env = job->env;
  napi_handle_scope handles;
  napi_callback_scope scope;
  napi_value function, receiver;
  MUST(napi_open_handle_scope(env, &handles));
  switch (job->mode) {
    case PLAIN_CALL:
      call_once(job);
      event("native: after the plain call");
      break;
    case SCOPED_CALL:
      MUST(napi_open_callback_scope(env, NULL, job->context, &scope));
      call_once(job);
      event("native: before closing");
      MUST(napi_close_callback_scope(env, scope));
      event("native: after closing");
      break;
    case MAKE_CALLBACK:
      MUST(napi_get_reference_value(env, job->callback, &function));
      MUST(napi_create_object(env, &receiver));
      MUST(napi_make_callback(env, job->context, receiver, function, 0, NULL, NULL));
      event("native: after make_callback");
      break;
    case TWO_SCOPES: {
      napi_callback_scope inner;
      MUST(napi_open_callback_scope(env, NULL, job->context, &scope));
      MUST(napi_open_callback_scope(env, NULL, job->context, &inner));
      call_once(job);
      MUST(napi_close_callback_scope(env, inner));
      event("native: inner closed");
      MUST(napi_close_callback_scope(env, scope));
      event("native: outer closed");
      break;
    }
  }
  MUST(napi_delete_reference(env, job->callback));
  MUST(napi_async_destroy(env, job->context));
  MUST(napi_close_handle_scope(env, handles));
  uv_close((uv_handle_t *)timer, closed);
}

static napi_value later(napi_env env, napi_callback_info info) {
  ARGS(2);
  uv_loop_t *loop;
  Job *job = calloc(1, sizeof *job);
  job->env = env;
  job->mode = int_arg(env, argv[0]);
  MUST(napi_create_reference(env, argv[1], 1, &job->callback));
  MUST(napi_async_init(env, NULL, string_value(env, "later"), &job->context));
  MUST(napi_get_uv_event_loop(env, &loop));
  if (uv_timer_init(loop, &job->timer) != 0) abort();
  if (uv_timer_start(&job->timer, fire, 1, 0) != 0) abort();
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(later);
  return exports;
}
