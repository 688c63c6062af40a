/* Primitive values, dates, coercion and comparison: every wrong argument, and a pending exception. */
#include "../matrix.h"

static napi_value made;

CALL(napi_get_undefined) { return napi_get_undefined(E, P(1, &made)); }
CALL(napi_get_null) { return napi_get_null(E, P(1, &made)); }
CALL(napi_get_global) { return napi_get_global(E, P(1, &made)); }
CALL(napi_get_boolean) { return napi_get_boolean(E, true, P(2, &made)); }
CALL(napi_create_double) { return napi_create_double(E, 1.5, P(2, &made)); }
CALL(napi_create_int32) { return napi_create_int32(E, -1, P(2, &made)); }
CALL(napi_create_uint32) { return napi_create_uint32(E, 1, P(2, &made)); }
CALL(napi_create_int64) { return napi_create_int64(E, -1, P(2, &made)); }
CALL(napi_create_bigint_int64) { return napi_create_bigint_int64(E, -1, P(2, &made)); }
CALL(napi_create_bigint_uint64) { return napi_create_bigint_uint64(E, 1, P(2, &made)); }
CALL(napi_create_bigint_words) {
  static const uint64_t words[2] = {1, 2};
  return napi_create_bigint_words(E, 1, 2, P(3, words), P(4, &made));
}

CALL(napi_get_value_double) {
  double out;
  return napi_get_value_double(E, V(1, F.number), P(2, &out));
}
CALL(napi_get_value_int32) {
  int32_t out;
  return napi_get_value_int32(E, V(1, F.number), P(2, &out));
}
CALL(napi_get_value_uint32) {
  uint32_t out;
  return napi_get_value_uint32(E, V(1, F.number), P(2, &out));
}
CALL(napi_get_value_int64) {
  int64_t out;
  return napi_get_value_int64(E, V(1, F.number), P(2, &out));
}
CALL(napi_get_value_bool) {
  bool out;
  return napi_get_value_bool(E, V(1, F.boolean), P(2, &out));
}
CALL(napi_get_value_bigint_int64) {
  int64_t out;
  bool lossless;
  return napi_get_value_bigint_int64(E, V(1, F.big), P(2, &out), P(3, &lossless));
}
CALL(napi_get_value_bigint_uint64) {
  uint64_t out;
  bool lossless;
  return napi_get_value_bigint_uint64(E, V(1, F.big), P(2, &out), P(3, &lossless));
}
CALL(napi_get_value_bigint_words) {
  int sign;
  size_t count = 4;
  uint64_t words[4];
  return napi_get_value_bigint_words(E, V(1, F.big), P(2, &sign), P(3, &count), P(4, words));
}

CALL(napi_create_symbol) { return napi_create_symbol(E, V(1, F.key), P(2, &made)); }
CALL(node_api_symbol_for) { return node_api_symbol_for(E, P(1, "name"), 4, P(3, &made)); }
CALL(napi_create_date) { return napi_create_date(E, 1.0, P(2, &made)); }
CALL(napi_is_date) {
  bool out;
  return napi_is_date(E, V(1, F.date), P(2, &out));
}
CALL(napi_get_date_value) {
  double out;
  return napi_get_date_value(E, V(1, F.date), P(2, &out));
}

CALL(napi_typeof) {
  napi_valuetype out;
  return napi_typeof(E, V(1, F.date), P(2, &out));
}
CALL(napi_coerce_to_bool) { return napi_coerce_to_bool(E, V(1, F.number), P(2, &made)); }
CALL(napi_coerce_to_number) { return napi_coerce_to_number(E, V(1, F.key), P(2, &made)); }
CALL(napi_coerce_to_object) { return napi_coerce_to_object(E, V(1, F.key), P(2, &made)); }
CALL(napi_coerce_to_string) { return napi_coerce_to_string(E, V(1, F.number), P(2, &made)); }
CALL(napi_strict_equals) {
  bool out;
  return napi_strict_equals(E, V(1, F.number), V(2, F.key), P(3, &out));
}

MATRIX(
  ROW(napi_get_undefined, 1),
  ROW(napi_get_null, 1),
  ROW(napi_get_global, 1),
  ROW(napi_get_boolean, 2),
  ROW(napi_create_double, 2),
  ROW(napi_create_int32, 2),
  ROW(napi_create_uint32, 2),
  ROW(napi_create_int64, 2),
  ROW(napi_create_bigint_int64, 2),
  ROW(napi_create_bigint_uint64, 2),
  ROW(napi_create_bigint_words, 4),
  ROW(napi_get_value_double, 2),
  ROW(napi_get_value_int32, 2),
  ROW(napi_get_value_uint32, 2),
  ROW(napi_get_value_int64, 2),
  ROW(napi_get_value_bool, 2),
  ROW(napi_get_value_bigint_int64, 3),
  ROW(napi_get_value_bigint_uint64, 3),
  ROW(napi_get_value_bigint_words, 4),
  ROW(napi_create_symbol, 2),
  ROW(node_api_symbol_for, 3),
  ROW(napi_create_date, 2),
  ROW(napi_is_date, 2),
  ROW(napi_get_date_value, 2),
  ROW(napi_typeof, 2),
  ROW(napi_coerce_to_bool, 2),
  ROW(napi_coerce_to_number, 2),
  ROW(napi_coerce_to_object, 2),
  ROW(napi_coerce_to_string, 2),
  ROW(napi_strict_equals, 3))
