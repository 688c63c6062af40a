// fs.glob, globSync, promises.glob: which paths match, sorted, since the order is not said.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');

const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-fs-')));
for (const file of ['a/b/c.js', 'a/b/d.ts', 'a/x.js', 'z.js', '.hid/y.js', 'a/.dot.js', 'e/f/g/h.js', 'w[1].js']) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), '');
}
fs.symlinkSync('a', path.join(root, 'link'));
process.chdir(root);

function show(pattern, options) {
  const shown = String(pattern).replaceAll(root, '<root>');
  try {
    const found = fs.globSync(pattern, options).map((one) => (
      typeof one === 'string' ? one : [one.name, one.parentPath, one.isFile(), one.isDirectory()].join(':')));
    console.log(shown, found.map((one) => one.replaceAll(root, '<root>')).sort().join());
  } catch (error) {
    console.log(shown, error.name, error.code, error.message);
  }
}

const patterns = [
  '*', '**', '**/*', '**/*.js', 'a/**', 'a/**/', '*/', './*', '.', '..', '{a,e}/**/*.js', 'a/b/../*', '!(a)', '**/b/*',
  'link/*', 'link/**', '**/c.js', 'a/b/c.js', 'none', 'a/none', '', `${root}/*`, `${root}/a/**/*.js`, 'w[[]1].js', '.*',
  '**/.*', '.hid/**', '[ab]', '?', '@(a|e)/*', 'a/**/b/**', '**/**/c.js', 'a//b/c.js', 'a/./b/*', 'a/b/..', '**/a', '*.JS',
  'a/b', 'a/b/', 'z.js/', '**/z.js/', '{a,e}/{b,f}', 'a/{b,x.js}',
];
for (const pattern of patterns) show(pattern);
show(['*.js', 'a/*', '*.js']);
show('*', { exclude: ['a'] });
show('**/*', { exclude: ['a/**'] });
show('**/*', { exclude: ['**/*.js'] });
show('*.js', { exclude: (name) => name === 'z.js' });
show('**/*.js', { exclude: (name) => name === 'a' });
show('**/*', { exclude: (name) => name === 'b' });
show('**', { exclude: (entry) => entry.name === 'b', withFileTypes: true });
show('a/*', { exclude: (name) => name === 'a' });
show('*', { cwd: path.join(root, 'a') });
show('*', { cwd: pathToFileURL(path.join(root, 'a')) });
show('*', { cwd: path.join(root, 'none') });
show('*', { withFileTypes: true });
show('**/*.js', { withFileTypes: true });
show('*', { cwd: path.join(root, 'a'), withFileTypes: true });
show('**/*', { followSymlinks: true });
show('link/**/*', { followSymlinks: true });
show(5);
show([5]);
show('*', { exclude: 5 });
show('*', 5);

(async () => {
  const iterator = fs.promises.glob('a/*');
  console.log(iterator[Symbol.asyncIterator]() === iterator);
  const found = [];
  for await (const one of iterator) found.push(one);
  console.log(found.sort());
  for await (const one of fs.promises.glob('z*')) console.log(one);
  console.log(await new Promise((resolve) => fs.glob('**/*.ts', (...args) => resolve(args))));
  console.log(await new Promise((resolve) => fs.glob('*', { cwd: 'none' }, (...args) => resolve(args))));
  try {
    fs.glob('*');
  } catch (error) {
    console.log(error.code, error.message);
  }
  process.chdir('/');
  fs.rmSync(root, { recursive: true });
})();
