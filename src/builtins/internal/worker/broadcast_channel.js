// BroadcastChannel: everything posted is heard by all other channels of the name, in all threads.
'use strict';

const { EventTarget, defineEventHandler } = require('internal/event_target');
const { codes } = require('internal/errors');
const { broadcastPort } = require('internal/worker/ports');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

let handleOf;

function closed(text) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(text, 'InvalidStateError');
}

class BroadcastChannel extends EventTarget {
  #name;
  #port;

  static {
    handleOf = (channel) => channel.#port;
  }

  constructor(name) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    this.#port = broadcastPort(this.#name);
    for (const type of ['message', 'messageerror']) this.#port.on(type, (data) => this.#forward(type, data));
  }

  #forward(type, data) {
    const { MessageEvent } = require('internal/worker/message_event');
    this.dispatchEvent(new MessageEvent(type, { data }));
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#port in value)) {
      throw new codes.ERR_INVALID_THIS('BroadcastChannel');
    }
    return value;
  }

  get name() {
    return BroadcastChannel.#check(this).#name;
  }

  close() {
    const port = BroadcastChannel.#check(this).#port;
    this.#port = undefined;
    port?.close();
  }

  postMessage(message) {
    BroadcastChannel.#check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('message');
    if (this.#port === undefined) throw closed('BroadcastChannel is closed.');
    this.#port.postMessage(message);
  }

  ref() {
    BroadcastChannel.#check(this).#port?.ref();
    return this;
  }

  unref() {
    BroadcastChannel.#check(this).#port?.unref();
    return this;
  }

  [kInspect](depth, options) {
    BroadcastChannel.#check(this);
    if (depth < 0) return 'BroadcastChannel';
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BroadcastChannel ${inspect({ name: this.#name, active: this.#port !== undefined }, inner)}`;
  }
}
for (const name of ['name', 'close', 'postMessage']) {
  Object.defineProperty(BroadcastChannel.prototype, name, { __proto__: null, enumerable: true });
}
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

module.exports = { BroadcastChannel, handleOf };
