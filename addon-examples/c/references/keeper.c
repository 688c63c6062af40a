/*
 * keeper.c: values that outlive a call.
 *
 * A napi_value is dead when the callback returns. A reference keeps the value:
 * strongly (count above 0), so that it cannot be collected, or weakly (count 0),
 * so that it can, and then reads as nothing.
 */
#include <stdlib.h>

#include "check.h"

typedef struct {
  napi_ref listener; /* strong, or NULL */
  napi_ref watched;  /* weak unless held, or NULL */
} Keeper;

static Keeper* keeper_of(napi_env env) {
  void* data;
  CHECK(env, napi_get_instance_data(env, &data));
  return data;
}

/* Deletes a reference, once. */
static bool forget(napi_env env, napi_ref* reference) {
  if (*reference != NULL) {
    CHECK_ELSE(env, napi_delete_reference(env, *reference), return false);
    *reference = NULL;
  }
  return true;
}

/* setListener(function or null) */
static napi_value set_listener(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value listener;
  napi_valuetype kind;
  CHECK(env, napi_get_cb_info(env, info, &argc, &listener, NULL, NULL));
  CHECK(env, napi_typeof(env, listener, &kind));
  if (kind != napi_function && kind != napi_null) {
    napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "a function or null was expected");
    return NULL;
  }

  Keeper* keeper = keeper_of(env);
  if (keeper == NULL || !forget(env, &keeper->listener)) return NULL;
  if (kind == napi_function) {
    CHECK(env, napi_create_reference(env, listener, 1, &keeper->listener));
  }
  return NULL;
}

/* emit(value) calls the listener and returns its answer. */
static napi_value emit(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value value;
  CHECK(env, napi_get_cb_info(env, info, &argc, &value, NULL, NULL));
  const Keeper* keeper = keeper_of(env);
  if (keeper == NULL || keeper->listener == NULL) return NULL;

  /* The listener may call setListener: from here on only the handle is used. */
  napi_value receiver, listener, answer;
  CHECK(env, napi_get_reference_value(env, keeper->listener, &listener));
  CHECK(env, napi_get_undefined(env, &receiver));
  CHECK(env, napi_call_function(env, receiver, listener, 1, &value, &answer));
  return answer;
}

/* watch(object) remembers it without keeping it alive. */
static napi_value watch(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value object;
  CHECK(env, napi_get_cb_info(env, info, &argc, &object, NULL, NULL));
  Keeper* keeper = keeper_of(env);
  if (keeper == NULL || !forget(env, &keeper->watched)) return NULL;
  CHECK(env, napi_create_reference(env, object, 0, &keeper->watched));
  return NULL;
}

/* watched() is the object, or undefined if it has been collected. */
static napi_value watched(napi_env env, napi_callback_info info) {
  (void)info;
  const Keeper* keeper = keeper_of(env);
  if (keeper == NULL || keeper->watched == NULL) return NULL;
  napi_value object;
  CHECK(env, napi_get_reference_value(env, keeper->watched, &object));
  return object; /* NULL, if collected: JavaScript sees undefined */
}

/* hold() and letGo() count up and down; above 0 the object stays. One callback
 * for both: the function's data tells which. */
static napi_value change_count(napi_env env, napi_callback_info info) {
  void* up;
  CHECK(env, napi_get_cb_info(env, info, NULL, NULL, NULL, &up));
  const Keeper* keeper = keeper_of(env);
  if (keeper == NULL) return NULL;
  if (keeper->watched == NULL) {
    napi_throw_error(env, "ERR_NOTHING_WATCHED", "call watch(object) first");
    return NULL;
  }

  uint32_t count;
  if (up != NULL) {
    CHECK(env, napi_reference_ref(env, keeper->watched, &count));
  } else {
    CHECK(env, napi_reference_unref(env, keeper->watched, &count));
  }
  napi_value result;
  CHECK(env, napi_create_uint32(env, count, &result));
  return result;
}

static void free_keeper(napi_env env, void* data, void* hint) {
  (void)hint;
  Keeper* keeper = data;
  if (keeper->listener != NULL) napi_delete_reference(env, keeper->listener);
  if (keeper->watched != NULL) napi_delete_reference(env, keeper->watched);
  free(keeper);
}

NAPI_MODULE_INIT() {
  Keeper* keeper = calloc(1, sizeof *keeper);
  if (keeper == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for the keeper");
    return NULL;
  }
  CHECK_ELSE(env, napi_set_instance_data(env, keeper, free_keeper, NULL),
             free(keeper);
             return NULL);

  static int up; /* only its address counts */
  napi_property_descriptor functions[] = {
      {.utf8name = "setListener", .method = set_listener, .attributes = napi_default_jsproperty},
      {.utf8name = "emit", .method = emit, .attributes = napi_default_jsproperty},
      {.utf8name = "watch", .method = watch, .attributes = napi_default_jsproperty},
      {.utf8name = "watched", .method = watched, .attributes = napi_default_jsproperty},
      {.utf8name = "hold",
       .method = change_count,
       .attributes = napi_default_jsproperty,
       .data = &up},
      {.utf8name = "letGo", .method = change_count, .attributes = napi_default_jsproperty},
  };
  CHECK(env, napi_define_properties(env, exports, sizeof functions / sizeof functions[0],
                                    functions));
  return exports;
}
