/*
 * function_factory.c: making functions that carry native data.
 * createGreeter(greeting) returns a function; its copy of the greeting is freed
 * when JavaScript has dropped the function.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* The text in front of every name, zero-terminated. */
typedef struct {
  size_t length;
  char text[];
} Greeting;

/* A JavaScript string as a Greeting, to be freed by the caller. NULL: an
 * exception waits. */
static Greeting* greeting_from(napi_env env, napi_value value) {
  size_t length;
  CHECK(env, napi_get_value_string_utf8(env, value, NULL, 0, &length));

  Greeting* greeting = malloc(sizeof *greeting + length + 1);
  if (greeting == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for the greeting");
    return NULL;
  }
  CHECK_ELSE(
      env, napi_get_value_string_utf8(env, value, greeting->text, length + 1, &greeting->length),
      free(greeting);
      return NULL);
  return greeting;
}

static napi_value greet(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value name;
  void* data;
  CHECK(env, napi_get_cb_info(env, info, &argc, &name, NULL, &data));
  const Greeting* greeting = data;

  size_t name_length;
  CHECK(env, napi_get_value_string_utf8(env, name, NULL, 0, &name_length));

  size_t length = greeting->length + 1 + name_length;
  char* text = malloc(length + 1);
  if (text == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for the text");
    return NULL;
  }
  memcpy(text, greeting->text, greeting->length);
  text[greeting->length] = ' ';

  napi_value result = NULL;
  char* rest = text + greeting->length + 1;
  CHECK_ELSE(env, napi_get_value_string_utf8(env, name, rest, name_length + 1, NULL), goto done);
  CHECK_ELSE(env, napi_create_string_utf8(env, text, length, &result), goto done);
done:
  free(text);
  return result;
}

static void free_greeting(napi_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  free(data);
}

static napi_value create_greeter(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value text;
  CHECK(env, napi_get_cb_info(env, info, &argc, &text, NULL, NULL));

  Greeting* greeting = greeting_from(env, text);
  if (greeting == NULL) return NULL;

  napi_value function;
  CHECK_ELSE(env,
             napi_create_function(env, "greeter", NAPI_AUTO_LENGTH, greet, greeting, &function),
             free(greeting);
             return NULL);
  /* Node-API does not own a function's data: say who frees it, and when. */
  CHECK_ELSE(env, napi_add_finalizer(env, function, greeting, free_greeting, NULL, NULL),
             free(greeting);
             return NULL);
  return function;
}

/* The addon is the function itself: require() returns it. */
NAPI_MODULE_INIT() {
  (void)exports;
  napi_value function;
  CHECK(env, napi_create_function(env, "createGreeter", NAPI_AUTO_LENGTH, create_greeter, NULL,
                                  &function));
  return function;
}
