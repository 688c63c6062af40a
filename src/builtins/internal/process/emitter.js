// The EventEmitter half of `process`. The `events` module is loaded when a method of it is first touched; until then
// stand-ins with the same names sit on the prototype chain.
'use strict';

const METHODS = [
  '_events', '_eventsCount', '_maxListeners', 'setMaxListeners', 'getMaxListeners', 'emit', 'addListener', 'on',
  'prependListener', 'once', 'prependOnceListener', 'removeListener', 'off', 'removeAllListeners', 'listeners',
  'rawListeners', 'listenerCount', 'eventNames',
];

let proto;
let loaded = false;

function load() {
  if (loaded) return;
  loaded = true;
  const EventEmitter = require('events');
  Object.setPrototypeOf(proto, EventEmitter.prototype);
  Reflect.apply(EventEmitter, process, []);
  const { startListeningIfSignal, stopListeningIfSignal } = require('internal/process/signals');
  process.on('newListener', startListeningIfSignal);
  process.on('removeListener', stopListeningIfSignal);
  if (!require('internal/options').options.flags.noWarnings && process.env.NODE_NO_WARNINGS !== '1') {
    process.on('warning', require('internal/process/warning').onWarning);
  }
}

function define(target) {
  const standIn = {};
  for (const name of METHODS) {
    Object.defineProperty(standIn, name, {
      __proto__: null,
      configurable: true,
      get() {
        load();
        return process[name];
      },
      set(value) {
        load();
        process[name] = value;
      },
    });
  }
  // Its name is what inspection and error messages show.
  function constructor() {}
  Object.defineProperty(constructor, 'name', { __proto__: null, value: 'process', configurable: true });
  proto = Object.create(standIn, {
    constructor: { __proto__: null, value: constructor, writable: true, configurable: true, enumerable: false },
  });
  constructor.prototype = proto;
  Object.setPrototypeOf(target, proto);
}

// Emits without loading anything when nobody can be listening.
function emitIfLoaded(...args) {
  return loaded ? process.emit(...args) : false;
}

module.exports = { define, emitIfLoaded, load };
