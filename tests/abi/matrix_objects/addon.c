/* Objects, properties, arrays and type tags: every wrong argument, and a pending exception. */
#include "../matrix.h"

static napi_value made;
static bool flag;
static const napi_type_tag tag = {1, 2};

CALL(napi_create_object) { return napi_create_object(E, P(1, &made)); }
CALL(napi_create_array) { return napi_create_array(E, P(1, &made)); }
CALL(napi_create_array_with_length) { return napi_create_array_with_length(E, 2, P(2, &made)); }
CALL(napi_is_array) { return napi_is_array(E, V(1, F.array), P(2, &flag)); }
CALL(napi_get_array_length) {
  uint32_t length;
  return napi_get_array_length(E, V(1, F.array), P(2, &length));
}
CALL(napi_get_prototype) { return napi_get_prototype(E, V(1, F.object), P(2, &made)); }
CALL(napi_get_property_names) { return napi_get_property_names(E, V(1, F.object), P(2, &made)); }
CALL(napi_get_all_property_names) {
  return napi_get_all_property_names(E, V(1, F.object), napi_key_own_only,
                                     napi_key_all_properties, napi_key_keep_numbers, P(5, &made));
}
CALL(napi_set_property) {
  return napi_set_property(E, V(1, F.object), V(2, F.key), V(3, F.number));
}
CALL(napi_has_property) {
  return napi_has_property(E, V(1, F.object), V(2, F.key), P(3, &flag));
}
CALL(napi_get_property) {
  return napi_get_property(E, V(1, F.object), V(2, F.key), P(3, &made));
}
CALL(napi_delete_property) {
  return napi_delete_property(E, V(1, F.object), V(2, F.key), P(3, &flag));
}
CALL(napi_has_own_property) {
  return napi_has_own_property(E, V(1, F.object), V(2, F.key), P(3, &flag));
}
CALL(napi_set_named_property) {
  return napi_set_named_property(E, V(1, F.object), P(2, "name"), V(3, F.number));
}
CALL(napi_has_named_property) {
  return napi_has_named_property(E, V(1, F.object), P(2, "name"), P(3, &flag));
}
CALL(napi_get_named_property) {
  return napi_get_named_property(E, V(1, F.object), P(2, "name"), P(3, &made));
}
CALL(napi_set_element) { return napi_set_element(E, V(1, F.array), 1, V(3, F.number)); }
CALL(napi_has_element) { return napi_has_element(E, V(1, F.array), 1, P(3, &flag)); }
CALL(napi_get_element) { return napi_get_element(E, V(1, F.array), 1, P(3, &made)); }
CALL(napi_delete_element) { return napi_delete_element(E, V(1, F.array), 1, P(3, &flag)); }
CALL(napi_define_properties) {
  napi_property_descriptor one = {.utf8name = "defined", .value = F.number};
  return napi_define_properties(E, V(1, F.object), 1, P(3, &one));
}
CALL(define_none) { return napi_define_properties(E, V(1, F.object), 0, P(3, &tag)); }
CALL(define_by_name) {
  napi_property_descriptor one = {.name = V(2, F.key), .value = F.number};
  return napi_define_properties(E, V(1, F.other), 1, &one);
}
CALL(napi_object_freeze) { return napi_object_freeze(E, V(1, F.object)); }
CALL(napi_object_seal) { return napi_object_seal(E, V(1, F.object)); }
CALL(napi_instanceof) {
  return napi_instanceof(E, V(1, F.date), V(2, F.constructor), P(3, &flag));
}
CALL(napi_type_tag_object) { return napi_type_tag_object(E, V(1, F.object), P(2, &tag)); }
CALL(napi_check_object_type_tag) {
  return napi_check_object_type_tag(E, V(1, F.object), P(2, &tag), P(3, &flag));
}

MATRIX(
  ROW(napi_create_object, 1),
  ROW(napi_create_array, 1),
  ROW(napi_create_array_with_length, 2),
  ROW(napi_is_array, 2),
  ROW(napi_get_array_length, 2),
  ROW(napi_get_prototype, 2),
  ROW(napi_get_property_names, 2),
  ROW(napi_get_all_property_names, 5),
  ROW(napi_set_property, 3),
  ROW(napi_has_property, 3),
  ROW(napi_get_property, 3),
  ROW(napi_delete_property, 3),
  ROW(napi_has_own_property, 3),
  ROW(napi_set_named_property, 3),
  ROW(napi_has_named_property, 3),
  ROW(napi_get_named_property, 3),
  ROW(napi_set_element, 3),
  ROW(napi_has_element, 3),
  ROW(napi_get_element, 3),
  ROW(napi_delete_element, 3),
  ROW(napi_define_properties, 3),
  ROW(define_none, 3),
  ROW(define_by_name, 2),
  ROW(napi_object_freeze, 1),
  ROW(napi_object_seal, 1),
  ROW(napi_instanceof, 3),
  ROW(napi_type_tag_object, 2),
  ROW(napi_check_object_type_tag, 3))
