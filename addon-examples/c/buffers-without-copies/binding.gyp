{
  'targets': [
    {
      'target_name': 'buffers_without_copies',
      'sources': ['buffers.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
