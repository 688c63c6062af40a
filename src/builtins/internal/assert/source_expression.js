// The source text of the call that reached a function: "assert.ok(a === b)", for the message of a failed assertion.
// The engine gives file, line and column of the call; the text is read from the file again.
'use strict';

// The frame that called `above`, or undefined.
function callerOf(above) {
  const site = require('internal/util/call_sites').captureCallSites(1, above)?.[0];
  return site?.scriptName ? site : undefined;
}

function readLine(scriptName, lineNumber) {
  let path = scriptName;
  if (path.startsWith('file://')) path = require('url').fileURLToPath(path);
  if (!path.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(path)) return undefined;
  try {
    return require('fs').readFileSync(path, 'utf8').split(/\r?\n/)[lineNumber - 1];
  } catch {
    return undefined;
  }
}

const tokenPattern = /\/\/.*|\/\*.*?\*\/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|[\w$]+|\?\.|\s+|./gu;

// Strings and comments are one token each, so that parentheses in them do not count.
function tokenize(line) {
  return [...line.matchAll(tokenPattern)].map((match) => ({ text: match[0], start: match.index }))
    .filter(({ text }) => !/^(\s|\/[/*])/.test(text));
}

const isName = (token) => token !== undefined && /^[\p{L}\w$]/u.test(token.text);
const isAccess = (token) => token?.text === '.' || token?.text === '?.';

// Index of the opening parenthesis of the call at `column`: engines point at the callee, at its last name or at the
// parenthesis itself.
function findCall(tokens, column) {
  let at = tokens.findLastIndex((token) => token.start <= column);
  if (at === -1) return -1;
  if (tokens[at].text === '(') return at;
  while (at < tokens.length && (isName(tokens[at]) || isAccess(tokens[at]))) at++;
  return tokens[at]?.text === '(' ? at : -1;
}

function startOfCallee(tokens, parenthesis) {
  let at = parenthesis - 1;
  if (tokens[at]?.text === ']') {
    while (at >= 0 && tokens[at].text !== '[') at--;
    at--;
  }
  while (isName(tokens[at]) && isAccess(tokens[at - 1]) && isName(tokens[at - 2])) at -= 2;
  return isName(tokens[at]) ? at : parenthesis;
}

function extractCall(line, column) {
  const tokens = tokenize(line);
  const parenthesis = findCall(tokens, column);
  if (parenthesis === -1) return undefined;
  const start = tokens[startOfCallee(tokens, parenthesis)].start;
  let depth = 0;
  for (const { text, start: at } of tokens.slice(parenthesis)) {
    if (text === '(') depth++;
    else if (text === ')' && --depth === 0) return line.slice(start, at + 1);
  }
  // The call goes on in the next lines: its first line has to do.
  return line.slice(start);
}

const controlCharacters = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g;

function callingExpression(fn) {
  const site = callerOf(fn);
  const line = site === undefined ? undefined : readLine(site.scriptName, site.lineNumber);
  if (!line) return undefined;
  return extractCall(line, site.columnNumber - 1)?.replace(controlCharacters, (character) => {
    if (character === '\b') return '\\b';
    if (character === '\f') return '\\f';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

module.exports = { callingExpression, extractCall };
