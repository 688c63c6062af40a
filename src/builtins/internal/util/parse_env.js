// util.parseEnv: the variables of a .env file.
'use strict';

// The end of a quoted value that starts at `start`, or -1 when the quote is never closed.
function quotedEnd(text, start) {
  return text.indexOf(text[start], start + 1);
}

function parseEnv(content) {
  const variables = { __proto__: null };
  const text = content.replaceAll('\r\n', '\n');
  let position = 0;
  while (position < text.length) {
    const newline = text.indexOf('\n', position);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(position, lineEnd);
    const equals = line.indexOf('=');
    if (/^\s*(#|$)/.test(line) || equals === -1) {
      position = lineEnd + 1;
      continue;
    }
    const key = line.slice(0, equals).trim().replace(/^export\s+/, '');
    let valueStart = position + equals + 1;
    while (valueStart < lineEnd && (text[valueStart] === ' ' || text[valueStart] === '\t')) valueStart++;
    const quote = text[valueStart];
    const end = valueStart < lineEnd && (quote === '"' || quote === "'" || quote === '`') ?
      quotedEnd(text, valueStart) : -1;
    if (end !== -1) {
      // Quoted values may span lines; the rest of the last line is ignored.
      const value = text.slice(valueStart + 1, end);
      if (key !== '') variables[key] = quote === '"' ? value.replaceAll('\\n', '\n') : value;
      const nextNewline = text.indexOf('\n', end);
      position = nextNewline === -1 ? text.length : nextNewline + 1;
    } else {
      const value = text.slice(valueStart, lineEnd);
      const comment = value.indexOf('#');
      if (key !== '') variables[key] = (comment === -1 ? value : value.slice(0, comment)).trim();
      position = lineEnd + 1;
    }
  }
  // Node keeps them in an ordered map.
  return Object.assign({ __proto__: null }, Object.fromEntries(Object.entries(variables).sort(byName)));
}

const byName = ([a], [b]) => (a < b ? -1 : 1);

module.exports = { parseEnv };
