/* A good addon; test.js makes the bad files from its bytes. */
#include "../lifetime.h"

NAPI_MODULE_INIT() {
  MUST(napi_set_named_property(env, exports, "good", bool_value(env, true)));
  return exports;
}
