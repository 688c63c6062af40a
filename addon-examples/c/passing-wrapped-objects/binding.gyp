{
  'targets': [
    {
      'target_name': 'passing_wrapped_objects',
      'sources': ['vectors.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
