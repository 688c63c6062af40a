/*
 * What addon.c and asynchronous.c share: checked calls, arguments, exporting functions.
 */
#ifndef NAPKIN_BENCH_H
#define NAPKIN_BENCH_H

#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* A benchmark whose call fails measures nothing: it ends at once and says where. */
#define MUST(call)                                                                        \
  do {                                                                                    \
    napi_status must_status = (call);                                                     \
    if (must_status != napi_ok) {                                                         \
      fprintf(stderr, "%s:%d: %s gave status %d\n", __FILE__, __LINE__, #call, (int)must_status); \
      abort();                                                                            \
    }                                                                                     \
  } while (0)

#define ARGS(n)        \
  napi_value argv[(n)]; \
  size_t argc = (n);    \
  MUST(napi_get_cb_info(env, info, &argc, argv, NULL, NULL))

static inline uint32_t rounds(napi_env env, napi_value value) {
  uint32_t number;
  MUST(napi_get_value_uint32(env, value, &number));
  return number;
}

static inline void expose(napi_env env, napi_value target, const char *name, napi_callback callback) {
  napi_value function;
  MUST(napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, NULL, &function));
  MUST(napi_set_named_property(env, target, name, function));
}

#define EXPOSE(name) expose(env, exports, #name, name)

/* asynchronous.c */
void expose_asynchronous(napi_env env, napi_value exports);

#endif
