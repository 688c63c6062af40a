// Strings: building, taking apart, searching, replacing; and JSON and regular expressions.
'use strict';

const { generator, words, orders, mix, ofText } = require('../data.js');

const isLetter = (code) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isDigit = (code) => code >= 48 && code <= 57;

// Names, numbers and signs of a text that looks like a program.
function tokens(text) {
  const counts = [0, 0, 0];
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    let end = at + 1;
    if (isLetter(code)) {
      while (end < text.length && (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)))) end++;
      counts[0] = mix(counts[0], text.slice(at, end).length);
    } else if (isDigit(code)) {
      while (end < text.length && isDigit(text.charCodeAt(end))) end++;
      counts[1] = mix(counts[1], Number(text.slice(at, end)));
    } else if (code !== 32 && code !== 10) {
      counts[2] = mix(counts[2], code);
    }
    at = end;
  }
  return counts.reduce(mix, 0);
}

function program() {
  const random = generator(41);
  return words(42, 6000).map((word, i) => `${word}${random.below(50)} = (${i} + ${word});\n`).join('');
}

function logLines(count) {
  const random = generator(43);
  const list = words(44, count * 2);
  return Array.from({ length: count }, (_, i) => (
    `10.${random.below(256)}.${random.below(256)}.1 - [${10 + random.below(18)}/Nov/2026:12:00:${10 + random.below(50)}] ` +
    `"GET /${list[i * 2]}/${list[i * 2 + 1]}?id=${random.below(10000)} HTTP/1.1" ${random.pick([200, 200, 304, 404, 500])} ${random.below(100000)}`
  ));
}

module.exports = {
  'build texts': () => {
    const list = words(45, 5000);
    return () => {
      let page = '';
      for (let i = 0; i < list.length; i++) {
        page += `<li id="${i}">` + list[i] + '</li>';
        if (i % 100 === 0) page += ['\n', String(i).padStart(8), '-'.repeat(20), '\n'].join('|');
      }
      return ofText(page.slice(-1000), page.length);
    };
  },
  'split and join texts': () => {
    const text = words(46, 10000).join(' ');
    return () => {
      const parts = text.split(' ').map((word) => word.split('a').reverse().join('-'));
      const joined = parts.join(',');
      return ofText(joined.slice(-200), parts.length + joined.split('').length);
    };
  },
  'search texts': () => {
    const text = words(47, 10000).join(' ');
    const wanted = words(48, 40);
    return () => {
      let sum = 0;
      for (const word of wanted) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) sum = mix(sum, at);
        sum = mix(sum, text.lastIndexOf(word) + (text.includes(`${word}!`) ? 1 : 0));
      }
      return sum;
    };
  },
  'replace in texts': () => {
    const list = words(49, 4000);
    return () => {
      let sum = 0;
      for (const word of list) {
        const changed = word.replace('k', 'c').replaceAll('a', '4').toUpperCase().trim();
        sum = mix(sum, changed.length + changed.charCodeAt(0) + (changed.startsWith('C') ? 1 : 0));
      }
      return mix(sum, list.join(' ').replaceAll('or', 'OR').indexOf('OR'));
    };
  },
  'read tokens': () => {
    const text = program();
    return () => tokens(text);
  },
  'JSON.parse': () => {
    const text = JSON.stringify(orders(50, 600));
    return () => {
      const list = JSON.parse(text);
      return mix(list.length, list.reduce((sum, order) => mix(sum, order.lines.length + order.id), 0));
    };
  },
  'JSON.stringify': () => {
    const list = orders(51, 600);
    return () => {
      const text = JSON.stringify(list);
      return ofText(text.slice(-500), text.length);
    };
  },
  'RegExp: groups': () => {
    const lines = logLines(1500);
    const line = /^(?<address>[\d.]+) - \[(?<time>[^\]]+)\] "(?<method>[A-Z]+) (?<path>[^ ?]+)(?:\?id=(?<id>\d+))? HTTP\/1\.1" (?<status>\d{3}) (?<size>\d+)$/;
    return () => {
      let sum = 0;
      for (const text of lines) {
        const { address, path, id, status, size } = line.exec(text).groups;
        sum = mix(sum, address.length + path.length + Number(id) + Number(status) + Number(size));
      }
      return sum;
    };
  },
  'RegExp: replace and match': () => {
    const text = logLines(1000).join('\n');
    return () => {
      const numbered = text.replace(/\b(\d+)\b/g, (digits) => String(Number(digits) + 1));
      const short = numbered.replace(/[aeiou]{1,2}/g, '_');
      let sum = short.length;
      for (const match of numbered.matchAll(/\/([a-z]+)\/([a-z]+)/g)) sum = mix(sum, match[1].length * match.index);
      return mix(sum, /(?:xyz|zyx)+$/.test(text) ? 1 : 0);
    };
  },
};
