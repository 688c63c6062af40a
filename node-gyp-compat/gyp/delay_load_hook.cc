// Lets an addon find the program that loads it, whatever the program is called.
//
// An addon on Windows is linked against the import library of `node.exe`, and so asks for a
// program of that name when it first calls a Node-API function. Since its imports from there are
// loaded late, the C runtime asks this hook before it looks for the file, and the hook answers
// with the process itself: napkin.exe, node.exe under another name, or a program that embeds.
#if defined(_MSC_VER)

#include <windows.h>

#include <delayimp.h>

namespace {

// The module that exports the Node-API functions in this process.
HMODULE Host() {
  // A Node that was built as a library keeps them there.
  HMODULE library = ::GetModuleHandleA("libnode.dll");
  return library != nullptr ? library : ::GetModuleHandleA(nullptr);
}

FARPROC WINAPI BeforeDelayLoad(unsigned notification, PDelayLoadInfo info) {
  const bool is_host = notification == dliNotePreLoadLibrary &&
                       ::lstrcmpiA(info->szDll, HOST_BINARY) == 0;
  // Null leaves the matter to the runtime's usual way.
  return is_host ? reinterpret_cast<FARPROC>(Host()) : nullptr;
}

}  // namespace

// The runtime calls what this variable points to. It is constant unless this is asked for.
#if defined(DELAYIMP_INSECURE_WRITABLE_HOOKS)
extern "C" PfnDliHook __pfnDliNotifyHook2 = BeforeDelayLoad;
#else
extern "C" const PfnDliHook __pfnDliNotifyHook2 = BeforeDelayLoad;
#endif

#endif
