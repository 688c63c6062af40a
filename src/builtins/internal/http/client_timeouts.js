// The time a request gives its connection to do something.
'use strict';

const { codes } = require('internal/http/errors');
const { validateNumber } = require('internal/validators');

const LONGEST = 2 ** 31 - 1;

function validTimeout(msecs, name) {
  validateNumber(msecs, name);
  if (msecs < 0 || !Number.isFinite(msecs)) throw new codes.ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  if (msecs <= LONGEST) return msecs;
  process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${LONGEST}.`,
                      'TimeoutOverflowWarning');
  return LONGEST;
}

function emitRequestTimeout() {
  this._httpMessage?.emit('timeout');
}

// The connection's timeouts are the request's from now on.
function listenForTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = emitRequestTimeout;
  if (request.socket) request.socket.once('timeout', emitRequestTimeout);
  else request.on('socket', (socket) => socket.once('timeout', emitRequestTimeout));
}

function setTimeout(request, msecs, callback) {
  if (request._ended) return request;
  listenForTimeout(request);
  msecs = validTimeout(msecs, 'msecs');
  if (callback) request.once('timeout', callback);
  if (request.socket) {
    setSocketTimeout(request.socket, msecs);
  } else {
    request.once('socket', (socket) => setSocketTimeout(socket, msecs));
  }
  return request;
}

// Looking up a name and connecting are not counted.
function setSocketTimeout(socket, msecs) {
  if (socket.connecting) socket.once('connect', () => socket.setTimeout(msecs));
  else socket.setTimeout(msecs);
}

module.exports = { emitRequestTimeout, listenForTimeout, setTimeout, validTimeout };
