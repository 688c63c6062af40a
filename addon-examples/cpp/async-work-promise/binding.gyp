{
  'targets': [
    {
      'target_name': 'async_work_promise',
      'sources': ['count_primes.cc'],
      'include_dirs': ['<!@(node -p "require(\'node-addon-api\').include")'],
      # With C++ exceptions, which addons are built without by default.
      'defines': [
        'NAPI_VERSION=8',
        'NAPI_CPP_EXCEPTIONS',
        # A worker thread can be stopped while work is running. Then the promise
        # cannot be settled any more, and the error that says so is nobody's.
        'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
      ],
      'cflags!': ['-fno-exceptions'],
      'cflags_cc!': ['-fno-exceptions'],
      'xcode_settings': {
        'GCC_ENABLE_CPP_EXCEPTIONS': 'YES',
        'CLANG_CXX_LIBRARY': 'libc++',
      },
      'msvs_settings': {
        'VCCLCompilerTool': {'ExceptionHandling': 1},
      },
    },
  ],
}
