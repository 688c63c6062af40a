// The global `console`: a plain object whose methods are bound to it. It writes to process.stdout and process.stderr,
// which are opened with the first message.
'use strict';

const { consoleMethods } = require('internal/console/methods');
const { Console, initialize } = require('internal/console/constructor');

const globalConsole = { __proto__: {} };

for (const name of Object.keys(consoleMethods)) {
  const method = consoleMethods[name].bind(globalConsole);
  Object.defineProperty(method, 'name', { __proto__: null, value: name, configurable: true });
  globalConsole[name] = method;
}
initialize(globalConsole, () => ({ stdout: process.stdout, stderr: process.stderr }),
           { ignoreErrors: true, colorMode: 'auto' });
globalConsole.Console = Console;

module.exports = globalConsole;
