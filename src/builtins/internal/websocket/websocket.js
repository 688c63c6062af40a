// WebSocket, the client of the browsers. Neighbours: `handshake`, `frames`, `events`.
'use strict';

const { Event, EventTarget, defineEventHandler } = require('internal/event_target');
const { bytesOf, isBlob } = require('internal/blob');
const { NAME } = require('internal/fetch/headers');
const {
  checkCount, illegalInvocation, isObject, toUSVString, toUnsignedShort,
} = require('internal/fetch/webidl');
const { FrameReader, OPCODE, closePayload, encodeFrame } = require('internal/websocket/frames');

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
// How long the server may take to close the connection after both have said so.
const CLOSE_TIMEOUT = 3000;

function domException(message, name) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, name);
}

function parseUrl(text) {
  let url;
  try {
    url = new URL(text);
  } catch (error) {
    throw domException(`${error.name}: ${error.message}`, 'SyntaxError');
  }
  if (url.protocol === 'http:') url.protocol = 'ws:';
  else if (url.protocol === 'https:') url.protocol = 'wss:';
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') throw domException('expected a ws: or wss: url', 'SyntaxError');
  if (url.hash !== '' || url.href.endsWith('#')) throw domException('hash', 'SyntaxError');
  return url;
}

// The second argument: a protocol, several, or an object with protocols and headers.
function optionsOf(value) {
  if (isObject(value) && typeof value[Symbol.iterator] !== 'function') {
    return { protocols: protocolsOf(value.protocols ?? []), headers: headersOf(value.headers) };
  }
  return { protocols: protocolsOf(value), headers: [] };
}

function protocolsOf(value) {
  const protocols = isObject(value) ? [...value].map((entry) => `${entry}`) : [`${value}`];
  const lower = protocols.map((entry) => entry.toLowerCase());
  if (new Set(lower).size !== lower.length || !protocols.every((entry) => NAME.test(entry))) {
    throw domException('Invalid Sec-WebSocket-Protocol value', 'SyntaxError');
  }
  return protocols;
}

function headersOf(value) {
  if (value === undefined) return [];
  const { Headers, listOf } = require('internal/fetch/headers');
  return listOf(new Headers(value)).raw;
}

// What is sent: its opcode and bytes.
function payloadOf(data) {
  if (isBlob(data)) return [OPCODE.BINARY, bytesOf(data)];
  if (ArrayBuffer.isView(data)) return [OPCODE.BINARY, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
  if (require('internal/util/types').isAnyArrayBuffer(data)) return [OPCODE.BINARY, new Uint8Array(data)];
  return [OPCODE.TEXT, internalBinding('encoding').encode(toUSVString(data))];
}

class WebSocket extends EventTarget {
  #url;
  #state = CONNECTING;
  #binaryType = 'blob';
  #protocol = '';
  #bufferedAmount = 0;
  #socket;
  // Gives the handshake up.
  #abandon;
  #closeSent = false;
  #closeReceived = false;
  #code = 1006;
  #reason = '';
  #failure;

  constructor(url, protocols = []) {
    checkCount(arguments, 1, 'WebSocket constructor');
    super();
    const parsed = parseUrl(toUSVString(url));
    const { protocols: wanted, headers } = optionsOf(protocols);
    this.#url = parsed;
    const { open } = require('internal/websocket/handshake');
    this.#abandon = open(parsed, wanted, headers, (error, ...rest) => this.#opened(error, ...rest));
  }

  static #check(value) {
    if (!isObject(value) || !(#url in value)) throw illegalInvocation();
    return value;
  }

  #opened(error, socket, head, response) {
    if (this.#state === CLOSED) {
      socket?.destroy();
      return;
    }
    if (error !== undefined) {
      this.#failure = error;
      this.#ended();
      return;
    }
    this.#socket = socket;
    this.#protocol = response.headers['sec-websocket-protocol'] ?? '';
    const reader = new FrameReader({
      message: (opcode, payload) => this.#message(opcode, payload, reader),
      ping: (payload) => { if (!this.#closeSent) socket.write(encodeFrame(OPCODE.PONG, payload)); },
      close: (code, reason) => this.#closeCame(code, reason),
      fail: (code, why) => this.#fail(code, new Error(why)),
    });
    socket.on('data', (chunk) => reader.push(chunk));
    socket.on('error', (cause) => { this.#failure ??= cause; });
    socket.on('close', () => this.#ended());
    socket.on('end', () => socket.end());
    if (this.#state === CLOSING) {
      this.#ended();
      return;
    }
    this.#state = OPEN;
    this.dispatchEvent(new Event('open'));
    if (head.length > 0) reader.push(head);
  }

  #message(opcode, payload) {
    if (this.#state !== OPEN) return;
    let data;
    if (opcode === OPCODE.TEXT) {
      const { TextDecoder } = require('internal/encoding');
      try {
        data = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
      } catch {
        this.#fail(1007, new Error('Received invalid UTF-8 in text frame.'));
        return;
      }
    } else {
      const bytes = new Uint8Array(payload);
      data = this.#binaryType === 'blob' ? new (require('internal/blob').Blob)([bytes]) : bytes.buffer;
    }
    const { MessageEvent } = require('internal/worker/message_event');
    this.dispatchEvent(new MessageEvent('message', { data, origin: this.#url.origin }));
  }

  #closeCame(code, reason) {
    this.#closeReceived = true;
    this.#code = code ?? 1005;
    try {
      const { TextDecoder } = require('internal/encoding');
      this.#reason = new TextDecoder('utf-8', { fatal: true }).decode(reason);
    } catch {
      this.#fail(1007, new Error('Invalid UTF-8 in close frame.'));
      return;
    }
    this.#sendClose(code, '');
    this.#state = CLOSING;
    this.#waitForEnd();
  }

  #sendClose(code, reason) {
    if (this.#closeSent) return;
    this.#closeSent = true;
    this.#socket.write(encodeFrame(OPCODE.CLOSE, closePayload(code, reason)));
  }

  // The server closes the connection first; one that does not is cut off.
  #waitForEnd() {
    require('timers').setTimeout(() => this.#socket.destroy(), CLOSE_TIMEOUT).unref();
    if (this.#closeReceived) this.#socket.end();
  }

  // The server does not keep to the protocol.
  #fail(code, error) {
    this.#failure = error;
    this.#sendClose(code, error.message);
    this.#state = CLOSING;
    this.#socket.destroySoon?.();
  }

  #ended() {
    if (this.#state === CLOSED) return;
    const wasClean = this.#closeSent && this.#closeReceived && this.#failure === undefined;
    const { CloseEvent, ErrorEvent } = require('internal/websocket/events');
    this.#state = CLOSED;
    this.#socket?.destroy();
    if (!wasClean) {
      const message = this.#failure?.message ?? '';
      this.dispatchEvent(new ErrorEvent('error', { error: new TypeError(message, { cause: this.#failure }), message }));
    }
    this.dispatchEvent(new CloseEvent('close', { wasClean, code: this.#code, reason: this.#reason }));
  }

  close(code = undefined, reason = undefined) {
    WebSocket.#check(this);
    if (code !== undefined) {
      code = toUnsignedShort(Math.min(Math.max(Number(code) || 0, 0), 65535));
      if (code !== 1000 && (code < 3000 || code > 4999)) throw domException('invalid code', 'InvalidAccessError');
    }
    if (reason !== undefined) {
      reason = toUSVString(reason);
      const length = Buffer.byteLength(reason);
      if (length > 123) throw domException(`Reason must be less than 123 bytes; received ${length}`, 'SyntaxError');
    }
    if (this.#state === CLOSING || this.#state === CLOSED) return;
    if (this.#state === CONNECTING) {
      this.#state = CLOSING;
      this.#failure = new Error('Connection was closed before it was established.');
      this.#abandon();
      return;
    }
    this.#state = CLOSING;
    this.#sendClose(code ?? (reason === undefined ? undefined : 1000), reason);
    this.#waitForEnd();
  }

  send(data) {
    WebSocket.#check(this);
    checkCount(arguments, 1, 'WebSocket.send');
    const [opcode, bytes] = payloadOf(data);
    if (this.#state === CONNECTING) throw domException('Sent before connected.', 'InvalidStateError');
    if (this.#state !== OPEN) return;
    this.#bufferedAmount += bytes.length;
    this.#socket.write(encodeFrame(opcode, bytes), () => { this.#bufferedAmount -= bytes.length; });
  }

  get readyState() { return WebSocket.#check(this).#state; }
  get bufferedAmount() { return WebSocket.#check(this).#bufferedAmount; }
  get url() { return WebSocket.#check(this).#url.href; }
  // None is offered, so there is none.
  get extensions() {
    WebSocket.#check(this);
    return '';
  }

  get protocol() { return WebSocket.#check(this).#protocol; }
  get binaryType() { return WebSocket.#check(this).#binaryType; }
  set binaryType(type) { WebSocket.#check(this).#binaryType = type === 'arraybuffer' ? 'arraybuffer' : 'blob'; }

  [Symbol.for('nodejs.ref')]() { this.#socket?.ref(); }
  [Symbol.for('nodejs.unref')]() { this.#socket?.unref(); }
}
Object.defineProperty(WebSocket, 'length', { __proto__: null, value: 1, configurable: true });
for (const name of ['open', 'error', 'close', 'message']) defineEventHandler(WebSocket.prototype, name);
for (const name of ['close', 'send', 'readyState', 'bufferedAmount', 'url', 'extensions', 'protocol', 'binaryType']) {
  Object.defineProperty(WebSocket.prototype, name, { __proto__: null, enumerable: true });
}
for (const [name, value] of Object.entries({ CONNECTING, OPEN, CLOSING, CLOSED })) {
  for (const target of [WebSocket, WebSocket.prototype]) {
    Object.defineProperty(target, name, { __proto__: null, enumerable: true, value });
  }
}
Object.defineProperty(WebSocket.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'WebSocket',
});

module.exports = { WebSocket };
