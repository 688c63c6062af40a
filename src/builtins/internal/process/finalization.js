// process.finalization: functions that are called with an object when the process ends, if it still lives by then.
'use strict';

const { validateObject } = require('internal/validators');

// Event -> what was registered for it.
const registered = { __proto__: null, exit: new Map(), beforeExit: new Map() };
const byObject = new WeakMap();
const collected = new FinalizationRegistry(({ event, reference }) => registered[event].delete(reference));

function listen(event) {
  const entries = registered[event];
  process.on(event, function onEnd() {
    for (const [reference, fn] of entries) {
      const object = reference.deref();
      entries.delete(reference);
      if (object !== undefined) fn(object, event);
    }
  });
}

const warned = new Set();

function warn(name) {
  if (warned.has(name)) return;
  warned.add(name);
  process.emitWarning(`process.finalization.${name} is an experimental feature and might change at any time`,
                      'ExperimentalWarning');
}

const listening = new Set();

function add(event, object, fn) {
  validateObject(object, 'obj', require('internal/validators').kValidateObjectAllowFunction);
  if (!listening.has(event)) {
    listening.add(event);
    listen(event);
  }
  const reference = new WeakRef(object);
  registered[event].set(reference, fn);
  const references = byObject.get(object) ?? [];
  references.push(reference);
  byObject.set(object, references);
  collected.register(object, { event, reference }, reference);
}

module.exports = {
  register(obj, fn) {
    warn('register');
    add('exit', obj, fn);
  },
  registerBeforeExit(obj, fn) {
    warn('registerBeforeExit');
    add('beforeExit', obj, fn);
  },
  unregister(obj) {
    warn('unregister');
    for (const reference of byObject.get(obj) ?? []) {
      collected.unregister(reference);
      registered.exit.delete(reference);
      registered.beforeExit.delete(reference);
    }
    byObject.delete(obj);
  },
};
