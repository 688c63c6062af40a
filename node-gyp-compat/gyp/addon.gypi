# What makes a target an addon. Merged into every .gyp file, before the settings of Node itself.
{
  'variables': {
    'standalone_static_library%': 1,
    'node_host_binary%': 'node',
    'node_with_ltcg%': 'false',
  },
  'target_defaults': {
    'type': 'loadable_module',
    'product_prefix': '',
    'win_delay_load_hook': 'true',
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
      ['OS=="mac"', {
        'defines': ['_DARWIN_USE_64_BIT_INODE=1'],
        'xcode_settings': {'DYLIB_INSTALL_NAME_BASE': '@rpath'},
      }],
      ['OS!="win"', {'defines': ['_LARGEFILE_SOURCE', '_FILE_OFFSET_BITS=64']}],
      ['OS in "freebsd openbsd netbsd solaris android" or (OS=="linux" and target_arch!="ia32")', {
        'cflags': ['-fPIC'],
      }],
      ['OS=="win"', {
        'libraries': [
          '-lkernel32.lib', '-luser32.lib', '-lgdi32.lib', '-lwinspool.lib', '-lcomdlg32.lib',
          '-ladvapi32.lib', '-lshell32.lib', '-lole32.lib', '-loleaut32.lib', '-luuid.lib',
          '-lodbc32.lib', '-ldelayimp.lib', '-l"<(node_lib_file)"',
        ],
        'msvs_disabled_warnings': [4251],
        'conditions': [
          ['node_with_ltcg=="true"', {
            'msvs_settings': {
              'VCCLCompilerTool': {'WholeProgramOptimization': 'true'},
              'VCLibrarianTool': {'AdditionalOptions': ['/LTCG:INCREMENTAL']},
              'VCLinkerTool': {
                'OptimizeReferences': 2,
                'EnableCOMDATFolding': 2,
                'LinkIncremental': 1,
                'AdditionalOptions': ['/LTCG:INCREMENTAL'],
              },
            },
          }],
        ],
      }],
    ],
    'target_conditions': [
      ['_type=="loadable_module"', {
        'product_extension': 'node',
        'defines': ['BUILDING_NODE_EXTENSION'],
        # What the runtime exports is found when the addon is loaded.
        'xcode_settings': {'OTHER_LDFLAGS': ['-undefined dynamic_lookup']},
      }],
      ['_type=="static_library"', {
        'standalone_static_library': '<(standalone_static_library)',
      }],
      # The program that loads the addon may have any name: see delay_load_hook.cc.
      ['_win_delay_load_hook=="true"', {
        'conditions': [
          ['OS=="win"', {
            'defines': ['HOST_BINARY="<(node_host_binary)<(EXECUTABLE_SUFFIX)"'],
            'sources': ['<(node_delay_load_hook)'],
            'msvs_settings': {
              'VCLinkerTool': {
                'DelayLoadDLLs': ['<(node_host_binary)<(EXECUTABLE_SUFFIX)'],
                # Not every target takes something from the program.
                'AdditionalOptions': ['/ignore:4199'],
              },
            },
          }],
        ],
      }],
    ],
  },
}
