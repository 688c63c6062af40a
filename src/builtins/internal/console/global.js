// The global `console`: a plain object whose methods are bound to it. It writes to process.stdout and process.stderr, but
// as streams only when the program has touched them.
'use strict';

const { consoleMethods } = require('internal/console/methods');
const { Console, initialize } = require('internal/console/constructor');
const { directOutput } = require('internal/process/output');

const globalConsole = { __proto__: {} };

for (const name of Object.keys(consoleMethods)) {
  const method = consoleMethods[name].bind(globalConsole);
  Object.defineProperty(method, 'name', { __proto__: null, value: name, configurable: true });
  globalConsole[name] = method;
}
initialize(globalConsole, process, { ignoreErrors: true, colorMode: 'auto', direct: directOutput });
globalConsole.Console = Console;

// What a front end of an inspector would hear of; there is none.
for (const name of ['profile', 'profileEnd', 'timeStamp']) globalConsole[name] = { [name]() {} }[name];
globalConsole.context = function context() {
  return Object.fromEntries(Object.keys(globalConsole).filter((name) => name !== 'Console' && name !== 'createTask')
    .map((name) => [name, name in consoleMethods ? () => {} : globalConsole[name]]));
};
globalConsole.createTask = function createTask(...args) {
  if (typeof args[0] !== 'string' || args[0] === '') throw new Error('First argument must be a non-empty string.');
  return {
    run(fn) {
      if (typeof fn !== 'function') throw new Error('First argument must be a function.');
      return fn();
    },
  };
};

module.exports = globalConsole;
