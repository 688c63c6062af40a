{
  'targets': [
    {
      'target_name': 'factory_of_wrapped_objects',
      'sources': ['accounts.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
