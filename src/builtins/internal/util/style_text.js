// util.styleText: a text in colours, nested colours included.
'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');

const isHexColor = /^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/;
const BOLD = 1;
const DIM = 2;

function openAndClose(name) {
  if (typeof name === 'string' && name[0] === '#') {
    if (!isHexColor.test(name)) {
      throw new ERR_INVALID_ARG_VALUE('format', name, 'must be a valid hex color (#RGB or #RRGGBB)');
    }
    const digits = name.length === 4 ? name.replace(/[^#]/g, '$&$&') : name;
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
    return { open: `\x1b[38;2;${red};${green};${blue}m`, close: '\x1b[39m', sharesClose: false };
  }
  const { inspect } = require('internal/util/inspect');
  const pair = inspect.colors[name];
  if (!pair) validateOneOf(name, 'format', Object.getOwnPropertyNames(inspect.colors));
  return { open: `\x1b[${pair[0]}m`, close: `\x1b[${pair[1]}m`, sharesClose: pair[0] === BOLD || pair[0] === DIM };
}

// Where an inner style ends, the outer one starts again. Bold and dim end together, so that their end stays.
function reopen(text, { open, close, sharesClose }) {
  const parts = text.split(close);
  const last = parts.pop();
  if (parts.length === 0) return text;
  const replacement = sharesClose ? `${close}${open}` : open;
  const inner = parts.join(replacement);
  return last === '' ? `${inner}${close}` : `${inner}${replacement}${last}`;
}

function isStream(value) {
  return value !== null && typeof value === 'object' &&
    (typeof value.write === 'function' || typeof value.pipe === 'function' || typeof value.getReader === 'function' ||
     typeof value.getWriter === 'function' || value._readableState !== undefined || value._writableState !== undefined);
}

function styleText(format, text, options) {
  validateString(text, 'text');
  if (options !== undefined) validateObject(options, 'options');
  const validateStream = options?.validateStream ?? true;
  validateBoolean(validateStream, 'options.validateStream');
  let isPlain = false;
  if (validateStream) {
    const given = options?.stream;
    if (given != null && !isStream(given)) {
      throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], given);
    }
    const stream = given ?? require('internal/process/output').outputOf('stdout');
    isPlain = !require('internal/util/colors').shouldColorize(stream);
  }
  let opening = '';
  let closing = '';
  let styled = text;
  for (const name of Array.isArray(format) ? format : [format]) {
    if (name === 'none') continue;
    const style = openAndClose(name);
    opening += style.open;
    closing = style.close + closing;
    styled = reopen(styled, style);
  }
  return isPlain ? text : `${opening}${styled}${closing}`;
}

module.exports = { styleText };
