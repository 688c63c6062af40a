# One of everything that the systems say differently. Its command lines are in the files beside,
# one for each system.
{
  'targets': [
    {
      'target_name': 'addon',
      'sources': ['src/addon.cc', 'src/part.c', 'src/part.h'],
      'include_dirs': ['include dir'],
      'defines': ['TEXT="a b"'],
      'cflags': ['-Wshadow'],
      'cflags_cc!': ['-fno-exceptions'],
      'xcode_settings': {
        'GCC_ENABLE_CPP_EXCEPTIONS': 'YES',
        'GCC_SYMBOLS_PRIVATE_EXTERN': 'YES',
        'CLANG_CXX_LANGUAGE_STANDARD': 'c++17',
        'OTHER_CFLAGS': ['-fno-common'],
        'OTHER_LDFLAGS': ['-exported_symbols_list src/names.txt', '-Lthird/party'],
        'LD_RUNPATH_SEARCH_PATHS': ['@loader_path'],
      },
      'msvs_settings': {
        'VCCLCompilerTool': {'ExceptionHandling': 1, 'AdditionalOptions': ['/GR', '/D"A=b c"']},
      },
      'defines!': ['_HAS_EXCEPTIONS=0'],
      'dependencies': ['low', 'shared'],
      'library_dirs': ['third/party'],
      'conditions': [
        ['OS=="mac"', {
          'sources': ['src/window.mm', 'src/power.m'],
          'libraries': [
            '$(SDKROOT)/System/Library/Frameworks/IOKit.framework', '-framework AppKit',
            'libz.dylib', '-lm',
          ],
          'postbuilds': [{'postbuild_name': 'sign', 'action': ['codesign', '${BUILT_PRODUCTS_DIR}/addon.node']}],
        }],
        ['OS=="win"', {
          'sources': ['src/fast.asm', 'src/addon.rc', 'src/addon.def'],
          'libraries': ['-lws2_32', 'Shlwapi.lib', '-lWs2_32.lib', '<(module_root_dir)/third party/q.lib'],
        }, {
          'sources': ['src/fast.S'],
        }],
        ['OS=="linux"', {'libraries': ['-lm'], 'ldflags': ['-Wl,-z,now']}],
      ],
    },
    {
      'target_name': 'low',
      'type': 'static_library',
      'sources': ['low/low.c'],
      'xcode_settings': {'GCC_C_LANGUAGE_STANDARD': 'c99', 'GCC_OPTIMIZATION_LEVEL': 's'},
      'msvs_settings': {'VCCLCompilerTool': {'LanguageStandard_C': 'stdc11'}},
      'msvs_disabled_warnings': [4018],
      'win_delay_load_hook': 'false',
    },
    {
      'target_name': 'shared',
      'type': 'shared_library',
      'sources': ['low/shared.c'],
      'win_delay_load_hook': 'false',
    },
    {
      'target_name': 'program',
      'type': 'executable',
      'sources': ['low/main.c'],
      'win_delay_load_hook': 'false',
      'dependencies': ['low'],
    },
  ],
}
