// Named channels: who publishes does not know who listens.
//
// Invariant: a channel changes its class with its first listener or store and back with the last, so that publishing
// to nobody costs one empty call. Channels are held weakly, but for those that somebody listens to.
'use strict';

const { codes } = require('internal/errors');
const { validateFunction } = require('internal/validators');

// ----- the table of channels -----

const references = new Map();
// What listeners keep alive: name -> [channel, how often].
const kept = new Map();
const forgotten = new FinalizationRegistry((name) => {
  if (references.get(name)?.deref() === undefined) references.delete(name);
});

function find(name) {
  return references.get(name)?.deref();
}

function remember(name, channel) {
  references.set(name, new WeakRef(channel));
  forgotten.register(channel, name);
}

function keep(channel) {
  const entry = kept.get(channel.name);
  if (entry === undefined) kept.set(channel.name, { channel, count: 1 });
  else entry.count++;
}

function release(channel) {
  const entry = kept.get(channel.name);
  if (entry !== undefined && --entry.count === 0) kept.delete(channel.name);
}

// ----- the two classes -----

// What a listener throws is nobody's fault who publishes.
function throwLater(error) {
  process.nextTick(() => {
    throw error;
  });
}

// Stores hold what a channel's data makes of them, until this is disposed of.
class RunStoresScope {
  #entered;

  constructor(channel, data) {
    this.#entered = [];
    try {
      for (const [store, transform] of channel._stores ?? []) {
        let value = data;
        if (transform) {
          try {
            value = transform(data);
          } catch (error) {
            throwLater(error);
            continue;
          }
        }
        this.#entered.push(store.withScope(value));
      }
      channel.publish(data);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  [Symbol.dispose]() {
    const entered = this.#entered;
    while (entered.length > 0) entered.pop()[Symbol.dispose]();
  }
}

class ActiveChannel {
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    // A copy: whoever publishes right now goes through the old list.
    this._subscribers = [...this._subscribers, subscription];
    keep(this);
  }

  unsubscribe(subscription) {
    const index = this._subscribers.indexOf(subscription);
    if (index === -1) return false;
    this._subscribers = this._subscribers.toSpliced(index, 1);
    release(this);
    deactivateIfUnused(this);
    return true;
  }

  bindStore(store, transform) {
    if (!this._stores.has(store)) keep(this);
    this._stores.set(store, transform);
  }

  unbindStore(store) {
    if (!this._stores.delete(store)) return false;
    release(this);
    deactivateIfUnused(this);
    return true;
  }

  get hasSubscribers() {
    return true;
  }

  publish(data) {
    const subscribers = this._subscribers;
    for (let i = 0; i < (subscribers?.length ?? 0); i++) {
      try {
        const onMessage = subscribers[i];
        onMessage(data, this.name);
      } catch (error) {
        throwLater(error);
      }
    }
  }

  withStoreScope(data) {
    return new RunStoresScope(this, data);
  }

  runStores(data, fn, thisArg, ...args) {
    const scope = this.withStoreScope(data);
    try {
      return Reflect.apply(fn, thisArg, args);
    } finally {
      scope[Symbol.dispose]();
    }
  }
}

class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    this._index = undefined;
    remember(name, this);
  }

  static [Symbol.hasInstance](instance) {
    const prototype = Object.getPrototypeOf(instance);
    return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
  }

  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    activate(this);
    this.subscribe(subscription);
  }

  unsubscribe() {
    return false;
  }

  bindStore(store, transform) {
    activate(this);
    this.bindStore(store, transform);
  }

  unbindStore() {
    return false;
  }

  get hasSubscribers() {
    return false;
  }

  publish() {}

  runStores(data, fn, thisArg, ...args) {
    return Reflect.apply(fn, thisArg, args);
  }

  withStoreScope() {
    return { [Symbol.dispose]() {} };
  }
}

function activate(channel) {
  Object.setPrototypeOf(channel, ActiveChannel.prototype);
  channel._subscribers = [];
  channel._stores = new Map();
}

function deactivateIfUnused(channel) {
  if (channel._subscribers.length > 0 || channel._stores.size > 0) return;
  Object.setPrototypeOf(channel, Channel.prototype);
  channel._subscribers = undefined;
  channel._stores = undefined;
}

// The channel of this name, made when it is new.
function channel(name) {
  const known = find(name);
  if (known !== undefined) return known;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new codes.ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  return new Channel(name);
}

module.exports = { Channel, RunStoresScope, channel, find };
