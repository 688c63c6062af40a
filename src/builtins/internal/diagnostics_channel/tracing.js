// Channels that belong together: start and end of a call, and of what goes on after it, and its error.
'use strict';

const { codes } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateFunction } = require('internal/validators');
const { Channel, RunStoresScope, channel } = require('internal/diagnostics_channel/channel');

const BOUNDS = ['start', 'end'];

// The channel `event` of a name, or of an object of channels.
function channelFor(nameOrChannels, event, className) {
  if (typeof nameOrChannels === 'string') return channel(`tracing:${nameOrChannels}:${event}`);
  if (typeof nameOrChannels === 'object' && nameOrChannels !== null) {
    const given = nameOrChannels[event];
    if (!(given instanceof Channel)) {
      throw new codes.ERR_INVALID_ARG_TYPE(`nameOrChannels.${event}`, ['Channel'], given);
    }
    return given;
  }
  throw new codes.ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', 'object', className], nameOrChannels);
}

// From the start of something to its end.
class BoundedChannelScope {
  #context;
  #end;
  #scope;

  constructor(bounded, context) {
    if (!bounded.hasSubscribers) return;
    this.#context = context;
    this.#end = bounded.end;
    this.#scope = new RunStoresScope(bounded.start, context);
  }

  [Symbol.dispose]() {
    if (this.#scope === undefined) return;
    this.#end.publish(this.#context);
    this.#scope[Symbol.dispose]();
    this.#scope = undefined;
  }
}

class BoundedChannel {
  constructor(nameOrChannels) {
    for (const event of BOUNDS) {
      const value = channelFor(nameOrChannels, event, 'BoundedChannel');
      Object.defineProperty(this, event, { __proto__: null, value });
    }
  }

  get hasSubscribers() {
    return this.start?.hasSubscribers || this.end?.hasSubscribers;
  }

  subscribe(handlers) {
    for (const event of BOUNDS) if (handlers[event]) this[event]?.subscribe(handlers[event]);
  }

  unsubscribe(handlers) {
    let done = true;
    for (const event of BOUNDS) {
      if (handlers[event] && !this[event]?.unsubscribe(handlers[event])) done = false;
    }
    return done;
  }

  withScope(context = kEmptyObject) {
    return new BoundedChannelScope(this, context);
  }

  run(context, fn, thisArg, ...args) {
    return within(this, context ?? {}, () => Reflect.apply(fn, thisArg, args));
  }
}

// Calls `body` between a bounded channel's start and end.
function within(bounded, context, body) {
  const scope = bounded.withScope(context);
  try {
    return body();
  } finally {
    scope[Symbol.dispose]();
  }
}

function warnAboutNonThenable(fn) {
  process.emitWarning(
    `tracePromise was called with the function '${fn.name || '<anonymous>'}', which returned a non-thenable.`);
}

class TracingChannel {
  // The call itself, and what it goes on with.
  #call;
  #continuation;

  constructor(nameOrChannels) {
    if (typeof nameOrChannels === 'string') {
      this.#call = new BoundedChannel(nameOrChannels);
      this.#continuation = new BoundedChannel({
        start: channel(`tracing:${nameOrChannels}:asyncStart`), end: channel(`tracing:${nameOrChannels}:asyncEnd`),
      });
    } else if (typeof nameOrChannels === 'object') {
      const { start, end, asyncStart, asyncEnd } = nameOrChannels;
      this.#call = new BoundedChannel({ start, end });
      this.#continuation = new BoundedChannel({ start: asyncStart, end: asyncEnd });
    }
    const value = channelFor(nameOrChannels, 'error', 'TracingChannel');
    Object.defineProperty(this, 'error', { __proto__: null, value });
  }

  get start() {
    return this.#call.start;
  }

  get end() {
    return this.#call.end;
  }

  get asyncStart() {
    return this.#continuation.start;
  }

  get asyncEnd() {
    return this.#continuation.end;
  }

  get hasSubscribers() {
    return this.#call.hasSubscribers || this.#continuation.hasSubscribers || this.error?.hasSubscribers;
  }

  subscribe({ start, end, asyncStart, asyncEnd, error }) {
    if (start || end) this.#call.subscribe({ start, end });
    if (asyncStart || asyncEnd) this.#continuation.subscribe({ start: asyncStart, end: asyncEnd });
    if (error) this.error.subscribe(error);
  }

  unsubscribe({ start, end, asyncStart, asyncEnd, error }) {
    let done = true;
    if ((start || end) && !this.#call.unsubscribe({ start, end })) done = false;
    if ((asyncStart || asyncEnd) && !this.#continuation.unsubscribe({ start: asyncStart, end: asyncEnd })) done = false;
    if (error && !this.error.unsubscribe(error)) done = false;
    return done;
  }

  // Calls `body`; what it throws is published first.
  #traced(context, body) {
    return within(this.#call, context, () => {
      try {
        return body();
      } catch (error) {
        context.error = error;
        this.error.publish(context);
        throw error;
      }
    });
  }

  traceSync(fn, context = undefined, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    context ??= { __proto__: null };
    return this.#traced(context, () => {
      const result = Reflect.apply(fn, thisArg, args);
      context.result = result;
      return result;
    });
  }

  tracePromise(fn, context = undefined, thisArg, ...args) {
    if (!this.hasSubscribers) {
      const result = Reflect.apply(fn, thisArg, args);
      if (typeof result?.then !== 'function') warnAboutNonThenable(fn);
      return result;
    }
    context ??= { __proto__: null };
    const settled = () => within(this.#continuation, context, () => {});
    const onResolve = (result) => {
      context.result = result;
      settled();
      return result;
    };
    const onReject = (error) => {
      context.error = error;
      this.error.publish(context);
      settled();
    };
    return this.#traced(context, () => {
      const result = Reflect.apply(fn, thisArg, args);
      if (typeof result?.then !== 'function') {
        warnAboutNonThenable(fn);
        context.result = result;
        return result;
      }
      const { isPromise } = require('internal/util/types');
      if (isPromise(result) && Object.getPrototypeOf(result) === Promise.prototype) {
        return Promise.prototype.then.call(result, onResolve, (error) => {
          onReject(error);
          throw error;
        });
      }
      // Other thenables are given back as they are: a `then` of their own may lose what they can do besides.
      result.then(onResolve, onReject);
      return result;
    });
  }

  traceCallback(fn, position = -1, context = kEmptyObject, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const tracing = this;
    const continuation = this.#continuation;
    const callback = args.at(position);
    validateFunction(callback, 'callback');
    args.splice(position, 1, function wrappedCallback(error, result) {
      if (error) {
        context.error = error;
        tracing.error.publish(context);
      } else {
        context.result = result;
      }
      return within(continuation, context, () => Reflect.apply(callback, this, arguments));
    });
    return this.#traced(context, () => Reflect.apply(fn, thisArg, args));
  }
}

module.exports = { BoundedChannel, TracingChannel };
