/* Strings and property keys: every wrong argument, and a pending exception. */
#include "../matrix.h"

static napi_value made;
static char latin1[] = "text";
static char16_t utf16[] = u"text";

CALL(napi_create_string_latin1) {
  return napi_create_string_latin1(E, P(1, latin1), 4, P(3, &made));
}
CALL(napi_create_string_utf8) {
  return napi_create_string_utf8(E, P(1, latin1), 4, P(3, &made));
}
CALL(napi_create_string_utf16) {
  return napi_create_string_utf16(E, P(1, utf16), 4, P(3, &made));
}
CALL(node_api_create_property_key_latin1) {
  return node_api_create_property_key_latin1(E, P(1, latin1), 4, P(3, &made));
}
CALL(node_api_create_property_key_utf8) {
  return node_api_create_property_key_utf8(E, P(1, latin1), 4, P(3, &made));
}
CALL(node_api_create_property_key_utf16) {
  return node_api_create_property_key_utf16(E, P(1, utf16), 4, P(3, &made));
}
CALL(node_api_create_external_string_latin1) {
  bool copied;
  return node_api_create_external_string_latin1(
      E, P(1, latin1), 4, P(3, matrix_noop_finalize), P(4, latin1), P(5, &made), P(6, &copied));
}
CALL(node_api_create_external_string_utf16) {
  bool copied;
  return node_api_create_external_string_utf16(
      E, P(1, utf16), 4, P(3, matrix_noop_finalize), P(4, utf16), P(5, &made), P(6, &copied));
}
CALL(napi_get_value_string_latin1) {
  char buffer[16];
  size_t length;
  return napi_get_value_string_latin1(E, V(1, F.key), P(2, buffer), 16, P(4, &length));
}
CALL(napi_get_value_string_utf8) {
  char buffer[16];
  size_t length;
  return napi_get_value_string_utf8(E, V(1, F.key), P(2, buffer), 16, P(4, &length));
}
CALL(napi_get_value_string_utf16) {
  char16_t buffer[16];
  size_t length;
  return napi_get_value_string_utf16(E, V(1, F.key), P(2, buffer), 16, P(4, &length));
}

/* The same with a NULL buffer: then a NULL result is an error. */
CALL(latin1_length_only) {
  size_t length;
  return napi_get_value_string_latin1(E, V(1, F.key), NULL, 0, P(2, &length));
}
CALL(utf8_length_only) {
  size_t length;
  return napi_get_value_string_utf8(E, V(1, F.key), NULL, 0, P(2, &length));
}
CALL(utf16_length_only) {
  size_t length;
  return napi_get_value_string_utf16(E, V(1, F.key), NULL, 0, P(2, &length));
}

/* The same with a NULL text of length zero, which is the empty string. */
CALL(latin1_of_null) { return napi_create_string_latin1(E, NULL, 0, P(1, &made)); }
CALL(utf8_of_null) { return napi_create_string_utf8(E, NULL, 0, P(1, &made)); }
CALL(utf16_of_null) { return napi_create_string_utf16(E, NULL, 0, P(1, &made)); }
CALL(utf8_key_of_null) { return node_api_create_property_key_utf8(E, NULL, 0, P(1, &made)); }
CALL(external_latin1_of_null) {
  return node_api_create_external_string_latin1(E, NULL, 0, NULL, NULL, P(1, &made), NULL);
}
/* Not asked: the UTF-16 twin, whose NULL text ends Node's process inside V8. */

MATRIX(
  ROW(napi_create_string_latin1, 3),
  ROW(napi_create_string_utf8, 3),
  ROW(napi_create_string_utf16, 3),
  ROW(node_api_create_property_key_latin1, 3),
  ROW(node_api_create_property_key_utf8, 3),
  ROW(node_api_create_property_key_utf16, 3),
  ROW(node_api_create_external_string_latin1, 6),
  ROW(node_api_create_external_string_utf16, 6),
  ROW(napi_get_value_string_latin1, 4),
  ROW(napi_get_value_string_utf8, 4),
  ROW(napi_get_value_string_utf16, 4),
  ROW(latin1_length_only, 2),
  ROW(utf8_length_only, 2),
  ROW(utf16_length_only, 2),
  ROW(latin1_of_null, 1),
  ROW(utf8_of_null, 1),
  ROW(utf16_of_null, 1),
  ROW(utf8_key_of_null, 1),
  ROW(external_latin1_of_null, 1))
