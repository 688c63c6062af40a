// Sending messages: what `send` takes, and when it is done.
'use strict';

const { ExceptionWithHostPort, codes } = require('internal/errors');
const { validateNumber, validatePort, validateString } = require('internal/validators');

const CONTENT = ['Buffer', 'TypedArray', 'DataView', 'string'];

function bytesOf(content) {
  const { Buffer } = require('buffer');
  return typeof content === 'string' ? Buffer.from(content) : content;
}

function isContent(value) {
  return typeof value === 'string' || ArrayBuffer.isView(value);
}

// The part of the content that is to be sent.
function part(content, offset, length) {
  if (!isContent(content)) throw new codes.ERR_INVALID_ARG_TYPE('buffer', CONTENT, content);
  const bytes = bytesOf(content);
  offset >>>= 0;
  length >>>= 0;
  if (offset > bytes.byteLength) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (offset + length > bytes.byteLength) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('length');
  return require('buffer').Buffer.from(bytes.buffer, bytes.byteOffset + offset, length);
}

function listOf(content) {
  if (!Array.isArray(content)) {
    if (!isContent(content)) throw new codes.ERR_INVALID_ARG_TYPE('buffer', CONTENT, content);
    return [bytesOf(content)];
  }
  if (!content.every(isContent)) throw new codes.ERR_INVALID_ARG_TYPE('buffer list arguments', CONTENT, content);
  return content.map(bytesOf);
}

// The overloads, with a destination and without: `{ content, port, address, callback }`.
function readArguments(isConnected, content, offset, length, port, address, callback) {
  if (isConnected) {
    if (typeof length === 'number') {
      content = part(content, offset, length);
      if (typeof port === 'function') {
        callback = port;
        port = null;
      }
    } else {
      callback = offset;
    }
    if (port || address) throw new codes.ERR_SOCKET_DGRAM_IS_CONNECTED();
  } else if (address || (port && typeof port !== 'function')) {
    content = part(content, offset, length);
  } else {
    [callback, port, address] = [port, offset, length];
  }
  const list = listOf(content);
  if (!isConnected) port = validatePort(port, 'Port', false);
  if (typeof callback !== 'function') callback = undefined;
  if (typeof address === 'function') {
    callback = address;
    address = undefined;
  } else if (address != null) {
    validateString(address, 'address');
  }
  return { list, port, address, callback };
}

class SendRequest {
  constructor({ address, port, callback }) {
    this.address = address;
    this.port = port;
    this.callback = callback;
  }

  oncomplete(status) {
    if (this.callback === undefined) return;
    if (status < 0) this.callback(new ExceptionWithHostPort(status, 'send', this.address, this.port));
    else this.callback(null, this.size);
  }
}

function fail(socket, callback, error) {
  if (callback !== undefined) process.nextTick(callback, error);
  else process.nextTick(() => socket.emit('error', error));
}

function deliver(socket, state, message, error, ip) {
  const { list, port, address, callback } = message;
  if (error) {
    fail(socket, callback, error);
  } else if (state.handle) {
    if (ip && state.sendBlockList?.check(ip, `ipv${require('internal/net/ip').isIP(ip)}`)) {
      fail(socket, callback, new codes.ERR_IP_BLOCKED(ip));
      return;
    }
    const result = port ? state.handle.send(new SendRequest(message), list, ip, port) :
      state.handle.send(new SendRequest(message), list);
    if (callback === undefined) return;
    if (result >= 1) process.nextTick(callback, null, result - 1);
    else if (result < 0) process.nextTick(callback, new ExceptionWithHostPort(result, 'send', address, port));
  }
}

// Puts the methods on the prototype.
function define(prototype, { CONNECTED, kState, open, whenBound }) {
  prototype.sendto = function(buffer, offset, length, port, address, callback) {
    validateNumber(offset, 'offset');
    validateNumber(length, 'length');
    validateNumber(port, 'port');
    validateString(address, 'address');
    this.send(buffer, offset, length, port, address, callback);
  };

  prototype.send = function(buffer, offset, length, port, address, callback) {
    const state = this[kState];
    const isConnected = state.connectState === CONNECTED;
    const message = readArguments(isConnected, buffer, offset, length, port, address, callback);
    open(this);
    whenBound(this, () => {
      if (isConnected) deliver(this, state, message, null, null);
      else open(this).handle.lookup(message.address, (error, ip) => deliver(this, state, message, error, ip));
    });
  };
}

module.exports = { define };
