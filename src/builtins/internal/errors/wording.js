// Phrases that several error messages share: lists ("a, b, or c") and what a wrong value is ("type number (3)").
'use strict';

function formatList(items, conjunction = 'and') {
  const last = items.length - 1;
  if (last < 1) return `${items[0] ?? ''}`;
  if (last === 1) return `${items[0]} ${conjunction} ${items[1]}`;
  return `${items.slice(0, last).join(', ')}, ${conjunction} ${items[last]}`;
}

function describeString(text) {
  const shown = text.length > 28 ? `${text.slice(0, 25)}...` : text;
  return shown.includes("'") ? JSON.stringify(shown) : `'${shown}'`;
}

// Says what a value is, for "Received ..." at the end of a message.
function determineSpecificType(value) {
  if (value == null) return `${value}`;
  switch (typeof value) {
    case 'function':
      return `function ${value.name}`;
    case 'object': {
      // The constructor and its name may be anything, even accessors: read each once.
      const name = value.constructor?.name;
      if (typeof name === 'string' && name !== '') return `an instance of ${name}`;
      return require('internal/util/inspect').inspect(value, { depth: -1 });
    }
    case 'string':
      return `type string (${describeString(value)})`;
    case 'number':
      return `type number (${Object.is(value, -0) ? '-0' : value})`;
    case 'bigint':
      return `type bigint (${value}n)`;
    default:
      return `type ${typeof value} (${String(value)})`;
  }
}

// 1234567 -> 1_234_567. Numbers in exponent form get a separator too ("1e_+21"), as in Node.
function separateThousands(digits) {
  const sign = digits[0] === '-' ? '-' : '';
  let rest = digits.slice(sign.length);
  let separated = '';
  for (; rest.length > 3; rest = rest.slice(0, -3)) separated = `_${rest.slice(-3)}${separated}`;
  return `${sign}${rest}${separated}`;
}

module.exports = { determineSpecificType, formatList, separateThousands };
