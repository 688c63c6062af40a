/*
 * js_native_api.h: the engine-neutral functions of Node-API, by chapter.
 *
 * Common to all of them: the result is a napi_status; outputs are written only
 * with napi_ok; NULL where a pointer is needed gives napi_invalid_arg; a call
 * that allocates through or runs JavaScript gives napi_pending_exception when
 * it throws or when an exception is already waiting. The comments below name
 * only the statuses that a caller handles beyond these.
 * Functions that take node_api_basic_env may be called from basic finalizers.
 * Neighbours: js_native_api_types.h (types), node_api.h (event loop, modules).
 */
#ifndef SRC_JS_NATIVE_API_H_
#define SRC_JS_NATIVE_API_H_

#include <stdbool.h>
#include <stddef.h>

#include "js_native_api_types.h"

/* Linkage of the functions. node_api.h asks for imports on Windows; a program
 * that includes only this file gets exports. */
#ifndef NAPI_EXTERN
#if defined(_WIN32)
#define NAPI_EXTERN __declspec(dllexport)
#elif defined(__wasm__)
#define NAPI_EXTERN                                                            \
  __attribute__((visibility("default")))                                       \
  __attribute__((__import_module__("napi")))
#else
#define NAPI_EXTERN __attribute__((visibility("default")))
#endif
#endif

/* A string length that means "up to the terminating zero". */
#define NAPI_AUTO_LENGTH SIZE_MAX

#ifdef __cplusplus
#define EXTERN_C_START extern "C" {
#define EXTERN_C_END }
#else
#define EXTERN_C_START
#define EXTERN_C_END
#endif

EXTERN_C_START

/* ---- Errors of the API itself ------------------------------------------ */

/* Text and codes of the last call; the pointer is good until the next call. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_last_error_info(
    node_api_basic_env env, const napi_extended_error_info** result);

/* ---- Exceptions -------------------------------------------------------- */

/* Throws any value once the native function returns. */
NAPI_EXTERN napi_status NAPI_CDECL napi_throw(napi_env env, napi_value error);
/* Throws a new Error; code, if not NULL, becomes its code property. */
NAPI_EXTERN napi_status NAPI_CDECL napi_throw_error(napi_env env,
                                                    const char* code,
                                                    const char* msg);
/* The same with a TypeError. */
NAPI_EXTERN napi_status NAPI_CDECL napi_throw_type_error(napi_env env,
                                                         const char* code,
                                                         const char* msg);
/* The same with a RangeError. */
NAPI_EXTERN napi_status NAPI_CDECL napi_throw_range_error(napi_env env,
                                                          const char* code,
                                                          const char* msg);
#if NAPI_VERSION >= 9
/* The same with a SyntaxError. */
NAPI_EXTERN napi_status NAPI_CDECL node_api_throw_syntax_error(napi_env env,
                                                               const char* code,
                                                               const char* msg);
#endif

/* Makes an Error without throwing it. msg: napi_string_expected; code may be
 * NULL, else also a string. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_error(napi_env env,
                                                     napi_value code,
                                                     napi_value msg,
                                                     napi_value* result);
/* Makes a TypeError without throwing it. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_type_error(napi_env env,
                                                          napi_value code,
                                                          napi_value msg,
                                                          napi_value* result);
/* Makes a RangeError without throwing it. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_range_error(napi_env env,
                                                           napi_value code,
                                                           napi_value msg,
                                                           napi_value* result);
#if NAPI_VERSION >= 9
/* Makes a SyntaxError without throwing it. */
NAPI_EXTERN napi_status NAPI_CDECL node_api_create_syntax_error(
    napi_env env, napi_value code, napi_value msg, napi_value* result);
#endif

/* Whether the value is an instance of Error, of any kind. */
NAPI_EXTERN napi_status NAPI_CDECL napi_is_error(napi_env env,
                                                 napi_value value,
                                                 bool* result);
/* Whether an exception is waiting; works while one is. */
NAPI_EXTERN napi_status NAPI_CDECL napi_is_exception_pending(napi_env env,
                                                             bool* result);
/* Takes the waiting exception, or gives undefined if there is none. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_get_and_clear_last_exception(napi_env env, napi_value* result);

/* ---- Handle scopes ----------------------------------------------------- */

/* Opens a scope: handles made from now on die when it is closed. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_open_handle_scope(napi_env env, napi_handle_scope* result);
/* Closes the innermost scope; napi_handle_scope_mismatch if none is open. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_close_handle_scope(napi_env env, napi_handle_scope scope);
/* Opens a scope from which one value can be handed outwards. */
NAPI_EXTERN napi_status NAPI_CDECL napi_open_escapable_handle_scope(
    napi_env env, napi_escapable_handle_scope* result);
/* Closes it; napi_handle_scope_mismatch if none is open. */
NAPI_EXTERN napi_status NAPI_CDECL napi_close_escapable_handle_scope(
    napi_env env, napi_escapable_handle_scope scope);
/* Gives escapee a handle in the surrounding scope. A second time for the same
 * scope: napi_escape_called_twice. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_escape_handle(napi_env env,
                   napi_escapable_handle_scope scope,
                   napi_value escapee,
                   napi_value* result);

/* ---- References -------------------------------------------------------- */

/* Keeps a value beyond its scope: strongly if the count is above 0, weakly at
 * 0. Before version 10 only objects, functions, externals and symbols, else
 * napi_invalid_arg. Release it with napi_delete_reference. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_reference(napi_env env,
                      napi_value value,
                      uint32_t initial_refcount,
                      napi_ref* result);
/* Frees the reference; the value stays alive if anything else holds it. */
NAPI_EXTERN napi_status NAPI_CDECL napi_delete_reference(node_api_basic_env env,
                                                         napi_ref ref);
/* Adds one to the count (result may be NULL). At 0 with the value already
 * collected the count stays 0. */
NAPI_EXTERN napi_status NAPI_CDECL napi_reference_ref(napi_env env,
                                                      napi_ref ref,
                                                      uint32_t* result);
/* Takes one from the count; at 0 the reference is weak.
 * napi_generic_failure if the count was 0 already. */
NAPI_EXTERN napi_status NAPI_CDECL napi_reference_unref(napi_env env,
                                                        napi_ref ref,
                                                        uint32_t* result);
/* The value, or NULL (with napi_ok) if it has been collected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_reference_value(napi_env env,
                                                            napi_ref ref,
                                                            napi_value* result);

/* ---- Singletons -------------------------------------------------------- */

/* undefined. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_undefined(napi_env env,
                                                      napi_value* result);
/* null. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_null(napi_env env,
                                                 napi_value* result);
/* globalThis. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_global(napi_env env,
                                                   napi_value* result);
/* true or false. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_boolean(napi_env env,
                                                    bool value,
                                                    napi_value* result);

/* ---- Creating objects and primitives ----------------------------------- */

/* A new {}. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_object(napi_env env,
                                                      napi_value* result);
#ifdef NAPI_EXPERIMENTAL
#define NODE_API_EXPERIMENTAL_HAS_CREATE_OBJECT_WITH_PROPERTIES
/* A new object with its prototype (an object, null, or NULL for null; anything
 * else may end the process) and its properties at once. napi_name_expected. */
NAPI_EXTERN napi_status NAPI_CDECL
node_api_create_object_with_properties(napi_env env,
                                       napi_value prototype_or_null,
                                       const napi_value* property_names,
                                       const napi_value* property_values,
                                       size_t property_count,
                                       napi_value* result);
#endif
/* A new []. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_array(napi_env env,
                                                     napi_value* result);
/* A new array with the given length and no elements. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_array_with_length(napi_env env, size_t length, napi_value* result);
/* A number. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_double(napi_env env,
                                                      double value,
                                                      napi_value* result);
/* A number from a signed 32-bit integer. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_int32(napi_env env,
                                                     int32_t value,
                                                     napi_value* result);
/* A number from an unsigned 32-bit integer. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_uint32(napi_env env,
                                                      uint32_t value,
                                                      napi_value* result);
/* A number from a 64-bit integer; exact up to 2^53, then rounded. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_int64(napi_env env,
                                                     int64_t value,
                                                     napi_value* result);
/* A string from Latin-1 bytes. length in bytes, or NAPI_AUTO_LENGTH;
 * above INT_MAX: napi_invalid_arg. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_string_latin1(
    napi_env env, const char* str, size_t length, napi_value* result);
/* A string from UTF-8; what is not UTF-8 becomes U+FFFD. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_string_utf8(napi_env env,
                                                           const char* str,
                                                           size_t length,
                                                           napi_value* result);
/* A string from UTF-16; length in code units. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_string_utf16(napi_env env,
                                                            const char16_t* str,
                                                            size_t length,
                                                            napi_value* result);
#if NAPI_VERSION >= 10
/* A string that may use the caller's memory until finalize_callback is called.
 * If the host copies instead, the finalizer has run and *copied is true. */
NAPI_EXTERN napi_status NAPI_CDECL node_api_create_external_string_latin1(
    napi_env env,
    char* str,
    size_t length,
    node_api_basic_finalize finalize_callback,
    void* finalize_hint,
    napi_value* result,
    bool* copied);
/* The same with UTF-16 code units. */
NAPI_EXTERN napi_status NAPI_CDECL
node_api_create_external_string_utf16(napi_env env,
                                      char16_t* str,
                                      size_t length,
                                      node_api_basic_finalize finalize_callback,
                                      void* finalize_hint,
                                      napi_value* result,
                                      bool* copied);

/* A string prepared for use as a property name, from Latin-1. */
NAPI_EXTERN napi_status NAPI_CDECL node_api_create_property_key_latin1(
    napi_env env, const char* str, size_t length, napi_value* result);
/* The same from UTF-8. */
NAPI_EXTERN napi_status NAPI_CDECL node_api_create_property_key_utf8(
    napi_env env, const char* str, size_t length, napi_value* result);
/* The same from UTF-16. */
NAPI_EXTERN napi_status NAPI_CDECL node_api_create_property_key_utf16(
    napi_env env, const char16_t* str, size_t length, napi_value* result);
#endif
/* A new symbol; description may be NULL, else napi_string_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_symbol(napi_env env,
                                                      napi_value description,
                                                      napi_value* result);
#if NAPI_VERSION >= 9
/* Symbol.for: the registered symbol of that name. */
NAPI_EXTERN napi_status NAPI_CDECL
node_api_symbol_for(napi_env env,
                    const char* utf8description,
                    size_t length,
                    napi_value* result);
#endif

/* ---- From JavaScript to C ---------------------------------------------- */

/* The kind of a value. */
NAPI_EXTERN napi_status NAPI_CDECL napi_typeof(napi_env env,
                                               napi_value value,
                                               napi_valuetype* result);
/* A number as double; napi_number_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_double(napi_env env,
                                                         napi_value value,
                                                         double* result);
/* A number modulo 2^32, signed; NaN and infinities give 0.
 * napi_number_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_int32(napi_env env,
                                                        napi_value value,
                                                        int32_t* result);
/* A number modulo 2^32, unsigned; napi_number_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_uint32(napi_env env,
                                                         napi_value value,
                                                         uint32_t* result);
/* A number cut to the range of int64_t; NaN and infinities give 0.
 * napi_number_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_int64(napi_env env,
                                                        napi_value value,
                                                        int64_t* result);
/* true or false; napi_boolean_expected, nothing is coerced. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_bool(napi_env env,
                                                       napi_value value,
                                                       bool* result);
/* Copies a string as Latin-1, cut to bufsize - 1 bytes and terminated; *result
 * is the number of bytes without the zero. With buf NULL, the full length.
 * napi_string_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_string_latin1(
    napi_env env, napi_value value, char* buf, size_t bufsize, size_t* result);
/* The same in UTF-8; a character is copied whole or not at all. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_string_utf8(
    napi_env env, napi_value value, char* buf, size_t bufsize, size_t* result);
/* The same in UTF-16; sizes count code units. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_string_utf16(napi_env env,
                                                               napi_value value,
                                                               char16_t* buf,
                                                               size_t bufsize,
                                                               size_t* result);

/* ---- Coercion, comparison ---------------------------------------------- */

/* Boolean(value). */
NAPI_EXTERN napi_status NAPI_CDECL napi_coerce_to_bool(napi_env env,
                                                       napi_value value,
                                                       napi_value* result);
/* Number(value); may run valueOf. napi_number_expected for a symbol. */
NAPI_EXTERN napi_status NAPI_CDECL napi_coerce_to_number(napi_env env,
                                                         napi_value value,
                                                         napi_value* result);
/* Object(value); napi_object_expected for undefined and null. */
NAPI_EXTERN napi_status NAPI_CDECL napi_coerce_to_object(napi_env env,
                                                         napi_value value,
                                                         napi_value* result);
/* String(value); may run toString. napi_string_expected for a symbol. */
NAPI_EXTERN napi_status NAPI_CDECL napi_coerce_to_string(napi_env env,
                                                         napi_value value,
                                                         napi_value* result);
/* lhs === rhs. */
NAPI_EXTERN napi_status NAPI_CDECL napi_strict_equals(napi_env env,
                                                      napi_value lhs,
                                                      napi_value rhs,
                                                      bool* result);

/* ---- Properties -------------------------------------------------------- */
/* The object is coerced first: undefined and null give napi_object_expected. */

/* Object.getPrototypeOf(object). */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_prototype(napi_env env,
                                                      napi_value object,
                                                      napi_value* result);
#ifdef NAPI_EXPERIMENTAL
#define NODE_API_EXPERIMENTAL_HAS_SET_PROTOTYPE
/* Object.setPrototypeOf(object, value), value an object or null;
 * napi_generic_failure if refused, as by a frozen object. */
NAPI_EXTERN napi_status NAPI_CDECL node_api_set_prototype(napi_env env,
                                                          napi_value object,
                                                          napi_value value);
#endif
/* An array of the enumerable string keys, prototypes included, as for-in. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_property_names(napi_env env,
                                                           napi_value object,
                                                           napi_value* result);
/* object[key] = value. */
NAPI_EXTERN napi_status NAPI_CDECL napi_set_property(napi_env env,
                                                     napi_value object,
                                                     napi_value key,
                                                     napi_value value);
/* key in object. */
NAPI_EXTERN napi_status NAPI_CDECL napi_has_property(napi_env env,
                                                     napi_value object,
                                                     napi_value key,
                                                     bool* result);
/* object[key]; undefined if there is none. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_property(napi_env env,
                                                     napi_value object,
                                                     napi_value key,
                                                     napi_value* result);
/* delete object[key]; *result (may be NULL) tells whether it is gone. */
NAPI_EXTERN napi_status NAPI_CDECL napi_delete_property(napi_env env,
                                                        napi_value object,
                                                        napi_value key,
                                                        bool* result);
/* Object.hasOwn(object, key); the key must be a string or a symbol, else
 * napi_name_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_has_own_property(napi_env env,
                                                         napi_value object,
                                                         napi_value key,
                                                         bool* result);
/* object[utf8name] = value, the name as zero-terminated UTF-8. */
NAPI_EXTERN napi_status NAPI_CDECL napi_set_named_property(napi_env env,
                                                           napi_value object,
                                                           const char* utf8name,
                                                           napi_value value);
/* utf8name in object. */
NAPI_EXTERN napi_status NAPI_CDECL napi_has_named_property(napi_env env,
                                                           napi_value object,
                                                           const char* utf8name,
                                                           bool* result);
/* object[utf8name]. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_named_property(napi_env env,
                                                           napi_value object,
                                                           const char* utf8name,
                                                           napi_value* result);
/* object[index] = value. */
NAPI_EXTERN napi_status NAPI_CDECL napi_set_element(napi_env env,
                                                    napi_value object,
                                                    uint32_t index,
                                                    napi_value value);
/* index in object. */
NAPI_EXTERN napi_status NAPI_CDECL napi_has_element(napi_env env,
                                                    napi_value object,
                                                    uint32_t index,
                                                    bool* result);
/* object[index]; undefined if there is none. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_element(napi_env env,
                                                    napi_value object,
                                                    uint32_t index,
                                                    napi_value* result);
/* delete object[index]; result may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL napi_delete_element(napi_env env,
                                                       napi_value object,
                                                       uint32_t index,
                                                       bool* result);
/* Object.defineProperties with native methods and accessors. A refused
 * definition (frozen object, fixed property) is napi_invalid_arg. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_define_properties(napi_env env,
                       napi_value object,
                       size_t property_count,
                       const napi_property_descriptor* properties);
#if NAPI_VERSION >= 6
/* An array of keys, chosen by the three settings. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_get_all_property_names(napi_env env,
                            napi_value object,
                            napi_key_collection_mode key_mode,
                            napi_key_filter key_filter,
                            napi_key_conversion key_conversion,
                            napi_value* result);
#endif
#if NAPI_VERSION >= 8
/* Object.freeze(object). */
NAPI_EXTERN napi_status NAPI_CDECL napi_object_freeze(napi_env env,
                                                      napi_value object);
/* Object.seal(object). */
NAPI_EXTERN napi_status NAPI_CDECL napi_object_seal(napi_env env,
                                                    napi_value object);
#endif

/* ---- Arrays ------------------------------------------------------------ */

/* Array.isArray(value). */
NAPI_EXTERN napi_status NAPI_CDECL napi_is_array(napi_env env,
                                                 napi_value value,
                                                 bool* result);
/* The length of an array; napi_array_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_array_length(napi_env env,
                                                         napi_value value,
                                                         uint32_t* result);

/* ---- Functions --------------------------------------------------------- */

/* Calls func with this = recv. result may be NULL. napi_pending_exception if
 * it throws; a value that is no function: napi_invalid_arg. */
NAPI_EXTERN napi_status NAPI_CDECL napi_call_function(napi_env env,
                                                      napi_value recv,
                                                      napi_value func,
                                                      size_t argc,
                                                      const napi_value* argv,
                                                      napi_value* result);
/* A JavaScript function around cb; utf8name may be NULL. data reaches cb
 * through napi_get_cb_info and is the caller's to keep alive. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_function(napi_env env,
                                                        const char* utf8name,
                                                        size_t length,
                                                        napi_callback cb,
                                                        void* data,
                                                        napi_value* result);
/* What a callback was called with. *argc goes in as the room in argv and comes
 * out as the real count; missing arguments are filled with undefined. Every
 * output may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_cb_info(napi_env env,
                                                    napi_callback_info cbinfo,
                                                    size_t* argc,
                                                    napi_value* argv,
                                                    napi_value* this_arg,
                                                    void** data);
/* new.target of the call, or NULL if it was not a construction. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_new_target(
    napi_env env, napi_callback_info cbinfo, napi_value* result);
/* new constructor(...argv). */
NAPI_EXTERN napi_status NAPI_CDECL napi_new_instance(napi_env env,
                                                     napi_value constructor,
                                                     size_t argc,
                                                     const napi_value* argv,
                                                     napi_value* result);
/* object instanceof constructor; napi_function_expected, with a TypeError
 * waiting, if constructor is no function. */
NAPI_EXTERN napi_status NAPI_CDECL napi_instanceof(napi_env env,
                                                   napi_value object,
                                                   napi_value constructor,
                                                   bool* result);

/* ---- Classes and wrapped objects --------------------------------------- */

/* A JavaScript class: constructor callback, and properties that go to the
 * prototype or, with napi_static, to the class itself. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_define_class(napi_env env,
                  const char* utf8name,
                  size_t length,
                  napi_callback constructor,
                  void* data,
                  size_t property_count,
                  const napi_property_descriptor* properties,
                  napi_value* result);
/* Attaches native data to an object. finalize_cb frees it when the object has
 * been collected. An object that has data already: napi_invalid_arg. A result
 * reference (may be NULL) is weak and needs a finalize_cb, in which the caller
 * deletes it. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_wrap(napi_env env,
          napi_value js_object,
          void* native_object,
          node_api_basic_finalize finalize_cb,
          void* finalize_hint,
          napi_ref* result);
/* The attached data; napi_invalid_arg if there is none. */
NAPI_EXTERN napi_status NAPI_CDECL napi_unwrap(napi_env env,
                                               napi_value js_object,
                                               void** result);
/* Takes the data off again; its finalizer will not run. result may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL napi_remove_wrap(napi_env env,
                                                    napi_value js_object,
                                                    void** result);
#if NAPI_VERSION >= 5
/* One more finalizer for an object, without attaching anything. With result
 * not NULL the caller owns a weak reference. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_add_finalizer(napi_env env,
                   napi_value js_object,
                   void* finalize_data,
                   node_api_basic_finalize finalize_cb,
                   void* finalize_hint,
                   napi_ref* result);
#endif
#ifdef NAPI_EXPERIMENTAL
#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER
/* From a basic finalizer: runs finalize_cb later, outside the collector, where
 * it may use all of Node-API. */
NAPI_EXTERN napi_status NAPI_CDECL
node_api_post_finalizer(node_api_basic_env env,
                        napi_finalize finalize_cb,
                        void* finalize_data,
                        void* finalize_hint);
#endif
#if NAPI_VERSION >= 8
/* Marks an object for napi_check_object_type_tag. A second mark:
 * napi_invalid_arg. */
NAPI_EXTERN napi_status NAPI_CDECL napi_type_tag_object(
    napi_env env, napi_value value, const napi_type_tag* type_tag);
/* Whether the object carries exactly this mark. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_check_object_type_tag(napi_env env,
                           napi_value value,
                           const napi_type_tag* type_tag,
                           bool* result);
#endif
/* A value of kind napi_external that stands for a pointer. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_external(napi_env env,
                     void* data,
                     node_api_basic_finalize finalize_cb,
                     void* finalize_hint,
                     napi_value* result);
/* The pointer of an external; napi_invalid_arg for anything else. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_external(napi_env env,
                                                           napi_value value,
                                                           void** result);

/* ---- ArrayBuffers and views -------------------------------------------- */

/* Whether the value is an ArrayBuffer. */
NAPI_EXTERN napi_status NAPI_CDECL napi_is_arraybuffer(napi_env env,
                                                       napi_value value,
                                                       bool* result);
/* A zero-filled ArrayBuffer; data (may be NULL) receives its bytes, which live
 * as long as the buffer does. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_arraybuffer(napi_env env,
                                                           size_t byte_length,
                                                           void** data,
                                                           napi_value* result);
#ifndef NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED
/* An ArrayBuffer over the caller's memory, which finalize_cb frees.
 * napi_no_external_buffers_allowed on hosts that cannot do this. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_external_arraybuffer(napi_env env,
                                 void* external_data,
                                 size_t byte_length,
                                 node_api_basic_finalize finalize_cb,
                                 void* finalize_hint,
                                 napi_value* result);
#endif
/* Bytes and length of an ArrayBuffer or SharedArrayBuffer, else
 * napi_invalid_arg. Both outputs may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_arraybuffer_info(
    napi_env env, napi_value arraybuffer, void** data, size_t* byte_length);
#if NAPI_VERSION >= 7
/* Empties a buffer for good; its memory is no longer JavaScript's.
 * napi_arraybuffer_expected, napi_detachable_arraybuffer_expected. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_detach_arraybuffer(napi_env env, napi_value arraybuffer);
/* Whether a buffer has been detached; false for other values. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_is_detached_arraybuffer(napi_env env, napi_value value, bool* result);
#endif
#ifdef NAPI_EXPERIMENTAL
#define NODE_API_EXPERIMENTAL_HAS_SHAREDARRAYBUFFER
/* Whether the value is a SharedArrayBuffer. */
NAPI_EXTERN napi_status NAPI_CDECL
node_api_is_sharedarraybuffer(napi_env env, napi_value value, bool* result);
/* A zero-filled SharedArrayBuffer; data receives its bytes. */
NAPI_EXTERN napi_status NAPI_CDECL node_api_create_sharedarraybuffer(
    napi_env env, size_t byte_length, void** data, napi_value* result);
#define NODE_API_EXPERIMENTAL_HAS_CREATE_EXTERNAL_SHAREDARRAYBUFFER
/* A SharedArrayBuffer over the caller's memory. Several threads can hold it,
 * so finalize_cb gets no environment and runs on whichever is last. */
NAPI_EXTERN napi_status NAPI_CDECL
node_api_create_external_sharedarraybuffer(napi_env env,
                                           void* external_data,
                                           size_t byte_length,
                                           node_api_noenv_finalize finalize_cb,
                                           void* finalize_hint,
                                           napi_value* result);
#endif
/* Whether the value is a typed array. */
NAPI_EXTERN napi_status NAPI_CDECL napi_is_typedarray(napi_env env,
                                                      napi_value value,
                                                      bool* result);
/* A typed array over a buffer; length in elements. A misaligned offset or a
 * view beyond the buffer throws a RangeError: napi_generic_failure. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_typedarray(napi_env env,
                       napi_typedarray_type type,
                       size_t length,
                       napi_value arraybuffer,
                       size_t byte_offset,
                       napi_value* result);
/* What a typed array is made of; data points to its first element. Every
 * output may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_get_typedarray_info(napi_env env,
                         napi_value typedarray,
                         napi_typedarray_type* type,
                         size_t* length,
                         void** data,
                         napi_value* arraybuffer,
                         size_t* byte_offset);
/* A DataView over a buffer; one that does not fit throws a RangeError. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_dataview(napi_env env,
                                                        size_t length,
                                                        napi_value arraybuffer,
                                                        size_t byte_offset,
                                                        napi_value* result);
/* Whether the value is a DataView. */
NAPI_EXTERN napi_status NAPI_CDECL napi_is_dataview(napi_env env,
                                                    napi_value value,
                                                    bool* result);
/* What a DataView is made of; every output may be NULL. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_get_dataview_info(napi_env env,
                       napi_value dataview,
                       size_t* bytelength,
                       void** data,
                       napi_value* arraybuffer,
                       size_t* byte_offset);

/* ---- Promises ---------------------------------------------------------- */

/* A pending promise and the handle that settles it. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_promise(napi_env env,
                                                       napi_deferred* deferred,
                                                       napi_value* promise);
/* Resolves the promise and frees the handle. */
NAPI_EXTERN napi_status NAPI_CDECL napi_resolve_deferred(napi_env env,
                                                         napi_deferred deferred,
                                                         napi_value resolution);
/* Rejects the promise and frees the handle. */
NAPI_EXTERN napi_status NAPI_CDECL napi_reject_deferred(napi_env env,
                                                        napi_deferred deferred,
                                                        napi_value rejection);
/* Whether the value is a native promise (a thenable is not enough). */
NAPI_EXTERN napi_status NAPI_CDECL napi_is_promise(napi_env env,
                                                   napi_value value,
                                                   bool* is_promise);

/* ---- Scripts, versions, memory ----------------------------------------- */

/* Evaluates a string as a script in the global scope; napi_string_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_run_script(napi_env env,
                                                   napi_value script,
                                                   napi_value* result);
/* The highest Node-API version of this host. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_version(node_api_basic_env env,
                                                    uint32_t* result);
/* Tells the collector about memory that JavaScript objects keep alive outside
 * its heap; *adjusted_value is the new total. */
NAPI_EXTERN napi_status NAPI_CDECL napi_adjust_external_memory(
    node_api_basic_env env, int64_t change_in_bytes, int64_t* adjusted_value);

/* ---- Dates ------------------------------------------------------------- */

#if NAPI_VERSION >= 5
/* new Date(time), milliseconds since 1970 UTC. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_date(napi_env env,
                                                    double time,
                                                    napi_value* result);
/* Whether the value is a Date. */
NAPI_EXTERN napi_status NAPI_CDECL napi_is_date(napi_env env,
                                                napi_value value,
                                                bool* is_date);
/* The time of a Date, NaN if invalid; napi_date_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_date_value(napi_env env,
                                                       napi_value value,
                                                       double* result);
#endif

/* ---- BigInt, instance data --------------------------------------------- */

#if NAPI_VERSION >= 6
/* A BigInt from a signed 64-bit integer. */
NAPI_EXTERN napi_status NAPI_CDECL napi_create_bigint_int64(napi_env env,
                                                            int64_t value,
                                                            napi_value* result);
/* A BigInt from an unsigned 64-bit integer. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_bigint_uint64(napi_env env, uint64_t value, napi_value* result);
/* A BigInt from a sign (1: negative) and words, the lowest first. Above
 * INT_MAX words: napi_invalid_arg; above the engine's limit it throws. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_create_bigint_words(napi_env env,
                         int sign_bit,
                         size_t word_count,
                         const uint64_t* words,
                         napi_value* result);
/* The low 64 bits, signed; *lossless tells whether that was all of it.
 * napi_bigint_expected. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_bigint_int64(napi_env env,
                                                               napi_value value,
                                                               int64_t* result,
                                                               bool* lossless);
/* The same, unsigned. */
NAPI_EXTERN napi_status NAPI_CDECL napi_get_value_bigint_uint64(
    napi_env env, napi_value value, uint64_t* result, bool* lossless);
/* Sign and words. *word_count goes in as the room and comes out as the need;
 * with sign_bit and words NULL only the need is asked for. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_get_value_bigint_words(napi_env env,
                            napi_value value,
                            int* sign_bit,
                            size_t* word_count,
                            uint64_t* words);

/* One pointer per module instance, instead of a global variable. Replacing it
 * does not call the previous finalizer. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_set_instance_data(node_api_basic_env env,
                       void* data,
                       napi_finalize finalize_cb,
                       void* finalize_hint);
/* That pointer, or NULL if it was never set. */
NAPI_EXTERN napi_status NAPI_CDECL
napi_get_instance_data(node_api_basic_env env, void** data);
#endif

EXTERN_C_END

#endif /* SRC_JS_NATIVE_API_H_ */
