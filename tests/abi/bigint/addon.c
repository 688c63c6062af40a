/* BigInts: made from and read as 64-bit integers and words. */
#include "../common.h"

static napi_value text_of(napi_env env, const char* format, unsigned long long bits) {
  char text[32];
  snprintf(text, sizeof text, format, bits);
  return js_string(env, text);
}

static napi_value pair(napi_env env, napi_value first, napi_value second) {
  napi_value array;
  CHECK(napi_create_array(env, &array));
  CHECK(napi_set_element(env, array, 0, first));
  CHECK(napi_set_element(env, array, 1, second));
  return array;
}

/* -> [text of the integer, lossless] */
static napi_value as_int64(napi_env env, napi_callback_info info) {
  ARGS(1);
  int64_t out = -77;
  bool lossless = false;
  napi_status status = napi_get_value_bigint_int64(env, argv[0], &out, &lossless);
  return outcome(env, status,
                 pair(env, text_of(env, "%lld", (unsigned long long)out), js_bool(env, lossless)));
}
static napi_value as_uint64(napi_env env, napi_callback_info info) {
  ARGS(1);
  uint64_t out = 77;
  bool lossless = false;
  napi_status status = napi_get_value_bigint_uint64(env, argv[0], &out, &lossless);
  return outcome(env, status,
                 pair(env, text_of(env, "%llu", (unsigned long long)out), js_bool(env, lossless)));
}

/* words(value, room) -> [sign, count told, words written as text] */
static napi_value words(napi_env env, napi_callback_info info) {
  ARGS(2);
  uint64_t space[16];
  memset(space, 0xaa, sizeof space);
  int sign = -1;
  size_t count = (size_t)c_int(env, argv[1]);
  ASSERT(count <= 15);
  observe(env, napi_get_value_bigint_words(env, argv[0], &sign, &count, space));
  napi_value array, list;
  CHECK(napi_create_array(env, &array));
  CHECK(napi_create_array(env, &list));
  CHECK(napi_set_element(env, array, 0, js_number(env, sign)));
  CHECK(napi_set_element(env, array, 1, js_number(env, (double)count)));
  for (uint32_t i = 0; i < 16; i++) {
    if (space[i] == 0xaaaaaaaaaaaaaaaa) break;
    CHECK(napi_set_element(env, list, i, text_of(env, "%llx", space[i])));
  }
  CHECK(napi_set_element(env, array, 2, list));
  return outcome_object(env, array);
}

/* word_count(value): neither sign nor words asked for. */
static napi_value word_count(napi_env env, napi_callback_info info) {
  ARGS(1);
  size_t count = 99;
  napi_status status = napi_get_value_bigint_words(env, argv[0], NULL, &count, NULL);
  return outcome(env, status, js_number(env, (double)count));
}

/* Only one of sign and words NULL is an argument error. -> [status, status] */
static napi_value one_null(napi_env env, napi_callback_info info) {
  ARGS(1);
  size_t count = 2;
  uint64_t space[2];
  int sign;
  napi_status a = napi_get_value_bigint_words(env, argv[0], NULL, &count, space);
  napi_status b = napi_get_value_bigint_words(env, argv[0], &sign, &count, NULL);
  return pair(env, js_number(env, a), js_number(env, b));
}

static napi_value from_int64(napi_env env, napi_callback_info info) {
  (void)info;
  static const int64_t values[] = {0, 1, -1, INT64_MIN, INT64_MAX, 9007199254740993};
  napi_value array, made;
  CHECK(napi_create_array(env, &array));
  for (uint32_t i = 0; i < sizeof values / sizeof *values; i++) {
    CHECK(napi_create_bigint_int64(env, values[i], &made));
    CHECK(napi_set_element(env, array, i, made));
  }
  return array;
}
static napi_value from_uint64(napi_env env, napi_callback_info info) {
  (void)info;
  static const uint64_t values[] = {0, 1, 0x8000000000000000, UINT64_MAX};
  napi_value array, made;
  CHECK(napi_create_array(env, &array));
  for (uint32_t i = 0; i < sizeof values / sizeof *values; i++) {
    CHECK(napi_create_bigint_uint64(env, values[i], &made));
    CHECK(napi_set_element(env, array, i, made));
  }
  return array;
}

/* from_words(sign, hex texts) */
static napi_value from_words(napi_env env, napi_callback_info info) {
  ARGS(2);
  uint64_t space[8];
  uint32_t count;
  CHECK(napi_get_array_length(env, argv[1], &count));
  ASSERT(count <= 8);
  for (uint32_t i = 0; i < count; i++) {
    napi_value element;
    CHECK(napi_get_element(env, argv[1], i, &element));
    char* text = c_text(env, element);
    space[i] = strtoull(text, NULL, 16);
    free(text);
  }
  napi_value made = NULL;
  napi_status status =
      napi_create_bigint_words(env, (int)c_int(env, argv[0]), count, space, &made);
  return outcome_value(env, status, &made);
}

/* huge(count): so many words of all ones. INT_MAX and more are refused before they are read. */
static napi_value huge(napi_env env, napi_callback_info info) {
  ARGS(1);
  double wanted = c_double(env, argv[0]);
  size_t count = wanted < 0 ? SIZE_MAX : (size_t)wanted;
  size_t real = count < (1u << 25) ? count : 1;
  uint64_t* space = malloc((real + 1) * sizeof *space);
  ASSERT(space != NULL);
  memset(space, 0xff, (real + 1) * sizeof *space);
  napi_value made = NULL;
  napi_status status = napi_create_bigint_words(env, 0, count, space, &made);
  free(space);
  return outcome_value(env, status, &made);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(as_int64);
  EXPOSE_FN(as_uint64);
  EXPOSE_FN(words);
  EXPOSE_FN(word_count);
  EXPOSE_FN(one_null);
  EXPOSE_FN(from_int64);
  EXPOSE_FN(from_uint64);
  EXPOSE_FN(from_words);
  EXPOSE_FN(huge);
  return exports;
}
