// node:net
'use strict';
const { isIP, isIPv4, isIPv6 } = require('internal/net/ip');

module.exports = {
  isIP,
  isIPv4,
  isIPv6,
  get BlockList() {
    return require('internal/net/block_list').BlockList;
  },
  get SocketAddress() {
    return require('internal/net/socket_address').SocketAddress;
  },
};
