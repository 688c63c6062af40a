/*
 * ArrayBuffers, typed arrays, DataViews and Buffers: every wrong argument, and a pending exception.
 * Each external call has memory of its own, which nothing frees.
 */
#include "../matrix.h"

static napi_value made;
static bool flag;
static void* bytes;
static size_t size;

static void* fresh_bytes(void) {
  static char pool[512][8];
  static size_t next;
  ASSERT(next < 512);
  return pool[next++];
}

CALL(napi_is_arraybuffer) { return napi_is_arraybuffer(E, V(1, F.arraybuffer), P(2, &flag)); }
CALL(napi_create_arraybuffer) { return napi_create_arraybuffer(E, 8, P(2, &bytes), P(3, &made)); }
CALL(napi_create_external_arraybuffer) {
  return napi_create_external_arraybuffer(E, P(1, fresh_bytes()), 8,
                                          (napi_finalize)P(3, matrix_noop_finalize), P(4, &flag),
                                          P(5, &made));
}
CALL(napi_get_arraybuffer_info) {
  return napi_get_arraybuffer_info(E, V(1, F.arraybuffer), P(2, &bytes), P(3, &size));
}
CALL(napi_detach_arraybuffer) { return napi_detach_arraybuffer(E, V(1, F.arraybuffer)); }
CALL(napi_is_detached_arraybuffer) {
  return napi_is_detached_arraybuffer(E, V(1, F.arraybuffer), P(2, &flag));
}
CALL(napi_is_typedarray) { return napi_is_typedarray(E, V(1, F.typedarray), P(2, &flag)); }
CALL(napi_create_typedarray) {
  return napi_create_typedarray(E, napi_uint8_array, 4, V(3, F.arraybuffer), 0, P(5, &made));
}
CALL(napi_get_typedarray_info) {
  napi_typedarray_type type;
  size_t offset;
  napi_value buffer;
  return napi_get_typedarray_info(E, V(1, F.typedarray), P(2, &type), P(3, &size), P(4, &bytes),
                                  P(5, &buffer), P(6, &offset));
}
CALL(napi_create_dataview) {
  return napi_create_dataview(E, 4, V(2, F.arraybuffer), 0, P(4, &made));
}
CALL(napi_is_dataview) { return napi_is_dataview(E, V(1, F.dataview), P(2, &flag)); }
CALL(napi_get_dataview_info) {
  size_t offset;
  napi_value buffer;
  return napi_get_dataview_info(E, V(1, F.dataview), P(2, &size), P(3, &bytes), P(4, &buffer),
                                P(5, &offset));
}

CALL(napi_create_buffer) { return napi_create_buffer(E, 8, P(2, &bytes), P(3, &made)); }
CALL(napi_create_buffer_copy) {
  return napi_create_buffer_copy(E, 4, P(2, "data"), P(3, &bytes), P(4, &made));
}
CALL(napi_create_external_buffer) {
  return napi_create_external_buffer(E, 8, P(2, fresh_bytes()),
                                     (napi_finalize)P(3, matrix_noop_finalize), P(4, &flag),
                                     P(5, &made));
}
CALL(node_api_create_buffer_from_arraybuffer) {
  return node_api_create_buffer_from_arraybuffer(E, V(1, F.arraybuffer), 0, 4, P(4, &made));
}
CALL(napi_is_buffer) { return napi_is_buffer(E, V(1, F.buffer), P(2, &flag)); }
CALL(napi_get_buffer_info) {
  return napi_get_buffer_info(E, V(1, F.buffer), P(2, &bytes), P(3, &size));
}

MATRIX(
  ROW(napi_is_arraybuffer, 2),
  ROW(napi_create_arraybuffer, 3),
  ROW(napi_create_external_arraybuffer, 5),
  ROW(napi_get_arraybuffer_info, 3),
  ROW(napi_detach_arraybuffer, 1),
  ROW(napi_is_detached_arraybuffer, 2),
  ROW(napi_is_typedarray, 2),
  ROW(napi_create_typedarray, 5),
  ROW(napi_get_typedarray_info, 6),
  ROW(napi_create_dataview, 4),
  ROW(napi_is_dataview, 2),
  ROW(napi_get_dataview_info, 5),
  ROW(napi_create_buffer, 3),
  ROW(napi_create_buffer_copy, 4),
  ROW(napi_create_external_buffer, 5),
  ROW(node_api_create_buffer_from_arraybuffer, 4),
  ROW(napi_is_buffer, 2),
  ROW(napi_get_buffer_info, 3))
