// Names and values of headers: what may stand in them; the date that servers send.
'use strict';

const { hideStackFrames } = require('internal/errors');
const { codes } = require('internal/http/errors');

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NO_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const NO_LENIENT_VALUE = /[\0\r\n]/;

// Names that programs use again and again need no second look.
const knownTokens = new Set();

function isToken(text) {
  if (typeof text !== 'string') return TOKEN.test(text);
  if (knownTokens.has(text)) return true;
  if (!TOKEN.test(text)) return false;
  if (knownTokens.size < 500) knownTokens.add(text);
  return true;
}

function hasInvalidChar(value, lenient = false) {
  return (lenient ? NO_LENIENT_VALUE : NO_VALUE).test(value);
}

const validateHeaderName = hideStackFrames((name, label) => {
  if (typeof name !== 'string' || !name || !isToken(name)) {
    throw new codes.ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
  }
});

const validateHeaderValue = hideStackFrames((name, value, options) => {
  if (value === undefined) throw new codes.ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (hasInvalidChar(value, isLenient(options))) throw new codes.ERR_INVALID_CHAR('header content', name);
});

function isLenient(options) {
  if (options === null || typeof options !== 'object') return Boolean(options);
  return options.httpValidation === 'insecure' || options.insecureHTTPParser === true;
}

// Without the frames of the wrapper, for callers that are on the way of every message.
const checkName = validateHeaderName.withoutStackTrace ?? validateHeaderName;

let date;

function forgetDate() {
  date = undefined;
}

// The date in the words of HTTP; made once a second.
function utcDate() {
  if (date === undefined) {
    const now = new Date();
    date = now.toUTCString();
    require('timers').setTimeout(forgetDate, 1000 - now.getMilliseconds()).unref();
  }
  return date;
}

module.exports = { checkName, hasInvalidChar, isToken, utcDate, validateHeaderName, validateHeaderValue };
