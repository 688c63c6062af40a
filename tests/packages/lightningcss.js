// lightningcss: minifying, lowering for browsers, CSS modules, bundling from a resolver in JavaScript,
// visitors, and refusals.
'use strict';
const assert = require('assert');
const css = require('lightningcss');

const sheet = Buffer.from(`
@import "other.css" layer(base);
:root { --brand: #ff00ff80 }
.foo { color: rgb(100% 0 0 / 50%); margin: 0px 0px 0px 0px; & .bar { inset: 0; user-select: none } }
@media (width >= 600px) { .foo { background: color-mix(in srgb, red, blue) } }
.grid { composes: foo; grid-template-areas: "a b"; animation: spin 1s; transform: rotate(calc(45deg * 2)) }
@keyframes spin { from { opacity: 0 } to { opacity: 1 } }
`);

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message, error.loc && error.fileName, JSON.stringify(error.loc), JSON.stringify(error.data), error.source?.length);
  }
}

async function main() {
  const plain = css.transform({ filename: 'a.css', code: sheet, minify: true, sourceMap: true });
  assert.ok(plain.code instanceof Uint8Array);
  console.log(plain.code.toString());
  console.log(JSON.parse(plain.map.toString()).sources, plain.warnings, plain.dependencies, plain.exports);

  const targets = css.browserslistToTargets(['chrome 80', 'safari 13']);
  console.log(targets, css.Features.Nesting);
  console.log(css.transform({ filename: 'a.css', code: sheet, targets, include: css.Features.Colors }).code.toString());

  const modules = css.transform({ filename: 'm.css', code: sheet, cssModules: { pattern: 'x-[local]' }, analyzeDependencies: true, minify: true });
  console.log(modules.code.toString(), JSON.stringify(modules.exports, Object.keys({ foo: 0, grid: 0, spin: 0, name: 0, composes: 0, isReferenced: 0, type: 0 })), JSON.stringify(modules.dependencies));

  console.log(css.transformStyleAttribute({ code: Buffer.from('color: yellow; flex: 1 1 auto'), minify: true }).code.toString());

  const seen = [];
  const visited = css.transform({
    filename: 'v.css', code: Buffer.from('.a { width: 32px; color: red } .b { --x: 2rem; height: calc(1px + 2em) } @custom one { x: y }'),
    customAtRules: { custom: { prelude: '<custom-ident>', body: 'declaration-list' } },
    visitor: css.composeVisitors([
      { Length({ unit, value }) { seen.push(unit); return unit === 'px' ? { unit: 'rem', value: value / 16 } : undefined; } },
      { Selector(selector) { seen.push(selector.map(({ name }) => name).join()); }, Color: (colour) => ({ ...colour, g: 128 }) },
      { Rule: { custom(rule) { seen.push(rule.name, rule.prelude.value); return []; } } },
    ]),
  });
  console.log(visited.code.toString(), seen.join(' '));

  const files = { '/a.css': '@import "./b.css"; .a { color: red }', '/b.css': '@import "c.css" print; .b { color: green }', '/c.css': '.c { color: blue }' };
  const asked = [];
  const bundle = await css.bundleAsync({
    filename: '/a.css', minify: true,
    resolver: {
      async read(file) { asked.push(`read ${file}`); await null; return files[file] ?? Promise.reject(new Error(`no file ${file}`)); },
      resolve(specifier, from) { asked.push(`resolve ${specifier} ${from}`); return specifier.replace(/^(\.\/|)/, '/'); },
    },
  });
  console.log(bundle.code.toString(), asked.sort().join('; '));

  await refusal('absent import', () => css.bundleAsync({ filename: '/a.css', resolver: { read: (file) => { if (file === '/a.css') return '@import "x.css";'; throw new TypeError(`thrown for ${file}`); }, resolve: (name) => `/${name}` } }));
  await refusal('bad answer', () => css.bundleAsync({ filename: '/a.css', resolver: { read: () => 5 } }));
  await refusal('absent file', () => css.bundle({ filename: '/nowhere/a.css' }));
  await refusal('syntax', () => css.transform({ filename: 'bad.css', code: Buffer.from('.a {\n  color: red;\n  b { } }\n}}') }));
  console.log(css.transform({ filename: 'bad.css', code: Buffer.from('.a { color: } .b { x: y }'), errorRecovery: true }).warnings.map(({ message, type, loc }) => [message, type, loc.line]));
  await refusal('visitor throws', () => css.transform({ filename: 'a.css', code: Buffer.from('.a { width: 1px }'), visitor: { Length() { throw new RangeError('from the visitor'); } } }));
  await refusal('visitor answers nonsense', () => css.transform({ filename: 'a.css', code: Buffer.from('.a { width: 1px }'), visitor: { Length: () => 'x' } }));
  await refusal('no code', () => css.transform({ filename: 'a.css' }));
  await refusal('code is text', () => css.transform({ filename: 'a.css', code: '.a {}' }));
  assert.throws(() => css.transform(), TypeError);
  await refusal('targets', () => css.transform({ filename: 'a.css', code: Buffer.from('a{}'), targets: { chrome: 'new' } }));
}

main();
