// node:http2, which is not there yet. Packages that can speak HTTP/2 require it when they load: its constants are
// there, and its functions and classes, which throw an error that says so.
'use strict';

function absent(name) {
  const error = new Error(`http2.${name} is not implemented in napkin ${process.versions.napkin} yet: ` +
    'node:http and node:https speak HTTP/1.1');
  error.code = 'ERR_METHOD_NOT_IMPLEMENTED';
  return error;
}

class Http2ServerRequest {
  constructor() {
    throw absent('Http2ServerRequest');
  }
}

class Http2ServerResponse {
  constructor() {
    throw absent('Http2ServerResponse');
  }
}

module.exports = {
  connect() {
    throw absent('connect()');
  },
  get constants() {
    return require('internal/http2/constants');
  },
  createServer() {
    throw absent('createServer()');
  },
  createSecureServer() {
    throw absent('createSecureServer()');
  },
  getDefaultSettings: () => ({
    headerTableSize: 4096, enablePush: true, initialWindowSize: 65535, maxFrameSize: 16384,
    maxConcurrentStreams: 4294967295, maxHeaderSize: 65535, maxHeaderListSize: 65535, enableConnectProtocol: false,
  }),
  getPackedSettings() {
    throw absent('getPackedSettings()');
  },
  getUnpackedSettings() {
    throw absent('getUnpackedSettings()');
  },
  performServerHandshake() {
    throw absent('performServerHandshake()');
  },
  sensitiveHeaders: Symbol('sensitiveHeaders'),
  Http2ServerRequest,
  Http2ServerResponse,
};
