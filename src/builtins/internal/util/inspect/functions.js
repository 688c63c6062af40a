// The texts of functions, classes ("[class A extends B]") and boxed primitives ("[Number: 3]").
'use strict';

const { formatPrimitive } = require('internal/util/inspect/primitives');
const { stylizeNoColor } = require('internal/util/inspect/styles');

const { classOf } = internalBinding('engine');

// Tells a class from a function by its source: "class", a name and maybe an "extends" clause before the body.
function isClass(value) {
  const source = Function.prototype.toString.call(value);
  if (!source.startsWith('class') || !source.endsWith('}')) return false;
  const body = source.slice(5, -1);
  const brace = body.indexOf('{');
  if (brace === -1) return false;
  if (!body.slice(0, brace).includes('(')) return true;
  return /^(\s+[^(]*?)\s*\{/.test(body.replace(/(\/\/.*?\n)|(\/\*(.|\n)*?\*\/)/g, ''));
}

function getClassBase(value, constructor, tag) {
  const name = (Object.hasOwn(value, 'name') && value.name) || '(anonymous)';
  let base = `class ${name}`;
  if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  if (constructor === null) {
    base += ' extends [null prototype]';
  } else {
    const superName = Object.getPrototypeOf(value).name;
    if (superName) base += ` extends ${superName}`;
  }
  return `[${base}]`;
}

function getFunctionBase(formatting, ctx, value, constructor, tag) {
  if (isClass(value)) return getClassBase(value, constructor, tag);
  const engineName = classOf(value);
  const type = engineName.endsWith('Function') ? engineName : 'Function';
  let base = `[${type}`;
  if (constructor === null) base += ' (null prototype)';
  if (value.name === '') base += ' (anonymous)';
  else base += `: ${typeof value.name === 'string' ? value.name : formatting.formatValue(ctx, value.name)}`;
  base += ']';
  if (constructor !== type && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}

// Takes the indices of a boxed string out of `keys`.
function getBoxedBase(ctx, value, kind, keys, constructor, tag) {
  if (kind === 'String') keys.splice(0, value.length);
  let base = `[${kind}`;
  if (constructor === null) base += ' (null prototype)';
  else if (constructor !== kind) base += ` (${constructor})`;
  const primitive = globalThis[kind].prototype.valueOf.call(value);
  base += `: ${formatPrimitive(stylizeNoColor, primitive, ctx)}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  if (keys.length !== 0 || ctx.stylize === stylizeNoColor) return base;
  return ctx.stylize(base, kind.toLowerCase());
}

module.exports = { getBoxedBase, getFunctionBase };
