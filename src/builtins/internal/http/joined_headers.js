// What becomes of headers that come more than once: dropped, a list, or joined.
'use strict';

const ONCE = new Set([
  'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host', 'if-modified-since',
  'if-unmodified-since', 'last-modified', 'location', 'max-forwards', 'proxy-authorization', 'referer', 'retry-after',
  'server', 'user-agent',
]);

// Adds a header, whose name is in lower case, to an object of headers.
function joinField(headers, name, value, joinAll) {
  if (!Object.hasOwn(headers, name)) {
    headers[name] = name === 'set-cookie' ? [value] : value;
  } else if (name === 'set-cookie') {
    headers[name].push(value);
  } else if (name === 'cookie') {
    headers[name] += `; ${value}`;
  } else if (joinAll || !ONCE.has(name)) {
    headers[name] += `, ${value}`;
  }
}

module.exports = { joinField };
