{
  'targets': [
    {
      'target_name': 'hello',
      'sources': ['hello.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
