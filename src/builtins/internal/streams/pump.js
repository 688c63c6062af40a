// Moves what an iterable yields into a stream, waiting where the stream is full.
'use strict';

const { aggregateTwoErrors } = require('internal/errors');
const { finished } = require('internal/streams/finished');
const { isTransformStream } = require('internal/streams/predicates');

async function pumpToNode(chunks, writable, finish, ends) {
  let failure;
  let onWake = null;
  const wake = (error) => {
    if (error) failure = error;
    if (onWake === null) return;
    const awake = onWake;
    onWake = null;
    awake();
  };
  const wait = () => new Promise((resolve, reject) => {
    if (failure) {
      reject(failure);
      return;
    }
    onWake = () => (failure ? reject(failure) : resolve());
  });
  writable.on('drain', wake);
  const cleanUp = finished(writable, { readable: false }, wake);
  try {
    if (writable.writableNeedDrain) await wait();
    for await (const chunk of chunks) {
      if (!writable.write(chunk)) await wait();
    }
    if (ends) {
      writable.end();
      await wait();
    }
    finish();
  } catch (error) {
    finish(failure !== error ? aggregateTwoErrors(failure, error) : error);
  } finally {
    cleanUp();
    writable.off('drain', wake);
  }
}

async function pumpToWeb(chunks, stream, finish, ends) {
  const writer = (isTransformStream(stream) ? stream.writable : stream).getWriter();
  try {
    for await (const chunk of chunks) {
      await writer.ready;
      // A failure shows in `ready`.
      writer.write(chunk).catch(() => {});
    }
    await writer.ready;
    if (ends) await writer.close();
    finish();
  } catch (error) {
    try {
      await writer.abort(error);
      finish(error);
    } catch (failure) {
      finish(failure);
    }
  }
}

module.exports = { pumpToNode, pumpToWeb };
