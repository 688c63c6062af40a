/* Numbers: made from each C type, and read as each C type. */
#include "../common.h"

static napi_value as_double(napi_env env, napi_callback_info info) {
  ARGS(1);
  double out = -77;
  napi_status status = napi_get_value_double(env, argv[0], &out);
  return outcome(env, status, js_number(env, out));
}
static napi_value as_int32(napi_env env, napi_callback_info info) {
  ARGS(1);
  int32_t out = -77;
  napi_status status = napi_get_value_int32(env, argv[0], &out);
  return outcome(env, status, js_number(env, out));
}
static napi_value as_uint32(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint32_t out = 77;
  napi_status status = napi_get_value_uint32(env, argv[0], &out);
  return outcome(env, status, js_number(env, out));
}
/* The 64 bits do not fit a JavaScript number: as text. */
static napi_value as_int64(napi_env env, napi_callback_info info) {
  ARGS(1);
  int64_t out = -77;
  char text[32];
  napi_status status = napi_get_value_int64(env, argv[0], &out);
  snprintf(text, sizeof text, "%lld", (long long)out);
  return outcome(env, status, js_string(env, text));
}
static napi_value as_bool(napi_env env, napi_callback_info info) {
  ARGS(1);
  bool out = false;
  napi_status status = napi_get_value_bool(env, argv[0], &out);
  return outcome(env, status, js_bool(env, out));
}

/* The bits of the double, as read: tells -0 and NaN. */
static napi_value bits(napi_env env, napi_callback_info info) {
  ARGS(1);
  double out;
  uint64_t raw;
  char text[32];
  CHECK(napi_get_value_double(env, argv[0], &out));
  memcpy(&raw, &out, sizeof raw);
  snprintf(text, sizeof text, "%016llx", (unsigned long long)raw);
  return js_string(env, text);
}

#define MAKE(type, value)                                    \
  do {                                                       \
    CHECK(napi_create_##type(env, (value), &made));          \
    CHECK(napi_set_element(env, array, at++, made));         \
  } while (0)

/* made(): extremes through each constructor. */
static napi_value made(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value array, made;
  uint32_t at = 0;
  CHECK(napi_create_array(env, &array));
  MAKE(int32, 0);
  MAKE(int32, INT32_MIN);
  MAKE(int32, INT32_MAX);
  MAKE(uint32, 0);
  MAKE(uint32, 0x7fffffffu);
  MAKE(uint32, 0x80000000u);
  MAKE(uint32, UINT32_MAX);
  MAKE(int64, 0);
  MAKE(int64, -1);
  MAKE(int64, 9007199254740991);
  MAKE(int64, 9007199254740993);
  MAKE(int64, -9007199254740993);
  MAKE(int64, INT64_MIN);
  MAKE(int64, INT64_MAX);
  MAKE(double, 0.1);
  MAKE(double, -0.0);
  MAKE(double, 5e-324);
  MAKE(double, 1.7976931348623157e308);
  MAKE(double, 3.0);
  return array;
}

/* A NaN of any bits is the one NaN; infinities stay. */
static napi_value strange(napi_env env, napi_callback_info info) {
  (void)info;
  static const uint64_t raw[4] = {0x7ff8000000000000, 0xfff8000000000001, 0x7ff0000000000000,
                                  0xfff0000000000000};
  napi_value array, made;
  CHECK(napi_create_array(env, &array));
  for (uint32_t i = 0; i < 4; i++) {
    double value;
    memcpy(&value, &raw[i], sizeof value);
    CHECK(napi_create_double(env, value, &made));
    CHECK(napi_set_element(env, array, i, made));
  }
  return array;
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(as_double);
  EXPOSE_FN(as_int32);
  EXPOSE_FN(as_uint32);
  EXPOSE_FN(as_int64);
  EXPOSE_FN(as_bool);
  EXPOSE_FN(bits);
  EXPOSE_FN(made);
  EXPOSE_FN(strange);
  return exports;
}
