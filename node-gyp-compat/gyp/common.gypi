# Compiler settings of an addon when no Node headers directory brings its own common.gypi: those
# that Node's releases of today use, for the systems this tool makes commands for.
{
  'variables': {
    'host_arch%': '<(target_arch)',
    'error_on_warn%': 'false',
    'openssl_fips%': '',
  },
  'target_defaults': {
    'default_configuration': 'Release',
    'configurations': {
      'Release': {
        'cflags': ['-O3', '-fno-omit-frame-pointer'],
        'xcode_settings': {'GCC_OPTIMIZATION_LEVEL': '3'},
        'msvs_settings': {
          'VCCLCompilerTool': {
            'Optimization': 3,
            'FavorSizeOrSpeed': 1,
            'InlineFunctionExpansion': 2,
            'EnableIntrinsicFunctions': 'true',
            'EnableFunctionLevelLinking': 'true',
            'OmitFramePointers': 'true',
            'RuntimeLibrary': 0,
            'RuntimeTypeInfo': 'false',
          },
        },
      },
      'Debug': {
        'cflags': ['-g', '-O0'],
        'defines': ['DEBUG', '_DEBUG'],
        'xcode_settings': {'GCC_OPTIMIZATION_LEVEL': '0'},
        'msvs_settings': {
          'VCCLCompilerTool': {
            'Optimization': 0,
            'BasicRuntimeChecks': 3,
            'OmitFramePointers': 'false',
            'RuntimeLibrary': 1,
          },
          'VCLinkerTool': {'LinkIncremental': 2},
        },
      },
    },
    'defines': [
      '_GLIBCXX_USE_CXX11_ABI=1',
      '_FILE_OFFSET_BITS=64',
      'OPENSSL_NO_PINSHARED',
      'OPENSSL_THREADS',
    ],
    'msvs_settings': {
      'VCCLCompilerTool': {
        'AdditionalOptions': ['/Zc:__cplusplus', '-std:c++20', '/Zm2000'],
        'BufferSecurityCheck': 'true',
        'DebugInformationFormat': 1,
        'ExceptionHandling': 0,
        'StringPooling': 'true',
        'WarningLevel': 3,
      },
      'VCLinkerTool': {
        'GenerateDebugInformation': 'true',
        'conditions': [
          ['target_arch=="ia32"', {'TargetMachine': 1}],
          ['target_arch=="x64"', {'TargetMachine': 17}],
        ],
        'target_conditions': [
          ['_type=="executable"', {'SubSystem': 1}],
        ],
      },
    },
    'msvs_disabled_warnings': [4351, 4355, 4800, 4251, 4275, 4244, 4267],
    'conditions': [
      # A warning of somebody else's compiler must not fail a package.
      ['error_on_warn=="false"', {'cflags!': ['-Werror']}],
      ['OS=="win"', {
        'defines': [
          'WIN32',
          '_CRT_SECURE_NO_DEPRECATE',
          '_CRT_NONSTDC_NO_DEPRECATE',
          '_HAS_EXCEPTIONS=0',
          'NOMINMAX',
        ],
      }],
      ['OS=="mac"', {
        'defines': ['_DARWIN_USE_64_BIT_INODE=1'],
        'xcode_settings': {
          'CLANG_CXX_LANGUAGE_STANDARD': 'gnu++20',
          'CLANG_CXX_LIBRARY': 'libc++',
          'GCC_CW_ASM_SYNTAX': 'NO',
          'GCC_ENABLE_CPP_EXCEPTIONS': 'NO',
          'GCC_ENABLE_CPP_RTTI': 'NO',
          'GCC_ENABLE_PASCAL_STRINGS': 'NO',
          'GCC_STRICT_ALIASING': 'NO',
          'MACOSX_DEPLOYMENT_TARGET': '13.5',
          'WARNING_CFLAGS': ['-Wall', '-Wendif-labels', '-W', '-Wno-unused-parameter'],
        },
        'conditions': [
          ['target_arch=="x64"', {'xcode_settings': {'ARCHS': ['x86_64']}}],
          ['target_arch=="arm64"', {'xcode_settings': {'ARCHS': ['arm64']}}],
        ],
        'target_conditions': [
          ['_type!="static_library"', {
            'xcode_settings': {'OTHER_LDFLAGS': ['-Wl,-search_paths_first']},
          }],
        ],
      }],
      ['OS!="win" and OS!="mac"', {
        'defines': ['__STDC_FORMAT_MACROS'],
        'cflags': ['-pthread', '-Wall', '-Wextra', '-Wno-unused-parameter'],
        'cflags_cc': ['-fno-rtti', '-fno-exceptions', '-fno-strict-aliasing', '-std=gnu++20'],
        'ldflags': ['-pthread'],
      }],
      ['OS=="linux"', {'ldflags': ['-rdynamic']}],
      ['OS!="win" and OS!="mac" and target_arch=="x64"', {'cflags': ['-m64'], 'ldflags': ['-m64']}],
      ['OS!="win" and OS!="mac" and target_arch=="ia32"', {'cflags': ['-m32'], 'ldflags': ['-m32']}],
    ],
  },
}
