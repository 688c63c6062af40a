// The options of a UDP socket: broadcast, time to live, groups, buffers.
'use strict';

const { codes, errnoException, uvErrmapGet } = require('internal/errors');
const { validateNumber, validateString } = require('internal/validators');

function check(result, syscall) {
  if (result !== 0) throw errnoException(result, syscall);
}

function bufferSize(handle, receives, size) {
  const isAsked = size === undefined;
  if (!isAsked && size >>> 0 !== size) throw new codes.ERR_SOCKET_BAD_BUFFER_SIZE();
  const result = size > 0x7fffffff ? internalBinding('uv').UV_EINVAL : handle.bufferSize(receives, size);
  if (result >= 0) return result;
  const [code, message] = uvErrmapGet(result);
  const syscall = receives ? 'uv_recv_buffer_size' : 'uv_send_buffer_size';
  throw new codes.ERR_SOCKET_BUFFER_SIZE({ errno: result, code, message, syscall });
}

// Puts the methods on the prototype; `open` gives the state of a socket that is not closed.
function define(prototype, open) {
  prototype.setBroadcast = function(arg) {
    check(open(this).handle.setOption('broadcast', arg ? 1 : 0), 'setBroadcast');
  };

  prototype.setTTL = function(ttl) {
    validateNumber(ttl, 'ttl');
    check(open(this).handle.setOption('ttl', ttl), 'setTTL');
    return ttl;
  };

  prototype.setMulticastTTL = function(ttl) {
    validateNumber(ttl, 'ttl');
    check(open(this).handle.setOption('multicastTtl', ttl), 'setMulticastTTL');
    return ttl;
  };

  prototype.setMulticastLoopback = function(arg) {
    check(open(this).handle.setOption('multicastLoop', arg ? 1 : 0), 'setMulticastLoopback');
    return arg;
  };

  prototype.setMulticastInterface = function(interfaceAddress) {
    const { handle } = open(this);
    validateString(interfaceAddress, 'interfaceAddress');
    check(handle.setMulticastInterface(interfaceAddress), 'setMulticastInterface');
  };

  for (const [name, join] of [['addMembership', true], ['dropMembership', false]]) {
    prototype[name] = { [name](multicastAddress, interfaceAddress) {
      const { handle } = open(this);
      if (!multicastAddress) throw new codes.ERR_MISSING_ARGS('multicastAddress');
      check(handle.setMembership(`${multicastAddress}`, interfaceAddress ?? undefined, undefined, join), name);
    } }[name];
  }

  for (const [name, join] of [['addSourceSpecificMembership', true], ['dropSourceSpecificMembership', false]]) {
    prototype[name] = { [name](sourceAddress, groupAddress, interfaceAddress) {
      const { handle } = open(this);
      validateString(sourceAddress, 'sourceAddress');
      validateString(groupAddress, 'groupAddress');
      check(handle.setMembership(groupAddress, interfaceAddress ?? undefined, sourceAddress, join), name);
    } }[name];
  }

  prototype.ref = function() {
    handleOf(this)?.ref();
    return this;
  };

  prototype.unref = function() {
    handleOf(this)?.unref();
    return this;
  };

  // A closed socket keeps nothing alive anyway.
  function handleOf(socket) {
    try {
      return open(socket).handle;
    } catch {
      return undefined;
    }
  }

  prototype.setRecvBufferSize = function(size) {
    checkedSize(open(this).handle, true, size);
  };

  prototype.setSendBufferSize = function(size) {
    checkedSize(open(this).handle, false, size);
  };

  function checkedSize(handle, receives, size) {
    if (size === undefined) throw new codes.ERR_SOCKET_BAD_BUFFER_SIZE();
    bufferSize(handle, receives, size);
  }

  prototype.getRecvBufferSize = function() {
    return bufferSize(open(this).handle, true);
  };

  prototype.getSendBufferSize = function() {
    return bufferSize(open(this).handle, false);
  };

  prototype.getSendQueueSize = function() {
    return open(this).handle.getSendQueueSize();
  };

  prototype.getSendQueueCount = function() {
    return open(this).handle.getSendQueueCount();
  };
}

module.exports = { define };
