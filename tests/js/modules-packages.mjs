// Packages from ES modules: exports and imports with conditions, types, main files, formats that are found out.
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';
import fs from 'node:fs';

const root = fileURLToPath(new URL('modules', import.meta.url));
const relative = (text) => String(text).replaceAll(root, '<modules>');
// A module inside the folder imports for us, so that packages are looked up there.
const { importHere, resolveHere } = await import('./modules/here.mjs');
const requireHere = createRequire(pathToFileURL(path.join(root, 'here.mjs')));

for (const specifier of [
  'exported/a', 'exported/features/one.js', 'exported', 'exported/b', 'exported/gone', 'exported/dir', 'exported/features/two.js',
  'exported/features/../a.js', 'conditional', 'conditional/sync', 'commonjs-package', 'commonjs-package/lib/main',
  'commonjs-package/lib/main.js', 'commonjs-package/lib/dir', 'commonjs-package/package.json', 'esm-package',
  'esm-package/inner.js', 'esm-package/uses-require.js', './typed/module.js', './typed/extensionless', './typed/common.cjs', './typed/wrong.js',
  './ambiguous/exports.js', './ambiguous/imports.js', './ambiguous/meta.js', './ambiguous/await.js', './ambiguous/commonjs.js',
  './ambiguous/commonjs-extensionless', './ambiguous/module-extensionless', './ambiguous/shebang.js', './ambiguous/syntax.js',
]) {
  try {
    const { default: value, ...named } = await importHere(specifier);
    console.log(specifier, '=>', relative(JSON.stringify([value, named])));
  } catch (error) {
    const message = error.name === 'SyntaxError' ? '' : relative(error.message);
    console.log(specifier, '!!', error.name, error.code, message);
  }
  try {
    console.log('  resolves to', relative(resolveHere(specifier)));
  } catch (error) {
    console.log('  does not resolve:', error.code);
  }
}
const { absent, gone, scheme } = await importHere('esm-package');
for (const attempt of [absent, gone, scheme]) await attempt().catch((error) => console.log(error.code, relative(error.message)));
console.log(requireHere('conditional'), relative(requireHere.resolve('conditional/sync')));
for (const specifier of ['./modules/absent.mjs', './modules/directory', 'fs', 'node:path', 'https://x.org/', 'absent', 'exported']) {
  try {
    console.log(specifier, relative(import.meta.resolve(specifier)));
  } catch (error) {
    console.log(specifier, error.code);
  }
}
const { dirname, filename, main, url, resolve } = import.meta;
console.log(Object.keys(import.meta), Object.getPrototypeOf(import.meta), main, typeof resolve, resolve.name);
console.log(filename === fileURLToPath(url), dirname === path.dirname(filename), url === pathToFileURL(filename).href);
console.log(await import('data:text/javascript,export default import.meta').then(({ default: meta }) => Object.keys(meta)));
// Symbolic links are followed, so one file is one module.
const link = path.join(root, `link-${process.pid}.mjs`);
fs.symlinkSync(path.join(root, 'plain.mjs'), link);
console.log(await import(link) === await import('./modules/plain.mjs'));
fs.rmSync(link);
