/*
 * Strings made from latin1, UTF-8 and UTF-16, as values and as property keys. JavaScript passes the
 * code units as an array of numbers and the length separately (-1: NAPI_AUTO_LENGTH).
 */
#include "../common.h"

typedef enum { LATIN1, UTF8, UTF16 } Encoding;

static napi_value make(napi_env env, napi_callback_info info, Encoding encoding, bool key) {
  ARGS(2);
  uint32_t count;
  CHECK(napi_get_array_length(env, argv[0], &count));
  char* bytes = calloc(count + 1, 1);
  char16_t* units = calloc(count + 1, sizeof *units);
  ASSERT(bytes != NULL && units != NULL);
  for (uint32_t i = 0; i < count; i++) {
    napi_value element;
    CHECK(napi_get_element(env, argv[0], i, &element));
    units[i] = (char16_t)c_int(env, element);
    bytes[i] = (char)units[i];
  }
  size_t length = c_length(env, argv[1]);
  napi_value made = NULL;
  napi_status status;
  if (encoding == LATIN1) {
    status = key ? node_api_create_property_key_latin1(env, bytes, length, &made)
                 : napi_create_string_latin1(env, bytes, length, &made);
  } else if (encoding == UTF8) {
    status = key ? node_api_create_property_key_utf8(env, bytes, length, &made)
                 : napi_create_string_utf8(env, bytes, length, &made);
  } else {
    status = key ? node_api_create_property_key_utf16(env, units, length, &made)
                 : napi_create_string_utf16(env, units, length, &made);
  }
  free(bytes);
  free(units);
  return outcome_value(env, status, &made);
}

static napi_value latin1(napi_env env, napi_callback_info info) {
  return make(env, info, LATIN1, false);
}
static napi_value utf8(napi_env env, napi_callback_info info) {
  return make(env, info, UTF8, false);
}
static napi_value utf16(napi_env env, napi_callback_info info) {
  return make(env, info, UTF16, false);
}
static napi_value latin1_key(napi_env env, napi_callback_info info) {
  return make(env, info, LATIN1, true);
}
static napi_value utf8_key(napi_env env, napi_callback_info info) {
  return make(env, info, UTF8, true);
}
static napi_value utf16_key(napi_env env, napi_callback_info info) {
  return make(env, info, UTF16, true);
}

/* NULL text: empty with length 0, an argument error with any other. */
static napi_value null_text(napi_env env, napi_callback_info info) {
  ARGS(2);
  int which = (int)c_int(env, argv[0]);
  size_t length = c_length(env, argv[1]);
  napi_value made = NULL;
  napi_status status = napi_invalid_arg;
  switch (which) {
    case 0: status = napi_create_string_latin1(env, NULL, length, &made); break;
    case 1: status = napi_create_string_utf8(env, NULL, length, &made); break;
    case 2: status = napi_create_string_utf16(env, NULL, length, &made); break;
    case 3: status = node_api_create_property_key_latin1(env, NULL, length, &made); break;
    case 4: status = node_api_create_property_key_utf8(env, NULL, length, &made); break;
    case 5: status = node_api_create_property_key_utf16(env, NULL, length, &made); break;
    default: CHECK_FAILED("no such function");
  }
  return outcome_value(env, status, &made);
}

/* store(keys...): object whose keys were made as property keys. */
static napi_value keyed(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value object, key;
  CHECK(napi_create_object(env, &object));
  CHECK(node_api_create_property_key_latin1(env, "caf\xe9", 4, &key));
  CHECK(napi_set_property(env, object, key, key));
  CHECK(node_api_create_property_key_utf8(env, "caf\xc3\xa9 8", NAPI_AUTO_LENGTH, &key));
  CHECK(napi_set_property(env, object, key, key));
  CHECK(node_api_create_property_key_utf16(env, u"caf\u00e9 16", NAPI_AUTO_LENGTH, &key));
  CHECK(napi_set_property(env, object, key, key));
  CHECK(node_api_create_property_key_utf8(env, "7", 1, &key));
  CHECK(napi_set_property(env, object, key, key));
  return object;
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(latin1);
  EXPOSE_FN(utf8);
  EXPOSE_FN(utf16);
  EXPOSE_FN(latin1_key);
  EXPOSE_FN(utf8_key);
  EXPOSE_FN(utf16_key);
  EXPOSE_FN(null_text);
  EXPOSE_FN(keyed);
  return exports;
}
