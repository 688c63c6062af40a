// The headers of an OutgoingMessage: setting them, and the text that goes before the body.
//
// Invariant: once `_header` is a text, nothing changes it. `message[kOutHeaders]` holds `[name as written, value]` by
// names in lower case.
'use strict';

const { codes } = require('internal/http/errors');
const { checkName, utcDate, validateHeaderName, validateHeaderValue } = require('internal/http/text');
const { validateString } = require('internal/validators');

const kOutHeaders = Symbol('kOutHeaders');
const kUniqueHeaders = Symbol('kUniqueHeaders');

const CLOSE = /(?:^|\W)close(?:$|\W)/i;
const CHUNKED = /(?:^|\W)chunked(?:$|\W)/i;

const methods = {
  setHeader(name, value) {
    if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('set');
    validateHeaderName(name);
    validateHeaderValue(name, value, this._isLenientHeaderValidation());
    this[kOutHeaders] ??= { __proto__: null };
    this[kOutHeaders][name.toLowerCase()] = [name, value];
    return this;
  },

  setHeaders(headers) {
    if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('set');
    const known = headers !== null && typeof headers === 'object' && !Array.isArray(headers) &&
      typeof headers.keys === 'function' && typeof headers.get === 'function';
    if (!known) throw new codes.ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
    const cookies = [];
    for (const { 0: name, 1: value } of headers) {
      if (name !== 'set-cookie') this.setHeader(name, value);
      else if (Array.isArray(value)) cookies.push(...value);
      else cookies.push(value);
    }
    if (cookies.length > 0) this.setHeader('set-cookie', cookies);
    return this;
  },

  appendHeader(name, value) {
    if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('append');
    validateHeaderName(name);
    validateHeaderValue(name, value, this._isLenientHeaderValidation());
    const field = name.toLowerCase();
    const headers = this[kOutHeaders];
    if (!headers?.[field]) return this.setHeader(name, value);
    const before = headers[field][1];
    headers[field][1] = (Array.isArray(before) ? before : [before]).concat(value);
    return this;
  },

  getHeader(name) {
    validateString(name, 'name');
    return this[kOutHeaders]?.[name.toLowerCase()]?.[1];
  },

  getHeaderNames() {
    return this[kOutHeaders] === null ? [] : Object.keys(this[kOutHeaders]);
  },

  getRawHeaderNames() {
    return this[kOutHeaders] === null ? [] : Object.values(this[kOutHeaders]).map((entry) => entry[0]);
  },

  getHeaders() {
    const copy = { __proto__: null };
    const headers = this[kOutHeaders];
    if (headers) for (const field in headers) copy[field] = headers[field][1];
    return copy;
  },

  hasHeader(name) {
    validateString(name, 'name');
    return this[kOutHeaders] !== null && this[kOutHeaders][name.toLowerCase()] !== undefined;
  },

  removeHeader(name) {
    validateString(name, 'name');
    if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('remove');
    const field = name.toLowerCase();
    // What is taken away is not put back by default.
    if (field === 'connection') this._removedConnection = true;
    else if (field === 'content-length') this._removedContLen = true;
    else if (field === 'transfer-encoding') this._removedTE = true;
    else if (field === 'date') this.sendDate = false;
    if (this[kOutHeaders] !== null) delete this[kOutHeaders][field];
  },

  _renderHeaders() {
    if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('render');
    const rendered = {};
    const headers = this[kOutHeaders];
    for (const field in headers) rendered[headers[field][0]] = headers[field][1];
    return rendered;
  },

  _storeHeader(firstLine, headers) {
    const state = {
      connection: false, contLen: false, te: false, date: false, expect: false, trailer: false, text: firstLine,
    };
    if (headers) addAll(this, state, headers);
    let { text } = state;
    if (this.sendDate && !state.date) text += `Date: ${utcDate()}\r\n`;
    // These have no body, so nobody would see the chunks.
    if (this.chunkedEncoding && (this.statusCode === 204 || this.statusCode === 304)) {
      this.chunkedEncoding = false;
      this.shouldKeepAlive = false;
    }
    text += connectionLines(this, state);
    text += framingLine(this, state);
    if (this.chunkedEncoding !== true && state.trailer) throw new codes.ERR_HTTP_TRAILER_INVALID();
    this._header = `${text}\r\n`;
    this._headerSent = false;
    // The answer to it decides about the rest.
    if (state.expect) this._send('');
  },
};

function addAll(message, state, headers) {
  if (headers === message[kOutHeaders]) {
    for (const field in headers) add(message, state, headers[field][0], headers[field][1], false);
  } else if (Array.isArray(headers)) {
    if (headers.length > 0 && Array.isArray(headers[0])) {
      for (const entry of headers) add(message, state, entry[0], entry[1], true);
    } else {
      if (headers.length % 2 !== 0) throw new codes.ERR_INVALID_ARG_VALUE('headers', headers);
      for (let i = 0; i < headers.length; i += 2) add(message, state, headers[i], headers[i + 1], true);
    }
  } else {
    for (const name of Object.keys(headers)) add(message, state, name, headers[name], true);
  }
}

function add(message, state, name, value, validate) {
  if (validate) checkName(name);
  if (Array.isArray(value)) {
    const field = name.toLowerCase();
    const apart = (value.length < 2 || field !== 'cookie') && !message[kUniqueHeaders]?.has(field);
    if (apart) {
      for (const one of value) addLine(message, state, name, one, validate);
      return;
    }
    value = value.join('; ');
  }
  addLine(message, state, name, value, validate);
}

function addLine(message, state, name, value, validate) {
  if (validate) validateHeaderValue(name, value, message._isLenientHeaderValidation());
  // As the file names of old programs are: the rest of the head may be sent as UTF-8.
  if (message._contentLength && name.length === 19 && name.toLowerCase() === 'content-disposition') {
    value = require('buffer').Buffer.from(value, 'latin1');
  }
  state.text += `${name}: ${value}\r\n`;
  note(message, state, name, value);
}

// What the header decides.
function note(message, state, name, value) {
  if (name.length < 4 || name.length > 17) return;
  const field = name.toLowerCase();
  switch (field) {
    case 'connection':
      state.connection = true;
      message._removedConnection = false;
      if (CLOSE.test(value)) message._last = true;
      else message.shouldKeepAlive = true;
      break;
    case 'transfer-encoding':
      state.te = true;
      message._removedTE = false;
      if (CHUNKED.test(value)) message.chunkedEncoding = true;
      break;
    case 'content-length':
      state.contLen = true;
      message._contentLength = +value;
      message._removedContLen = false;
      break;
    case 'date':
    case 'expect':
    case 'trailer':
      state[field] = true;
      break;
    case 'keep-alive':
      message._defaultKeepAlive = false;
      break;
  }
}

function connectionLines(message, state) {
  if (message._removedConnection) {
    // The other side learns of the end by the end.
    message._last = !message.shouldKeepAlive;
    return '';
  }
  if (state.connection) return '';
  const keep = message.shouldKeepAlive &&
    (state.contLen || message.useChunkedEncodingByDefault || message.agent);
  if (!keep) message._last = true;
  if (!keep || message.maxRequestsOnConnectionReached) return 'Connection: close\r\n';
  if (!message._keepAliveTimeout || !message._defaultKeepAlive) return 'Connection: keep-alive\r\n';
  const seconds = Math.floor(message._keepAliveTimeout / 1000);
  const max = ~~message._maxRequestsPerSocket > 0 ? `, max=${message._maxRequestsPerSocket}` : '';
  return `Connection: keep-alive\r\nKeep-Alive: timeout=${seconds}${max}\r\n`;
}

function framingLine(message, state) {
  if (state.contLen || state.te) return '';
  if (!message._hasBody) {
    message.chunkedEncoding = false;
  } else if (!message.useChunkedEncodingByDefault) {
    message._last = true;
  } else if (!state.trailer && !message._removedContLen && typeof message._contentLength === 'number') {
    return `Content-Length: ${message._contentLength}\r\n`;
  } else if (!message._removedTE) {
    message.chunkedEncoding = true;
    return 'Transfer-Encoding: chunked\r\n';
  } else {
    // Neither length nor chunks: only the end of the connection can end the body.
    message._last = true;
  }
  return '';
}

// The option `uniqueHeaders`: names whose values are joined into one line.
function parseUniqueHeadersOption(headers) {
  if (!Array.isArray(headers)) return null;
  const unique = new Set();
  for (const name of headers) {
    if (Array.isArray(name)) for (const one of name) unique.add(one.toLowerCase());
    else unique.add(name.toLowerCase());
  }
  return unique;
}

module.exports = { kOutHeaders, kUniqueHeaders, methods, parseUniqueHeadersOption };
