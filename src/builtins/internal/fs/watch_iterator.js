// promises.watch: changes as an async iterator, in a queue that is bounded.
'use strict';

const validators = require('internal/validators');
const { AbortError, codes } = require('internal/errors');
const { validPath } = require('internal/fs/arguments');
const { watch: start, watchOptions } = require('internal/fs/watchers');

const OVERFLOWS = ['ignore', 'error'];

async function* watch(filename, options = {}) {
  validators.validateObject(options, 'options');
  validPath(filename);
  const { maxQueue = 2048, overflow = 'ignore', persistent = true } = options;
  validators.validateBoolean(persistent, 'options.persistent');
  validators.validateInteger(maxQueue, 'options.maxQueue');
  validators.validateOneOf(overflow, 'options.overflow', OVERFLOWS);
  const { signal, ...chosen } = watchOptions(options);
  const aborted = () => new AbortError(undefined, { cause: signal.reason });
  if (signal?.aborted) throw aborted();

  const queue = [];
  let failure;
  let wake = () => {};
  const fail = (error) => {
    failure ??= error;
    wake();
  };
  const watcher = start(filename, chosen);
  watcher.on('error', fail);
  watcher.on('change', (eventType, name) => {
    if (queue.length < maxQueue) {
      queue.push({ __proto__: null, eventType, filename: name });
    } else if (overflow === 'error') {
      fail(new codes.ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue));
    } else {
      process.emitWarning('fs.watch maxQueue exceeded');
    }
    wake();
  });
  const onAbort = () => fail(aborted());
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      while (queue.length > 0) yield queue.shift();
      if (failure !== undefined) throw failure;
      await new Promise((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    watcher.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

module.exports = { watch };
