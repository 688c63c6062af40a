/*
 * The native half of the boundary benchmark: one function per row of boundary.js.
 *
 * Plain Node-API of version 8, so that the same binary runs on every runtime. Rows whose name
 * says "loop" take the number of rounds and repeat the call in C: they cost no call from
 * JavaScript. A handle scope around every SCOPE_EVERY rounds keeps their handles bounded, as an
 * addon would. Neighbours: asynchronous.c (threads), boundary.js (calibration and printing).
 */
#include "bench.h"

#define SCOPE_EVERY 128

/* LOOP_BEGIN(n) ... LOOP_END: the body n times, with a scope per SCOPE_EVERY rounds. */
#define LOOP_BEGIN(n)                                            \
  for (uint32_t done = 0, total = (n); done < total;) {          \
    napi_handle_scope scope;                                     \
    MUST(napi_open_handle_scope(env, &scope));                   \
    uint32_t until = done + SCOPE_EVERY < total ? done + SCOPE_EVERY : total; \
    for (; done < until; done++) {
#define LOOP_END                              \
    }                                         \
    MUST(napi_close_handle_scope(env, scope)); \
  }

static napi_value empty(napi_env env, napi_callback_info info) {
  (void)env, (void)info;
  return NULL;
}

static napi_value four_arguments(napi_env env, napi_callback_info info) {
  napi_value argv[4];
  size_t argc = 4;
  MUST(napi_get_cb_info(env, info, &argc, argv, NULL, NULL));
  return argv[3];
}

static napi_value add(napi_env env, napi_callback_info info) {
  ARGS(2);
  double a, b;
  napi_value sum;
  MUST(napi_get_value_double(env, argv[0], &a));
  MUST(napi_get_value_double(env, argv[1], &b));
  MUST(napi_create_double(env, a + b, &sum));
  return sum;
}

static napi_value double_loop(napi_env env, napi_callback_info info) {
  ARGS(2);
  double number = 0;
  LOOP_BEGIN(rounds(env, argv[0]))
    napi_value made;
    MUST(napi_get_value_double(env, argv[1], &number));
    MUST(napi_create_double(env, number, &made));
  LOOP_END
  return argv[1];
}

static napi_value hello(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value text;
  MUST(napi_create_string_utf8(env, "hello world", 11, &text));
  return text;
}

static const char *const names[10] = {"alpha", "bravo",  "charlie", "delta", "echo",
                                      "foxtrot", "golf", "hotel",   "india", "juliett"};

static napi_value make_object(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value object, number;
  MUST(napi_create_object(env, &object));
  for (int i = 0; i < 10; i++) {
    MUST(napi_create_int32(env, i, &number));
    MUST(napi_set_named_property(env, object, names[i], number));
  }
  return object;
}

static napi_value read_object(napi_env env, napi_callback_info info) {
  ARGS(1);
  int32_t sum = 0, number;
  napi_value value;
  for (int i = 0; i < 10; i++) {
    MUST(napi_get_named_property(env, argv[0], names[i], &value));
    MUST(napi_get_value_int32(env, value, &number));
    sum += number;
  }
  MUST(napi_create_int32(env, sum, &value));
  return value;
}

static napi_value sum_array(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t length;
  double sum = 0, number;
  napi_value value;
  MUST(napi_get_array_length(env, argv[0], &length));
  for (uint32_t i = 0; i < length; i++) {
    MUST(napi_get_element(env, argv[0], i, &value));
    MUST(napi_get_value_double(env, value, &number));
    sum += number;
  }
  MUST(napi_create_double(env, sum, &value));
  return value;
}

static napi_value fill_array(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t length;
  napi_value value;
  MUST(napi_get_array_length(env, argv[0], &length));
  for (uint32_t i = 0; i < length; i++) {
    MUST(napi_create_uint32(env, i, &value));
    MUST(napi_set_element(env, argv[0], i, value));
  }
  return NULL;
}

static napi_value call_loop(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_value undefined;
  MUST(napi_get_undefined(env, &undefined));
  LOOP_BEGIN(rounds(env, argv[0]))
    napi_value result;
    MUST(napi_call_function(env, undefined, argv[1], 0, NULL, &result));
  LOOP_END
  return NULL;
}

static napi_value reference_loop(napi_env env, napi_callback_info info) {
  ARGS(2);
  LOOP_BEGIN(rounds(env, argv[0]))
    napi_ref reference;
    MUST(napi_create_reference(env, argv[1], 1, &reference));
    MUST(napi_delete_reference(env, reference));
  LOOP_END
  return NULL;
}

static napi_value dereference_loop(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_ref reference;
  MUST(napi_create_reference(env, argv[1], 1, &reference));
  LOOP_BEGIN(rounds(env, argv[0]))
    napi_value value;
    MUST(napi_get_reference_value(env, reference, &value));
  LOOP_END
  MUST(napi_delete_reference(env, reference));
  return NULL;
}

static void let_go(napi_env env, void *data, void *hint) { (void)env, (void)data, (void)hint; }

static int32_t content = 42;

static napi_value construct(napi_env env, napi_callback_info info) {
  napi_value self;
  size_t argc = 0;
  MUST(napi_get_cb_info(env, info, &argc, NULL, &self, NULL));
  MUST(napi_wrap(env, self, &content, let_go, NULL, NULL));
  return self;
}

static napi_value method(napi_env env, napi_callback_info info) {
  napi_value self, result;
  size_t argc = 0;
  void *data;
  MUST(napi_get_cb_info(env, info, &argc, NULL, &self, NULL));
  MUST(napi_unwrap(env, self, &data));
  MUST(napi_create_int32(env, *(int32_t *)data, &result));
  return result;
}

static napi_value unwrap_loop(napi_env env, napi_callback_info info) {
  ARGS(2);
  LOOP_BEGIN(rounds(env, argv[0]))
    void *data;
    MUST(napi_unwrap(env, argv[1], &data));
  LOOP_END
  return NULL;
}

static napi_value external_loop(napi_env env, napi_callback_info info) {
  ARGS(1);
  LOOP_BEGIN(rounds(env, argv[0]))
    napi_value value;
    MUST(napi_create_external(env, &content, NULL, NULL, &value));
  LOOP_END
  return NULL;
}

static napi_value throw_error(napi_env env, napi_callback_info info) {
  (void)info;
  MUST(napi_throw_error(env, "ERR_BENCH", "thrown"));
  return NULL;
}

static napi_value promise_loop(napi_env env, napi_callback_info info) {
  ARGS(2);
  LOOP_BEGIN(rounds(env, argv[0]))
    napi_deferred deferred;
    napi_value promise;
    MUST(napi_create_promise(env, &deferred, &promise));
    MUST(napi_resolve_deferred(env, deferred, argv[1]));
  LOOP_END
  return NULL;
}

static napi_value buffer_loop(napi_env env, napi_callback_info info) {
  ARGS(1);
  LOOP_BEGIN(rounds(env, argv[0]))
    napi_value buffer;
    void *data;
    MUST(napi_create_buffer(env, 64, &data, &buffer));
    *(char *)data = 1;
  LOOP_END
  return NULL;
}

static napi_value string_loop(napi_env env, napi_callback_info info) {
  ARGS(2);
  char text[64];
  size_t length;
  LOOP_BEGIN(rounds(env, argv[0]))
    MUST(napi_get_value_string_utf8(env, argv[1], text, sizeof text, &length));
  LOOP_END
  return NULL;
}

static napi_value symbol_loop(napi_env env, napi_callback_info info) {
  ARGS(3);
  LOOP_BEGIN(rounds(env, argv[0]))
    napi_value value;
    MUST(napi_get_property(env, argv[1], argv[2], &value));
  LOOP_END
  return NULL;
}

static napi_value instanceof_loop(napi_env env, napi_callback_info info) {
  ARGS(3);
  bool is_instance;
  LOOP_BEGIN(rounds(env, argv[0]))
    MUST(napi_instanceof(env, argv[1], argv[2], &is_instance));
  LOOP_END
  return NULL;
}

NAPI_MODULE_INIT() {
  EXPOSE(empty);
  EXPOSE(four_arguments);
  EXPOSE(add);
  EXPOSE(double_loop);
  EXPOSE(hello);
  EXPOSE(make_object);
  EXPOSE(read_object);
  EXPOSE(sum_array);
  EXPOSE(fill_array);
  EXPOSE(call_loop);
  EXPOSE(reference_loop);
  EXPOSE(dereference_loop);
  EXPOSE(unwrap_loop);
  EXPOSE(external_loop);
  EXPOSE(throw_error);
  EXPOSE(promise_loop);
  EXPOSE(buffer_loop);
  EXPOSE(string_loop);
  EXPOSE(symbol_loop);
  EXPOSE(instanceof_loop);
  expose_asynchronous(env, exports);
  napi_property_descriptor members[] = {
      {"method", NULL, method, NULL, NULL, NULL, napi_default_method, NULL},
  };
  napi_value wrapped;
  MUST(napi_define_class(env, "Wrapped", NAPI_AUTO_LENGTH, construct, NULL, 1, members, &wrapped));
  MUST(napi_set_named_property(env, exports, "Wrapped", wrapped));
  return exports;
}
