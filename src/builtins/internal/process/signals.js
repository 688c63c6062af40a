// process.on('SIGTERM', ...): a native watcher exists for a signal as long as somebody listens to it.
'use strict';

const native = internalBinding('process');
const watched = new Set();

function signalNumber(name) {
  if (typeof name !== 'string' || !name.startsWith('SIG')) return undefined;
  return require('internal/constants').os.signals[name];
}

let started = false;

function start() {
  started = true;
  const { signals } = require('internal/constants').os;
  native.setSignalHandler((number) => {
    // Two names of one signal (SIGIOT, SIGABRT): both are told.
    for (const name in signals) {
      if (signals[name] === number && watched.has(name)) process.emit(name, name, number);
    }
  });
}

function startListeningIfSignal(name) {
  const number = signalNumber(name);
  if (number === undefined || watched.has(name)) return;
  if (require('internal/options').options.worker) return; // signals are the main thread's, as in Node
  if (!started) start();
  const result = native.startSignal(number);
  if (result !== 0) {
    const { uvException } = require('internal/errors');
    throw uvException({ errno: result, syscall: 'uv_signal_start' });
  }
  watched.add(name);
}

function stopListeningIfSignal(name) {
  if (!watched.has(name) || process.listenerCount(name) > 0) return;
  native.stopSignal(signalNumber(name));
  watched.delete(name);
}

module.exports = { startListeningIfSignal, stopListeningIfSignal };
