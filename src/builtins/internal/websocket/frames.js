// Frames of the WebSocket protocol (RFC 6455): those a client sends, and the reader of those it gets.
'use strict';

const OPCODE = { CONTINUATION: 0, TEXT: 1, BINARY: 2, CLOSE: 8, PING: 9, PONG: 10 };

// A message larger than this is refused.
const MAX_MESSAGE = 1024 * 1024 * 1024;

// One whole frame, masked as all of a client's are.
function encodeFrame(opcode, payload) {
  const { length } = payload;
  let start = 2;
  if (length > 65535) start = 10;
  else if (length > 125) start = 4;
  const frame = Buffer.allocUnsafe(start + 4 + length);
  frame[0] = 0x80 | opcode;
  if (start === 2) {
    frame[1] = 0x80 | length;
  } else if (start === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeUIntBE(0, 2, 2);
    frame.writeUIntBE(length, 4, 6);
  }
  const mask = require('crypto').randomBytes(4);
  mask.copy(frame, start);
  for (let i = 0, at = start + 4; i < length; i++) frame[at + i] = payload[i] ^ mask[i & 3];
  return frame;
}

function closePayload(code, reason) {
  if (code === undefined) return Buffer.alloc(0);
  const text = Buffer.from(reason ?? '');
  const payload = Buffer.allocUnsafe(2 + text.length);
  payload.writeUInt16BE(code, 0);
  text.copy(payload, 2);
  return payload;
}

// Codes that may stand in a close frame.
function isCloseCode(code) {
  if (code >= 1000 && code < 1015) return code !== 1004 && code !== 1005 && code !== 1006;
  return code >= 3000 && code <= 4999;
}

// Takes bytes apart. `handlers`: message(opcode, payload), close(code, reason bytes), ping(payload), fail(code, why).
class FrameReader {
  #handlers;
  #chunks = [];
  #size = 0;
  // The header of the frame that is being read.
  #header;
  #fragments = [];
  #fragmentsSize = 0;
  #opcode = 0;
  #isOver = false;

  constructor(handlers) {
    this.#handlers = handlers;
  }

  push(chunk) {
    if (this.#isOver) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (!this.#isOver && (this.#header !== undefined || this.#readHeader())) {
      if (this.#size < this.#header.length) return;
      const header = this.#header;
      this.#header = undefined;
      this.#frame(header, this.#take(header.length));
    }
  }

  #take(length) {
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks, this.#size)];
    const [all] = this.#chunks;
    this.#chunks = length === all.length ? [] : [all.subarray(length)];
    this.#size -= length;
    return all.subarray(0, length);
  }

  #fail(code, why) {
    this.#isOver = true;
    this.#handlers.fail(code, why);
  }

  // Whether there is a whole header.
  #readHeader() {
    if (this.#size < 2) return false;
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks, this.#size)];
    const [bytes] = this.#chunks;
    const opcode = bytes[0] & 0x0F;
    const isFinal = (bytes[0] & 0x80) !== 0;
    const isControl = opcode >= 8;
    const short = bytes[1] & 0x7F;
    const why = faultOf(bytes, opcode, isControl, isFinal, short, this.#fragments.length > 0);
    if (why !== undefined) {
      this.#fail(1002, why);
      return false;
    }
    let size = 2;
    if (short === 126) size = 4;
    else if (short === 127) size = 10;
    if (bytes.length < size) return false;
    let length = short;
    if (size === 4) length = bytes.readUInt16BE(2);
    else if (size === 10) length = bytes.readUInt32BE(2) * 2 ** 32 + bytes.readUInt32BE(6);
    if (length + this.#fragmentsSize > MAX_MESSAGE) {
      this.#fail(1009, 'Received a message that is too large.');
      return false;
    }
    this.#take(size);
    this.#header = { opcode, isFinal, length };
    return true;
  }

  #frame({ opcode, isFinal }, payload) {
    switch (opcode) {
      case OPCODE.CLOSE: return this.#close(payload);
      case OPCODE.PING: return this.#handlers.ping(payload);
      case OPCODE.PONG: return undefined;
      default:
    }
    if (opcode !== OPCODE.CONTINUATION) this.#opcode = opcode;
    this.#fragments.push(payload);
    this.#fragmentsSize += payload.length;
    if (!isFinal) return undefined;
    const whole = this.#fragments.length === 1 ? payload : Buffer.concat(this.#fragments, this.#fragmentsSize);
    this.#fragments = [];
    this.#fragmentsSize = 0;
    return this.#handlers.message(this.#opcode, whole);
  }

  #close(payload) {
    this.#isOver = true;
    if (payload.length === 1) {
      this.#handlers.fail(1002, 'Received close frame with a 1-byte body.');
      return;
    }
    const code = payload.length === 0 ? undefined : payload.readUInt16BE(0);
    if (code !== undefined && !isCloseCode(code)) {
      this.#handlers.fail(1002, 'Invalid status code');
      return;
    }
    this.#handlers.close(code, payload.subarray(2));
  }
}

// What is wrong with the first two bytes of a frame.
function faultOf(bytes, opcode, isControl, isFinal, short, isFragmented) {
  if ((bytes[0] & 0x70) !== 0) return 'Expected RSV1 to be clear.';
  if ((bytes[1] & 0x80) !== 0) return 'Frame cannot be masked';
  if (opcode > 10 || (opcode > 2 && opcode < 8)) return 'Invalid opcode received';
  if (isControl) {
    if (!isFinal) return 'Control frame cannot be fragmented.';
    if (short > 125) return 'Control frame either too large or fragmented';
    return undefined;
  }
  if (opcode === OPCODE.CONTINUATION && !isFragmented) return 'Unexpected continuation frame';
  if (opcode !== OPCODE.CONTINUATION && isFragmented) return 'Expected continuation frame';
  return undefined;
}

module.exports = { FrameReader, OPCODE, closePayload, encodeFrame };
