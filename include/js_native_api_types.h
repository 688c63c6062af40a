/*
 * js_native_api_types.h: the types of the engine-neutral part of Node-API.
 *
 * Every value in this file is part of a binary interface that is shared with
 * Node.js: enumerators keep their numbers and structures their layout for ever.
 * tests/headers compares all of them with the official headers.
 * Neighbours: js_native_api.h (functions), node_api_types.h (types of the
 * parts that need an event loop).
 *
 * The include guards carry the names of the official headers on purpose: if a
 * compilation reaches both sets, the one found first is used alone.
 */
#ifndef SRC_JS_NATIVE_API_TYPES_H_
#define SRC_JS_NATIVE_API_TYPES_H_

/* The version number that stands for "everything, unstable parts included". */
#define NAPI_VERSION_EXPERIMENTAL 2147483647

/*
 * NAPI_VERSION chooses what is declared below, and is the version the module
 * reports to the host (see NAPI_MODULE_INIT). Define it before including.
 */
#ifndef NAPI_VERSION
#ifdef NAPI_EXPERIMENTAL
#define NAPI_VERSION NAPI_VERSION_EXPERIMENTAL
#else
#define NAPI_VERSION 8
#endif
#endif

/* Unstable functions are announced once per file, unless asked not to. */
#if defined(NAPI_EXPERIMENTAL) &&                                              \
    !defined(NODE_API_EXPERIMENTAL_NO_WARNING) && !defined(NODE_WANT_INTERNALS)
#if defined(_MSC_VER)
#pragma message("NAPI_EXPERIMENTAL: unstable Node-API functions are in use")
#else
#warning "NAPI_EXPERIMENTAL: unstable Node-API functions are in use"
#endif
#endif

#include <stddef.h>
#include <stdint.h>

/* C has no built-in char16_t, and neither had old Visual C++. */
#if !defined(__cplusplus) || (defined(_MSC_VER) && _MSC_VER < 1900)
typedef uint16_t char16_t;
#endif

/* Calling convention of all functions and callbacks. */
#ifndef NAPI_CDECL
#ifdef _WIN32
#define NAPI_CDECL __cdecl
#else
#define NAPI_CDECL
#endif
#endif

/* ---- Opaque handles ---------------------------------------------------- */

/* One loaded instance of a module in one JavaScript environment. */
typedef struct napi_env__* napi_env;

/*
 * The environment as seen by code that runs inside the garbage collector.
 * With NAPI_EXPERIMENTAL it points to const, so that the compiler objects when
 * it is handed to a function that may allocate or run JavaScript; functions
 * that are safe there take this type, and a napi_env converts to it.
 * The two opt-out macros bring back the old, unchecked type.
 */
#if defined(NAPI_EXPERIMENTAL) &&                                              \
    !defined(NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT) &&                        \
    !defined(NODE_API_EXPERIMENTAL_BASIC_ENV_OPT_OUT)
typedef const struct napi_env__* node_api_nogc_env;
#else
typedef struct napi_env__* node_api_nogc_env;
#endif
/* The current name of node_api_nogc_env. */
typedef node_api_nogc_env node_api_basic_env;

/* A JavaScript value; valid until the handle scope it was made in closes. */
typedef struct napi_value__* napi_value;
/* A counted reference to a value; outlives handle scopes. */
typedef struct napi_ref__* napi_ref;
/* A region of the handle stack. */
typedef struct napi_handle_scope__* napi_handle_scope;
/* A handle scope that can pass one value to the scope around it. */
typedef struct napi_escapable_handle_scope__* napi_escapable_handle_scope;
/* The call a napi_callback is answering; valid only during that call. */
typedef struct napi_callback_info__* napi_callback_info;
/* The means to settle a promise, once. */
typedef struct napi_deferred__* napi_deferred;

/* ---- Enumerations ------------------------------------------------------ */

/* Attributes of a property; combine with |. */
typedef enum {
  napi_default = 0,
  napi_writable = 1 << 0,
  napi_enumerable = 1 << 1,
  napi_configurable = 1 << 2,

  /* napi_define_class: a member of the constructor, not of its prototype. */
  napi_static = 1 << 10,

#if NAPI_VERSION >= 8
  /* What a method has in a JavaScript class body. */
  napi_default_method = napi_writable | napi_configurable,
  /* What a property has after a plain assignment. */
  napi_default_jsproperty = napi_writable | napi_enumerable | napi_configurable,
#endif
} napi_property_attributes;

/* Answers of napi_typeof. Like the typeof operator, except that null and
 * external values have kinds of their own. */
typedef enum {
  napi_undefined,
  napi_null,
  napi_boolean,
  napi_number,
  napi_string,
  napi_symbol,
  napi_object,
  napi_function,
  napi_external,
  napi_bigint,
} napi_valuetype;

/* Element types of typed arrays. */
typedef enum {
  napi_int8_array,
  napi_uint8_array,
  napi_uint8_clamped_array,
  napi_int16_array,
  napi_uint16_array,
  napi_int32_array,
  napi_uint32_array,
  napi_float32_array,
  napi_float64_array,
  napi_bigint64_array,
  napi_biguint64_array,
/* Lets source code test for the enumerator that came last. */
#define NODE_API_HAS_FLOAT16_ARRAY
  napi_float16_array,
} napi_typedarray_type;

/* What nearly every function returns. napi_get_last_error_info has the text. */
typedef enum {
  napi_ok,
  napi_invalid_arg,                     /* a NULL or unusable argument */
  napi_object_expected,
  napi_string_expected,
  napi_name_expected,                   /* neither a string nor a symbol */
  napi_function_expected,
  napi_number_expected,
  napi_boolean_expected,
  napi_array_expected,
  napi_generic_failure,
  napi_pending_exception,               /* an exception waits to be handled */
  napi_cancelled,                       /* async work ended before it began */
  napi_escape_called_twice,
  napi_handle_scope_mismatch,
  napi_callback_scope_mismatch,
  napi_queue_full,                      /* thread-safe function, non-blocking */
  napi_closing,                         /* thread-safe function is going away */
  napi_bigint_expected,
  napi_date_expected,
  napi_arraybuffer_expected,
  napi_detachable_arraybuffer_expected,
  napi_would_deadlock,                  /* no function returns it any more */
  napi_no_external_buffers_allowed,     /* the host cannot adopt memory */
  napi_cannot_run_js,                   /* the environment is shutting down */
} napi_status;

/* ---- Callbacks --------------------------------------------------------- */

/* A function called from JavaScript. NULL as the result means undefined. */
typedef napi_value(NAPI_CDECL* napi_callback)(napi_env env,
                                              napi_callback_info info);

/* Called once when native data is no longer reachable from JavaScript. */
typedef void(NAPI_CDECL* napi_finalize)(napi_env env,
                                        void* finalize_data,
                                        void* finalize_hint);

/*
 * A finalizer that may run inside the garbage collector: it gets the restricted
 * environment. The same type as napi_finalize unless NAPI_EXPERIMENTAL is set
 * and not opted out of (see node_api_nogc_env).
 */
#if defined(NAPI_EXPERIMENTAL) &&                                              \
    !defined(NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT) &&                        \
    !defined(NODE_API_EXPERIMENTAL_BASIC_ENV_OPT_OUT)
typedef void(NAPI_CDECL* node_api_nogc_finalize)(node_api_nogc_env env,
                                                 void* finalize_data,
                                                 void* finalize_hint);
#else
typedef napi_finalize node_api_nogc_finalize;
#endif
/* The current name of node_api_nogc_finalize. */
typedef node_api_nogc_finalize node_api_basic_finalize;

/* A finalizer without an environment: runs on any thread, at any time. */
typedef void(NAPI_CDECL* node_api_noenv_finalize)(void* finalize_data,
                                                  void* finalize_hint);

/* ---- Structures -------------------------------------------------------- */

/*
 * One property for napi_define_properties and napi_define_class. Its name is
 * utf8name, or name if utf8name is NULL; it is a method, an accessor (getter,
 * setter or both) or a plain value.
 */
typedef struct {
  const char* utf8name;
  napi_value name;

  napi_callback method;
  napi_callback getter;
  napi_callback setter;
  napi_value value;

  napi_property_attributes attributes;
  void* data; /* handed to method, getter and setter */
} napi_property_descriptor;

/* How the last call of this environment went. */
typedef struct {
  const char* error_message; /* NULL after a success */
  void* engine_reserved;
  uint32_t engine_error_code;
  napi_status error_code;
} napi_extended_error_info;

#if NAPI_VERSION >= 6
/* napi_get_all_property_names: how far to look. */
typedef enum {
  napi_key_include_prototypes,
  napi_key_own_only
} napi_key_collection_mode;

/* napi_get_all_property_names: what to leave out; combine with |. */
typedef enum {
  napi_key_all_properties = 0,
  napi_key_writable = 1,
  napi_key_enumerable = 1 << 1,
  napi_key_configurable = 1 << 2,
  napi_key_skip_strings = 1 << 3,
  napi_key_skip_symbols = 1 << 4
} napi_key_filter;

/* napi_get_all_property_names: the form of integer keys. */
typedef enum {
  napi_key_keep_numbers,
  napi_key_numbers_to_strings
} napi_key_conversion;
#endif

#if NAPI_VERSION >= 8
/* 128 bits that tell the objects of one native type from all others. */
typedef struct {
  uint64_t lower;
  uint64_t upper;
} napi_type_tag;
#endif

#endif /* SRC_JS_NATIVE_API_TYPES_H_ */
