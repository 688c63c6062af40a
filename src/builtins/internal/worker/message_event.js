// MessageEvent: what listeners of ports and broadcast channels are given.
'use strict';

const { Event } = require('internal/event_target');
const { makeEnumerable } = require('internal/event');
const { codes } = require('internal/errors');

function checkPort(value, name) {
  const { MessagePort } = require('internal/worker/ports');
  if (!(value instanceof MessagePort)) throw new codes.ERR_INVALID_ARG_TYPE(name, 'MessagePort', value);
}

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  constructor(type, init = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    super(type, init);
    const { data = null, origin = '', lastEventId = '', source = null, ports = [] } = init ?? {};
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
    this.#ports = [...ports];
    if (source !== null) checkPort(source, 'init.source');
    this.#ports.forEach((port, i) => checkPort(port, `init.ports[${i}]`));
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#data in value)) {
      throw new codes.ERR_INVALID_THIS('MessageEvent');
    }
    return value;
  }

  get data() { return MessageEvent.#check(this).#data; }
  get origin() { return MessageEvent.#check(this).#origin; }
  get lastEventId() { return MessageEvent.#check(this).#lastEventId; }
  get source() { return MessageEvent.#check(this).#source; }
  get ports() { return MessageEvent.#check(this).#ports; }
}
makeEnumerable(MessageEvent.prototype, 'MessageEvent');

module.exports = { MessageEvent };
