// Under which names CommonJS modules can be imported. A module in a cycle looks at each, and throws before it runs.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const cases = JSON.parse(fs.readFileSync(new URL('modules/names/cases.json', import.meta.url)));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-names-'));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
write('r1.js', 'exports.r1a = 1; exports.r1b = 2;');
write('r2.js', 'module.exports = { ...require("./r1"), r2a: r2 };');
for (const [number, text] of cases.entries()) {
  write(`case${number}.cjs`, text);
  write(`outer${number}.mjs`, `import './inner${number}.mjs'; export * from './case${number}.cjs';`);
  write(`inner${number}.mjs`, `import * as outer from './outer${number}.mjs'; globalThis.names = Object.getOwnPropertyNames(outer); throw 0;`);
  globalThis.names = ['none'];
  await import(pathToFileURL(path.join(folder, `outer${number}.mjs`))).catch(() => {});
  console.log(globalThis.names.join(), '<=', text);
}
fs.rmSync(folder, { recursive: true });

const plain = await import('./modules/names/plain.cjs');
console.log(plain, plain.default === plain['module.exports']);
console.log(await import('./modules/names/getters.cjs'), await import('./modules/names/function.cjs'), await import('./modules/names/null.cjs'));
