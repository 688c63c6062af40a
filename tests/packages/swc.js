// @swc/core: TypeScript and JSX to JavaScript, minifying, parsing, printing; in both styles, with
// source maps, and every kind of refusal.
'use strict';
const assert = require('assert');
const swc = require('@swc/core');

const typescript = `
enum Colour { Red = 1, Green = Red << 2 }
interface Shape<T> { area(): number; tag?: T }
export class Square<T> implements Shape<T> {
  #side: number;
  constructor(private readonly name: string, side: number, public tag?: T) { this.#side = side; }
  area(): number { return this.#side ** 2; }
  static async *all(): AsyncGenerator<Square<string>> { yield new Square('one', Colour.Green, 'x'); }
}
export const sum = (...values: number[]) => values.reduce((a, b) => a + b, 0) satisfies number;
`;
const jsx = `export const Page = ({ items, ...rest }) => <ul {...rest}>{items.map((i) => <li key={i}>{i ?? 'none'}</li>)}<></></ul>;`;

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    const plain = error.message.split('Caused by')[0].replace(/\u001b\[[0-9;]*m/g, '').split('\n').map((line) => line.trim()).filter(Boolean);
    console.log(label, error.name, error.code, plain.slice(0, 8).join(' | '));
  }
}

async function main() {
  console.log(typeof swc.version, Object.keys(swc).length > 20);
  const options = { filename: 'square.ts', jsc: { parser: { syntax: 'typescript' }, target: 'es2015' }, sourceMaps: true };
  const first = swc.transformSync(typescript, options);
  const second = await swc.transform(typescript, options);
  assert.deepStrictEqual(first, second);
  console.log(first.code);
  const map = JSON.parse(first.map);
  console.log(map.version, map.sources, map.mappings.length);
  const run = { exports: {} };
  new Function('exports', swc.transformSync(typescript, { ...options, module: { type: 'commonjs' } }).code)(run.exports);
  console.log(run.exports.sum(1, 2, 3), new run.exports.Square('s', 4).area());

  const page = await swc.transform(jsx, {
    jsc: { parser: { syntax: 'ecmascript', jsx: true }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
  });
  console.log(page.code);

  for (const target of ['es5', 'es2017', 'es2022']) {
    const { code } = swc.transformSync('async () => { for await (const { a = 1, ...b } of c) (d ??= {})[a] ??= b; }', { jsc: { target, externalHelpers: true } });
    console.log(target, code.length, code.split('\n')[0]);
  }

  const long = Array.from({ length: 400 }, (_, i) => `export function f${i}(first, second) { if (first > ${i}) { return second * ${i}; } else { return f${(i + 1) % 400}(second, first); } }`).join('\n');
  const small = swc.minifySync(long, { compress: true, mangle: true, module: true });
  assert.strictEqual((await swc.minify(long, { compress: true, mangle: true, module: true })).code, small.code);
  console.log('minified', long.length, small.code.length, small.code.slice(0, 120));

  const tree = await swc.parse('let x = 1 + 2n; label: for (;;) break label;', { syntax: 'ecmascript', target: 'es2022' });
  console.log(tree.type, tree.body.map((node) => node.type).join());
  assert.deepStrictEqual(swc.parseSync('a', {}).body[0].expression.value, 'a');
  console.log((await swc.print(tree, { minify: true })).code, swc.printSync(tree).code);

  const many = await Promise.all(Array.from({ length: 32 }, (_, i) => swc.transform(`const v: number = ${i};`, { filename: `${i}.ts`, jsc: { parser: { syntax: 'typescript' } } })));
  console.log(many.map(({ code }) => code.match(/\d+/)[0]).join());

  const compiler = new swc.Compiler();
  console.log((await compiler.minify('var alpha = 1; console.log(alpha)', { mangle: { toplevel: true } })).code);

  await refusal('syntax', () => swc.transformSync('let = ;;; {'));
  await refusal('syntax, asynchronous', () => swc.transform('function (', { filename: 'bad.js' }));
  await refusal('types in JavaScript', () => swc.parse('let a: number', { syntax: 'ecmascript' }));
  await refusal('unknown option', () => swc.transform('a', { nonsense: true }));
  await refusal('wrong type of option', () => swc.transformSync('a', { jsc: { target: 7 } }));
  await refusal('no source', () => swc.minify());
  await refusal('absent file', () => swc.transformFile('/nowhere/at/all.js'));
}

main();
