// HTTPParser: drives the native parser over what a connection brings, and makes messages of its events.
//
// A parser belongs to one connection at a time (`socket`); `freeParser` takes it away, also while it runs: after each
// event it looks whether it is still wanted. Neighbours: `server_connection` and `client_connection`, which own parsers.
'use strict';

const native = internalBinding('http_parser');
const { IncomingMessage, readStart, readStop } = require('internal/http/incoming');
const { options } = require('internal/options');

const REQUEST = 1;
const RESPONSE = 2;
const DEFAULT_HEADER_SIZE = 16 * 1024;

// What native events begin with.
const HEAD = 1;
const BODY = 2;
const DONE = 3;
// Bits of a head.
const KEEPS_ALIVE = 1;
const UPGRADE = 2;
const ENDED = 4;

const kIncomingMessage = Symbol('IncomingMessage');

function maxHeaderSize() {
  return options?.maxHttpHeaderSize ?? DEFAULT_HEADER_SIZE;
}

class HTTPParser {
  constructor() {
    this.forget();
  }

  initialize(type, resource, headerSize = 0, lenient = 0) {
    this.type = type;
    this.handle = native.create(type === RESPONSE, Boolean(lenient), headerSize || maxHeaderSize());
    // When the message that is on its way began; 0 between messages.
    this.messageStart = Date.now();
    this.isHeadComplete = false;
  }

  // As a new one.
  forget() {
    this.handle = null;
    this.type = REQUEST;
    this.socket = null;
    this.incoming = null;
    this.outgoing = null;
    this.onIncoming = null;
    this.onTimeout = null;
    this.maxHeaderPairs = 2000;
    this.joinDuplicateHeaders = null;
    this.messageStart = 0;
    this.isHeadComplete = false;
  }

  // Reads `bytes`. How many were read (fewer than there are, when the rest is for another protocol), or an Error.
  execute(bytes) {
    const { length } = bytes;
    let at = 0;
    if (this.messageStart === 0) this.messageStart = Date.now();
    for (;;) {
      const event = native.execute(this.handle, bytes, at);
      if (event === undefined) return length;
      at = event[1];
      switch (event[0]) {
        case HEAD: {
          const decision = this.takeHead(event);
          if (this.handle === null) return length;
          if (decision === 2) {
            this.takeEnd(undefined);
            return at;
          }
          if ((event[2] & ENDED) !== 0) this.takeEnd(undefined);
          else if (decision === 1) native.skipBody(this.handle);
          break;
        }
        case BODY:
          this.takeBody(bytes.slice(event[2], at));
          break;
        case DONE:
          this.takeEnd(event[2]);
          break;
        default:
          return parseError(event, at);
      }
      if (this.handle === null) return length;
      if (at === length && this.messageStart === 0) return length;
    }
  }

  // The connection has ended. An Error if a message was on its way.
  finish() {
    if (this.handle === null) return undefined;
    const event = native.finish(this.handle);
    if (event === undefined) return undefined;
    if (event[0] !== DONE) return parseError(event, 0);
    this.takeEnd(event[2]);
    return undefined;
  }

  // What is to become of the body: 0 read it, 1 there is none, 2 what follows is another protocol.
  takeHead(event) {
    const flags = event[2];
    const { socket } = this;
    const Incoming = socket?.server?.[kIncomingMessage] || IncomingMessage;
    const message = new Incoming(socket);
    this.incoming = message;
    this.isHeadComplete = true;
    // It may have begun in the bytes that ended the one before.
    if (this.messageStart === 0) this.messageStart = Date.now();
    const major = event[3];
    const minor = event[4];
    message.httpVersionMajor = major;
    message.httpVersionMinor = minor;
    message.httpVersion = `${major}.${minor}`;
    message.joinDuplicateHeaders = socket?.server?.joinDuplicateHeaders || this.joinDuplicateHeaders;
    message.upgrade = (flags & UPGRADE) !== 0;
    if (this.type === REQUEST) {
      message.method = event[5];
      message.url = event[6];
    } else {
      message.statusCode = event[5];
      message.statusMessage = event[6];
    }
    let count = event[7].length;
    if (this.maxHeaderPairs > 0) count = Math.min(count, this.maxHeaderPairs);
    message._addHeaderLines(event[7], count);
    return this.onIncoming(message, (flags & KEEPS_ALIVE) !== 0);
  }

  takeBody(chunk) {
    const message = this.incoming;
    if (message === null) return;
    if (!message._dumped && !message.push(chunk)) readStop(this.socket);
  }

  takeEnd(trailers) {
    this.messageStart = 0;
    this.isHeadComplete = false;
    const message = this.incoming;
    if (message === null || message.complete) return;
    message.complete = true;
    if (trailers !== undefined) message._addHeaderLines(trailers, trailers.length);
    message.push(null);
    // What held the connection back has passed.
    readStart(this.socket);
  }

  close() {
    this.forget();
  }

  free() {}

  remove() {}
}
HTTPParser.REQUEST = REQUEST;
HTTPParser.RESPONSE = RESPONSE;

function parseError(event, at) {
  const error = new Error(`Parse Error: ${event[3]}`);
  error.bytesParsed = at;
  error.code = event[2];
  error.reason = event[3];
  return error;
}

// Parsers that wait for the next connection.
const parsers = {
  name: 'parsers',
  max: 1000,
  list: [],
  alloc() {
    return this.list.pop() ?? new HTTPParser();
  },
  free(parser) {
    if (this.list.length >= this.max) return false;
    this.list.push(parser);
    return true;
  },
};

function freeParser(parser, request, socket) {
  if (parser) {
    if (request) request.parser = null;
    const owner = parser.socket;
    parser.forget();
    if (owner) owner.parser = null;
    parsers.free(parser);
  }
  if (request) request.parser = null;
  if (socket) socket.parser = null;
}

// What goes to 'clientError' and 'error' has the bytes that were wrong.
function prepareError(error, parser, rawPacket) {
  error.rawPacket = rawPacket;
}

module.exports = {
  HTTPParser, freeParser, kIncomingMessage, maxHeaderSize, parsers, prepareError,
};
