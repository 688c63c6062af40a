{
  'targets': [
    {
      'target_name': 'callbacks',
      'sources': ['callbacks.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
