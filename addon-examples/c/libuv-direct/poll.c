/*
 * poll.c: echo(text, callback), with uv_socketpair and uv_poll_t.
 *
 * The text, up to TEXT_SIZE bytes of it, goes into one end of a pair of
 * connected sockets; when libuv reports that the other end is readable, it is
 * read and handed to JavaScript. This is how an addon waits for a socket that
 * some C library has opened.
 */
#include <stdlib.h>

#include "functions.h"
#include "operation.h"

#ifdef _WIN32
#define close_socket closesocket
#else
#include <sys/socket.h>
#include <unistd.h>
#define close_socket close
#endif

enum { TEXT_SIZE = 1024 };

typedef struct {
  Operation operation; /* first, so that the pointers are the same */
  uv_poll_t poll;
  uv_os_sock_t ends[2]; /* polled, written */
} Echo;

static void echo_closed(uv_handle_t* handle) {
  Echo* echo = handle->data;
  /* Not before: a socket must stay open as long as libuv polls it. */
  close_socket(echo->ends[0]);
  close_socket(echo->ends[1]);
  operation_end(&echo->operation);
  free(echo);
}

static void echo_stop(Operation* operation) {
  Echo* echo = (Echo*)operation;
  if (!uv_is_closing((uv_handle_t*)&echo->poll)) {
    uv_close((uv_handle_t*)&echo->poll, echo_closed);
  }
}

static void echo_readable(uv_poll_t* handle, int status, int events) {
  Echo* echo = handle->data;
  napi_env env = echo->operation.env;

  char text[TEXT_SIZE];
  long length = 0;
  if (status == 0 && (events & UV_READABLE)) {
    length = (long)recv(echo->ends[0], text, sizeof text, 0);
    if (length < 0) return; /* not readable after all: wait on */
  }

  napi_handle_scope scope;
  if (napi_open_handle_scope(env, &scope) == napi_ok) {
    napi_value value;
    if (napi_create_string_utf8(env, text, (size_t)length, &value) == napi_ok) {
      operation_call(&echo->operation, 1, &value);
    }
    napi_close_handle_scope(env, scope);
  }
  echo_stop(&echo->operation);
}

napi_value echo(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value argv[2];
  char text[TEXT_SIZE + 1];
  size_t length;
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  CHECK(env, napi_get_value_string_utf8(env, argv[0], text, sizeof text, &length));
  if (length == 0) {
    napi_throw_range_error(env, "ERR_OUT_OF_RANGE", "there must be a text to echo");
    return NULL;
  }

  uv_loop_t* loop = environment_loop(env);
  if (loop == NULL) return NULL;
  Echo* echo = calloc(1, sizeof *echo);
  if (echo == NULL) {
    napi_throw_error(env, "ENOMEM", "no memory for the echo");
    return NULL;
  }
  if (!operation_begin(env, &echo->operation, argv[1], "echo", echo_stop)) {
    free(echo);
    return NULL;
  }

  int result = uv_socketpair(SOCK_STREAM, 0, echo->ends, UV_NONBLOCK_PIPE, UV_NONBLOCK_PIPE);
  if (result != 0) goto no_sockets;
  result = uv_poll_init_socket(loop, &echo->poll, echo->ends[0]);
  if (result != 0) goto no_poll;
  echo->poll.data = echo;

  /* A fresh socket has room for so little. */
  if (send(echo->ends[1], text, length, 0) != (long)length) {
    result = UV_EIO;
  } else {
    result = uv_poll_start(&echo->poll, UV_READABLE, echo_readable);
  }
  if (result != 0) {
    uv_close((uv_handle_t*)&echo->poll, echo_closed); /* frees the rest */
    throw_uv_error(env, result);
  }
  return NULL;

no_poll:
  close_socket(echo->ends[0]);
  close_socket(echo->ends[1]);
no_sockets:
  operation_end(&echo->operation);
  free(echo);
  throw_uv_error(env, result);
  return NULL;
}
