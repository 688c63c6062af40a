// Standard streams of a worker that go to its parent (options stdin, stdout, stderr): chunks are messages
// { kind: 'stdin' | 'stdout' | 'stderr', chunk, encoding } in the private channel; a chunk of null is the end.
//
// Without these options a worker writes to the process's own output, at once; its stdin is at its end.
'use strict';

const { Readable, Writable } = require('stream');

// What is written becomes messages.
class WorkerOutput extends Writable {
  constructor(port, kind) {
    super({ decodeStrings: false });
    this.port = port;
    this.kind = kind;
  }

  _write(chunk, encoding, callback) {
    this.port.postMessage({ kind: this.kind, chunk, encoding });
    callback();
  }

  _final(callback) {
    this.port.postMessage({ kind: this.kind, chunk: null });
    callback();
  }
}

// What messages bring. `onWanted` hears that somebody reads.
class WorkerInput extends Readable {
  constructor(onWanted) {
    super();
    this.onWanted = onWanted;
  }

  _read() {
    const { onWanted } = this;
    this.onWanted = undefined;
    onWanted?.();
  }

  take({ chunk, encoding }) {
    if (!this.readableEnded && !this.destroyed) this.push(chunk, encoding);
  }
}

// The parent's ends; null where the option was not given.
function openParentSide(port, options) {
  return {
    stdin: options.stdin ? new WorkerOutput(port, 'stdin') : null,
    stdout: options.stdout ? new WorkerInput() : null,
    stderr: options.stderr ? new WorkerInput() : null,
  };
}

function closeParentSide({ stdin, stdout, stderr }) {
  stdin?.destroy();
  for (const output of [stdout, stderr]) {
    if (output !== null && !output._readableState.ended) output.push(null);
  }
}

// In the worker: puts its streams into `process`.
function redirect(port, { stdin, stdout, stderr }) {
  const { defineLazy } = require('internal/bootstrap_globals');
  const captured = { stdout, stderr };
  for (const name in captured) {
    if (captured[name]) defineLazy(process, name, true, () => new WorkerOutput(port, name));
  }
  if (!stdin) {
    require('internal/worker/process').withoutInput();
    return;
  }
  // While somebody reads, the worker waits for more.
  const input = new WorkerInput(() => port.ref());
  input.on('end', () => port.unref());
  port.on('message', (message) => {
    if (message.kind === 'stdin') input.take(message);
  });
  port.unref();
  defineLazy(process, 'stdin', true, () => input);
}

module.exports = { closeParentSide, openParentSide, redirect };
