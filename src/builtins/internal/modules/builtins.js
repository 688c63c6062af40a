// Which names are built-in modules, and the error for those of Node that this runtime does not have.
'use strict';

// Node 26's public modules. Those without a file here are refused by name, so that a program does not silently get a
// package of the same name instead.
const NODE_MODULES = (
  '_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server ' +
  '_tls_common _tls_wrap assert assert/strict ' +
  'async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns dns/promises domain ' +
  'events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix path/win32 ' +
  'perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers stream/promises ' +
  'stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm wasi ' +
  'worker_threads zlib').split(' ');
// These need the scheme: without it they are names of packages.
const SCHEME_ONLY = ['ffi', 'sea', 'sqlite', 'test', 'test/reporters'];

let present;

function presentIds() {
  present ??= new Set(internalBinding('builtins').ids().filter((id) => !id.startsWith('internal/')));
  return present;
}

// A public module that exists here.
function isPublic(id) {
  return presentIds().has(id);
}

// Names that `require` never looks for on disk.
function isReserved(id) {
  return (isPublic(id) && !SCHEME_ONLY.includes(id)) || NODE_MODULES.includes(id);
}

function isBuiltin(name) {
  if (typeof name !== 'string') return false;
  if (name.startsWith('node:')) return isPublic(name.slice(5));
  return isPublic(name) && !SCHEME_ONLY.includes(name);
}

function publicIds() {
  return [...presentIds()].filter((id) => !SCHEME_ONLY.includes(id)).sort();
}

// `id` without a scheme; `asWritten` for the message.
function load(id, asWritten = id) {
  // Whoever has the class may ask whether `process` is an instance of it.
  if (id === 'events') require('internal/process/emitter').load();
  if (isPublic(id)) return require(id);
  throw absent(id, asWritten);
}

// The error for a built-in that is not there.
function absent(id, asWritten) {
  const { codes } = require('internal/errors');
  const error = new codes.ERR_UNKNOWN_BUILTIN_MODULE(asWritten);
  if (NODE_MODULES.includes(id) || SCHEME_ONLY.includes(id)) {
    const message = `${error.message} (Node.js has it, napkin ${process.versions.napkin} does not have it yet)`;
    const { stack } = error;
    error.message = message;
    error.stack = stack.replace(/No such built-in module: .*/, () => message);
  }
  return error;
}

module.exports = { absent, isBuiltin, isPublic, isReserved, load, publicIds };
