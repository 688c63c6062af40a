// Imports that cannot be: codes, messages and properties of the errors.
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('modules', import.meta.url));
const relative = (text) => String(text).replaceAll(root, '<modules>').replaceAll(import.meta.dirname, '<tests>');

async function attempt(specifier, options) {
  try {
    const namespace = await import(specifier, options);
    console.log(specifier, '=>', Object.keys(namespace).join());
  } catch (error) {
    // The texts of syntax errors are the engine's own.
    const message = error.name === 'SyntaxError' ? '' : relative(error.message);
    console.log(specifier, '!!', error.name, error.code, message, Object.keys(error).join(), relative(error.url));
  }
}

for (const specifier of [
  './modules/absent.mjs', './modules/directory', './modules/directory/', './modules/directory/index', './modules/plain',
  './modules/inner%2fplain.mjs', './modules/unknown.ext', './modules/data.json', './modules/imports-absent.mjs',
  './modules/syntax.mjs', './modules/throws.mjs', './modules/throws.mjs', '/absent/absolute.mjs', 'file:///absent/file.mjs',
  'absent-package', 'absent-package/sub', '@scope', '@scope/absent', '.hidden', 'a%2fb', '#absent', 'node:absent', 'absent:scheme',
  'https://example.org/x.mjs', 'data:text/plain,x', 'data:text/javascript,throw%201', './modules/absent.node', './modules/inner.wasm',
]) {
  await attempt(specifier);
}

for (const type of ['json', 'css']) {
  for (const specifier of ['./modules/data.json', './modules/broken.json', './modules/plain.mjs', './modules/names/plain.cjs', 'fs']) {
    await attempt(specifier, { with: { type } });
  }
}
await attempt('./modules/odd-type.mjs');
await attempt('./modules/odd-attribute.mjs');
await attempt('./modules/plain.mjs', {});
await attempt('./modules/plain.mjs', { with: {} });
await attempt({ toString() { throw new RangeError('toString was called'); } });

// A module that did not load is tried again; one that threw is not.
const first = await import('./modules/throws.mjs').catch((error) => error);
console.log(first === await import('./modules/throws.mjs').catch((error) => error));
const absent = await import('./modules/imports-absent.mjs').catch((error) => error);
console.log(absent === await import('./modules/imports-absent.mjs').catch((error) => error));
