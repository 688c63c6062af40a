// node:net. Servers, block lists and so on are loaded when they are first asked for: most programs only connect.
'use strict';

const { normalizeArgs, normalized } = require('internal/net/arguments');
const { isIP, isIPv4, isIPv6 } = require('internal/net/ip');
const { Socket } = require('internal/net/socket');
const { defineLazyProperties } = require('internal/util');

function connect(...args) {
  const list = normalized(args);
  const [options] = list;
  const socket = new Socket(options);
  const { channel } = require('diagnostics_channel');
  const made = channel('net.client.socket');
  if (made.hasSubscribers) made.publish({ socket });
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(list);
}

function createServer(options, connectionListener) {
  const { Server } = require('internal/net/server');
  return new Server(options, connectionListener);
}

const connecting = () => require('internal/net/connect');

function getDefaultAutoSelectFamily() {
  return connecting().defaults.autoSelectFamily;
}

function setDefaultAutoSelectFamily(value) {
  require('internal/validators').validateBoolean(value, 'value');
  connecting().defaults.autoSelectFamily = value;
}

function getDefaultAutoSelectFamilyAttemptTimeout() {
  return connecting().defaults.attemptTimeout;
}

function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  require('internal/validators').validateInt32(value, 'value', 1);
  const { MINIMAL_ATTEMPT_TIMEOUT, defaults } = connecting();
  defaults.attemptTimeout = Math.max(value, MINIMAL_ATTEMPT_TIMEOUT);
}

module.exports = {
  _createServerHandle(...args) {
    return require('internal/net/listen').serverHandle(...args);
  },
  _normalizeArgs: normalizeArgs,
  BlockList: undefined,
  SocketAddress: undefined,
  BoundSocket: undefined,
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server: undefined,
  Socket,
  Stream: Socket,
  getDefaultAutoSelectFamily,
  setDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
};

defineLazyProperties(module.exports, 'internal/net/block_list', ['BlockList']);
defineLazyProperties(module.exports, 'internal/net/socket_address', ['SocketAddress']);
defineLazyProperties(module.exports, 'internal/net/bound_socket', ['BoundSocket']);
defineLazyProperties(module.exports, 'internal/net/server', ['Server']);
