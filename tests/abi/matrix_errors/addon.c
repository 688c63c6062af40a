/* Throwing, creating and reading errors: every wrong argument, and a pending exception. */
#include "../matrix.h"

static napi_value made;
static bool flag;

CALL(napi_throw) { return napi_throw(E, V(1, F.error)); }
CALL(napi_throw_error) { return napi_throw_error(E, P(1, "CODE"), P(2, "message")); }
CALL(napi_throw_type_error) { return napi_throw_type_error(E, P(1, "CODE"), P(2, "message")); }
CALL(napi_throw_range_error) { return napi_throw_range_error(E, P(1, "CODE"), P(2, "message")); }
CALL(node_api_throw_syntax_error) {
  return node_api_throw_syntax_error(E, P(1, "CODE"), P(2, "message"));
}
CALL(napi_create_error) { return napi_create_error(E, V(1, F.code), V(2, F.key), P(3, &made)); }
CALL(napi_create_type_error) {
  return napi_create_type_error(E, V(1, F.code), V(2, F.key), P(3, &made));
}
CALL(napi_create_range_error) {
  return napi_create_range_error(E, V(1, F.code), V(2, F.key), P(3, &made));
}
CALL(node_api_create_syntax_error) {
  return node_api_create_syntax_error(E, V(1, F.code), V(2, F.key), P(3, &made));
}
CALL(napi_is_error) { return napi_is_error(E, V(1, F.error), P(2, &flag)); }
CALL(napi_is_exception_pending) { return napi_is_exception_pending(E, P(1, &flag)); }
CALL(napi_get_and_clear_last_exception) {
  return napi_get_and_clear_last_exception(E, P(1, &made));
}
CALL(napi_get_last_error_info) {
  const napi_extended_error_info* info;
  return napi_get_last_error_info(E, P(1, &info));
}



MATRIX(
  ROW(napi_throw, 1),
  ROW(napi_throw_error, 2),
  ROW(napi_throw_type_error, 2),
  ROW(napi_throw_range_error, 2),
  ROW(node_api_throw_syntax_error, 2),
  ROW(napi_create_error, 3),
  ROW(napi_create_type_error, 3),
  ROW(napi_create_range_error, 3),
  ROW(node_api_create_syntax_error, 3),
  ROW(napi_is_error, 2),
  ROW(napi_is_exception_pending, 1),
  ROW(napi_get_and_clear_last_exception, 1),
  ROW(napi_get_last_error_info, 1))
