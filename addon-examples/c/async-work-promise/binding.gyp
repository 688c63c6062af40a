{
  'targets': [
    {
      'target_name': 'async_work_promise',
      'sources': ['count_primes.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
    },
  ],
}
