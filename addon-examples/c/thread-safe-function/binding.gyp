{
  'targets': [
    {
      'target_name': 'thread_safe_function',
      'sources': ['search.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
      'conditions': [
        # POSIX threads.
        ['OS!="win"', {
          'cflags': ['-pthread'],
          'ldflags': ['-pthread'],
        }],
      ],
    },
  ],
}
