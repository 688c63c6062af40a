// The source text of the call that reached a function: "assert.ok(a === b)", for the message of a failed assertion.
// The engine gives file, line and column of the call, and the text is read from the file again. Engines differ in the
// place they give: the callee, its last name, or the last subexpression of the arguments. So the call is searched
// around the place, by its brackets.
'use strict';

// How many lines before the place the call may begin.
const MAX_LINES_BACK = 30;

// What the functions of node:assert are usually called; such a call is taken before any other around the place.
const USUAL_NAMES = ['assert', 'ok', 'strict'];
const KEYWORDS = ['if', 'while', 'for', 'switch', 'return', 'typeof', 'catch', 'await', 'void', 'in', 'of', 'new',
                  'delete', 'throw', 'case', 'yield', 'instanceof', 'do', 'else', 'with'];

// The frame that called `above`, or undefined.
function callerOf(above) {
  const site = require('internal/util/call_sites').captureCallSites(1, above)?.[0];
  return site?.scriptName ? site : undefined;
}

function readLines(scriptName) {
  let path = scriptName;
  if (path.startsWith('file://')) path = require('url').fileURLToPath(path);
  if (!path.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(path)) return undefined;
  try {
    return require('fs').readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    return undefined;
  }
}

// Strings and comments are one token each, so that brackets in them do not count.
const tokenPattern = /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|[\p{L}\p{N}_$]+|\?\.|=>|\s+|[^]/gu;

function tokenize(text) {
  return [...text.matchAll(tokenPattern)].map((match) => ({ text: match[0], start: match.index }))
    .filter((token) => !/^(\s|\/[/*])/.test(token.text));
}

const isName = (token) => token !== undefined && /^[\p{L}_$]/u.test(token.text) && !KEYWORDS.includes(token.text);
const isAccess = (token) => token?.text === '.' || token?.text === '?.';

// Index of the first token of the callee whose arguments begin with the parenthesis at `parenthesis`; -1 for none.
function startOfCallee(tokens, parenthesis) {
  let at = parenthesis - 1;
  while (tokens[at]?.text === ']') {
    while (at >= 0 && tokens[at].text !== '[') at--;
    at--;
  }
  while (isName(tokens[at]) && isAccess(tokens[at - 1]) && isName(tokens[at - 2])) at -= 2;
  return isName(tokens[at]) ? at : -1;
}

function isUsual(tokens, parenthesis) {
  const last = tokens[parenthesis - 1].text === ']' ? tokens[parenthesis - 2] : tokens[parenthesis - 1];
  return USUAL_NAMES.includes(last.text.replace(/^['"`]|['"`]$/g, ''));
}

// The opening parentheses of the calls at and around a place, innermost first, up to the enclosing block.
function callsAround(tokens, place) {
  const open = [];
  let at = -1;
  while (at + 1 < tokens.length && tokens[at + 1].start <= place) {
    at++;
    if ('([{'.includes(tokens[at].text)) open.push(at);
    else if (')]}'.includes(tokens[at].text)) open.pop();
  }
  const calls = [];
  let next = at;
  while (isName(tokens[next]) || isAccess(tokens[next])) next++;
  if (next > at && tokens[next]?.text === '[' && tokens[next + 2]?.text === ']') next += 3;
  if (next > at && tokens[next]?.text === '(') calls.push(next);
  while (open.length > 0) {
    const bracket = open.pop();
    if (tokens[bracket].text === '{') break;
    if (tokens[bracket].text === '(' && startOfCallee(tokens, bracket) !== -1) calls.push(bracket);
  }
  return calls;
}

// The call's text as far as its first line goes, or undefined when there is no call around the place.
function extractCall(text, place) {
  const tokens = tokenize(text);
  const calls = callsAround(tokens, place);
  const parenthesis = calls.find((call) => isUsual(tokens, call)) ?? calls.at(-1);
  if (parenthesis === undefined) return undefined;
  const { start } = tokens[startOfCallee(tokens, parenthesis)];
  let depth = 0;
  let end = text.length;
  for (const token of tokens.slice(parenthesis)) {
    if (token.text === '(') depth++;
    else if (token.text === ')' && --depth === 0) {
      end = token.start + 1;
      break;
    }
  }
  return text.slice(start, end).split('\n', 1)[0];
}

function findCall(lines, lineNumber, column) {
  const line = lines[lineNumber - 1];
  if (line === undefined) return undefined;
  const found = extractCall(line, column);
  if (found !== undefined) return found;
  const before = lines.slice(Math.max(0, lineNumber - 1 - MAX_LINES_BACK), lineNumber - 1).join('\n');
  return extractCall(`${before}\n${line}`, before.length + 1 + column);
}

const controlCharacters = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g;

function callingExpression(fn) {
  const site = callerOf(fn);
  const lines = site === undefined ? undefined : readLines(site.scriptName);
  if (lines === undefined) return undefined;
  return findCall(lines, site.lineNumber, site.columnNumber - 1)?.replace(controlCharacters, (character) => {
    if (character === '\b') return '\\b';
    if (character === '\f') return '\\f';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

module.exports = { callingExpression };
