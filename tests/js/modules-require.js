// require of ES modules, import() from CommonJS, cycles through both.
'use strict';
const path = require('path');
const root = path.join(__dirname, 'modules');
const relative = (text) => String(text).replaceAll(root, '<modules>').replaceAll(__dirname, '<tests>');

function attempt(name) {
  try {
    console.log(name, require(`./modules/${name}`));
  } catch (error) {
    const message = error.name === 'SyntaxError' ? '' : relative(error.message);
    console.log(name, error.name, error.code, message, relative(error.requireStack));
  }
}
for (const name of [
  'plain.mjs', 'default.mjs', 'whole.mjs', 'marked.mjs', 'throws.mjs', 'throws.mjs', 'waits.mjs', 'imports-waits.mjs', 'absent.mjs',
  'imports-absent.mjs', 'syntax.mjs', 'wants-missing.mjs', 'cycle/a.mjs', 'live/through.mjs', 'typed/module.js', 'typed/common.cjs',
  'ambiguous/exports.js', 'ambiguous/imports.js', 'ambiguous/meta.js', 'ambiguous/await.js', 'ambiguous/commonjs.js', 'ambiguous/shebang.js',
  'require-cycle/a.mjs', 'require-cycle/b.mjs', 'require-cycle/c.cjs',
]) {
  attempt(name);
}
console.log(require('./modules/default.mjs') === require('./modules/default.mjs'));
const record = require.cache[require.resolve('./modules/plain.mjs')];
console.log(record.loaded, record.exports === require('./modules/plain.mjs'));

(async () => {
  console.log((await import('./modules/plain.mjs')) === require('./modules/plain.mjs'));
  const through = await import('./modules/imports-waits.mjs');
  console.log(through.value);
  attempt('waits.mjs');
  const here = await import('./modules-require.js');
  console.log(here.default === module.exports, here['module.exports'] === module.exports);
  const made = await new Function('specifier', 'return import(specifier)')(require('url').pathToFileURL(path.join(root, 'plain.mjs')).href);
  console.log(made.x, await eval("import('fs')") === await import('node:fs'));
  console.log((await require('./modules/node_modules/hidden-import')('esm-package')).default);
  console.log((await eval("import('./modules/plain.mjs')")).x, (await new Function("return import('./modules/default.mjs')")()).default);
  const { error, late } = await import('./modules/require-cycle/entry.mjs');
  console.log(error, late);
})();

// ES module syntax in what is CommonJS by name.
process.on('warning', ({ name, message }) => console.log(name, relative(message)));
for (const name of ['import.cjs', 'export.cjs', 'meta.cjs', 'await.cjs', 'broken.cjs', 'typed/export.js']) {
  try {
    require(`./modules/wrong/${name}`);
  } catch (error) {
    console.log(name, error.name, name === 'broken.cjs' ? '' : error.message, error.stack.includes(error.message));
  }
}
