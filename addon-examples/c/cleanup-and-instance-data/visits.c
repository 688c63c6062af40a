/*
 * visits.c: state that belongs to one loaded addon, and what happens at its end.
 *
 * The state is the instance data: not a global variable, since the library can
 * be loaded by several environments (worker threads) of one process.
 * At the end, the host first runs the cleanup hooks, the latest first, and then
 * frees the instance data. A hook must not call into JavaScript.
 */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

typedef struct {
  uint32_t visits;
} State;

static State* state_of(napi_env env) {
  void* data;
  CHECK(env, napi_get_instance_data(env, &data));
  return data;
}

/* C's stdout has a buffer of its own: flush, or lines come out of order. */
static void say(const char* line) {
  puts(line);
  fflush(stdout);
}

static void close_database(void* arg) {
  const State* state = arg;
  printf("cleanup: database closed after %u visits\n", (unsigned)state->visits);
  fflush(stdout);
}

static void close_log(void* arg) {
  (void)arg;
  say("cleanup: log closed");
}

static void free_state(napi_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  say("cleanup: state freed");
  free(data);
}

/* visit() counts, and returns how often it was called. */
static napi_value visit(napi_env env, napi_callback_info info) {
  (void)info;
  State* state = state_of(env);
  if (state == NULL) return NULL;

  napi_value count;
  CHECK(env, napi_create_uint32(env, ++state->visits, &count));
  return count;
}

/* closeLog() does at once what would be done at the end. */
static napi_value close_log_now(napi_env env, napi_callback_info info) {
  (void)info;
  State* state = state_of(env);
  if (state == NULL) return NULL;

  /* The pair must be the one that was added; a second removal does nothing. */
  CHECK(env, napi_remove_env_cleanup_hook(env, close_log, state));
  return NULL;
}

NAPI_MODULE_INIT() {
  State* state = calloc(1, sizeof *state);
  if (state == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for the state");
    return NULL;
  }
  CHECK_ELSE(env, napi_set_instance_data(env, state, free_state, NULL),
             free(state);
             return NULL);

  /* Opened first, closed last. */
  CHECK(env, napi_add_env_cleanup_hook(env, close_database, state));
  CHECK(env, napi_add_env_cleanup_hook(env, close_log, state));

  napi_property_descriptor functions[] = {
      {.utf8name = "visit", .method = visit, .attributes = napi_default_jsproperty},
      {.utf8name = "closeLog", .method = close_log_now, .attributes = napi_default_jsproperty},
  };
  CHECK(env, napi_define_properties(env, exports, sizeof functions / sizeof functions[0],
                                    functions));
  return exports;
}
