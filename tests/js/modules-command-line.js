// ES modules from -e, standard input and --import; unsettled awaits and exceptions as the process ends.
'use strict';
const { spawnSync } = require('child_process');
const path = require('path');

const folder = path.join(__dirname, 'modules');
function run(args, input) {
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: folder, input, encoding: 'utf8' });
  console.log(JSON.stringify(args), status, stdout.replaceAll(folder, '<modules>').trimEnd());
}
const show = 'console.log(typeof require, import.meta.url, import.meta.filename, import.meta.main, this)';

run(['--input-type=module', '-e', show]);
run(['-e', show]);
run(['-e', 'import fs from "fs"; console.log(typeof fs.readFileSync, typeof require)']);
run(['-e', 'import("./plain.mjs").then(console.log); console.log(typeof require)']);
run(['-e', 'import("./absent.mjs").catch((error) => console.log(error.message))']);
run(['-e', 'import "./absent.mjs"']);
run(['-e', 'console.log(await 5)']);
run(['-e', 'const a = ;']);
run(['-p', 'await 5']);
run(['--input-type=module', '-p', '5']);
run(['--input-type=commonjs', '-e', 'console.log(typeof require, typeof module)']);
run(['--input-type=commonjs', '-e', show]);
run(['--input-type=other', '-e', '1']);
run(['--input-type=module', './plain.mjs']);
run(['--input-type=module', '-'], show);
run(['-'], show);
run([], show);
run(['--import', './order/child.mjs', '--import=./other-x.mjs', '-e', 'console.log("main", typeof require)']);
run(['--import', './absent.mjs', '-e', 'console.log("main")']);
run(['--import', 'data:text/javascript,console.log(process.argv.length)', './ambiguous/imports.js', 'argument']);
run(['-r', './ambiguous/exports.js', '-e', 'console.log(Object.keys(require.cache).length)']);
run(['./waits.mjs']);
run(['./ambiguous/await.js']);
run(['./typed/module.js']);
run(['./typed/extensionless']);
run(['./ambiguous/module-extensionless']);
run(['./ambiguous/commonjs.js']);
run(['./throws.mjs']);
run(['./absent.mjs']);
run(['-e', 'process.on("exit", (code) => console.log(code)); await new Promise(() => {})']);
run(['-e', 'process.on("exit", (code) => { console.log(code); process.exitCode = 5; }); await new Promise(() => {})']);
run(['-e', 'process.on("exit", (code) => console.log(code)); setTimeout(() => process.exit(), 1); await new Promise(() => {})']);
run(['-e', 'process.exitCode = 3; await new Promise(() => {})']);
run(['-e', 'process.on("uncaughtException", (error, origin) => console.log(error, origin)); throw await 1']);
run(['-e', 'console.log(await 1, __filename)']);
run(['-e', 'import.meta; console.log(require)']);
