/*
 * Functions that only experimental modules may use: every wrong argument, and a pending exception.
 * An experimental module's finalizers are basic ones, so its matrix has none that calls back.
 */
#include "../matrix.h"

static napi_value made;
static bool flag;
static void* bytes;

static void finalize_anywhere(void* data, void* hint) {
  (void)data;
  (void)hint;
}

CALL(node_api_set_prototype) { return node_api_set_prototype(E, V(1, F.object), V(2, F.other)); }
CALL(node_api_create_object_with_properties) {
  napi_value names[2] = {F.key, F.symbol}, values[2] = {F.number, F.other};
  return node_api_create_object_with_properties(E, V(1, F.other), P(2, names), P(3, values), 2,
                                                P(5, &made));
}
CALL(object_with_wrong_name) {
  napi_value names[2] = {F.key, V(1, F.symbol)}, values[2] = {F.number, F.other};
  return node_api_create_object_with_properties(E, NULL, names, values, 2, &made);
}
CALL(object_without_properties) {
  return node_api_create_object_with_properties(E, NULL, P(1, &made), P(2, &made), 0, P(3, &made));
}
CALL(node_api_is_sharedarraybuffer) {
  return node_api_is_sharedarraybuffer(E, V(1, F.arraybuffer), P(2, &flag));
}
CALL(node_api_create_sharedarraybuffer) {
  return node_api_create_sharedarraybuffer(E, 8, P(2, &bytes), P(3, &made));
}
CALL(node_api_create_external_sharedarraybuffer) {
  static char pool[64][16];
  static size_t next;
  ASSERT(next < 64);
  napi_status status = node_api_create_external_sharedarraybuffer(
      E, P(1, pool[next++]), 16, (node_api_noenv_finalize)P(3, finalize_anywhere), P(4, pool),
      P(5, &made));
  /* Where an engine shares only memory of its own, addons take that instead. */
  if (status != napi_no_external_buffers_allowed) return status;
  return node_api_create_sharedarraybuffer(E, 16, NULL, &made);
}
CALL(node_api_post_finalizer) {
  return node_api_post_finalizer(E, (napi_finalize)P(1, matrix_noop_finalize), P(2, &flag),
                                 P(3, &flag));
}

MATRIX(
  ROW(node_api_set_prototype, 2),
  ROW(node_api_create_object_with_properties, 5),
  ROW(object_with_wrong_name, 1),
  ROW(object_without_properties, 3),
  ROW(node_api_is_sharedarraybuffer, 2),
  ROW(node_api_create_sharedarraybuffer, 3),
  ROW(node_api_create_external_sharedarraybuffer, 5),
  ROW(node_api_post_finalizer, 3))
