// spawnSync, execFileSync and execSync: nothing else happens until the child has ended.
'use strict';

const { codes, errnoException, genericNodeError } = require('internal/errors');
const args = require('internal/child_process/arguments');
const { describeStdio, nativeMember } = require('internal/child_process/stdio');

function inputBytes(input, index, encoding) {
  if (ArrayBuffer.isView(input)) return input;
  if (typeof input === 'string') return require('buffer').Buffer.from(input, encoding);
  throw new codes.ERR_INVALID_ARG_TYPE(
    `options.stdio[${index}]`, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
}

function runToEnd(options) {
  const command = args.nativeCommand(options, options.stdio.map(nativeMember));
  command.timeout = options.timeout;
  command.maxBuffer = options.maxBuffer;
  command.killSignal = options.killSignal ?? require('internal/constants').os.signals.SIGTERM;
  const result = internalBinding('spawn_sync').spawn(command);
  if (result.signal !== null) result.signal = args.signalName(result.signal);
  const { encoding } = options;
  if (result.output && encoding && encoding !== 'buffer') {
    result.output = result.output.map((content) => (content ? content.toString(encoding) : content));
  }
  result.stdout = result.output?.[1];
  result.stderr = result.output?.[2];
  if (result.error) {
    result.error = errnoException(result.error, `spawnSync ${options.file}`);
    result.error.path = options.file;
    result.error.spawnargs = options.args.slice(1);
  }
  return result;
}

function spawnSync(file, argv, options) {
  options = { __proto__: null, maxBuffer: args.MAX_BUFFER, ...args.spawnArguments(file, argv, options) };
  args.validateTimeout(options.timeout);
  args.validateMaxBuffer(options.maxBuffer);
  options.killSignal = args.killSignalNumber(options.killSignal);
  options.stdio = describeStdio(options.stdio || 'pipe', true);
  if (options.input) options.stdio[0] = { ...options.stdio[0], input: options.input };
  options.stdio.forEach((member, index) => {
    if (member.input != null) member.input = inputBytes(member.input, index, options.encoding);
  });
  return runToEnd(options);
}

// The error of a child that could not be started or did not end well.
function failureOf(result, words) {
  if (result.error) return Object.assign(result.error, result);
  if (result.status === 0) return undefined;
  let message = `Command failed: ${words}`;
  if (result.stderr && result.stderr.length > 0) message += `\n${result.stderr.toString()}`;
  return genericNodeError(message, result);
}

function outputOf(result, words, showsErrors) {
  if (showsErrors && result.stderr) process.stderr.write(result.stderr);
  const failure = failureOf(result, words);
  if (failure) throw failure;
  return result.stdout;
}

function execFileSync(file, argv, options) {
  ({ file, args: argv, options } = args.execFileArguments(file, argv, options));
  const showsErrors = !options.stdio;
  const result = spawnSync(file, argv, options);
  return outputOf(result, [options.argv0 || file, ...argv].join(' '), showsErrors);
}

function execSync(command, options) {
  const normal = args.execArguments(command, options, null);
  const showsErrors = !normal.options.stdio;
  return outputOf(spawnSync(normal.file, normal.options), command, showsErrors);
}

module.exports = { execFileSync, execSync, spawnSync };
