// util.inspect: shows any value as text, without side effects as far as the language allows.
//
// `ctx` carries the options and the state of one call: the objects above the current one (`seen`), the indentation,
// the deepest level reached (`currentDepth`), and which objects are referred to again (`circular`).
// Neighbours in `inspect/`: primitives, collections, constructor_name, error_text, layout, styles, width, format.
'use strict';

const { builtInNames, getConstructorName, getObjectPrefix } =
  require('internal/util/inspect/constructor_name');
const { getTag } = require('internal/util/inspect/keys');
const { isTooDeep, planIterable, planObject } = require('internal/util/inspect/plans');
const { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString } = require('internal/util/inspect/layout');
const { escapeSymbol, formatPrimitive, strEscape } = require('internal/util/inspect/primitives');
const { colors, stylizeNoColor, styles } = require('internal/util/inspect/styles');

const { proxyDetails } = internalBinding('engine');
const customInspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const isIdentifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
const inspectDefaultOptions = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

// After this many characters at one indentation, only the top level of the rest is shown.
const MAX_OUTPUT_LENGTH = 2 ** 27;

// util.inspect(value, options), or the old form util.inspect(value, showHidden, depth, colors).
function inspect(value, options) {
  const ctx = {
    budget: {},
    indentationLvl: 0,
    seen: [],
    currentDepth: 0,
    stylize: stylizeNoColor,
    ...inspectDefaultOptions,
  };
  if (arguments.length > 2 && arguments[2] !== undefined) ctx.depth = arguments[2];
  if (arguments.length > 3 && arguments[3] !== undefined) ctx.colors = arguments[3];
  if (typeof options === 'boolean') {
    ctx.showHidden = options;
  } else if (options) {
    for (const key of Object.keys(options)) {
      if (Object.hasOwn(inspectDefaultOptions, key) || key === 'stylize') ctx[key] = options[key];
      // Options of the caller's own reach custom inspection functions.
      else ctx.userOptions ??= options;
    }
  }
  if (ctx.colors) ctx.stylize = stylizeWithColor;
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
  return formatValue(ctx, value, 0);
}
inspect.custom = customInspectSymbol;
Object.defineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() {
    return inspectDefaultOptions;
  },
  set(options) {
    require('internal/validators').validateObject(options, 'options');
    return Object.assign(inspectDefaultOptions, options);
  },
});
inspect.colors = colors;
inspect.styles = styles;

function stylizeWithColor(text, styleName) {
  const style = inspect.styles[styleName];
  if (typeof style === 'function') return style(text);
  const color = style === undefined ? undefined : inspect.colors[style];
  return color === undefined ? text : `\x1b[${color[0]}m${text}\x1b[${color[1]}m`;
}

// The options as a custom inspection function receives them.
function getUserOptions(ctx, isForeign) {
  const options = { stylize: ctx.stylize };
  for (const name of Object.keys(inspectDefaultOptions)) options[name] = ctx[name];
  Object.assign(options, ctx.userOptions);
  // An object that does not come from this realm, or a proxy, gets no object of ours.
  if (isForeign) {
    Object.setPrototypeOf(options, null);
    for (const key of Object.keys(options)) {
      const kind = typeof options[key];
      if ((kind === 'object' && options[key] !== null) || kind === 'function') delete options[key];
    }
    options.stylize = Object.setPrototypeOf((value, flavour) => {
      try {
        return `${ctx.stylize(value, flavour)}`;
      } catch {
        return value;
      }
    }, null);
  }
  return options;
}

// The result of the value's own inspection function, or undefined when it has none or that returns the value itself.
function inspectCustom(ctx, value, receiver, isProxy, recurseTimes) {
  const custom = value[customInspectSymbol];
  if (typeof custom !== 'function' || custom === inspect) return undefined;
  // Prototype objects are shown as they are.
  const constructor = Object.getOwnPropertyDescriptor(value, 'constructor')?.value;
  if (constructor?.prototype === value) return undefined;
  const depth = ctx.depth === null ? null : ctx.depth - recurseTimes;
  const isForeign = isProxy || !(receiver instanceof Object);
  const result = custom.call(receiver, depth, getUserOptions(ctx, isForeign), inspect);
  if (result === receiver) return undefined;
  if (typeof result !== 'string') return formatValue(ctx, result, recurseTimes);
  return result.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
}

function wrapInProxy(ctx, text, count) {
  let result = text;
  for (let i = 0; i < count; i++) result = `${ctx.stylize('Proxy(', 'special')}${result}${ctx.stylize(')', 'special')}`;
  return result;
}

function formatValue(ctx, original, recurseTimes, typedArray) {
  if (original === null) return ctx.stylize('null', 'null');
  if (typeof original !== 'object' && typeof original !== 'function') {
    return formatPrimitive(ctx.stylize, original, ctx);
  }
  // Looking through proxies first means that no trap ever runs.
  let value = original;
  let proxies = 0;
  for (let proxy = proxyDetails(value); proxy !== undefined; proxy = proxyDetails(value)) {
    if (proxy[0] === null) return wrapInProxy(ctx, ctx.stylize('<Revoked Proxy>', 'special'), proxies);
    if (ctx.showProxy) return formatProxy(ctx, proxy, recurseTimes);
    value = proxy[0];
    proxies++;
  }
  if (ctx.customInspect) {
    const custom = inspectCustom(ctx, value, original, proxies !== 0, recurseTimes);
    if (custom !== undefined) return custom;
  }
  if (ctx.seen.includes(value)) {
    ctx.circular ??= new Map();
    if (!ctx.circular.has(value)) ctx.circular.set(value, ctx.circular.size + 1);
    return ctx.stylize(`[Circular *${ctx.circular.get(value)}]`, 'special');
  }
  return wrapInProxy(ctx, formatRaw(ctx, value, recurseTimes, typedArray), proxies);
}

function formatProxy(ctx, proxy, recurseTimes) {
  if (isTooDeep(ctx, recurseTimes)) return ctx.stylize('Proxy [Array]', 'special');
  ctx.indentationLvl += 2;
  const output = proxy.map((part) => formatValue(ctx, part, recurseTimes + 1));
  ctx.indentationLvl -= 2;
  return reduceToSingleString(ctx, output, '', ['Proxy [', ']'], kArrayExtrasType, recurseTimes + 1);
}

function formatRaw(ctx, value, recurseTimes, typedArray) {
  const protoProps = ctx.showHidden && !isTooDeep(ctx, recurseTimes) ? [] : undefined;
  const constructor = getConstructorName(formatting, value, ctx, recurseTimes, protoProps);
  const extraProps = protoProps?.length > 0 ? protoProps : undefined;
  const tag = getTag(ctx, value);
  let plan;
  if (constructor === null || Symbol.iterator in value) {
    plan = planIterable(formatting, ctx, value, constructor, tag, extraProps);
  }
  plan ??= planObject(formatting, ctx, value, constructor, tag, extraProps, recurseTimes, typedArray);
  if (plan.text !== undefined) return plan.text;
  if (isTooDeep(ctx, recurseTimes)) {
    const name = getObjectPrefix(value, constructor, tag).slice(0, -1);
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }
  return formatPlanned(ctx, value, plan, recurseTimes + 1, extraProps, typedArray, constructor, tag);
}

function formatPlanned(ctx, value, plan, recurseTimes, protoProps, typedArray, constructor, tag) {
  const { braces, keys, extrasType = kObjectType } = plan;
  let base = plan.base ?? '';
  const indentation = ctx.indentationLvl;
  ctx.seen.push(value);
  ctx.currentDepth = recurseTimes;
  let output;
  try {
    output = plan.entries === undefined ? [] : plan.entries(recurseTimes);
    for (const key of plan.extraKeys ?? []) {
      output.push(formatExtraProperty(ctx, value, recurseTimes, key, plan.typedArray ?? typedArray));
    }
    for (const key of keys) output.push(formatProperty(ctx, value, recurseTimes, key, extrasType));
    if (protoProps !== undefined) output.push(...protoProps);
  } catch (error) {
    if (!require('internal/errors').isStackOverflowError(error)) throw error;
    ctx.seen.pop();
    ctx.indentationLvl = indentation;
    const name = getObjectPrefix(value, constructor, tag).slice(0, -1);
    return ctx.stylize(
      `[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
  }
  const reference = ctx.circular?.get(value);
  if (reference !== undefined) {
    const mark = ctx.stylize(`<ref *${reference}>`, 'special');
    if (ctx.compact === true) braces[0] = `${mark} ${braces[0]}`;
    else base = base === '' ? mark : `${mark} ${base}`;
  }
  ctx.seen.pop();
  if (ctx.sorted) sortOutput(ctx, output, extrasType, keys.length);

  const result = reduceToSingleString(ctx, output, base, braces, extrasType, recurseTimes, value);
  const length = (ctx.budget[ctx.indentationLvl] ?? 0) + result.length;
  ctx.budget[ctx.indentationLvl] = length;
  if (length > MAX_OUTPUT_LENGTH) ctx.depth = -1;
  return result;
}

// Sorts the properties; elements of arrays keep their places before them.
function sortOutput(ctx, output, extrasType, keyCount) {
  const comparator = ctx.sorted === true ? undefined : ctx.sorted;
  if (extrasType === kObjectType) output.sort(comparator);
  else if (keyCount > 1) output.push(...output.splice(output.length - keyCount).sort(comparator));
}

// Lengths, offsets and buffers: accessors of the prototype, shown like hidden properties.
function formatExtraProperty(ctx, value, recurseTimes, key, typedArray) {
  ctx.indentationLvl += 2;
  let property;
  try {
    property = value[key];
  } catch {
    property = value.buffer[key];
  }
  const text = formatValue(ctx, property, recurseTimes, typedArray);
  ctx.indentationLvl -= 2;
  return `${ctx.stylize(`[${key}]`, 'string')}: ${text}`;
}

function formatGetter(ctx, descriptor, receiver, recurseTimes) {
  const label = descriptor.set === undefined ? 'Getter' : 'Getter/Setter';
  const { getters } = ctx;
  const special = (text) => ctx.stylize(text, 'special');
  const wanted = getters === true || (getters === 'get' && descriptor.set === undefined) ||
    (getters === 'set' && descriptor.set !== undefined);
  if (!wanted) return special(`[${label}]`);
  ctx.indentationLvl += 2;
  let text;
  try {
    const result = descriptor.get.call(receiver);
    if (result !== null && (typeof result === 'object' || typeof result === 'function')) {
      text = `${special(`[${label}]`)} ${formatValue(ctx, result, recurseTimes)}`;
    } else {
      const shown = result === null ? ctx.stylize('null', 'null') : formatPrimitive(ctx.stylize, result, ctx);
      text = `${special(`[${label}:`)} ${shown}${special(']')}`;
    }
  } catch (error) {
    text = `${special(`[${label}:`)} <Inspection threw (${formatValue(ctx, error, recurseTimes)})>${special(']')}`;
  }
  ctx.indentationLvl -= 2;
  return text;
}

function formatKey(ctx, key) {
  if (typeof key === 'symbol') return ctx.stylize(escapeSymbol(key), 'symbol');
  if (key === '__proto__') return "['__proto__']";
  return isIdentifier.test(key) ? ctx.stylize(key, 'name') : ctx.stylize(strEscape(key), 'string');
}

function formatProperty(ctx, value, recurseTimes, key, type, known, receiver = value) {
  const descriptor = known ?? Object.getOwnPropertyDescriptor(value, key) ??
    { value: value[key], configurable: true, enumerable: true };
  let separator = ' ';
  let text;
  if (descriptor.value !== undefined) {
    const indentation = ctx.compact !== true || type !== kObjectType ? 2 : 3;
    ctx.indentationLvl += indentation;
    text = formatValue(ctx, descriptor.value, recurseTimes);
    if (indentation === 3 &&
        ctx.breakLength < require('internal/util/inspect/width').getStringWidth(text, ctx.colors)) {
      separator = `\n${' '.repeat(ctx.indentationLvl)}`;
    }
    ctx.indentationLvl -= indentation;
  } else if (descriptor.get !== undefined) {
    text = formatGetter(ctx, descriptor, receiver, recurseTimes);
  } else {
    text = descriptor.set === undefined ? ctx.stylize('undefined', 'undefined') : ctx.stylize('[Setter]', 'special');
  }
  if (type === kArrayType) return text;
  const name = formatKey(ctx, key);
  return `${descriptor.enumerable === false ? `[${name}]` : name}:${separator}${text}`;
}

// What the neighbours call back into.
const formatting = { formatProperty, formatValue, inspect };

const { format, formatArguments, formatWithOptions } = require('internal/util/inspect/format');
const width = require('internal/util/inspect/width');

module.exports = {
  builtInNames,
  format,
  formatArguments,
  formatWithOptions,
  getStringWidth: width.getStringWidth,
  inspect,
  inspectDefaultOptions,
  isZeroWidthCodePoint: width.isZeroWidthCodePoint,
  stripVTControlCharacters: width.stripVTControlCharacters,
  stylizeWithColor,
};
