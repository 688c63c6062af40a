// Percent-encoding with a set of characters that stay, shared by `querystring`, `url` and URLSearchParams.
'use strict';

const keptBySet = new Map();

function isKept(kept) {
  let table = keptBySet.get(kept);
  if (table === undefined) {
    table = new Uint8Array(128);
    for (let i = 0; i < kept.length; i++) table[kept.charCodeAt(i)] = 1;
    keptBySet.set(kept, table);
  }
  return table;
}

const percent = (byte) => (byte < 16 ? '%0' : '%') + byte.toString(16).toUpperCase();

// Encodes all but the characters of `kept` (ASCII) as UTF-8; a space becomes `space`. A lone surrogate
// takes the next code unit with it, whatever that is; one at the end is an error.
function encodeStr(text, kept, space = '%20') {
  const table = isKept(kept);
  let encoded = '';
  let done = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80 && table[code] === 1) continue;
    encoded += text.slice(done, i);
    if (code < 0x80) {
      encoded += code === 0x20 ? space : percent(code);
    } else if (code < 0x800) {
      encoded += percent(0xC0 | code >> 6) + percent(0x80 | code & 0x3F);
    } else if (code < 0xD800 || code >= 0xE000) {
      encoded += percent(0xE0 | code >> 12) + percent(0x80 | code >> 6 & 0x3F) + percent(0x80 | code & 0x3F);
    } else {
      if (++i >= text.length) {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_URI();
      }
      code = 0x10000 + ((code & 0x3FF) << 10 | text.charCodeAt(i) & 0x3FF);
      encoded += percent(0xF0 | code >> 18) + percent(0x80 | code >> 12 & 0x3F) + percent(0x80 | code >> 6 & 0x3F) +
        percent(0x80 | code & 0x3F);
    }
    done = i + 1;
  }
  return done === 0 ? text : encoded + text.slice(done);
}

module.exports = { encodeStr };
