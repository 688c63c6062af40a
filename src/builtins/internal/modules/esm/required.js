// `require` of an ES module: the whole graph is loaded, linked and run before `require` returns.
'use strict';

const { codes } = require('internal/errors');
const { link, load, loadSource } = require('internal/modules/esm/loader');
const { pathToFileURL } = require('internal/url');
const modules = internalBinding('modules');
const engine = internalBinding('engine');

const EVALUATING = 2;
const RULE = 'A cycle involving require(esm) is not allowed to maintain invariants mandated by the ECMAScript ' +
  'specification. Try making at least part of the dependency in the graph lazily loaded.';

function cycle(file, parent, rule = '') {
  const from = parent?.filename ? ` (from ${parent.filename})` : '';
  return new codes.ERR_REQUIRE_CYCLE_MODULE(`Cannot require() ES Module ${file} in a cycle.${from}${rule}`);
}

// Whether something the module depends on is in the middle of its evaluation.
function reachesRunning(root) {
  const seen = new Set([root]);
  for (const job of seen) {
    if (modules.stage(job.record) === EVALUATING) return true;
    for (const dependency of job.dependencies) seen.add(dependency);
  }
  return false;
}

// The settled result of an evaluation, or what it threw.
function finish(promise, job, file, parent) {
  const [state, result] = engine.promiseDetails(promise);
  promise.then(undefined, () => {}); // its failure is thrown from here
  if (state === 2) {
    require('internal/modules/esm/entry').explain(result, job);
    throw result;
  }
  if (state === 0) throw new codes.ERR_REQUIRE_ASYNC_MODULE(file, parent);
}

// With a default export, tools that compile `import` to `require` have to be told that this is an ES module.
function withEsModuleMark(job) {
  if (job.marked === undefined) {
    const source = "export * from 'original'; export { default } from 'original'; export const __esModule = true;";
    const record = modules.compile(source, `node:internal/required/${job.url}`);
    modules.connect(record, [job.record]);
    modules.link(record);
    modules.evaluate(record);
    job.marked = modules.namespace(record);
  }
  return job.marked;
}

// What `module.exports` becomes. `source` and `record` when the file was read and compiled already.
function requireModule(module, file, source, record) {
  require('internal/modules/esm/hooks').install();
  const parent = module[require('internal/modules/cjs').Module.kParent];
  const url = pathToFileURL(file).href;
  const job = source === undefined ? load(url, undefined) : loadSource(url, source, record);
  if (reachesRunning(job)) throw cycle(file, parent, ` ${RULE}`);
  link(job);
  if (modules.awaits(job.record)) throw new codes.ERR_REQUIRE_ASYNC_MODULE(file, parent);
  finish(modules.evaluate(job.record), job, file, parent);
  const namespace = modules.namespace(job.record);
  if (Object.hasOwn(namespace, 'module.exports')) return namespace['module.exports'];
  if (!Object.hasOwn(namespace, 'default') || Object.hasOwn(namespace, '__esModule')) return namespace;
  return withEsModuleMark(job);
}

module.exports = { cycle, requireModule };
