{
  'targets': [
    {
      'target_name': 'references',
      'sources': ['keeper.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
