// A worker's own side: takes its orders, prepares `process`, runs the script, and sends uncaught exceptions home.
'use strict';

const native = internalBinding('worker');

// What `worker_threads` tells the script.
const self = { parentPort: null, workerData: null, resourceLimits: {} };

// The private channel.
let home;

function prepare() {
  const { portOf, receiveMessageOnPort } = require('internal/worker/ports');
  home = portOf(native.port);
  const { message: orders } = receiveMessageOnPort(home);
  self.parentPort = orders.publicPort;
  self.workerData = orders.workerData;
  self.resourceLimits = orders.resourceLimits;
  require('internal/worker/environment').inheritEnvironmentData(orders.environmentData);
  if (orders.variables !== undefined) {
    process.env = require('internal/process/env').environmentOf(orders.variables);
  }
  const { script, argv } = orders;
  process.argv.splice(1, Infinity, script.kind === 'code' ? '[worker eval]' : script.source, ...argv);
  require('internal/worker/process').restrict();
  const { stdio } = orders;
  if (stdio.stdin || stdio.stdout || stdio.stderr) require('internal/worker/stdio').redirect(home, stdio);
  else require('internal/worker/process').withoutInput();
  require('internal/process/uncaught').setLastResort(dieOf);
  return script;
}

function run(runScript) {
  const script = prepare();
  home.postMessage({ kind: 'running' });
  runScript(script);
}

// An exception that nobody handled. 'exit' has been emitted, unless a handler of the exception threw itself.
function dieOf(error) {
  if (!process._exiting) {
    process._exiting = true;
    process.exitCode = 1;
  }
  try {
    home.postMessage({ kind: 'error', error: require('internal/worker/error_copy').copyOf(error) });
  } catch {
    home.postMessage({ kind: 'unknown error' });
  }
  internalBinding('process').reallyExit(Number(process.exitCode ?? 0));
}

module.exports = { run, self };
