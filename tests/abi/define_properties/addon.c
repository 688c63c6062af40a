/* napi_define_properties: values, methods and accessors, by name and by key, with each attribute. */
#include "../common.h"

static int data_one = 1, data_two = 2;

/* Answers with the data pointer it was defined with: 1, 2, or 0 for NULL. */
static napi_value method(napi_env env, napi_callback_info info) {
  void* data = NULL;
  CHECK(napi_get_cb_info(env, info, NULL, NULL, NULL, &data));
  return js_number(env, data == NULL ? 0 : *(int*)data);
}

/* A getter and a setter that work on the hidden property _stored of their receiver. */
static napi_value getter(napi_env env, napi_callback_info info) {
  napi_value self, found;
  CHECK(napi_get_cb_info(env, info, NULL, NULL, &self, NULL));
  CHECK(napi_get_named_property(env, self, "_stored", &found));
  return found;
}
static napi_value setter(napi_env env, napi_callback_info info) {
  napi_value self, given;
  size_t count = 1;
  void* data;
  CHECK(napi_get_cb_info(env, info, &count, &given, &self, &data));
  ASSERT(count == 1 && data == &data_two);
  js_set(env, self, "_stored", given);
  /* What a setter returns is dropped. */
  return js_string(env, "dropped");
}
static napi_value throwing(napi_env env, napi_callback_info info) {
  (void)info;
  CHECK(napi_throw_range_error(env, "THROWN", "by an accessor"));
  return NULL;
}

/* attributes(object): a value, a method, and an accessor pair with each of the eight attributes. */
static napi_value attributes(napi_env env, napi_callback_info info) {
  ARGS(1);
  for (int bits = 0; bits < 8; bits++) {
    char names[3][32];
    snprintf(names[0], sizeof names[0], "value%d", bits);
    snprintf(names[1], sizeof names[1], "method%d", bits);
    snprintf(names[2], sizeof names[2], "accessor%d", bits);
    napi_property_attributes wanted = (napi_property_attributes)bits;
    napi_property_descriptor list[3] = {
        {.utf8name = names[0], .value = js_number(env, bits), .attributes = wanted},
        {.utf8name = names[1], .method = method, .attributes = wanted, .data = &data_one},
        {.utf8name = names[2], .getter = getter, .setter = setter, .attributes = wanted,
         .data = &data_two},
    };
    CHECK(napi_define_properties(env, argv[0], 3, list));
  }
  return argv[0];
}

/* keyed(object, key, kind): one property whose name is a value. */
static napi_value keyed(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_property_descriptor one = {.name = argv[1], .attributes = napi_default_jsproperty};
  switch (c_int(env, argv[2])) {
    case 0: one.value = js_string(env, "the value"); break;
    case 1: one.method = method; break;
    case 2: one.getter = getter; one.setter = setter; one.data = &data_two; break;
    case 3: one.getter = getter; break;
    case 4: one.setter = setter; one.data = &data_two; break;
    case 5: one.getter = throwing; one.setter = throwing; break;
    /* More than one: an accessor wins over a method, a method over a value. */
    case 6: one.getter = getter; one.method = method; one.value = js_number(env, 5); break;
    case 7: one.method = method; one.value = js_number(env, 5); break;
    /* Static means nothing outside a class. */
    case 8:
      one.value = js_number(env, 8);
      one.attributes = napi_static | napi_enumerable;
      break;
    default: break;
  }
  napi_status status = napi_define_properties(env, argv[0], 1, &one);
  return outcome(env, status, NULL);
}

/* Both names given: the C text wins. */
static napi_value both_names(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_property_descriptor one = {
      .utf8name = "text", .name = js_string(env, "value"), .value = js_number(env, 1)};
  napi_status status = napi_define_properties(env, argv[0], 1, &one);
  return outcome(env, status, NULL);
}

/* some(object): three properties of which the middle one cannot be defined. */
static napi_value some(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_property_descriptor list[3] = {
      {.utf8name = "first", .value = js_number(env, 1), .attributes = napi_enumerable},
      {.utf8name = "fixed", .value = js_number(env, 2), .attributes = napi_enumerable},
      {.utf8name = "third", .value = js_number(env, 3), .attributes = napi_enumerable},
  };
  napi_status status = napi_define_properties(env, argv[0], 3, list);
  return outcome(env, status, NULL);
}

/* nothing(object): no value, method or accessor in the descriptor. Node ends the process, so the
 * list is empty here. */
static napi_value nothing(napi_env env, napi_callback_info info) {
  ARGS(1);
  napi_status status = napi_define_properties(env, argv[0], 0, NULL);
  return outcome(env, status, NULL);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(attributes);
  EXPOSE_FN(keyed);
  EXPOSE_FN(both_names);
  EXPOSE_FN(some);
  EXPOSE_FN(nothing);
  return exports;
}
