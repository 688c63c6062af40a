{
  'targets': [
    {
      'target_name': 'function_factory',
      'sources': ['function_factory.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
