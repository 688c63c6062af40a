/*
 * counter.c: a JavaScript class whose instances hold a C structure.
 *
 * Invariant: every object with our type tag has a Counter wrapped in it, so the
 * pointer that napi_unwrap gives is one of ours whatever `this` a method got.
 */
#include <stdlib.h>

#include "check.h"

typedef struct {
  double value;
} Counter;

/* Any random 128 bits; they tell our objects from those of other addons. */
static const napi_type_tag counter_tag = {0x5c1e7e0d3a0f4b52, 0x9d0bb1a86f0f2c11};

static void free_counter(napi_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  free(data);
}

/* The Counter of the object a method was called on, or NULL with an exception. */
static Counter* counter_of(napi_env env, napi_value object) {
  bool ours = false;
  CHECK(env, napi_check_object_type_tag(env, object, &counter_tag, &ours));
  if (!ours) {
    napi_throw_type_error(env, "ERR_INVALID_THIS", "this is not a Counter");
    return NULL;
  }
  void* data;
  CHECK(env, napi_unwrap(env, object, &data));
  return data;
}

/* new Counter(start = 0) */
static napi_value construct(napi_env env, napi_callback_info info) {
  napi_value new_target;
  CHECK(env, napi_get_new_target(env, info, &new_target));
  if (new_target == NULL) {
    napi_throw_type_error(env, "ERR_CONSTRUCT_CALL_REQUIRED", "Counter needs new");
    return NULL;
  }

  size_t argc = 1;
  napi_value start, this_object;
  CHECK(env, napi_get_cb_info(env, info, &argc, &start, &this_object, NULL));
  double value = 0;
  if (argc > 0) CHECK(env, napi_get_value_double(env, start, &value));

  Counter* counter = malloc(sizeof *counter);
  if (counter == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for a Counter");
    return NULL;
  }
  counter->value = value;

  /* From here on the object owns the structure. */
  CHECK_ELSE(env, napi_wrap(env, this_object, counter, free_counter, NULL, NULL),
             free(counter);
             return NULL);
  CHECK(env, napi_type_tag_object(env, this_object, &counter_tag));
  return this_object;
}

/* counter.increment(step = 1) returns the new value. */
static napi_value increment(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value step, this_object, result;
  CHECK(env, napi_get_cb_info(env, info, &argc, &step, &this_object, NULL));
  Counter* counter = counter_of(env, this_object);
  if (counter == NULL) return NULL;

  double by = 1;
  if (argc > 0) CHECK(env, napi_get_value_double(env, step, &by));
  counter->value += by;

  CHECK(env, napi_create_double(env, counter->value, &result));
  return result;
}

/* counter.value */
static napi_value get_value(napi_env env, napi_callback_info info) {
  napi_value this_object, result;
  CHECK(env, napi_get_cb_info(env, info, NULL, NULL, &this_object, NULL));
  Counter* counter = counter_of(env, this_object);
  if (counter == NULL) return NULL;

  CHECK(env, napi_create_double(env, counter->value, &result));
  return result;
}

/* counter.value = number */
static napi_value set_value(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value value, this_object;
  CHECK(env, napi_get_cb_info(env, info, &argc, &value, &this_object, NULL));
  Counter* counter = counter_of(env, this_object);
  if (counter == NULL) return NULL;

  CHECK(env, napi_get_value_double(env, value, &counter->value));
  return NULL;
}

/* Counter.isCounter(value) */
static napi_value is_counter(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value value, result;
  CHECK(env, napi_get_cb_info(env, info, &argc, &value, NULL, NULL));

  napi_valuetype kind;
  bool ours = false;
  CHECK(env, napi_typeof(env, value, &kind));
  if (kind == napi_object) {
    CHECK(env, napi_check_object_type_tag(env, value, &counter_tag, &ours));
  }
  CHECK(env, napi_get_boolean(env, ours, &result));
  return result;
}

NAPI_MODULE_INIT() {
  napi_property_descriptor members[] = {
      {.utf8name = "increment", .method = increment, .attributes = napi_default_method},
      {.utf8name = "value",
       .getter = get_value,
       .setter = set_value,
       .attributes = napi_configurable},
      {.utf8name = "isCounter",
       .method = is_counter,
       .attributes = napi_static | napi_default_method},
  };
  napi_value constructor;
  CHECK(env, napi_define_class(env, "Counter", NAPI_AUTO_LENGTH, construct, NULL,
                               sizeof members / sizeof members[0], members, &constructor));
  CHECK(env, napi_set_named_property(env, exports, "Counter", constructor));
  return exports;
}
