# Compiler settings of an addon when no Node headers directory brings its own common.gypi: those
# that Node's releases of today use, for the systems this tool builds on.
{
  'variables': {
    'host_arch%': '<(target_arch)',
    'error_on_warn%': 'false',
    'openssl_fips%': '',
  },
  'target_defaults': {
    'default_configuration': 'Release',
    'configurations': {
      'Release': {'cflags': ['-O3', '-fno-omit-frame-pointer']},
      'Debug': {'cflags': ['-g', '-O0'], 'defines': ['DEBUG', '_DEBUG']},
    },
    'defines': [
      '_GLIBCXX_USE_CXX11_ABI=1',
      '_FILE_OFFSET_BITS=64',
      '__STDC_FORMAT_MACROS',
      'OPENSSL_NO_PINSHARED',
      'OPENSSL_THREADS',
    ],
    'conditions': [
      # A warning of somebody else's compiler must not fail a package.
      ['error_on_warn=="false"', {'cflags!': ['-Werror']}],
      ['OS!="win"', {
        'cflags': ['-Wall', '-Wextra', '-Wno-unused-parameter'],
        'cflags_cc': ['-fno-rtti', '-fno-exceptions', '-fno-strict-aliasing', '-std=gnu++20'],
      }],
      ['OS!="win" and OS!="mac"', {
        'cflags': ['-pthread'],
        'ldflags': ['-pthread'],
      }],
      ['OS=="linux"', {'ldflags': ['-rdynamic']}],
      ['OS!="win" and target_arch=="x64"', {'cflags': ['-m64'], 'ldflags': ['-m64']}],
      ['OS!="win" and target_arch=="ia32"', {'cflags': ['-m32'], 'ldflags': ['-m32']}],
    ],
  },
}
