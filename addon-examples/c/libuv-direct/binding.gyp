{
  'variables': {
    # Where uv.h is, if it is not next to node_api.h (as it is in Node's headers):
    #   node-gyp rebuild -- -Duv_include_dir=/path/to/libuv/include
    'uv_include_dir%': '',
  },
  'targets': [
    {
      # gyp takes a leading "lib" off the file's name, so it is not libuv_direct.
      'target_name': 'uv_direct',
      'sources': ['addon.c', 'operation.c', 'poll.c', 'thread.c', 'timer.c', 'work.c'],
      'include_dirs': ['..'],
      'defines': ['NAPI_VERSION=8'],
      'conditions': [
        ['uv_include_dir!=""', {
          'include_dirs': ['<(uv_include_dir)'],
        }],
      ],
    },
  ],
}
