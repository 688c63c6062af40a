// oxc-parser: syntax trees of JavaScript, TypeScript and JSX, comments, module records, errors, a
// visitor; in both styles.
import assert from 'node:assert';
import { parse, parseSync, rawTransferSupported, Visitor, visitorKeys } from 'oxc-parser';

const source = `
/* first */ import fs, { readFile as read, type Stats } from 'node:fs';
import * as all from './all.js' with { type: 'json' };
export { a as b } from 'c';
export default class extends fs.X<string> { static #p = 1; declare q: number; get z() { return this?.#p ?? 10n; } }
const re = /a(?<n>b)+/giu, s = 'ünï 😀', t = \`x\${1 + 2}y\`; // last
enum E { A = 'a', B }
await import('dyn'); import.meta.url;
`;

const shape = (node) => (node === null || typeof node !== 'object' ? node :
  Array.isArray(node) ? node.map(shape) : node.type === undefined ? Object.keys(node) :
    [node.type, node.start, node.end]);

const first = parseSync('mod.ts', source);
const second = await parse('mod.ts', source);
assert.deepStrictEqual(first.program, second.program);
console.log(first.program.type, first.program.sourceType, first.errors.length);
for (const node of first.program.body) console.log(...shape(node), Object.keys(node).join());
console.log(JSON.stringify(first.comments));
console.log(JSON.stringify(first.module.staticImports));
console.log(JSON.stringify(first.module.staticExports));
console.log(first.module.hasModuleSyntax, JSON.stringify(first.module.dynamicImports), JSON.stringify(first.module.importMetas));
const [re, text] = first.program.body[4].declarations;
console.log(re.init.value, re.init.regex, source.slice(text.init.start, text.init.end), text.init.value);
console.log(typeof first.program.body[3].declaration.body.body[2].value.body.body[0].argument.right.value);

const names = [];
new Visitor({
  Identifier(node) { names.push(node.name); },
  'ClassBody:exit'(node) { names.push(`/${node.type}`); },
}).visit(first.program);
console.log(names.join());
console.log(Object.keys(visitorKeys).length > 100, visitorKeys.BinaryExpression, typeof rawTransferSupported());

const jsx = parseSync('page.jsx', 'const p = <A.B c={d} {...e}>text{/* no */}<></></A.B>;');
console.log(JSON.stringify(jsx.program.body[0].declarations[0].init, (key, value) => (key === 'start' || key === 'end' ? undefined : value)));

for (const [name, text, options] of [
  ['bad.js', 'let a = ;'], ['bad.js', 'function ('], ['bad.ts', 'enum { }'], ['twice.js', 'let a; let a;', { showSemanticErrors: true }],
  ['with.mjs', 'with (a) b;'], ['script.cjs', 'await x'], ['return.js', 'return 1', { sourceType: 'script' }], ['types.js', 'let a: b', { lang: 'js' }],
]) {
  const { errors, program } = await parse(name, text, options);
  console.log(name, program.body.length, JSON.stringify(errors.map(({ severity, message, labels, helpMessage }) => [severity, message, labels, helpMessage])));
}
for (const args of [[], ['a.js'], ['a.js', 1], [1, 'a'], ['a.js', 'a', { lang: 'cobol' }], ['a.js', 'a', { sourceType: 'poem' }]]) {
  try {
    console.log(args, parseSync(...args).program.body.length);
  } catch (error) {
    console.log(args, error.name, error.code, error.message);
  }
}

const big = Array.from({ length: 1500 }, (_, i) => `export const f${i} = (a, b) => a ? { b, c: [${i}, 'x'] } : f${i}(b, ...a);`).join('\n');
const started = await Promise.all([parse('1.js', big), parse('2.js', big), parse('3.js', big)]);
console.log(started.map(({ program }) => program.body.length), started[2].program.body[1499].end);
