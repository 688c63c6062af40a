// The Console class: formatting to one or two streams, with groups, counters, timers and tables.
// Neighbours: `console/methods` (what each method does), `console/global` (the global object), `console/table`.
'use strict';

const methods = require('internal/console/methods');

const { kIsConsole, kState } = methods;
const codes = () => require('internal/errors').codes;

const hidden = (value) => ({ __proto__: null, writable: true, enumerable: false, configurable: true, value });

// Gives an object what the methods expect of `this`. The streams are read when they are first needed; until then
// messages go to what `direct` gives, if it gives something.
function initialize(instance, source, { ignoreErrors, colorMode, inspectOptions, groupIndentation = 2, direct }) {
  const streams = { stdout: undefined, stderr: undefined };
  const stream = (name) => ({
    __proto__: null,
    enumerable: false,
    configurable: true,
    get() {
      streams[name] ??= source[name];
      return streams[name];
    },
    set(value) {
      streams[name] = value;
    },
  });
  const outputOf = (name) => streams[name] ?? direct?.(name) ?? instance[`_${name}`];
  const times = new Map();
  Object.defineProperties(instance, {
    _stdout: stream('stdout'),
    _stderr: stream('stderr'),
    _ignoreErrors: hidden(Boolean(ignoreErrors)),
    _times: hidden(times),
    [kIsConsole]: hidden(true),
    [kState]: hidden({ colorMode, inspectOptions, groupIndentation, outputOf, indentation: '', counts: new Map() }),
    [Symbol.toStringTag]: { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'console' },
  });
}

function checkInspectOptions(options, stdout, stderr) {
  const { inspectOptions } = options;
  if (inspectOptions === undefined) return undefined;
  require('internal/validators').validateObject(inspectOptions, 'options.inspectOptions');
  const byStream = inspectOptions instanceof Map ? inspectOptions :
    new Map([[stdout, inspectOptions], [stderr, inspectOptions]]);
  for (const { colors } of byStream.values()) {
    if (colors !== undefined && options.colorMode !== undefined) {
      throw new (codes().ERR_INCOMPATIBLE_OPTION_PAIR)('options.inspectOptions.color', 'colorMode');
    }
  }
  return byStream;
}

// new Console(options) or new Console(stdout, stderr, ignoreErrors); `new` may be missing.
function Console(first, second, third) {
  if (new.target === undefined) return Reflect.construct(Console, arguments);
  const options = !first || typeof first.write === 'function' ?
    { stdout: first, stderr: second, ignoreErrors: third } : first;
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', groupIndentation } = options;
  if (!stdout || typeof stdout.write !== 'function') throw new (codes().ERR_CONSOLE_WRITABLE_STREAM)('stdout');
  if (!stderr || typeof stderr.write !== 'function') throw new (codes().ERR_CONSOLE_WRITABLE_STREAM)('stderr');
  const { validateInteger, validateOneOf } = require('internal/validators');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, 1000);
  const inspectOptions = checkInspectOptions(options, stdout, stderr);

  // Bound to the instance, but looked up through it: subclasses override methods.
  for (const key of Object.keys(Console.prototype)) {
    this[key] = this[key].bind(this);
    Object.defineProperty(this[key], 'name', { __proto__: null, value: key, configurable: true });
  }
  initialize(this, { stdout, stderr }, { ignoreErrors, colorMode, inspectOptions, groupIndentation });
}

// The global console is no instance by its prototype.
Object.defineProperty(Console, Symbol.hasInstance, {
  __proto__: null,
  value: Object.defineProperty(function hasInstance(instance) {
    return instance[kIsConsole];
  }, 'name', { __proto__: null, value: '[Symbol.hasInstance]', configurable: true }),
});

Object.assign(Console.prototype, methods.consoleMethods);

module.exports = { Console, initialize };
