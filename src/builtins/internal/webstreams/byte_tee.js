// Two branches of a stream of bytes. The reader changes its kind with what the branches ask for.
'use strict';

const { RESOLVED, kState } = require('internal/webstreams/shared');
const readable = require('internal/webstreams/readable');
const readers = require('internal/webstreams/readers');
const answers = require('internal/webstreams/byob_answers');
const bytes = require('internal/webstreams/byte_controller');
const { Cancelling } = require('internal/webstreams/tee');

function copyOf(view) {
  return view.slice();
}

class ByteTee {
  constructor(stream) {
    this.stream = stream;
    this.reader = new readers.ReadableStreamDefaultReader(stream);
    this.cancelling = new Cancelling(stream);
    this.reading = false;
    this.readAgain = [false, false];
    this.branches = [0, 1].map((branch) => readable.createByteStream(
      undefined, () => this.pull(branch), (reason) => this.cancelling.cancel(branch, reason)));
    this.forwardErrors(this.reader);
  }

  controller(branch) {
    return this.branches[branch][kState].controller[kState];
  }

  failBoth(error) {
    bytes.fail(this.controller(0), error);
    bytes.fail(this.controller(1), error);
  }

  forwardErrors(reader) {
    reader.closed.then(undefined, (error) => {
      if (reader !== this.reader) return;
      this.failBoth(error);
      if (!this.cancelling.isComplete) this.cancelling.deferred.resolve();
    });
  }

  // The copy of a chunk; undefined when there is no memory for it, which ends everything.
  copy(chunk) {
    try {
      return copyOf(chunk);
    } catch (error) {
      this.failBoth(error);
      this.cancelling.deferred.resolve(readable.cancel(this.stream, error));
      return undefined;
    }
  }

  change(Reader) {
    if (this.reader instanceof Reader) return;
    readers.release(this.reader);
    this.reader = new Reader(this.stream);
    this.forwardErrors(this.reader);
  }

  pull(branch) {
    if (this.reading) {
      this.readAgain[branch] = true;
      return RESOLVED;
    }
    this.reading = true;
    const request = bytes.byobRequest(this.controller(branch));
    if (request === null) this.pullChunk();
    else this.pullInto(request.view, branch);
    return RESOLVED;
  }

  goOn() {
    this.reading = false;
    if (this.readAgain[0]) this.pull(0);
    else if (this.readAgain[1]) this.pull(1);
  }

  pullChunk() {
    this.change(readers.ReadableStreamDefaultReader);
    const { canceled } = this.cancelling;
    readers.read(this.stream, {
      chunk: (chunk) => RESOLVED.then(() => {
        this.readAgain = [false, false];
        let second = chunk;
        if (!canceled[0] && !canceled[1]) {
          second = this.copy(chunk);
          if (second === undefined) return;
        }
        if (!canceled[0]) bytes.enqueue(this.controller(0), chunk);
        if (!canceled[1]) bytes.enqueue(this.controller(1), second);
        this.goOn();
      }),
      close: () => {
        this.reading = false;
        for (const branch of [0, 1]) if (!canceled[branch]) bytes.close(this.controller(branch));
        for (const branch of [0, 1]) {
          if (this.controller(branch).pullIntos.length > 0) answers.respond(this.controller(branch), 0);
        }
        if (!this.cancelling.isComplete) this.cancelling.deferred.resolve();
      },
      error: () => { this.reading = false; },
    });
  }

  // Into the buffer that a reader of `branch` brought; the other branch is given a copy.
  pullInto(view, branch) {
    this.change(readers.ReadableStreamBYOBReader);
    const other = 1 - branch;
    const { canceled } = this.cancelling;
    readers.readInto(this.stream, view, 1, {
      chunk: (chunk) => RESOLVED.then(() => {
        this.readAgain = [false, false];
        if (!canceled[other]) {
          const copy = this.copy(chunk);
          if (copy === undefined) return;
          if (!canceled[branch]) answers.respondWithNewView(this.controller(branch), chunk);
          bytes.enqueue(this.controller(other), copy);
        } else if (!canceled[branch]) {
          answers.respondWithNewView(this.controller(branch), chunk);
        }
        this.goOn();
      }),
      close: (chunk) => {
        this.reading = false;
        for (const one of [branch, other]) if (!canceled[one]) bytes.close(this.controller(one));
        if (chunk !== undefined) {
          if (!canceled[branch]) answers.respondWithNewView(this.controller(branch), chunk);
          if (!canceled[other] && this.controller(other).pullIntos.length > 0) answers.respond(this.controller(other), 0);
        }
        if (!canceled[branch] || !canceled[other]) this.cancelling.deferred.resolve();
      },
      error: () => { this.reading = false; },
    });
  }
}

function teeBytes(stream) {
  return new ByteTee(stream).branches;
}

module.exports = { teeBytes };
