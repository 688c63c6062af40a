{
  'targets': [
    {
      'target_name': 'cleanup_and_instance_data',
      'sources': ['visits.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
