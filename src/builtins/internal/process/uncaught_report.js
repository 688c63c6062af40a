// The text that an uncaught exception leaves on standard error: where, the source line with a caret, the error, and the
// version. The place is read from the stack, since engines tell no more; a value without a stack has none.
'use strict';

// "    at f (/a/b.js:3:5)" or "    at /a/b.js:3:5"; line and column are the last two numbers.
const FRAME = /^\s*at (?:.*\()?(.+?):(\d+)(?::(\d+))?\)?$/m;

function placeOf(error) {
  const { stack } = error;
  if (typeof stack !== 'string') return undefined;
  const match = FRAME.exec(stack);
  return match === null ? undefined : { file: match[1], line: +match[2], column: match[3] ? +match[3] : 1 };
}

// ES modules are known by their URLs.
function fileOf(name) {
  if (name.startsWith('/')) return name;
  return name.startsWith('file:') ? require('internal/url').fileURLToPath(name) : undefined;
}

function sourceLine(place) {
  const { evaluatedSources } = require('internal/modules/cjs');
  let text = evaluatedSources.get(place.file);
  if (text === undefined) {
    const file = fileOf(place.file);
    if (file !== undefined) text = internalBinding('fs').readModuleText(file);
  }
  return text?.split('\n')[place.line - 1]?.replace(/\r$/, '');
}

function header(error) {
  const place = placeOf(error);
  if (place === undefined) return '';
  const source = sourceLine(place);
  if (source === undefined) return '';
  // Tabs stay, so that the caret is under its column whatever their width.
  const indent = source.slice(0, column(source, place.column) - 1).replace(/[^\t]/g, ' ');
  return `${place.file}:${place.line}\n${source}\n${indent}^\n\n`;
}

// `throw new X()` is marked at the statement, as V8 does; engines give the place where the error was made.
function column(source, made) {
  const before = /\bthrow\s[^;{}]*$/.exec(source.slice(0, made - 1));
  return before === null ? made : before.index + 1;
}

function textOf(error) {
  const hasStack = require('internal/process/promises').isErrorLike(error);
  try {
    return (hasStack ? header(error) : 'Uncaught:\n') + require('internal/util/inspect').inspect(error);
  } catch {
    try {
      return `Uncaught:\n${hasStack ? error.stack : String(error)}`;
    } catch {
      return 'Uncaught:\n<an exception that cannot be converted to a string>';
    }
  }
}

function print(error) {
  const hint = typeof error === 'object' && error !== null ? '' :
    `\n(Use \`${require('path').basename(process.argv0, '.exe')} --trace-uncaught ...\` ` +
    'to show where the exception was thrown)';
  internalBinding('process').writeAll(2, `${textOf(error)}${hint}\n\nNode.js ${process.version}\n`);
  const search = require('internal/modules/addon_search').report(error);
  if (search !== undefined) internalBinding('process').writeAll(2, search);
}

module.exports = { print };
