// A connection while a client's request has it: responses come in through its parser.
//
// When request and response are whole the connection goes back to its agent ('free') or is closed. What goes wrong is
// told by 'error' on the request before there is a response, and by 'aborted' and 'error' on the response after.
'use strict';

const { connectionReset } = require('internal/http/errors');
const { HTTPParser, freeParser, parsers, prepareError } = require('internal/http/parser');
const { kErrored, kNeedDrain } = require('internal/http/outgoing');
const timeouts = require('internal/http/client_timeouts');

function attach(request, socket) {
  const parser = parsers.alloc();
  const lenient = request.insecureHTTPParser ?? (request.httpValidation === 'insecure' ||
    require('internal/options').options?.insecureHttpParser === true);
  parser.initialize(HTTPParser.RESPONSE, null, request.maxHeaderSize || 0, lenient);
  parser.socket = socket;
  parser.outgoing = request;
  request.parser = parser;
  socket.parser = parser;
  socket._httpMessage = request;
  request.socket = socket;
  if (typeof request.maxHeadersCount === 'number') parser.maxHeaderPairs = request.maxHeadersCount << 1;
  parser.joinDuplicateHeaders = request.joinDuplicateHeaders;
  parser.onIncoming = responseCame;
  socket.on('error', socketFailed);
  socket.on('data', dataCame);
  socket.on('end', socketEnded);
  socket.on('close', socketClosed);
  socket.on('drain', socketDrained);
  if (request.timeout !== undefined || request.agent?.options?.timeout) timeouts.listenForTimeout(request);
  request.emit('socket', socket);
}

function detach(socket) {
  socket.removeListener('error', socketFailed);
  socket.removeListener('data', dataCame);
  socket.removeListener('end', socketEnded);
  socket.removeListener('close', socketClosed);
  socket.removeListener('drain', socketDrained);
}

function fail(request, error) {
  request[kErrored] = error;
  request.emit('error', error);
}

function socketDrained() {
  const request = this._httpMessage;
  if (request && !request.finished && request[kNeedDrain]) {
    request[kNeedDrain] = false;
    request.emit('drain');
  }
}

function dataCame(chunk) {
  const socket = this;
  const { parser, _httpMessage: request } = socket;
  if (!parser || !request) return;
  const read = parser.execute(chunk);
  if (read instanceof Error) {
    prepareError(read, parser, chunk);
    freeParser(parser, request, socket);
    socket.removeListener('data', dataCame);
    socket.removeListener('end', socketEnded);
    socket.destroy();
    request.socket._hadError = true;
    fail(request, read);
  } else if (parser.incoming?.upgrade) {
    upgrade(request, socket, parser, chunk.slice(read));
  } else if (parser.incoming?.complete && request.upgradeOrConnect !== true && parser.incoming.statusCode !== 100) {
    socket.removeListener('data', dataCame);
    socket.removeListener('end', socketEnded);
    socket.removeListener('drain', socketDrained);
    freeParser(parser, request, socket);
  }
}

function upgrade(request, socket, parser, head) {
  const response = parser.incoming;
  request.res = response;
  socket.removeListener('data', dataCame);
  socket.removeListener('end', socketEnded);
  socket.removeListener('drain', socketDrained);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  socket.removeListener('timeout', responseTimedOut);
  freeParser(parser, request, socket);
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (request.listenerCount(event) > 0) {
    request.upgradeOrConnect = true;
    // The agent has no more to do with it.
    socket.emit('agentRemove');
    socket.removeListener('close', socketClosed);
    socket.removeListener('error', socketFailed);
    socket._httpMessage = null;
    socket.readableFlowing = null;
    request.emit(event, response, socket, head);
    request.destroyed = true;
    request._closed = true;
    request.emit('close');
  } else {
    socket.destroy();
  }
}

function socketFailed(error) {
  const { _httpMessage: request, parser } = this;
  if (request) {
    // The end of the connection must not be told again.
    this._hadError = true;
    fail(request, error);
  }
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
  this.removeListener('data', dataCame);
  this.removeListener('end', socketEnded);
  this.destroy();
}

function socketEnded() {
  const { _httpMessage: request, parser } = this;
  if (!request?.res && !this._hadError && request) {
    this._hadError = true;
    fail(request, connectionReset('socket hang up'));
  }
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
  this.end();
}

function socketClosed() {
  const socket = this;
  const { _httpMessage: request, parser } = socket;
  // What came last may still lie in the stream.
  socket.read();
  if (!request) return;
  request.destroyed = true;
  const { res: response } = request;
  if (response) {
    if (!response.complete) response.destroy(connectionReset('aborted'));
    request._closed = true;
    request.emit('close');
    if (!response.aborted && response.readable) response.push(null);
  } else {
    if (!socket._hadError) {
      socket._hadError = true;
      fail(request, connectionReset('socket hang up'));
    }
    request._closed = true;
    request.emit('close');
  }
  // The connection may be gone before the agent heard of its use.
  request.outputData.length = 0;
  if (parser) freeParser(parser, request, socket);
}

// What is to become of the body: 0 read it, 1 there is none, 2 what follows is another protocol.
function responseCame(response, shouldKeepAlive) {
  const socket = this.socket;
  const request = socket._httpMessage;
  if (!request) return 0;
  if (request.res) {
    // A second response to one request.
    socket.destroy();
    return 0;
  }
  request.res = response;
  if (request.method === 'CONNECT') {
    response.upgrade = true;
    return 2;
  }
  if (response.upgrade) return 2;
  const { statusCode } = response;
  if (statusCode >= 100 && statusCode < 200) return informationCame(request, response, this);
  if (request.shouldKeepAlive && !shouldKeepAlive && !request.upgradeOrConnect) request.shouldKeepAlive = false;
  socket.on('timeout', responseTimedOut);
  response.req = request;
  response.on('end', responseEnded);
  request.on('finish', requestFinished);
  const heard = !request.aborted && request.emit('response', response);
  if (!heard) response._dump();
  if (request.method === 'HEAD') return 1;
  if (statusCode === 304) {
    response.complete = true;
    return 1;
  }
  return 0;
}

function informationCame(request, response, parser) {
  // The answer itself is still to come.
  request.res = null;
  parser.incoming = null;
  if (response.statusCode === 100) request.emit('continue');
  request.emit('information', {
    statusCode: response.statusCode,
    statusMessage: response.statusMessage,
    httpVersion: response.httpVersion,
    httpVersionMajor: response.httpVersionMajor,
    httpVersionMinor: response.httpVersionMinor,
    headers: response.headers,
    rawHeaders: response.rawHeaders,
  });
  return 1;
}

function responseTimedOut() {
  this._httpMessage?.res?.emit('timeout');
}

function responseEnded() {
  const request = this.req;
  const { socket } = request;
  if (socket) {
    if (request.timeoutCb) socket.removeListener('timeout', timeouts.emitRequestTimeout);
    socket.removeListener('timeout', responseTimedOut);
  }
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket.writable && typeof socket.destroySoon === 'function') socket.destroySoon();
  } else if (request.writableFinished && !this.aborted) {
    keepAlive(request);
  }
}

function requestFinished() {
  if (this.shouldKeepAlive && this._ended) keepAlive(this);
}

// Request and response are whole: the connection is free.
function keepAlive(request) {
  const { socket } = request;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  socket.removeListener('timeout', responseTimedOut);
  detach(socket);
  if (socket.parser) freeParser(socket.parser, request, socket);
  request.destroyed = true;
  // The connection is no longer the response's, whose end must not be its end.
  if (request.res) request.res.socket = null;
  // Whoever heard 'end' may still write on this turn.
  process.nextTick(emitFree, request);
}

function emitFree(request) {
  request._closed = true;
  request.emit('close');
  request.socket?.emit('free');
}

module.exports = { attach };
