// `for await` over a Readable: reads what is there, waits for 'readable', and ends with the stream.
'use strict';

const { aggregateTwoErrors } = require('internal/errors');
const { destroyer } = require('internal/streams/destroy');
const { finished } = require('internal/streams/finished');

function iterate(stream, options) {
  if (typeof stream.read !== 'function') {
    stream = require('internal/streams/readable').Readable.wrap(stream, { objectMode: true });
  }
  const iterator = chunksOf(stream, options);
  iterator.stream = stream;
  return iterator;
}

async function* chunksOf(stream, options) {
  let wake = null;
  // undefined: still going; null: ended well.
  let failure;
  const awake = () => {
    if (wake === null) return;
    const resolve = wake;
    wake = null;
    resolve();
  };
  stream.on('readable', awake);
  const cleanUp = finished(stream, { writable: false }, (error) => {
    failure = error ? aggregateTwoErrors(failure, error) : null;
    awake();
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) {
        yield chunk;
      } else if (failure) {
        throw failure;
      } else if (failure === null) {
        return;
      } else {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
    }
  } catch (error) {
    failure = aggregateTwoErrors(failure, error);
    throw failure;
  } finally {
    if ((failure || options?.destroyOnReturn !== false) &&
        (failure === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', awake);
      cleanUp();
    }
  }
}

module.exports = { iterate };
