// The syntax of ES modules in what is CommonJS by its name or its package: said in V8's words, which programs look for.
'use strict';

// What the line of the error holds, and the message for it.
const SIGNS = [
  [/^\s*import(?:\s*[\w$*{"']|$)/, 'Cannot use import statement outside a module'],
  [/^\s*export(?:\s|\{|\*|$)/, "Unexpected token 'export'"],
  [/\bimport\s*\.\s*meta\b/, "Cannot use 'import.meta' outside a module"],
  [/\bawait\b/, 'await is only valid in async functions and the top level bodies of modules'],
];

function messageFor(error, source) {
  const place = /:(\d+)(?::\d+)?\)?$/m.exec(error.stack);
  const line = place === null ? '' : source.split('\n')[place[1] - 1] ?? '';
  return SIGNS.find(([sign]) => sign.test(line))?.[1];
}

// Words `error`, thrown when `source` was compiled as CommonJS, anew when it compiles as an ES module.
function explain(error, source, filename) {
  const message = messageFor(error, source);
  if (message === undefined) return;
  try {
    internalBinding('modules').compile(source, `napkin:syntax/${filename}`);
  } catch {
    return; // no ES module either: the engine's message is the best there is
  }
  const { stack } = error;
  const frames = /^ {4}at /m.exec(stack);
  error.message = message;
  error.stack = `SyntaxError: ${message}${frames === null ? '' : `\n${stack.slice(frames.index)}`}`;
  require('internal/process/warning').emitWarningSync(
    `Failed to load the ES module: ${filename}. Make sure to set "type": "module" in the nearest package.json file or ` +
    'use the .mjs extension.');
}

module.exports = { explain };
