{
  'targets': [
    {
      'target_name': 'hello',
      'sources': ['hello.cc'],
      'include_dirs': ['<!@(node -p "require(\'node-addon-api\').include")'],
      # An error is thrown in JavaScript only; C++ goes on.
      'defines': ['NAPI_VERSION=8', 'NAPI_DISABLE_CPP_EXCEPTIONS'],
    },
  ],
}
