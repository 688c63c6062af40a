{
  'targets': [
    {
      'target_name': 'wrapped_object',
      'sources': ['counter.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
