// ServerResponse: the answer of a server.
//
// Neighbours: `outgoing`, which it extends; `server_connection`, which gives it a connection and takes it back.
'use strict';

const { codes } = require('internal/http/errors');
const { OutgoingMessage, kErrored, kSocket, kUniqueHeaders } = require('internal/http/outgoing');
const { kOutHeaders } = require('internal/http/outgoing_headers');
const { hasInvalidChar, validateHeaderName, validateHeaderValue } = require('internal/http/text');
const STATUS_CODES = require('internal/http/status_codes');

function ServerResponse(request, options) {
  OutgoingMessage.call(this, options);
  if (request.method === 'HEAD') this._hasBody = false;
  this.req = request;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(request.headers.te);
    this.shouldKeepAlive = false;
  }
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

ServerResponse.prototype._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
};

ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;

ServerResponse.prototype._isLenientHeaderValidation = function() {
  const server = this.socket?.server;
  return server?.httpValidation === 'insecure' || server?.insecureHTTPParser === true;
};

// The connection closed under the response it was working on.
function onServerResponseClose() {
  const response = this._httpMessage;
  if (response) {
    response.destroyed = true;
    response._closed = true;
    response.emit('close');
  }
}

ServerResponse.prototype.assignSocket = function assignSocket(socket) {
  if (socket._httpMessage) throw new codes.ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  socket.on('close', onServerResponseClose);
  this.socket = socket;
  this.emit('socket', socket);
  this._flush();
};

ServerResponse.prototype.detachSocket = function detachSocket(socket) {
  socket.removeListener('close', onServerResponseClose);
  socket._httpMessage = null;
  this.socket = null;
};

ServerResponse.prototype.writeContinue = function writeContinue(callback) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', callback);
  this._sent100 = true;
};

ServerResponse.prototype.writeProcessing = function writeProcessing(callback) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', callback);
};

ServerResponse.prototype.writeEarlyHints = function writeEarlyHints(hints, callback) {
  const { validateLinkHeaderValue, validateObject } = require('internal/validators');
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('write');
  const link = validateLinkHeaderValue(hints.link);
  if (link.length === 0) return;
  if (hasInvalidChar(link)) throw new codes.ERR_INVALID_CHAR('header content', 'Link');
  let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
  for (const name of Object.keys(hints)) {
    if (name === 'link') continue;
    validateHeaderName(name);
    const values = Array.isArray(hints[name]) ? hints[name] : [hints[name]];
    for (const value of values) {
      validateHeaderValue(name, value);
      head += `${name}: ${value}\r\n`;
    }
  }
  this._writeRaw(`${head}\r\n`, 'ascii', callback);
};

// Any answer before the answer: 100 to 199, but 101.
ServerResponse.prototype.writeInformation = function writeInformation(statusCode, headers, callback) {
  const { validateInteger } = require('internal/validators');
  validateInteger(statusCode, 'statusCode', 100, 199);
  if (statusCode === 101) throw new codes.ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('write');
  if (typeof headers === 'function') {
    callback = headers;
    headers = undefined;
  }
  let head = `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] || 'unknown'}\r\n`;
  for (const name of Object.keys(headers ?? {})) {
    validateHeaderName(name);
    const values = Array.isArray(headers[name]) ? headers[name] : [headers[name]];
    for (const value of values) {
      validateHeaderValue(name, value);
      head += `${name}: ${value}\r\n`;
    }
  }
  this._writeRaw(`${head}\r\n`, 'ascii', callback);
  if (statusCode === 100) this._sent100 = true;
};

ServerResponse.prototype._implicitHeader = function _implicitHeader() {
  this.writeHead(this.statusCode);
};

ServerResponse.prototype.writeHead = function writeHead(statusCode, reason, headers) {
  if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('write');
  const original = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999) throw new codes.ERR_HTTP_INVALID_STATUS_CODE(original);
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[statusCode] || 'unknown';
    headers ??= reason;
  }
  this.statusCode = statusCode;
  if (hasInvalidChar(this.statusMessage)) throw new codes.ERR_INVALID_CHAR('statusMessage');
  const all = mergeHeaders(this, headers);
  // These never have a body (RFC 7230, 3.3).
  if (statusCode === 204 || statusCode === 304 || (statusCode >= 100 && statusCode <= 199)) this._hasBody = false;
  // Who waits for leave to send a body, and gets an answer, will send none.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(`HTTP/1.1 ${statusCode} ${this.statusMessage}\r\n`, all);
  return this;
};

// Headers of the call, over those that were set.
function mergeHeaders(response, headers) {
  if (!response[kOutHeaders]) {
    if (Array.isArray(headers) && headers.length > 0 && Array.isArray(headers[0])) return headers.flat();
    return headers;
  }
  if (Array.isArray(headers)) {
    const flat = headers.length > 0 && Array.isArray(headers[0]) ? headers.flat() : headers;
    if (flat.length % 2 !== 0) throw new codes.ERR_INVALID_ARG_VALUE('headers', headers);
    for (let i = 0; i < flat.length; i += 2) response.removeHeader(flat[i]);
    for (let i = 0; i < flat.length; i += 2) if (flat[i]) response.appendHeader(flat[i], flat[i + 1]);
  } else if (headers) {
    for (const name of Object.keys(headers)) if (name) response.setHeader(name, headers[name]);
  }
  return response[kOutHeaders];
}

module.exports = { STATUS_CODES, ServerResponse, kErrored, kSocket, kUniqueHeaders, onServerResponseClose };
