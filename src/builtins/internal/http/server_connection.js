// One connection of a server: requests come in through its parser, responses leave in the order of the requests.
//
// `state.outgoing` holds responses whose turn has not come (pipelining); when too much waits in them, the connection
// is not read on. Neighbours: `server`, `parser`, `server_errors`.
'use strict';

const { connectionReset } = require('internal/http/errors');
const { readStart, readStop } = require('internal/http/incoming');
const { kNeedDrain } = require('internal/http/outgoing');
const { kUniqueHeaders } = require('internal/http/outgoing_headers');
const { HTTPParser, freeParser, parsers, prepareError } = require('internal/http/parser');
const { ServerResponse } = require('internal/http/server_response');

const kServerResponse = Symbol('ServerResponse');
const kConnections = Symbol('http.server.connections');
const kOptimizeEmptyRequests = Symbol('OptimizeEmptyRequestsOption');

function connectionListener(socket) {
  const server = this;
  socket.server = server;
  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  const parser = parsers.alloc();
  const lenient = server.insecureHTTPParser === undefined ? isLenientByOption(server) : server.insecureHTTPParser;
  parser.initialize(HTTPParser.REQUEST, null, server.maxHeaderSize || 0, lenient);
  parser.socket = socket;
  socket.parser = parser;
  if (typeof server.maxHeadersCount === 'number') parser.maxHeaderPairs = server.maxHeadersCount << 1;
  const state = {
    server, socket, parser,
    outgoing: [],
    incoming: [],
    // Bytes that wait in responses.
    outgoingData: 0,
    requestsCount: 0,
    keepAliveTimeoutSet: false,
    onData: (chunk) => dataCame(state, chunk),
    onEnd: () => ended(state),
    onClose: () => closed(state),
    onDrain: () => drained(state),
    onError: (error) => require('internal/http/server_errors').failed(state, error),
    onTimeout: () => timedOut(state),
  };
  server[kConnections]?.add(state);
  socket.on('timeout', state.onTimeout);
  socket.on('data', state.onData);
  socket.on('error', state.onError);
  socket.on('end', state.onEnd);
  socket.on('close', state.onClose);
  socket.on('drain', state.onDrain);
  socket.on('resume', onSocketResume);
  socket.on('pause', onSocketPause);
  socket._paused = false;
  parser.onIncoming = (request, shouldKeepAlive) => requestCame(state, request, shouldKeepAlive);
}

function isLenientByOption(server) {
  return server.httpValidation === 'insecure' || require('internal/options').options?.insecureHttpParser === true;
}

function onSocketResume() {
  // A connection that is held back until responses have left stays so.
  if (this._paused) {
    this.pause();
    return;
  }
  readStart(this);
}

function onSocketPause() {
  readStop(this);
}

function resetTimeout(state) {
  if (!state.keepAliveTimeoutSet) return;
  state.socket.setTimeout(state.server.timeout || 0);
  state.keepAliveTimeoutSet = false;
}

function dataCame(state, chunk) {
  const { parser } = state;
  // Bytes behind an upgrade may still come while the listeners are taken away.
  if (parser.handle === null || parser.socket !== state.socket) return;
  const read = parser.execute(chunk);
  parsed(state, read, chunk);
}

function parsed(state, read, chunk) {
  const { socket, parser } = state;
  resetTimeout(state);
  if (read instanceof Error) {
    prepareError(read, parser, chunk);
    state.onError(read);
  } else if (parser.incoming?.upgrade) {
    upgrade(state, parser.incoming, chunk.slice(read));
  }
  if (socket._paused && socket.parser) socket.pause();
}

// From here on the connection belongs to whoever listens.
function upgrade(state, request, head) {
  const { server, socket, parser } = state;
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  release(state);
  server[kConnections]?.delete(state);
  freeParser(parser, request, socket);
  if (server.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  socket.readableFlowing = null;
  server.emit(event, request, socket, head);
}

function release(state) {
  const { socket } = state;
  socket.removeListener('data', state.onData);
  socket.removeListener('end', state.onEnd);
  socket.removeListener('close', state.onClose);
  socket.removeListener('drain', state.onDrain);
  socket.removeListener('error', state.onError);
  socket.removeListener('timeout', state.onTimeout);
  socket.removeListener('resume', onSocketResume);
  socket.removeListener('pause', onSocketPause);
}

function ended(state) {
  const { server, socket, parser } = state;
  const error = parser.socket === socket ? parser.finish() : undefined;
  if (error !== undefined) {
    state.onError(error);
    return;
  }
  if (!server.httpAllowHalfOpen) {
    abortIncoming(state.incoming);
    socket.end();
  } else if (state.outgoing.length > 0) {
    state.outgoing[state.outgoing.length - 1]._last = true;
  } else if (socket._httpMessage) {
    socket._httpMessage._last = true;
  } else {
    socket.end();
  }
}

function abortIncoming(incoming) {
  while (incoming.length > 0) incoming.shift().destroy(connectionReset('aborted'));
}

function closed(state) {
  const { server, socket, parser } = state;
  server[kConnections]?.delete(state);
  if (parser.socket === socket) {
    freeParser(parser, null, socket);
  }
  abortIncoming(state.incoming);
}

function drained(state) {
  const { socket } = state;
  const { writableHighWaterMark } = socket;
  if (socket._paused && state.outgoingData <= writableHighWaterMark) resumeConnection(state);
  const message = socket._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

function resumeConnection(state) {
  state.socket._paused = false;
  state.socket.resume();
}

// Responses that wait have more, or less, in them.
function pendingChanged(state, difference) {
  const { socket } = state;
  state.outgoingData += difference;
  if (socket._paused && state.outgoingData < socket.writableHighWaterMark) resumeConnection(state);
}

function timedOut(state) {
  const { server, socket, parser } = state;
  const request = parser.socket === socket ? parser.incoming : null;
  const response = socket._httpMessage;
  const heard = (request && !request.complete && request.emit('timeout', socket)) ||
    (response && response.emit('timeout', socket));
  const heardByServer = server.emit('timeout', socket);
  if (!heard && !heardByServer) socket.destroy();
}

// 0: read on; 1: there is no body; 2: another protocol follows.
function requestCame(state, request, shouldKeepAlive) {
  const { server, socket } = state;
  resetTimeout(state);
  if (request.upgrade) {
    request.upgrade = request.method === 'CONNECT' || Boolean(server.shouldUpgradeCallback(request));
    if (request.upgrade) return 2;
  }
  state.incoming.push(request);
  if (socket._paused === false) {
    const needPause = socket.writableNeedDrain || state.outgoingData >= socket.writableHighWaterMark;
    if (needPause) {
      socket._paused = true;
      socket.pause();
    }
  }
  if (isEmptyRequest(server, request)) {
    request._dumpAndCloseReadable();
    request._read();
  }
  const Response = server[kServerResponse] || ServerResponse;
  const response = new Response(request, {
    highWaterMark: socket.writableHighWaterMark,
    rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
  });
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response._onPendingData = (difference) => pendingChanged(state, difference);
  response.shouldKeepAlive = shouldKeepAlive && response.shouldKeepAlive !== false;
  response[kUniqueHeaders] = server[kUniqueHeaders];
  if (socket._httpMessage) state.outgoing.push(response);
  else response.assignSocket(socket);
  response.on('finish', () => responseFinished(state, request, response));
  tell(state, request, response);
  return 0;
}

function isEmptyRequest(server, request) {
  return server[kOptimizeEmptyRequests] && request.headers['content-length'] === undefined &&
    request.headers['transfer-encoding'] === undefined && request.headers.upgrade === undefined;
}

function tell(state, request, response) {
  const { server } = state;
  let isHandled = false;
  if (request.httpVersionMajor === 1 && request.httpVersionMinor === 1) {
    // RFC 7230, 5.4: a request without a host is no good one.
    if (server.requireHostHeader && request.headers.host === undefined) {
      response.writeHead(400, ['Connection', 'close']);
      response.end();
      return;
    }
    if (isOverCount(state, request, response)) return;
    isHandled = tellExpectation(server, request, response);
  }
  if (isHandled) return;
  server.emit('request', request, response);
}

function isOverCount(state, request, response) {
  const { server } = state;
  if (!(server.maxRequestsPerSocket > 0)) return false;
  state.requestsCount++;
  response.maxRequestsOnConnectionReached = server.maxRequestsPerSocket <= state.requestsCount;
  if (server.maxRequestsPerSocket >= state.requestsCount) return false;
  server.emit('dropRequest', request, state.socket);
  response.writeHead(503);
  response.end();
  return true;
}

function tellExpectation(server, request, response) {
  const { expect } = request.headers;
  if (expect === undefined) return false;
  if (/(?:^|\W)100-continue(?:$|\W)/i.test(expect)) {
    response._expect_continue = true;
    if (server.listenerCount('checkContinue') > 0) {
      server.emit('checkContinue', request, response);
    } else {
      response.writeContinue();
      server.emit('request', request, response);
    }
  } else if (server.listenerCount('checkExpectation') > 0) {
    server.emit('checkExpectation', request, response);
  } else {
    response.writeHead(417);
    response.end();
  }
  return true;
}

function responseFinished(state, request, response) {
  const { server, socket } = state;
  // Requests are answered in their order.
  const index = state.incoming.indexOf(request);
  if (index !== -1) state.incoming.splice(index, 1);
  // What the program did not read must pass before the next request can come.
  if (!request._consuming) {
    // Nobody heard of it, and there is nothing: it ends without the work of a stream.
    if (request.complete && request.readableLength === 0 && request._eventsCount === 0) request._dumpAndCloseReadable();
    else request._dump();
  }
  response.detachSocket(socket);
  forgetIncoming(state, request);
  process.nextTick(emitClose, response);
  if (response._last) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
    return;
  }
  if (state.outgoing.length > 0) {
    const next = state.outgoing.shift();
    if (next) next.assignSocket(socket);
    return;
  }
  if (server.keepAliveTimeout > 0 && typeof socket.setTimeout === 'function') {
    socket.setTimeout(server.keepAliveTimeout + server.keepAliveTimeoutBuffer);
    state.keepAliveTimeoutSet = true;
  }
}

function forgetIncoming(state, request) {
  const { parser } = state;
  if (parser.incoming !== request) return;
  if (request.complete) parser.incoming = null;
}

function emitClose(response) {
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}

module.exports = { connectionListener, kConnections, kOptimizeEmptyRequests, kServerResponse };
