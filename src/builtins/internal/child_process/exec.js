// spawn and execFile: children that run while the program goes on, with a time limit, an AbortSignal, and their output
// collected.
'use strict';

const { AbortError, codes, genericNodeError } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const args = require('internal/child_process/arguments');
const { ChildProcess } = require('internal/child_process/process');

function abort(child, signal, reason) {
  try {
    if (child.kill(signal)) child.emit('error', new AbortError(undefined, { cause: reason }));
  } catch (error) {
    child.emit('error', error);
  }
}

function killAfter(child, delay, signal) {
  const { clearTimeout, setTimeout } = require('timers');
  const timer = setTimeout(() => {
    try {
      child.kill(signal);
    } catch (error) {
      child.emit('error', error);
    }
  }, delay);
  child.once('close', () => clearTimeout(timer));
}

function spawn(file, argv, options) {
  options = args.spawnArguments(file, argv, options);
  args.validateTimeout(options.timeout);
  validateAbortSignal(options.signal, 'options.signal');
  const killSignal = args.killSignalNumber(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) killAfter(child, options.timeout, killSignal);
  const { signal } = options;
  if (signal) {
    const onAbort = () => abort(child, killSignal, signal.reason);
    if (signal.aborted) {
      process.nextTick(onAbort);
    } else {
      const { addAbortListener } = require('internal/events/abort_listener');
      child.once('exit', addAbortListener(signal, onAbort)[Symbol.dispose]);
    }
  }
  return child;
}

// What a stream brings, up to a limit.
class Collector {
  chunks = [];
  #length = 0;

  constructor(stream, encoding) {
    this.stream = stream;
    if (encoding && stream) stream.setEncoding(encoding);
    this.encoding = encoding;
  }

  collect(limit, onExceeded) {
    this.stream?.on('data', (chunk) => {
      if (limit === Infinity) {
        this.chunks.push(chunk);
        return;
      }
      const { readableEncoding } = this.stream;
      const length = readableEncoding ? require('buffer').Buffer.byteLength(chunk, readableEncoding) : chunk.length;
      this.#length += length;
      if (this.#length <= limit) {
        this.chunks.push(chunk);
        return;
      }
      this.chunks.push(chunk.slice(0, limit - (this.#length - length)));
      onExceeded();
    });
  }

  get content() {
    const isText = this.encoding || this.stream?.readableEncoding;
    return isText ? this.chunks.join('') : require('buffer').Buffer.concat(this.chunks);
  }
}

function commandError(command, stderr, child, wasKilled, code, signal) {
  return genericNodeError(`Command failed: ${command}\n${stderr}`, {
    code: code < 0 ? require('internal/util').getSystemErrorName(code) : code,
    killed: child.killed || wasKilled,
    signal,
  });
}

function execFile(file, argv, options, callback) {
  ({ file, args: argv, options, callback } = args.execFileArguments(file, argv, options, callback));
  options = {
    __proto__: null, encoding: 'utf8', timeout: 0, maxBuffer: args.MAX_BUFFER, killSignal: 'SIGTERM', cwd: null, env: null,
    shell: false, ...options,
  };
  args.validateTimeout(options.timeout);
  args.validateMaxBuffer(options.maxBuffer);
  options.killSignal = args.killSignalNumber(options.killSignal);
  const child = spawn(file, argv, {
    cwd: options.cwd,
    env: options.env,
    gid: options.gid,
    shell: options.shell,
    signal: options.signal,
    uid: options.uid,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!options.windowsVerbatimArguments,
  });
  const isEncoding = options.encoding !== 'buffer' && require('buffer').Buffer.isEncoding(options.encoding);
  const encoding = isEncoding ? options.encoding : null;
  const outputs = [new Collector(child.stdout, encoding), new Collector(child.stderr, encoding)];
  let failure = null;
  let wasKilled = false;
  let done = false;
  let timer;

  function finish(code, signal) {
    if (done) return;
    done = true;
    if (timer !== undefined) require('timers').clearTimeout(timer);
    if (!callback) return;
    const [stdout, stderr] = outputs.map((output) => output.content);
    if (!failure && code === 0 && signal === null) {
      callback(null, stdout, stderr);
      return;
    }
    const command = argv.length > 0 ? `${file} ${argv.join(' ')}` : file;
    failure ||= commandError(command, stderr, child, wasKilled, code, signal);
    failure.cmd = command;
    callback(failure, stdout, stderr);
  }

  function stopReading() {
    child.stdout?.destroy();
    child.stderr?.destroy();
  }

  function kill() {
    stopReading();
    wasKilled = true;
    try {
      child.kill(options.killSignal);
    } catch (error) {
      failure = error;
      finish();
    }
  }

  if (options.timeout > 0) timer = require('timers').setTimeout(kill, options.timeout);
  outputs.forEach((output, index) => output.collect(options.maxBuffer, () => {
    failure = new codes.ERR_CHILD_PROCESS_STDIO_MAXBUFFER(index === 0 ? 'stdout' : 'stderr');
    kill();
  }));
  child.addListener('close', finish);
  child.addListener('error', (error) => {
    failure = error;
    stopReading();
    finish();
  });
  return child;
}

module.exports = { execFile, spawn };
