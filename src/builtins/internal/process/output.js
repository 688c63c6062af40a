// Messages of the console and of the runtime: without a stream as long as the program has not asked for one.
//
// A program that has touched process.stdout or process.stderr gets them through it, as it may have changed `write`.
'use strict';

const { outputs } = require('internal/process/object');
const native = internalBinding('process');

class DirectOutput {
  #kind;

  constructor(name, fd) {
    this.name = name;
    this.fd = fd;
  }

  // False: nobody reads what is written, or the disk is full. The stream, `opened()`, tells the program.
  writeNow(text) {
    return native.writeAll(this.fd, text) === 0;
  }

  opened() {
    return process[this.name];
  }

  write(text) {
    this.writeNow(text);
  }

  get isTTY() {
    this.#kind ??= native.fdKind(this.fd);
    return this.#kind === 'TTY';
  }

  get columns() {
    return native.ttySize(this.fd)?.[0];
  }

  getColorDepth() {
    return require('internal/tty/color_depth').colorDepth();
  }
}

const direct = { stdout: new DirectOutput('stdout', 1), stderr: new DirectOutput('stderr', 2) };

// The stream if the program has asked for it, or what writes at once: `name` is 'stdout' or 'stderr'.
function outputOf(name) {
  return outputs[name].stream ?? direct[name];
}

// For the global console: what writes at once, or undefined if it has to look for the stream. A program may have put
// another stream into `process` before the first message; later it does not matter.
const wasReplaced = { stdout: undefined, stderr: undefined };

function directOutput(name) {
  const { stream, getter } = outputs[name];
  wasReplaced[name] ??= Object.getOwnPropertyDescriptor(process, name)?.get !== getter;
  return wasReplaced[name] || stream !== undefined ? undefined : direct[name];
}

module.exports = { directOutput, outputOf };
