{
  'targets': [
    {
      'target_name': 'object_factory',
      'sources': ['object_factory.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
