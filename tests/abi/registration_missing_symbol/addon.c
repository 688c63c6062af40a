/* Needs a symbol that no runtime has, by address: the library cannot be loaded. */
#include "../lifetime.h"

extern int symbol_that_no_runtime_exports;
int *needed = &symbol_that_no_runtime_exports;

NAPI_MODULE_INIT() {
  (void)env;
  return exports;
}
