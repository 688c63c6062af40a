// path.posix and path.win32: random texts made of the pieces that matter, and the checks of arguments.
'use strict';
const path = require('path');

let state = 0x2545f491;
function random(limit) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
}
const PIECES = ['/', '\\', '.', '..', 'a', 'b.js', '.x', 'c:', 'C:\\', '//', '\\\\', 'server', 'share', 'foo.tar.gz',
                '?', 'con', 'nul:', 'x.', ':', ' ', 'é', '...', 'D:', '/'];
const text = () => Array.from({ length: random(7) }, () => PIECES[random(PIECES.length)]).join('');

// The results must not depend on where the test runs.
process.chdir('/');
for (const kind of ['posix', 'win32']) {
  const p = path[kind];
  for (let i = 0; i < 1500; i++) {
    const a = text();
    const b = text();
    const suffix = PIECES[random(PIECES.length)];
    console.log(kind, JSON.stringify([a, b, suffix]), JSON.stringify([
      p.normalize(a), p.join(a, b), p.resolve(a, b), p.dirname(a), p.basename(a), p.basename(a, suffix), p.extname(a),
      p.parse(a), p.isAbsolute(a), p.toNamespacedPath(a), p.format(p.parse(a)),
    ]));
  }
  for (const [a, b] of [['/a/b/c', '/a/d'], ['/a', '/a/b'], ['/a/b', '/a'], ['/', '/a'], ['/a', '/'], ['a', 'b/c'],
                        ['C:\\a\\B', 'c:\\A\\b\\c'], ['C:\\a', 'D:\\a'], ['\\\\s\\x\\a', '\\\\s\\x\\b'], ['', '']]) {
    console.log(kind, 'relative', a, b, p.relative(a, b));
  }
}

console.log(Object.keys(path).join(), path === path.posix, path.posix.win32 === path.win32, path.win32.posix === path.posix);
console.log(require('path/posix') === path.posix, require('path/win32') === path.win32, path.win32._makeLong === path.win32.toNamespacedPath);
for (const call of [
  () => path.join(1), () => path.resolve('a', null), () => path.basename('a', 1), () => path.dirname(), () => path.parse({}),
  () => path.format(''), () => path.relative('a'), () => path.normalize(undefined), () => path.isAbsolute(5),
  () => path.matchesGlob(1, 'a'), () => path.toNamespacedPath(null), () => path.format({ dir: '/x', base: 'y' }),
  () => path.format({ root: '/', name: 'n', ext: 'js' }), () => path.format({}),
]) {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const NAMES = ['a', 'a.js', '.a', 'a/b', 'a/b/c.js', '.x/y', 'a/.b/c', 'ab', 'a1', 'b/', '/a', '/a/b', 'foo.test.js', 'a{b}'];
for (const glob of ['a', '*', '*.js', '**', '**/*.js', 'a/*', 'a/**', 'a/**/c.js', '?', '[a-c]', '[!a]', '{a,ab}', '{a,b}/*',
                    '+(a|b)', '!(a)', '@(a|ab)', '.*', '/**', '/*', '*/', 'foo.*.js', 'a{1..3}']) {
  console.log(glob, NAMES.filter((name) => path.matchesGlob(name, glob)).join(' '));
}
