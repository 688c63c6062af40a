/*
 * Functions, classes, native data in objects, references and scopes: every wrong argument, and a
 * pending exception.
 */
#include "../matrix.h"

static napi_value made;
static napi_ref ref;
static int native;

CALL(napi_create_function) {
  return napi_create_function(E, P(1, "name"), 4, (napi_callback)P(3, matrix_noop), P(4, &native),
                              P(5, &made));
}
CALL(napi_call_function) {
  napi_value arguments[1] = {F.number};
  return napi_call_function(E, V(1, F.object), V(2, F.fn), 1, P(4, arguments), P(5, &made));
}
CALL(call_without_arguments) {
  return napi_call_function(E, V(1, F.object), V(2, F.fn), 0, P(4, &native), P(5, &made));
}
CALL(napi_new_instance) {
  napi_value arguments[1] = {F.number};
  return napi_new_instance(E, V(1, F.constructor), 1, P(3, arguments), P(4, &made));
}
CALL(new_instance_without_arguments) {
  return napi_new_instance(E, V(1, F.constructor), 0, P(3, &native), P(4, &made));
}
CALL(napi_get_cb_info) {
  size_t count = 1;
  napi_value arguments[1], self;
  void* data;
  return napi_get_cb_info(E, (napi_callback_info)P(1, matrix_info), P(2, &count), P(3, arguments),
                          P(4, &self), P(5, &data));
}
CALL(napi_get_new_target) {
  return napi_get_new_target(E, (napi_callback_info)P(1, matrix_info), P(2, &made));
}
CALL(napi_define_class) {
  napi_property_descriptor one = {.utf8name = "member", .method = matrix_noop};
  return napi_define_class(E, P(1, "Name"), 4, (napi_callback)P(3, matrix_noop), P(4, &native), 1,
                           P(6, &one), P(7, &made));
}
CALL(class_without_members) {
  return napi_define_class(E, P(1, "Name"), 4, (napi_callback)P(3, matrix_noop), P(4, &native), 0,
                           P(6, &native), P(7, &made));
}

CALL(napi_wrap) {
  return napi_wrap(E, V(1, F.object), P(2, &native), (napi_finalize)P(3, matrix_noop_finalize),
                   P(4, &native), P(5, &ref));
}
CALL(wrap_without_result) {
  return napi_wrap(E, V(1, F.object), P(2, &native), (napi_finalize)P(3, matrix_noop_finalize),
                   P(4, &native), NULL);
}
CALL(napi_unwrap) {
  void* out;
  return napi_unwrap(E, V(1, F.wrapped), P(2, &out));
}
CALL(napi_remove_wrap) {
  void* out;
  return napi_remove_wrap(E, V(1, F.wrapped), P(2, &out));
}
CALL(napi_create_external) {
  return napi_create_external(E, P(1, &native), (napi_finalize)P(2, matrix_noop_finalize),
                              P(3, &native), P(4, &made));
}
CALL(napi_get_value_external) {
  void* out;
  return napi_get_value_external(E, V(1, F.external), P(2, &out));
}
CALL(napi_add_finalizer) {
  return napi_add_finalizer(E, V(1, F.object), P(2, &native),
                            (napi_finalize)P(3, matrix_noop_finalize), P(4, &native), P(5, &ref));
}

CALL(napi_create_reference) {
  napi_ref created = NULL;
  napi_status status = keep(env, napi_create_reference(E, V(1, F.object), 1, P(3, &created)));
  if (status == napi_ok) CHECK(napi_delete_reference(env, created));
  return status;
}
/* The reference itself is made once, before the exception. */
static napi_ref held(napi_env env) {
  static napi_ref reference;
  if (reference == NULL) {
    CHECK(napi_create_reference(env, F.object, 1, &reference));
  }
  return reference;
}
CALL(napi_reference_ref) {
  uint32_t count;
  return napi_reference_ref(E, (napi_ref)P(1, held(env)), P(2, &count));
}
CALL(napi_reference_unref) {
  uint32_t count;
  CHECK(napi_reference_ref(env, held(env), NULL));
  return napi_reference_unref(E, (napi_ref)P(1, held(env)), P(2, &count));
}
CALL(napi_get_reference_value) {
  return napi_get_reference_value(E, (napi_ref)P(1, held(env)), P(2, &made));
}
CALL(napi_delete_reference) {
  napi_ref created = NULL;
  CHECK(napi_create_reference(env, F.object, 0, &created));
  napi_status status = keep(env, napi_delete_reference(E, (napi_ref)P(1, created)));
  if (status != napi_ok) CHECK(napi_delete_reference(env, created));
  return status;
}

CALL(napi_open_handle_scope) {
  napi_handle_scope scope = NULL;
  napi_status status = keep(env, napi_open_handle_scope(E, P(1, &scope)));
  if (status == napi_ok) CHECK(napi_close_handle_scope(env, scope));
  return status;
}
CALL(napi_close_handle_scope) {
  napi_handle_scope scope = NULL;
  CHECK(napi_open_handle_scope(env, &scope));
  napi_status status = keep(env, napi_close_handle_scope(E, (napi_handle_scope)P(1, scope)));
  if (status != napi_ok) CHECK(napi_close_handle_scope(env, scope));
  return status;
}
CALL(napi_open_escapable_handle_scope) {
  napi_escapable_handle_scope scope = NULL;
  napi_status status = keep(env, napi_open_escapable_handle_scope(E, P(1, &scope)));
  if (status == napi_ok) CHECK(napi_close_escapable_handle_scope(env, scope));
  return status;
}
CALL(napi_close_escapable_handle_scope) {
  napi_escapable_handle_scope scope = NULL;
  CHECK(napi_open_escapable_handle_scope(env, &scope));
  napi_status status =
      keep(env, napi_close_escapable_handle_scope(E, (napi_escapable_handle_scope)P(1, scope)));
  if (status != napi_ok) CHECK(napi_close_escapable_handle_scope(env, scope));
  return status;
}
CALL(napi_escape_handle) {
  napi_escapable_handle_scope scope = NULL;
  CHECK(napi_open_escapable_handle_scope(env, &scope));
  napi_status status = keep(env, napi_escape_handle(E, (napi_escapable_handle_scope)P(1, scope),
                                                    V(2, F.object), P(3, &made)));
  CHECK(napi_close_escapable_handle_scope(env, scope));
  return status;
}

MATRIX(
  ROW(napi_create_function, 5),
  ROW(napi_call_function, 5),
  ROW(call_without_arguments, 5),
  ROW(napi_new_instance, 4),
  ROW(new_instance_without_arguments, 4),
  ROW(napi_get_cb_info, 5),
  ROW(napi_get_new_target, 2),
  ROW(napi_define_class, 7),
  ROW(class_without_members, 7),
  ROW(napi_wrap, 5),
  ROW(wrap_without_result, 4),
  ROW(napi_unwrap, 2),
  ROW(napi_remove_wrap, 2),
  ROW(napi_create_external, 4),
  ROW(napi_get_value_external, 2),
  ROW(napi_add_finalizer, 5),
  ROW(napi_create_reference, 3),
  ROW(napi_reference_ref, 2),
  ROW(napi_reference_unref, 2),
  ROW(napi_get_reference_value, 2),
  ROW(napi_delete_reference, 1),
  ROW(napi_open_handle_scope, 1),
  ROW(napi_close_handle_scope, 1),
  ROW(napi_open_escapable_handle_scope, 1),
  ROW(napi_close_escapable_handle_scope, 1),
  ROW(napi_escape_handle, 3))
