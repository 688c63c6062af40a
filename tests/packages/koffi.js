// koffi: calling C functions of the system's library: numbers, text, structs, arrays, pointers,
// callbacks, variadic and asynchronous calls, and refusals.
'use strict';
const assert = require('assert');
const koffi = require('koffi');

function attempt(label, run) {
  try {
    console.log(label, 'gave', run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message.split('\n')[0]);
  }
}

async function main() {
  const libc = koffi.load('libc.so.6');
  const libm = koffi.load('libm.so.6');
  const abs = libc.func('int abs(int value)');
  console.log(abs(-17), libm.func('pow', 'double', ['double', 'double'])(2, 0.5), libc.func('long long llabs(long long)')(-(2n ** 60n)));
  console.log(libc.func('size_t strlen(const char *s)')('grüße'), libc.func('const char *strchr(const char *s, int c)')('haystack', 's'.charCodeAt(0)));
  console.log(libc.func('int atoi(str)')('42 apples'), libc.func('str strerror(int)')(2));

  const sprintf = libc.func('int snprintf(_Out_ char *to, size_t size, const char *format, ...)');
  const text = Buffer.alloc(64);
  console.log(sprintf(text, 64, '%s|%d|%.3f|%c', 'str', 'char *', 'int', -7, 'double', 3.14159, 'char', 65), text.toString('latin1').replace(/\0.*/s, ''));

  const Division = koffi.struct('Division', { quot: 'int', rem: 'int' });
  console.log(libc.func('Division div(int a, int b)')(17, 5), koffi.sizeof(Division), koffi.alignof('double'), koffi.offsetof(Division, 'rem'));
  const Time = koffi.struct('tm', { tm_sec: 'int', tm_min: 'int', tm_hour: 'int', tm_mday: 'int', tm_mon: 'int', tm_year: 'int',
    tm_wday: 'int', tm_yday: 'int', tm_isdst: 'int', tm_gmtoff: 'long', tm_zone: 'const char *' });
  const parts = {};
  libc.func('void *gmtime_r(const long *at, _Out_ tm *to)')([1000000000], parts);
  console.log(parts.tm_year, parts.tm_mon, parts.tm_mday, parts.tm_hour, parts.tm_zone, Object.keys(parts).length, Time !== undefined);

  const compare = koffi.proto('int compare(const void *a, const void *b)');
  const qsort = libc.func('void qsort(_Inout_ void *list, size_t count, size_t size, compare *order)');
  const numbers = Int32Array.from([5, -3, 99, 0, 42, 7]);
  let calls = 0;
  qsort(koffi.as(numbers, 'int *'), numbers.length, 4, (a, b) => {
    calls++;
    return koffi.decode(a, 'int') - koffi.decode(b, 'int');
  });
  console.log([...numbers].join(), calls > 5, compare !== undefined);
  assert.throws(() => qsort(koffi.as(Int32Array.of(2, 1), 'int *'), 2, 4, () => { throw new RangeError('from the callback'); }), RangeError);

  const registered = koffi.register((a, b) => koffi.decode(b, 'int') - koffi.decode(a, 'int'), koffi.pointer(compare));
  qsort(koffi.as(numbers, 'int *'), numbers.length, 4, registered);
  koffi.unregister(registered);
  console.log([...numbers].join());

  const answers = await Promise.all(Array.from({ length: 16 }, (_, i) => new Promise((resolve, reject) => {
    abs.async(-i, (failed, value) => (failed ? reject(failed) : resolve(value)));
  })));
  console.log(answers.join());
  await new Promise((resolve) => {
    qsort.async(koffi.as(numbers, 'int *'), numbers.length, 4, (a, b) => koffi.decode(a, 'int') - koffi.decode(b, 'int'), () => resolve());
  });
  console.log([...numbers].join());

  const memory = koffi.alloc('int', 4);
  koffi.encode(memory, koffi.array('int', 4), [1, 2, 3, 4]);
  console.log(koffi.decode(memory, 4, 'int'), koffi.decode(memory, koffi.array('int', 4)), koffi.view(memory, 16).byteLength);
  koffi.free(memory);
  const union = koffi.union('Both', { whole: 'uint32_t', bytes: koffi.array('uint8_t', 4) });
  console.log(koffi.introspect(union).primitive, koffi.introspect('Division').members.rem.offset);
  const Handle = koffi.disposable('FreeText', 'str', libc.func('void free(void *at)'));
  console.log(libc.func('FreeText strdup(const char *text)')('copied'), Handle !== undefined);
  koffi.enumeration?.('Kind', { A: 1, B: 2 });

  attempt('absent library', () => koffi.load('/nowhere/lib.so'));
  attempt('absent function', () => libc.func('int no_such_function_here(void)'));
  attempt('unknown type', () => libc.func('Mystery abs(int)'));
  attempt('too few arguments', () => abs());
  attempt('text for a number', () => abs('five'));
  attempt('an odd prototype', () => libc.func('int abs(int'));
  attempt('a struct twice', () => koffi.struct('Division', { x: 'int' }));
  attempt('decode nothing', () => koffi.decode(null, 'int'));
  attempt('size of nothing', () => koffi.sizeof('nothing'));
  libm.unload();
}

main();
