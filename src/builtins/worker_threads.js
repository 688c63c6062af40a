// node:worker_threads. Each part is loaded when it is first used: many packages only ask `isMainThread`.
'use strict';

const native = internalBinding('worker');
const environment = require('internal/worker/environment');
const isMainThread = native.threadId === 0;

function unavailable(name) {
  return {
    [name]() {
      throw require('internal/worker/parent').unavailable(`worker_threads.${name}`);
    },
  }[name];
}

function lazy(name, load) {
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const value = load();
      Object.defineProperty(module.exports, name, {
        __proto__: null, value, writable: true, configurable: true, enumerable: true,
      });
      return value;
    },
  });
}

const buffer = () => require('internal/buffer');

module.exports = { isInternalThread: false, isMainThread };
lazy('MessagePort', () => require('internal/worker/ports').MessagePort);
lazy('MessageChannel', () => require('internal/worker/ports').MessageChannel);
Object.assign(module.exports, {
  markAsUncloneable: (object) => require('internal/structured_clone/encode').markAsUncloneable(object),
  markAsUntransferable(object) {
    if ((typeof object === 'object' && object !== null) || typeof object === 'function') {
      buffer().markAsUntransferable(object);
    }
  },
  isMarkedAsUntransferable: (object) => buffer().isMarkedAsUntransferable(object),
  moveMessagePortToContext: unavailable('moveMessagePortToContext'),
  receiveMessageOnPort: (port) => require('internal/worker/ports').receiveMessageOnPort(port),
});
const self = isMainThread ? { resourceLimits: {}, parentPort: null, workerData: null } :
  require('internal/worker/thread').self;
Object.assign(module.exports, {
  resourceLimits: self.resourceLimits,
  postMessageToThread: unavailable('postMessageToThread'),
  threadId: native.threadId,
  threadName: native.threadName,
  SHARE_ENV: environment.SHARE_ENV,
});
lazy('Worker', () => require('internal/worker/parent').Worker);
Object.assign(module.exports, { parentPort: self.parentPort, workerData: self.workerData });
lazy('BroadcastChannel', () => require('internal/worker/broadcast_channel').BroadcastChannel);
Object.assign(module.exports, {
  setEnvironmentData: environment.setEnvironmentData,
  getEnvironmentData: environment.getEnvironmentData,
});
