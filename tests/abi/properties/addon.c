/* Single properties: by key, by name, by index. Thin wrappers; test.js does the asking. */
#include "../common.h"

static napi_value set(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_status status = napi_set_property(env, argv[0], argv[1], argv[2]);
  return outcome(env, status, NULL);
}
static napi_value get(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_value found = NULL;
  napi_status status = napi_get_property(env, argv[0], argv[1], &found);
  return outcome_value(env, status, &found);
}
static napi_value has(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool found = false;
  napi_status status = napi_has_property(env, argv[0], argv[1], &found);
  return outcome(env, status, js_bool(env, found));
}
static napi_value has_own(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool found = false;
  napi_status status = napi_has_own_property(env, argv[0], argv[1], &found);
  return outcome(env, status, js_bool(env, found));
}
static napi_value delete_key(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool done = false;
  napi_status status = napi_delete_property(env, argv[0], argv[1], &done);
  return outcome(env, status, js_bool(env, done));
}
/* The result may be left out of a deletion. */
static napi_value delete_quietly(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_status status = napi_delete_property(env, argv[0], argv[1], NULL);
  return outcome(env, status, NULL);
}

static napi_value set_named(napi_env env, napi_callback_info info) {
  ARGS(3);
  char* name = c_text(env, argv[1]);
  napi_status status = napi_set_named_property(env, argv[0], name, argv[2]);
  free(name);
  return outcome(env, status, NULL);
}
static napi_value get_named(napi_env env, napi_callback_info info) {
  ARGS(2);
  char* name = c_text(env, argv[1]);
  napi_value found = NULL;
  napi_status status = napi_get_named_property(env, argv[0], name, &found);
  free(name);
  return outcome_value(env, status, &found);
}
static napi_value has_named(napi_env env, napi_callback_info info) {
  ARGS(2);
  char* name = c_text(env, argv[1]);
  bool found = false;
  napi_status status = napi_has_named_property(env, argv[0], name, &found);
  free(name);
  return outcome(env, status, js_bool(env, found));
}

static napi_value set_element(napi_env env, napi_callback_info info) {
  ARGS(3);
  napi_status status =
      napi_set_element(env, argv[0], (uint32_t)c_int(env, argv[1]), argv[2]);
  return outcome(env, status, NULL);
}
static napi_value get_element(napi_env env, napi_callback_info info) {
  ARGS(2);
  napi_value found = NULL;
  napi_status status = napi_get_element(env, argv[0], (uint32_t)c_int(env, argv[1]), &found);
  return outcome_value(env, status, &found);
}
static napi_value has_element(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool found = false;
  napi_status status = napi_has_element(env, argv[0], (uint32_t)c_int(env, argv[1]), &found);
  return outcome(env, status, js_bool(env, found));
}
static napi_value delete_element(napi_env env, napi_callback_info info) {
  ARGS(2);
  bool done = false;
  napi_status status = napi_delete_element(env, argv[0], (uint32_t)c_int(env, argv[1]), &done);
  return outcome(env, status, js_bool(env, done));
}

/* A fresh object: Object.prototype above it, nothing in it. */
static napi_value create(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value made = NULL;
  napi_status status = napi_create_object(env, &made);
  return outcome_value(env, status, &made);
}

NAPI_MODULE_INIT() {
  EXPOSE_FN(set);
  EXPOSE_FN(get);
  EXPOSE_FN(has);
  EXPOSE_FN(has_own);
  EXPOSE_FN(delete_key);
  EXPOSE_FN(delete_quietly);
  EXPOSE_FN(set_named);
  EXPOSE_FN(get_named);
  EXPOSE_FN(has_named);
  EXPOSE_FN(set_element);
  EXPOSE_FN(get_element);
  EXPOSE_FN(has_element);
  EXPOSE_FN(delete_element);
  EXPOSE_FN(create);
  return exports;
}
