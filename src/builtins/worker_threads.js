// node:worker_threads, as far as a program without workers can see it: the main thread and its properties.
//
// Packages load this module only to ask `isMainThread`. Making a Worker fails with an error that says why.
'use strict';

function unavailable(what) {
  const error = new Error(`${what} is not implemented in napkin ${process.versions.napkin} yet`);
  error.code = 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM';
  return error;
}

function unavailableClass(name) {
  return {
    [name]: class {
      constructor() {
        throw unavailable(`worker_threads.${name}`);
      }
    },
  }[name];
}

function unavailableFunction(name) {
  return { [name]() { throw unavailable(`worker_threads.${name}`); } }[name];
}

const environmentData = new Map();

function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

function getEnvironmentData(key) {
  return environmentData.get(key);
}

const markedUntransferable = new WeakSet();

module.exports = {
  isInternalThread: false,
  isMainThread: true,
  MessagePort: unavailableClass('MessagePort'),
  MessageChannel: unavailableClass('MessageChannel'),
  markAsUncloneable() {},
  markAsUntransferable(object) {
    if ((typeof object === 'object' && object !== null) || typeof object === 'function') markedUntransferable.add(object);
  },
  isMarkedAsUntransferable: (object) => markedUntransferable.has(object),
  moveMessagePortToContext: unavailableFunction('moveMessagePortToContext'),
  receiveMessageOnPort: unavailableFunction('receiveMessageOnPort'),
  resourceLimits: {},
  postMessageToThread: unavailableFunction('postMessageToThread'),
  threadId: 0,
  threadName: '',
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker: unavailableClass('Worker'),
  parentPort: null,
  workerData: null,
  BroadcastChannel: unavailableClass('BroadcastChannel'),
  setEnvironmentData,
  getEnvironmentData,
};
