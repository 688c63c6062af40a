/*
 * Strings read into a buffer of a chosen size. The buffer lies between guard bytes, and what is
 * reported is each unit that was written, the guard being a unit that no test writes.
 */
#include "../common.h"

#define ROOM 64
#define GUARD 0xa7

/* read(value, room, encoding) -> { length told, units written } */
static napi_value read_as(napi_env env, napi_callback_info info, int width, bool utf8) {
  ARGS(2);
  size_t room = (size_t)c_int(env, argv[1]), told = 9999;
  ASSERT(room <= ROOM);
  unsigned char narrow[ROOM + 8];
  char16_t wide[ROOM + 8];
  memset(narrow, GUARD, sizeof narrow);
  memset(wide, GUARD, sizeof wide);
  napi_status status;
  if (width == 2) {
    status = napi_get_value_string_utf16(env, argv[0], wide, room, &told);
  } else if (utf8) {
    status = napi_get_value_string_utf8(env, argv[0], (char*)narrow, room, &told);
  } else {
    status = napi_get_value_string_latin1(env, argv[0], (char*)narrow, room, &told);
  }
  observe(env, status);
  napi_value object, list;
  CHECK(napi_create_object(env, &object));
  CHECK(napi_create_array(env, &list));
  size_t last = 0;
  for (size_t i = 0; i < ROOM + 8; i++) {
    bool guard = width == 2 ? wide[i] == 0xa7a7 : narrow[i] == GUARD;
    if (!guard) last = i + 1;
  }
  for (uint32_t i = 0; i < last; i++) {
    CHECK(napi_set_element(env, list, i, js_number(env, width == 2 ? wide[i] : narrow[i])));
  }
  js_set(env, object, "told", js_number(env, (double)told));
  js_set(env, object, "written", list);
  return outcome_object(env, object);
}

static napi_value latin1(napi_env env, napi_callback_info info) {
  return read_as(env, info, 1, false);
}
static napi_value utf8(napi_env env, napi_callback_info info) {
  return read_as(env, info, 1, true);
}
static napi_value utf16(napi_env env, napi_callback_info info) {
  return read_as(env, info, 2, false);
}

/* lengths(value): with a NULL buffer, whatever size is claimed. -> [latin1, utf8, utf16] */
static napi_value lengths(napi_env env, napi_callback_info info) {
  ARGS(1);
  size_t told[3] = {0};
  napi_value array;
  CHECK(napi_get_value_string_latin1(env, argv[0], NULL, 0, &told[0]));
  CHECK(napi_get_value_string_utf8(env, argv[0], NULL, 100, &told[1]));
  CHECK(napi_get_value_string_utf16(env, argv[0], NULL, NAPI_AUTO_LENGTH, &told[2]));
  CHECK(napi_create_array(env, &array));
  for (uint32_t i = 0; i < 3; i++) {
    CHECK(napi_set_element(env, array, i, js_number(env, (double)told[i])));
  }
  return array;
}

/* auto_room(value): NAPI_AUTO_LENGTH as the buffer's size means "large enough". */
static napi_value auto_room(napi_env env, napi_callback_info info) {
  ARGS(1);
  char buffer[ROOM];
  char16_t wide[ROOM];
  size_t told;
  napi_value array;
  CHECK(napi_create_array(env, &array));
  CHECK(napi_get_value_string_latin1(env, argv[0], buffer, NAPI_AUTO_LENGTH, &told));
  CHECK(napi_set_element(env, array, 0, js_number(env, (double)told)));
  CHECK(napi_get_value_string_utf8(env, argv[0], buffer, NAPI_AUTO_LENGTH, &told));
  CHECK(napi_set_element(env, array, 1, js_string(env, buffer)));
  CHECK(napi_get_value_string_utf16(env, argv[0], wide, NAPI_AUTO_LENGTH, &told));
  CHECK(napi_set_element(env, array, 2, js_number(env, (double)told)));
  return array;
}

/* without_result(value): the length is not asked for. */
static napi_value without_result(napi_env env, napi_callback_info info) {
  ARGS(1);
  char buffer[ROOM];
  napi_status status = napi_get_value_string_utf8(env, argv[0], buffer, sizeof buffer, NULL);
  return outcome(env, status, js_string(env, buffer));
}

/* whole(value) -> the same string, through UTF-8 and back. */
static napi_value whole(napi_env env, napi_callback_info info) {
  ARGS(1);
  char* text = c_text(env, argv[0]);
  size_t length;
  CHECK(napi_get_value_string_utf8(env, argv[0], NULL, 0, &length));
  napi_value back;
  CHECK(napi_create_string_utf8(env, text, length, &back));
  free(text);
  return back;
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(latin1);
  EXPOSE_FN(utf8);
  EXPOSE_FN(utf16);
  EXPOSE_FN(lengths);
  EXPOSE_FN(auto_room);
  EXPOSE_FN(without_result);
  EXPOSE_FN(whole);
  return exports;
}
