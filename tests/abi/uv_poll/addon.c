/* uv_poll_t on a pipe, streams over a socket pair, and a uv_fs request, all on the runtime's loop. */
#include <fcntl.h>
#include <sys/socket.h>
#include <uv.h>
#include "../lifetime.h"

static napi_env saved_env;
static napi_ref callback;

static void tell(const char *text) {
  napi_handle_scope scope;
  napi_value function, receiver, argument;
  MUST(napi_open_handle_scope(saved_env, &scope));
  MUST(napi_get_reference_value(saved_env, callback, &function));
  MUST(napi_get_global(saved_env, &receiver));
  argument = string_value(saved_env, text);
  MUST(napi_make_callback(saved_env, NULL, receiver, function, 1, &argument, NULL));
  MUST(napi_close_handle_scope(saved_env, scope));
}

static napi_value on_event(napi_env env, napi_callback_info info) {
  ARGS(1);
  saved_env = env;
  MUST(napi_create_reference(env, argv[0], 1, &callback));
  return NULL;
}

static uv_loop_t *loop_of(napi_env env) {
  uv_loop_t *loop;
  MUST(napi_get_uv_event_loop(env, &loop));
  return loop;
}

static int ends[2];
static uv_poll_t poll;

static void poll_closed(uv_handle_t *handle) {
  (void)handle;
  close(ends[0]);
  tell("poll closed");
}

static void readable(uv_poll_t *handle, int status, int events) {
  char bytes[32] = "poll: ";
  if (status != 0 || !(events & UV_READABLE)) abort();
  ssize_t count = read(ends[0], bytes + 6, sizeof bytes - 7);
  if (count == 0) {
    uv_close((uv_handle_t *)handle, poll_closed);
    return;
  }
  tell(bytes);
}

/* start_poll() -> the file descriptor to write to */
static napi_value start_poll(napi_env env, napi_callback_info info) {
  (void)info;
  if (pipe(ends) != 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) abort();
  if (uv_poll_init(loop_of(env), &poll, ends[0]) != 0) abort();
  if (uv_poll_start(&poll, UV_READABLE, readable) != 0) abort();
  return int_value(env, ends[1]);
}

static napi_value write_end(napi_env env, napi_callback_info info) {
  ARGS(1);
  char text[32];
  size_t length;
  MUST(napi_get_value_string_utf8(env, argv[0], text, sizeof text, &length));
  if (write(ends[1], text, length) != (ssize_t)length) abort();
  return NULL;
}

static napi_value close_end(napi_env env, napi_callback_info info) {
  (void)env, (void)info;
  close(ends[1]);
  return NULL;
}

static uv_pipe_t left, right;
static char storage[64];
static int closed_ends;

static void end_closed(uv_handle_t *handle) {
  (void)handle;
  if (++closed_ends == 2) tell("stream closed");
}

static void allocate(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer) {
  (void)handle, (void)suggested;
  *buffer = uv_buf_init(storage, sizeof storage - 1);
}

static void received(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer) {
  char text[80];
  if (count < 0) abort();
  snprintf(text, sizeof text, "stream: %.*s", (int)count, buffer->base);
  tell(text);
  uv_close((uv_handle_t *)stream, end_closed);
  uv_close((uv_handle_t *)&left, end_closed);
}

static void written(uv_write_t *request, int status) {
  if (status != 0) abort();
  free(request);
}

static napi_value start_stream(napi_env env, napi_callback_info info) {
  (void)info;
  int pair[2];
  uv_write_t *request = malloc(sizeof *request);
  uv_buf_t text = uv_buf_init("through a pipe", 14);
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) abort();
  if (uv_pipe_init(loop_of(env), &left, 0) || uv_pipe_init(loop_of(env), &right, 0)) abort();
  if (uv_pipe_open(&left, pair[0]) || uv_pipe_open(&right, pair[1])) abort();
  if (uv_read_start((uv_stream_t *)&right, allocate, received)) abort();
  if (uv_write(request, (uv_stream_t *)&left, &text, 1, written)) abort();
  return NULL;
}

static uv_fs_t stat_request;

static void statted(uv_fs_t *request) {
  int found = request->result == 0 && uv_fs_get_statbuf(request)->st_size > 0;
  uv_fs_req_cleanup(request); /* before JavaScript asks anew, with the same request */
  tell(found ? "stat: ok" : "stat: failed");
}

static napi_value start_stat(napi_env env, napi_callback_info info) {
  ARGS(1);
  char path[4096];
  MUST(napi_get_value_string_utf8(env, argv[0], path, sizeof path, NULL));
  return int_value(env, uv_fs_stat(loop_of(env), &stat_request, path, statted));
}

NAPI_MODULE_INIT() {
  EXPOSE(on_event);
  EXPOSE(start_poll);
  EXPOSE(write_end);
  EXPOSE(close_end);
  EXPOSE(start_stream);
  EXPOSE(start_stat);
  return exports;
}
