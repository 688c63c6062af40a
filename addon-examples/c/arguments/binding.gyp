{
  'targets': [
    {
      'target_name': 'arguments',
      'sources': ['arguments.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
