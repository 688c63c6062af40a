// The body of a response as it comes from the network, before anybody reads it.
//
// A little is taken at once, so that a connection is free again after a short answer that nobody reads. `readAll` needs
// no web stream; `toStream` makes one.
'use strict';

const ENOUGH = 65536;

class Incoming {
  #source;
  #chunks = [];
  #size = 0;
  #total = 0;
  #isOver = false;
  #failure;
  // Called when a chunk, the end or an error has come.
  #notify = () => {};
  #release;

  // `source` is a stream of node:stream. `onEnd` is called once, when all is over: with the size, unless it failed.
  constructor(source, onEnd) {
    this.#source = source;
    this.#release = onEnd;
    source.on('data', (chunk) => {
      this.#chunks.push(chunk);
      this.#size += chunk.length;
      this.#total += chunk.length;
      if (this.#size >= ENOUGH) source.pause();
      this.#notify();
    });
    source.on('end', () => this.#finish(undefined));
    source.on('error', (error) => this.fail(terminated(error)));
    source.on('close', () => {
      if (!this.#isOver) this.fail(terminated(new SocketError('other side closed')));
    });
  }

  #finish(failure) {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = failure;
    this.#release(failure === undefined ? this.#total : undefined);
    this.#notify();
  }

  // `failure.error` is what readers get.
  fail(error) {
    this.#finish({ error });
    this.#source.destroy();
  }

  cancel() {
    this.#chunks = [];
    this.#finish(undefined);
    this.#source.destroy();
  }

  // What has come so far; more may come after.
  #take() {
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#size = 0;
    return chunks;
  }

  readAll() {
    const all = [];
    return new Promise((resolve, reject) => {
      this.#notify = () => {
        for (const chunk of this.#take()) all.push(chunk);
        if (!this.#isOver) this.#source.resume();
        else if (this.#failure !== undefined) reject(this.#failure.error);
        else resolve(join(all));
      };
      this.#notify();
    });
  }

  toStream() {
    const { ReadableStream } = require('internal/webstreams/readable');
    let wanted;
    // Gives the waiting pull what there is.
    const give = (controller) => {
      if (wanted === undefined) return;
      const chunks = this.#take();
      if (this.#failure !== undefined) {
        controller.error(this.#failure.error);
      } else if (chunks.length > 0) {
        // Copies: the memory may belong to a pool.
        for (const chunk of chunks) controller.enqueue(new Uint8Array(chunk));
      } else if (this.#isOver) {
        controller.close();
        controller.byobRequest?.respond(0);
      } else {
        this.#source.resume();
        return;
      }
      wanted();
      wanted = undefined;
    };
    return new ReadableStream({
      type: 'bytes',
      start: (controller) => {
        this.#notify = () => {
          // An error reaches who holds the stream even while nobody reads.
          if (this.#failure !== undefined && wanted === undefined) controller.error(this.#failure.error);
          else give(controller);
        };
      },
      pull: (controller) => new Promise((resolve) => {
        wanted = resolve;
        give(controller);
      }),
      cancel: () => this.cancel(),
    });
  }
}

function join(chunks) {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

// Programs look at the name and the code.
class SocketError extends Error {
  constructor(message) {
    super(message);
    this.name = 'SocketError';
    this.code = 'UND_ERR_SOCKET';
  }
}

function terminated(error) {
  const isCut = error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE';
  return new TypeError('terminated', { cause: isCut ? new SocketError('other side closed') : error });
}

module.exports = { Incoming, SocketError };
