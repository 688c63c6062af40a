# What makes a target an addon. Merged into every .gyp file, before the settings of Node itself.
{
  'variables': {
    'standalone_static_library%': 1,
  },
  'target_defaults': {
    'type': 'loadable_module',
    'product_prefix': '',
    'include_dirs': ['<@(node_header_directories)'],
    # The addon uses the uv and V8 that the runtime carries.
    'defines!': ['BUILDING_UV_SHARED=1', 'BUILDING_V8_SHARED=1'],
    'defines': [
      'NODE_GYP_MODULE_NAME=>(_target_name)',
      'USING_UV_SHARED=1',
      'USING_V8_SHARED=1',
      'V8_DEPRECATION_WARNINGS=1',
    ],
    'conditions': [
      ['OS=="mac"', {'defines': ['_DARWIN_USE_64_BIT_INODE=1']}],
      ['OS!="win"', {'defines': ['_LARGEFILE_SOURCE', '_FILE_OFFSET_BITS=64']}],
      ['OS in "freebsd openbsd netbsd solaris android" or (OS=="linux" and target_arch!="ia32")', {
        'cflags': ['-fPIC'],
      }],
    ],
    'target_conditions': [
      ['_type=="loadable_module"', {
        'product_extension': 'node',
        'defines': ['BUILDING_NODE_EXTENSION'],
      }],
      ['_type=="static_library"', {
        'standalone_static_library': '<(standalone_static_library)',
      }],
    ],
  },
}
