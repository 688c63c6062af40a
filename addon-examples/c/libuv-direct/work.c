/*
 * work.c: hash(text, callback), with uv_queue_work.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "functions.h"
#include "operation.h"

typedef struct {
  Operation operation; /* first, so that the pointers are the same */
  uv_work_t request;
  uint64_t hash;
  size_t length;
  char text[];
} Hash;

/* Pool thread: FNV-1a, 64 bits. */
static void hash_work(uv_work_t* request) {
  Hash* hash = request->data;
  hash->hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < hash->length; i++) {
    hash->hash = (hash->hash ^ (unsigned char)hash->text[i]) * UINT64_C(0x100000001b3);
  }
}

/* Loop thread. status is 0, or UV_ECANCELED. */
static void hash_done(uv_work_t* request, int status) {
  Hash* hash = request->data;
  napi_env env = hash->operation.env;

  napi_handle_scope scope;
  if (status == 0 && !hash->operation.stopped && napi_open_handle_scope(env, &scope) == napi_ok) {
    char hex[17];
    napi_value text;
    snprintf(hex, sizeof hex, "%016" PRIx64, hash->hash);
    if (napi_create_string_utf8(env, hex, 16, &text) == napi_ok) {
      operation_call(&hash->operation, 1, &text);
    }
    napi_close_handle_scope(env, scope);
  }
  operation_end(&hash->operation);
  free(hash);
}

/* Running work cannot be interrupted; hash_done comes in any case. */
static void hash_stop(Operation* operation) {
  Hash* hash = (Hash*)operation;
  uv_cancel((uv_req_t*)&hash->request);
}

napi_value hash(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value argv[2];
  size_t length;
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  CHECK(env, napi_get_value_string_utf8(env, argv[0], NULL, 0, &length));

  uv_loop_t* loop = environment_loop(env);
  if (loop == NULL) return NULL;
  Hash* hash = malloc(sizeof *hash + length + 1);
  if (hash == NULL) {
    napi_throw_error(env, "ENOMEM", "no memory for the text");
    return NULL;
  }
  CHECK_ELSE(env, napi_get_value_string_utf8(env, argv[0], hash->text, length + 1, &hash->length),
             free(hash);
             return NULL);
  if (!operation_begin(env, &hash->operation, argv[1], "hash", hash_stop)) {
    free(hash);
    return NULL;
  }

  hash->request.data = hash;
  int result = uv_queue_work(loop, &hash->request, hash_work, hash_done);
  if (result != 0) {
    operation_end(&hash->operation);
    free(hash);
    throw_uv_error(env, result);
  }
  return NULL;
}
