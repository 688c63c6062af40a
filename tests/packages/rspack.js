// @rspack/core: a project of several files: modules of three kinds, loaders in JavaScript, plugins with
// hooks, code split off, a watched change, statistics, and errors.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { rspack, DefinePlugin, BannerPlugin } = require('@rspack/core');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'rspack-')));
const write = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
};
const clean = (text) => text.replaceAll(folder, '<folder>').replace(/\u001b\[[0-9;]*m/g, '');

write('src/index.js', "import { sum } from './sum';\nimport data from './data.json';\nimport text from './note.txt';\nexport const answer = sum(...data.list) + NUMBER;\nexport const note = text;\nexport const later = () => import('./later').then(({ default: value }) => value);\nconsole.log(require('./old').name, typeof process);\n");
write('src/sum.ts', 'export const sum = (...list: number[]): number => list.reduce((a, b) => a + b, 0);\nexport const unused = 1;\n');
write('src/data.json', '{"list": [1, 2, 3], "unused": true}');
write('src/note.txt', 'a note');
write('src/later.js', "export default 'later';");
write('src/old.js', "exports.name = 'old';");
write('loader.js', 'module.exports = function (source) { const done = this.async(); setImmediate(() => done(null, `export default ${JSON.stringify(source.toUpperCase() + this.getOptions().mark)}`)); };');

function configuration(overrides = {}) {
  return {
    context: folder, mode: 'production', target: 'node', entry: './src/index.js', devtool: false,
    output: { path: path.join(folder, 'dist'), library: { type: 'commonjs2' }, chunkFilename: '[name].js' },
    resolve: { extensions: ['.ts', '.js'] },
    module: { rules: [
      { test: /\.ts$/, loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'typescript' } } }, type: 'javascript/auto' },
      { test: /\.txt$/, use: [{ loader: path.join(folder, 'loader.js'), options: { mark: '!' } }], type: 'javascript/auto' },
    ] },
    plugins: [new DefinePlugin({ NUMBER: '36' }), new BannerPlugin({ banner: 'globalThis.banner = 1;', raw: true })],
    ...overrides,
  };
}
const build = (overrides) => new Promise((resolve, reject) => {
  const compiler = rspack(configuration(overrides));
  compiler.run((failed, stats) => {
    compiler.close(() => (failed ? reject(failed) : resolve(stats)));
  });
});

async function main() {
  assert.match(rspack.rspackVersion, /^2\./);
  const seen = [];
  const plugin = {
    apply(compiler) {
      compiler.hooks.run.tapPromise('test', async () => { seen.push('run'); });
      compiler.hooks.compilation.tap('test', (compilation) => {
        seen.push('compilation');
        compilation.hooks.processAssets.tap({ name: 'test', stage: 1000 }, (assets) => {
          seen.push(Object.keys(assets).sort().join());
          compilation.emitAsset('list.txt', new rspack.sources.RawSource(Object.keys(assets).sort().join('\n')));
        });
      });
      compiler.hooks.emit.tapAsync('test', (compilation, done) => setTimeout(() => { seen.push('emit'); done(); }, 1));
      compiler.hooks.done.tap('test', (stats) => seen.push(`done ${stats.hasErrors()}`));
    },
  };
  const stats = await build({ plugins: [...configuration().plugins, plugin] });
  console.log(clean(stats.compilation.errors.map(({ message }) => message).join('\n')), seen);
  const { assets, modules, chunks, errorsCount } = stats.toJson({ all: true });
  console.log(assets.map(({ name }) => name).sort(), modules.map(({ name }) => clean(`${name}`)).sort().slice(0, 8), chunks.length, errorsCount);
  const made = require(path.join(folder, 'dist/main.js'));
  console.log(made.answer, made.note, await made.later(), globalThis.banner, fs.readFileSync(path.join(folder, 'dist/list.txt'), 'utf8'));

  const missing = await build({ entry: './src/absent.js' });
  console.log(missing.hasErrors(), clean(missing.toJson({ errors: true }).errors[0].message).split('\n')[0]);
  write('src/broken.js', 'let a = ;');
  const broken = await build({ entry: './src/broken.js' });
  console.log(clean(broken.toJson({ errors: true }).errors[0].message).split('\n').map((line) => line.trim()).filter(Boolean).slice(0, 4));
  write('throws.js', "module.exports = () => { throw new RangeError('from the loader'); };");
  const thrown = await build({ module: { rules: [{ test: /\.js$/, use: path.join(folder, 'throws.js') }] } });
  console.log(clean(thrown.toJson({ errors: true }).errors[0].message).split('\n').filter((line) => /RangeError|from the loader/.test(line)).length > 0);
  try {
    rspack(configuration({ mode: 'fast' }));
  } catch (error) {
    console.log(error.name, clean(error.message).split('\n').slice(0, 2).join(' | '));
  }

  // A change is noticed and built again.
  await new Promise((resolve, reject) => {
    let round = 0;
    const compiler = rspack(configuration());
    const watching = compiler.watch({ aggregateTimeout: 5 }, (failed, result) => {
      if (failed) return reject(failed);
      round++;
      const text = fs.readFileSync(path.join(folder, 'dist/main.js'), 'utf8');
      console.log('round', round, result.hasErrors(), /A NEW NOTE/.test(text));
      if (round === 1) return setTimeout(() => write('src/note.txt', 'a new note'), 50);
      watching.close(() => compiler.close(resolve));
    });
  });
  fs.rmSync(folder, { recursive: true });
}

main();
