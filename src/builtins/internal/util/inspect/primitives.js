// How inspection writes strings, numbers, bigints and symbols. Neighbour: `inspect/layout` breaks the lines.
'use strict';

// A surrogate pair is matched first so that what remains is a lone half, which is escaped.
const PAIR = '[\\ud800-\\udbff][\\udc00-\\udfff]';
const needsEscape = new RegExp(`${PAIR}|[\\x00-\\x1f\\x27\\x5c\\x7f-\\x9f\\ud800-\\udfff]`, 'g');
const needsEscapeKeepQuote = new RegExp(`${PAIR}|[\\x00-\\x1f\\x5c\\x7f-\\x9f\\ud800-\\udfff]`, 'g');

const NAMED = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\', "'": "\\'" };

function escapeCharacter(text) {
  if (text.length === 2) return text;
  const named = NAMED[text];
  if (named !== undefined) return named;
  const code = text.charCodeAt(0);
  return code > 0xff ? `\\u${code.toString(16)}` : `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
}

// Quotes a string with the kind of quote it does not contain (' then " then `).
function strEscape(text) {
  let quote = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) quote = '"';
    else if (!text.includes('`') && !text.includes('${')) quote = '`';
  }
  return `${quote}${text.replace(quote === "'" ? needsEscape : needsEscapeKeepQuote, escapeCharacter)}${quote}`;
}

function escapeSymbol(symbol) {
  return Symbol.prototype.toString.call(symbol).replace(needsEscape, escapeCharacter);
}

function separateInteger(digits) {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, '_');
}

function separateFraction(digits) {
  return digits.replace(/\d{3}(?=\d)/g, '$&_');
}

function formatNumber(stylize, number, numericSeparator) {
  let text = Object.is(number, -0) ? '-0' : `${number}`;
  if (numericSeparator && Number.isFinite(number) && !text.includes('e')) {
    const [integer, fraction] = text.split('.');
    text = separateInteger(integer) + (fraction === undefined ? '' : `.${separateFraction(fraction)}`);
  }
  return stylize(text, 'number');
}

function formatBigInt(stylize, bigint, numericSeparator) {
  const text = String(bigint);
  return stylize(`${numericSeparator ? separateInteger(text) : text}n`, 'bigint');
}

// Shorter strings are never broken into several lines.
const MIN_LINE_LENGTH = 16;

function formatString(stylize, value, ctx) {
  let text = value;
  let trailer = '';
  const omitted = text.length - ctx.maxStringLength;
  if (omitted > 0) {
    text = text.slice(0, ctx.maxStringLength);
    trailer = `... ${omitted} more character${omitted > 1 ? 's' : ''}`;
  }
  const mayBreak = ctx.compact !== true && text.length > MIN_LINE_LENGTH &&
    text.length > ctx.breakLength - ctx.indentationLvl - 4;
  if (!mayBreak) return stylize(strEscape(text), 'string') + trailer;
  const lines = text.match(/[^\n]*\n|[^\n]+/g);
  return lines.map((line) => stylize(strEscape(line), 'string'))
    .join(` +\n${' '.repeat(ctx.indentationLvl + 2)}`) + trailer;
}

function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string': return formatString(stylize, value, ctx);
    case 'number': return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint': return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'symbol': return stylize(Symbol.prototype.toString.call(value), 'symbol');
    default: return stylize(`${value}`, typeof value);
  }
}

module.exports = { escapeSymbol, formatBigInt, formatNumber, formatPrimitive, strEscape };
