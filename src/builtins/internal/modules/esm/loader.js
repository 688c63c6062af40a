// ES modules: one job for each URL, with the engine's record and the jobs it depends on.
//
// A graph is loaded as a whole before anything of it is linked, and linked before anything of it runs. Loading is
// synchronous, as Node's is. Invariant: what failed to load is forgotten, with all that depends on it, so that it can be
// tried again; what failed to link or to run fails the same way for ever.
//
// Neighbours: resolve.js, translate.js; hooks.js calls this for `import()` and `import.meta`; required.js is
// `require` of an ES module, entry.js the program's main module.
'use strict';

const { resolve } = require('internal/modules/esm/resolve');
const { translate } = require('internal/modules/esm/translate');
const modules = internalBinding('modules');

// Key to job; the key is the URL, with the type before it when the attributes name one.
const jobs = new Map();
const jobsByRecord = new Map();
// Keys of the jobs since the outermost load began.
let begun;

function toAttributes(list) {
  if (list === undefined) return undefined;
  const attributes = { __proto__: null };
  for (let i = 0; i < list.length; i += 2) attributes[list[i]] = list[i + 1];
  return attributes;
}

function keyOf(url, attributes) {
  return attributes?.type === undefined ? url : `${attributes.type} ${url}`;
}

function register(key, job) {
  jobs.set(key, job);
  jobsByRecord.set(job.record, job);
  begun?.push(key);
  return job;
}

function getJob(url, attributes) {
  const key = keyOf(url, attributes);
  const known = jobs.get(key);
  if (known !== undefined) return known;
  const job = register(key, translate(url, attributes));
  connect(job);
  return job;
}

function connect(job) {
  job.dependencies = [];
  if (job.format !== 'module') return;
  job.isLoading = true;
  const requests = modules.requests(job.record);
  for (let i = 0; i < requests.length; i += 2) {
    const attributes = toAttributes(requests[i + 1]);
    job.dependencies.push(getJob(resolve(requests[i], job.url), attributes));
  }
  if (requests.length > 0) modules.connect(job.record, job.dependencies.map(({ record }) => record));
  job.isLoading = false;
}

// Forgets the jobs that did not get all they depend on.
function forgetIncomplete(keys) {
  const tried = new Set(keys.map((key) => jobs.get(key)));
  const complete = new Set([...tried].filter((job) => !job.isLoading));
  const isBroken = (job) => job.dependencies.some((other) => tried.has(other) && !complete.has(other));
  for (let changed = true; changed;) {
    changed = false;
    for (const job of complete) {
      if (isBroken(job)) changed = complete.delete(job);
    }
  }
  for (const key of keys) {
    if (!complete.has(jobs.get(key))) jobs.delete(key);
  }
}

// Runs `fn`; when it throws, what did not load is forgotten.
function loading(fn) {
  if (begun !== undefined) return fn();
  begun = [];
  let failed = true;
  try {
    const job = fn();
    failed = false;
    return job;
  } finally {
    if (failed) forgetIncomplete(begun);
    begun = undefined;
  }
}

// The job of a URL, with all it depends on.
function load(url, attributes) {
  return loading(() => getJob(url, attributes));
}

// The job of a text that is in no file, or that was read (and perhaps compiled) already.
function loadSource(url, source, record) {
  const known = jobs.get(url);
  if (known !== undefined) return known;
  return loading(() => {
    const job = register(url, { url, format: 'module', record: record ?? modules.compile(source, url), source });
    connect(job);
    return job;
  });
}

function link(job) {
  if (job.linkFailure !== undefined) throw job.linkFailure;
  const failure = modules.link(job.record);
  if (failure === undefined) return;
  const [importer, request, name, problem] = failure;
  const { makeLinkError } = require('internal/modules/esm/link_error');
  job.linkFailure = makeLinkError(jobsByRecord.get(importer), request, name, problem);
  throw job.linkFailure;
}

// Sets the named exports of built-ins anew, after a program changed the built-ins.
function syncBuiltinExports() {
  const { builtinValues } = require('internal/modules/esm/translate');
  for (const job of jobs.values()) {
    if (job.format !== 'builtin' || modules.stage(job.record) !== 3) continue;
    const values = builtinValues(job.id);
    for (const name of job.names) {
      if (name !== 'default') modules.setExport(job.record, name, values[name]);
    }
  }
}

function knownJob(url) {
  return jobs.get(url);
}

module.exports = { knownJob, link, load, loadSource, syncBuiltinExports };
