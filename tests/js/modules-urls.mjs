// Specifiers that are URLs, and what of them is escaped: data:, file:, node:, queries and fragments.
async function attempt(specifier, options) {
  const shown = String(specifier).replaceAll(import.meta.dirname, '<tests>').slice(0, 70).replaceAll('\0', '<NUL>');
  try {
    const { default: value } = await import(specifier, options);
    console.log(shown, '=>', value);
  } catch (error) {
    const message = error.name === 'SyntaxError' ? '' : error.message.replaceAll(import.meta.dirname, '<tests>').replaceAll('\0', '<NUL>');
    console.log(shown, '!!', error.name, error.code, message);
  }
}

const base64 = (text) => Buffer.from(text).toString('base64');
for (const specifier of [
  `data:text/javascript;base64,${base64('export default 1')}`, 'data:text/javascript;charset=utf-8,export default "ü"',
  `data:text/javascript;charset=utf-8;base64,${base64('export default "ü"')}`, 'data:,x', 'data:text/javascript',
  'data:TEXT/JavaScript,export default 2', 'data:text/javascript,%65xport default 3', 'data:text/javascript,export default "100%"',
  'data:text/javascript,export default 4#fragment', 'data:text/javascript,import "./plain.mjs"', 'data:text/javascript,import "bare"',
  'data:text/javascript,import fs from "fs"; export default typeof fs.readFileSync', 'data:application/json,{"a":1}',
  'data:text/javascript,export default import.meta.url', 'data:text/javascript,export default await import("data:text/javascript,export default 5").then((n) => n.default)',
  './modules/with space.mjs', './modules/with%20space.mjs', './modules/hash%23tag.mjs', './modules/hash#tag.mjs',
  new URL('./modules/with space.mjs', import.meta.url), './modules/default.mjs?query#fragment', './/modules/default.mjs', './../js/modules/default.mjs',
  './modules/default.mjs\0', 'file:modules/default.mjs', new URL('.', import.meta.url), 'file://host/x.mjs', 5, null, undefined,
  'node:fs/absent', 'node:absent', 'absent',
]) {
  await attempt(specifier);
}
await attempt('data:application/json;charset=utf-8,{"a":1}', { with: { type: 'json' } });
await attempt('data:application/json,{', { with: { type: 'json' } });
