// Worker as its parent sees it.
//
// Two channels lead to a worker: a private one, with its orders, "I run" and uncaught exceptions, and the public one of
// postMessage and parentPort. The end of the thread is told by the binding; what is still in the channels comes first.
'use strict';

const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { validateArray, validateString } = require('internal/validators');
const native = internalBinding('worker');
const { MessageChannel, drain, numberOf } = require('internal/worker/ports');
const environment = require('internal/worker/environment');

// Running workers, by the number of the binding.
const running = new Map();

const DEFAULT_LIMITS = {
  maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 2048, codeRangeSizeMb: 0, stackSizeMb: 4,
};

function unavailable(what) {
  const error = new Error(`${what} is not implemented in napkin ${process.versions.napkin}`);
  error.code = 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM';
  return error;
}

function invalidOption(name, expected, value) {
  return new codes.ERR_INVALID_ARG_TYPE(`options.${name}`, expected, value);
}

// What to run: { kind: 'script' | 'code' | 'module', source }; of a module the source is its URL.
function scriptOf(filename, options) {
  if (options.eval) {
    if (typeof filename !== 'string') {
      throw new codes.ERR_INVALID_ARG_VALUE('options.eval', options.eval, "must be false when 'filename' is not a string");
    }
    return { kind: 'code', source: filename };
  }
  const { isURL, fileURLToPath } = require('internal/url');
  if (isURL(filename)) {
    if (filename.protocol === 'data:') return { kind: 'module', source: filename.href };
    return { kind: 'script', source: fileURLToPath(filename) };
  }
  if (typeof filename !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
  }
  const path = require('path');
  if (!path.isAbsolute(filename) && !/^\.\.?[\\/]/.test(filename)) throw new codes.ERR_WORKER_PATH(filename);
  return { kind: 'script', source: path.resolve(filename) };
}

// The variables of the worker: a copy, or `undefined` to share those of the process.
function variablesOf(options) {
  const { env } = options;
  if (env === environment.SHARE_ENV) return undefined;
  if (env != null && typeof env !== 'object') {
    throw invalidOption('env', ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env);
  }
  const variables = {};
  const given = env ?? process.env;
  for (const name of Object.keys(given)) variables[name] = `${given[name]}`;
  return variables;
}

function limitsOf(options) {
  const { resourceLimits } = options;
  if (resourceLimits === null || typeof resourceLimits !== 'object') return DEFAULT_LIMITS;
  const limits = { ...DEFAULT_LIMITS };
  for (const name in limits) {
    if (typeof resourceLimits[name] === 'number' && resourceLimits[name] > 0) limits[name] = resourceLimits[name];
  }
  return limits;
}

function checkOptions(options) {
  if (options.argv) validateArray(options.argv, 'options.argv');
  if (options.execArgv) validateArray(options.execArgv, 'options.execArgv');
}

class Worker extends EventEmitter {
  #number = 0;
  #threadId = -1;
  #name;
  #private;
  #public;
  #limits;
  // The streams that the options ask for.
  #stdio = { stdin: null, stdout: null, stderr: null };

  constructor(filename, options = {}) {
    super();
    options ??= {};
    checkOptions(options);
    const script = scriptOf(filename, options);
    const variables = variablesOf(options);
    let name = 'WorkerThread';
    if (options.name !== undefined && options.name !== null) {
      validateString(options.name, 'options.name');
      name = options.name || name;
    }
    this.#name = name;
    this.#limits = limitsOf(options);
    const channel = new MessageChannel();
    const publicChannel = new MessageChannel();
    const transfer = [publicChannel.port2, ...(options.transferList ?? [])];
    const { stdin, stdout, stderr } = options;
    if (stdin || stdout || stderr) {
      this.#stdio = require('internal/worker/stdio').openParentSide(channel.port1, options);
    }
    channel.port1.postMessage({
      script,
      stdio: { stdin: Boolean(stdin), stdout: Boolean(stdout), stderr: Boolean(stderr) },
      argv: options.argv?.map((value) => `${value}`) ?? [],
      variables,
      workerData: options.workerData,
      publicPort: publicChannel.port2,
      environmentData: environment.allEnvironmentData(),
      resourceLimits: this.#limits,
    }, transfer);
    this.#start(channel, options.execArgv);
    this.#private = channel.port1;
    this.#private.on('message', (message) => this.#told(message));
    this.#private.unref();
    this.#public = publicChannel.port1;
    this.#public.on('message', (message) => this.emit('message', message));
    this.#public.on('messageerror', (error) => this.emit('messageerror', error));
    this.#public.unref();
    // Whoever listens to messages waits for them.
    this.on('newListener', (event) => {
      if (event === 'message' && this.listenerCount('message') === 0) this.#public?.ref();
    });
    this.on('removeListener', (event) => {
      if (event === 'message' && this.listenerCount('message') === 0) this.#public?.unref();
    });
    process.nextTick(() => require('internal/process/emitter').emitIfLoaded('worker', this));
  }

  #start(channel, execArgv) {
    const { port1, port2 } = channel;
    const started = native.start(numberOf(port2), this.#name, this.#limits.stackSizeMb, execArgv?.map(String));
    if (typeof started === 'string') {
      port1.close();
      throw new codes.ERR_WORKER_INVALID_EXEC_ARGV([execArgv.join(' ')]);
    }
    require('internal/worker/ports').detach(port2);
    [this.#number, this.#threadId] = started;
    running.set(this.#number, this);
  }

  #told(message) {
    switch (message.kind) {
      case 'running':
        this.emit('online');
        break;
      case 'error':
        this.emit('error', require('internal/worker/error_copy').restore(message.error));
        break;
      case 'stdout':
      case 'stderr':
        this.#stdio[message.kind].take(message);
        break;
      default:
        this.emit('error', new codes.ERR_WORKER_UNSERIALIZABLE_ERROR());
    }
  }

  static ended(number, code, failure) {
    const worker = running.get(number);
    running.delete(number);
    worker?.#ended(code, failure);
  }

  #ended(code, failure) {
    drain(this.#public);
    drain(this.#private);
    this.#public.close();
    this.#private.close();
    this.#number = 0;
    this.#threadId = -1;
    this.#public = undefined;
    this.#private = undefined;
    const { stdin, stdout, stderr } = this.#stdio;
    if (stdin || stdout || stderr) require('internal/worker/stdio').closeParentSide(this.#stdio);
    if (failure !== null) this.emit('error', new codes.ERR_WORKER_INIT_FAILED(failure));
    this.emit('exit', code);
  }

  postMessage(...args) {
    if (this.#public !== undefined) this.#public.postMessage(...args);
  }

  terminate() {
    if (this.#number === 0) return Promise.resolve();
    this.ref();
    native.terminate(this.#number);
    return new Promise((resolve) => this.once('exit', resolve));
  }

  async [Symbol.asyncDispose]() {
    await this.terminate();
  }

  ref() {
    if (this.#number === 0) return;
    native.keepAlive(this.#number, true);
    this.#public.ref();
  }

  unref() {
    if (this.#number === 0) return;
    native.keepAlive(this.#number, false);
    this.#public.unref();
  }

  get threadId() {
    return this.#threadId;
  }

  get threadName() {
    return this.#number === 0 ? null : this.#name;
  }

  // Null without the option: the worker writes to the streams of the process itself.
  get stdin() {
    return this.#stdio.stdin;
  }

  get stdout() {
    return this.#stdio.stdout;
  }

  get stderr() {
    return this.#stdio.stderr;
  }

  get resourceLimits() {
    return this.#number === 0 ? {} : { ...this.#limits };
  }
}

const { ended } = Worker;
delete Worker.ended;

module.exports = { Worker, ended, unavailable };
