// node:punycode: labels both ways, domains, e-mail addresses, bad input.
'use strict';

const punycode = require('punycode');

function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, error.name, error.message);
  }
}
for (const text of ['ma\u00f1ana', 'b\u00fccher', '\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587', '\ud83d\ude00', 'a-b-\u00fc', 'abc', '', '-', '\u00fc', 'Hello-Another-Way-\u305d\u308c\u305e\u308c\u306e\u5834\u6240', '\u2603-\u2318', '\u{10FFFF}a']) {
  attempt(text, () => punycode.encode(text));
  attempt('back', () => punycode.decode(punycode.encode(text)) === text);
  attempt('ascii', () => punycode.toASCII(`x.${text}.com`));
  attempt('unicode', () => punycode.toUnicode(punycode.toASCII(`x.${text}.com`)));
  attempt('mail', () => punycode.toASCII(`\u00e4@${text}\u3002org`));
}
for (const bad of ['\u0080-a', '!!', 'a-\u00fc', '99999999', 'ls8h=', 'a-', '-a', 'zzzzzzzz']) attempt(JSON.stringify(bad), () => JSON.stringify(punycode.decode(bad)));
console.log(punycode.ucs2.decode('a\ud83d\ude00\ud800').join(), punycode.ucs2.encode([97, 0x1F600]), punycode.version, Object.keys(punycode).join());
