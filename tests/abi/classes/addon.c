/* napi_define_class: members of every kind, static and not, and their attributes. */
#include "../common.h"

static int word = 7;

static napi_value construct(napi_env env, napi_callback_info info) {
  napi_value self, target, given;
  size_t argc = 1;
  void* data;
  CHECK(napi_get_cb_info(env, info, &argc, &given, &self, &data));
  CHECK(napi_get_new_target(env, info, &target));
  ASSERT(data == &word);
  js_set(env, self, "given", given);
  js_set(env, self, "constructed", js_bool(env, target != NULL));
  return self;
}
/* Who called, with what data. */
static napi_value member(napi_env env, napi_callback_info info) {
  napi_value self, given, array;
  size_t argc = 1;
  void* data;
  CHECK(napi_get_cb_info(env, info, &argc, &given, &self, &data));
  CHECK(napi_create_array(env, &array));
  CHECK(napi_set_element(env, array, 0, self));
  CHECK(napi_set_element(env, array, 1, given));
  CHECK(napi_set_element(env, array, 2, js_bool(env, data == &word)));
  return array;
}
static napi_value first_member(napi_env env, napi_callback_info info) {
  (void)info;
  return js_string(env, "first");
}
static napi_value second_member(napi_env env, napi_callback_info info) {
  (void)info;
  return js_string(env, "second");
}
static napi_value read(napi_env env, napi_callback_info info) {
  napi_value self, found;
  CHECK(napi_get_cb_info(env, info, NULL, NULL, &self, NULL));
  CHECK(napi_get_named_property(env, self, "given", &found));
  return found;
}
static napi_value write_given(napi_env env, napi_callback_info info) {
  napi_value self, given;
  size_t argc = 1;
  CHECK(napi_get_cb_info(env, info, &argc, &given, &self, NULL));
  js_set(env, self, "given", given);
  return NULL;
}

/* define(name, length, symbol): one of everything. */
static napi_value define(napi_env env, napi_callback_info info) {
  ARGS(3);
  char* name = c_text(env, argv[0]);
  const napi_property_attributes open = napi_writable | napi_configurable;
  napi_property_descriptor list[] = {
      {.utf8name = "method", .method = member, .attributes = open, .data = &word},
      {.utf8name = "fixedMethod", .method = member},
      {.utf8name = "enumerableMethod", .method = member, .attributes = napi_enumerable},
      {.utf8name = "value", .value = js_string(env, "on the prototype"), .attributes = open},
      {.utf8name = "fixedValue", .value = js_number(env, 1)},
      {.utf8name = "accessor", .getter = read, .setter = write_given},
      {.utf8name = "enumerableAccessor", .getter = read, .setter = write_given,
       .attributes = napi_enumerable | napi_configurable},
      {.utf8name = "readOnly", .getter = read},
      {.utf8name = "writeOnly", .setter = write_given},
      {.name = argv[2], .method = member, .attributes = open},
      {.utf8name = "staticMethod", .method = member, .attributes = napi_static, .data = &word},
      {.utf8name = "staticValue", .value = js_string(env, "on the class"),
       .attributes = napi_static | napi_enumerable | napi_writable},
      {.utf8name = "staticAccessor", .getter = read, .setter = write_given,
       .attributes = napi_static},
  };
  napi_value made = NULL;
  napi_status status = napi_define_class(env, name, c_length(env, argv[1]), construct, &word,
                                         sizeof list / sizeof *list, list, &made);
  free(name);
  return outcome_value(env, status, &made);
}

static napi_value given_value(napi_env env, bool first) {
  return js_string(env, first ? "first value" : "second value");
}

/*
 * twice(attributes, first kind, second kind): two members with one name. A kind is 0 for a method,
 * 1 for a value, 2 for a getter.
 */
static napi_value twice(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_property_attributes attributes = (napi_property_attributes)c_int(env, argv[0]);
  napi_property_descriptor list[2] = {
      {.utf8name = "same", .attributes = attributes},
      {.utf8name = "same", .attributes = attributes},
  };
  for (int i = 0; i < 2; i++) {
    napi_callback callback = i == 0 ? first_member : second_member;
    switch (c_int(env, argv[i + 1])) {
      case 0: list[i].method = callback; break;
      case 1: list[i].value = given_value(env, i == 0); break;
      default: list[i].getter = callback; break;
    }
  }
  napi_value made = NULL;
  napi_status status = napi_define_class(env, "Twice", NAPI_AUTO_LENGTH, construct, &word, 2, list,
                                         &made);
  return outcome_value(env, status, &made);
}

/* named_by(value): a member whose name is a value of any type. */
static napi_value named_by(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_property_descriptor one = {.name = argv[0], .method = member};
  napi_value made = NULL;
  napi_status status =
      napi_define_class(env, "Named", NAPI_AUTO_LENGTH, construct, &word, 1, &one, &made);
  return outcome_value(env, status, &made);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(define);
  EXPOSE_FN(twice);
  EXPOSE_FN(named_by);
  return exports;
}
