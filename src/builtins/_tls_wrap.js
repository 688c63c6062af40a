// node:_tls_wrap, as packages require it.
'use strict';

const { Server, TLSSocket, connect, createServer } = require('tls');

module.exports = { TLSSocket, Server, createServer, connect };
