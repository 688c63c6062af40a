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

module.exports = globalConsole;
