/*
 * vectors.c: taking native objects as arguments.
 *
 * add(a, b) and dot(a, b) get two Vector objects. Any object could be passed, so
 * the type tag is checked before napi_unwrap's pointer is believed. A tag, unlike
 * instanceof, cannot be forged and does not depend on prototypes.
 */
#include <stdlib.h>

#include "check.h"

typedef struct {
  double x;
  double y;
} Vector;

/* What belongs to one loaded instance of this addon. */
typedef struct {
  napi_ref vector_class;
} Addon;

static const napi_type_tag vector_tag = {0x7be0c59d1b3e4a90, 0x8f26de03a4c7715d};

static void free_vector(napi_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  free(data);
}

/* The Vector behind a value, or NULL with a TypeError set. */
static const Vector* vector_from(napi_env env, napi_value value) {
  napi_valuetype kind;
  bool ours = false;
  CHECK(env, napi_typeof(env, value, &kind));
  if (kind == napi_object) {
    CHECK(env, napi_check_object_type_tag(env, value, &vector_tag, &ours));
  }
  if (!ours) {
    napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "a Vector was expected");
    return NULL;
  }
  void* data;
  CHECK(env, napi_unwrap(env, value, &data));
  return data;
}

/* new Vector(x, y) */
static napi_value construct(napi_env env, napi_callback_info info) {
  napi_value new_target;
  CHECK(env, napi_get_new_target(env, info, &new_target));
  if (new_target == NULL) {
    napi_throw_type_error(env, "ERR_CONSTRUCT_CALL_REQUIRED", "Vector needs new");
    return NULL;
  }

  size_t argc = 2;
  napi_value argv[2], this_object;
  double x, y;
  CHECK(env, napi_get_cb_info(env, info, &argc, argv, &this_object, NULL));
  CHECK(env, napi_get_value_double(env, argv[0], &x));
  CHECK(env, napi_get_value_double(env, argv[1], &y));

  Vector* vector = malloc(sizeof *vector);
  if (vector == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for a Vector");
    return NULL;
  }
  vector->x = x;
  vector->y = y;
  CHECK_ELSE(env, napi_wrap(env, this_object, vector, free_vector, NULL, NULL),
             free(vector);
             return NULL);
  CHECK(env, napi_type_tag_object(env, this_object, &vector_tag));
  return this_object;
}

/* vector.toString() */
static napi_value to_string(napi_env env, napi_callback_info info) {
  napi_value this_object, argv[2], text[3], result;
  CHECK(env, napi_get_cb_info(env, info, NULL, NULL, &this_object, NULL));
  const Vector* vector = vector_from(env, this_object);
  if (vector == NULL) return NULL;

  /* [x, y].join(", "), with JavaScript's own way to write numbers. */
  CHECK(env, napi_create_double(env, vector->x, &argv[0]));
  CHECK(env, napi_create_double(env, vector->y, &argv[1]));
  CHECK(env, napi_create_array_with_length(env, 2, &text[0]));
  CHECK(env, napi_set_element(env, text[0], 0, argv[0]));
  CHECK(env, napi_set_element(env, text[0], 1, argv[1]));
  CHECK(env, napi_create_string_utf8(env, ", ", NAPI_AUTO_LENGTH, &text[1]));
  CHECK(env, napi_get_named_property(env, text[0], "join", &text[2]));
  CHECK(env, napi_call_function(env, text[0], text[2], 1, &text[1], &result));
  return result;
}

/* Both arguments of add and dot. */
static bool two_vectors(napi_env env, napi_callback_info info, const Vector* vectors[2]) {
  size_t argc = 2;
  napi_value argv[2];
  CHECK_ELSE(env, napi_get_cb_info(env, info, &argc, argv, NULL, NULL), return false);
  for (size_t i = 0; i < 2; i++) {
    vectors[i] = vector_from(env, argv[i]);
    if (vectors[i] == NULL) return false;
  }
  return true;
}

/* add(a, b) returns a new Vector. */
static napi_value add(napi_env env, napi_callback_info info) {
  const Vector* terms[2];
  if (!two_vectors(env, info, terms)) return NULL;

  void* data;
  napi_value constructor, argv[2], sum;
  CHECK(env, napi_get_instance_data(env, &data));
  const Addon* addon = data;
  CHECK(env, napi_get_reference_value(env, addon->vector_class, &constructor));
  CHECK(env, napi_create_double(env, terms[0]->x + terms[1]->x, &argv[0]));
  CHECK(env, napi_create_double(env, terms[0]->y + terms[1]->y, &argv[1]));
  CHECK(env, napi_new_instance(env, constructor, 2, argv, &sum));
  return sum;
}

/* dot(a, b) returns a number. */
static napi_value dot(napi_env env, napi_callback_info info) {
  const Vector* terms[2];
  if (!two_vectors(env, info, terms)) return NULL;

  napi_value product;
  double sum = terms[0]->x * terms[1]->x + terms[0]->y * terms[1]->y;
  CHECK(env, napi_create_double(env, sum, &product));
  return product;
}

static void free_addon(napi_env env, void* data, void* hint) {
  (void)hint;
  Addon* addon = data;
  if (addon->vector_class != NULL) napi_delete_reference(env, addon->vector_class);
  free(addon);
}

NAPI_MODULE_INIT() {
  Addon* addon = calloc(1, sizeof *addon);
  if (addon == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for the addon");
    return NULL;
  }
  CHECK_ELSE(env, napi_set_instance_data(env, addon, free_addon, NULL),
             free(addon);
             return NULL);

  napi_property_descriptor members[] = {
      {.utf8name = "toString", .method = to_string, .attributes = napi_default_method},
  };
  napi_value constructor;
  CHECK(env, napi_define_class(env, "Vector", NAPI_AUTO_LENGTH, construct, NULL, 1, members,
                               &constructor));
  CHECK(env, napi_create_reference(env, constructor, 1, &addon->vector_class));

  napi_property_descriptor properties[] = {
      {.utf8name = "Vector", .value = constructor, .attributes = napi_default_jsproperty},
      {.utf8name = "add", .method = add, .attributes = napi_default_jsproperty},
      {.utf8name = "dot", .method = dot, .attributes = napi_default_jsproperty},
  };
  CHECK(env, napi_define_properties(env, exports, sizeof properties / sizeof properties[0],
                                    properties));
  return exports;
}
