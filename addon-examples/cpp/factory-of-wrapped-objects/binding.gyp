{
  'targets': [
    {
      'target_name': 'factory_of_wrapped_objects',
      'sources': ['accounts.cc'],
      'include_dirs': ['<!@(node -p "require(\'node-addon-api\').include")'],
      # With C++ exceptions, which addons are built without by default.
      'defines': ['NAPI_VERSION=8', 'NAPI_CPP_EXCEPTIONS'],
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
