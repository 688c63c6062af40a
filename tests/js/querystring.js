// node:querystring: parsing, formatting, escaping, custom codecs, bad escapes, limits.
'use strict';

const querystring = require('querystring');

const show = (value) => JSON.stringify(value);
for (const text of ['a=1&b=2', 'a=1&a=2&a=3', 'a', '=b', '=', '&', '&&a=1&&', 'a=b=c', 'a%20b=c+d', '%', 'a=%', 'a=%zz', 'a=%e4%bd%a0',
  'a=%ff', 'a%ff=+%2B', 'a=%u1234', '__proto__=1&hasOwnProperty=2', 'a=1;b=2', 'a[]=1&a[]=2', '%26=%3D', 'a=%41%4', 'é=ü', '']) {
  console.log('parse', show(text), show(querystring.parse(text)));
}
console.log(Object.getPrototypeOf(querystring.parse('a=1')));
console.log(show(querystring.parse('a:1;b:2', ';', ':')), show(querystring.parse('a=>1, b=>2', ', ', '=>')), show(querystring.parse('a==1&&b==2', '&&', '==')));
console.log(show(querystring.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 })), show(querystring.parse('&&a=1&b=2', null, null, { maxKeys: 2 })));
console.log(Object.keys(querystring.parse(Array.from({ length: 1200 }, (_, i) => `k${i}=1`).join('&'))).length);
console.log(Object.keys(querystring.parse(Array.from({ length: 1200 }, (_, i) => `k${i}=1`).join('&'), null, null, { maxKeys: 0 })).length);
console.log(show(querystring.parse('a+b=c%20d', null, null, { decodeURIComponent: (s) => `<${s}>` })));
console.log(show(querystring.parse('a=b', null, null, { decodeURIComponent() { throw new Error('no'); } })));
console.log(show(querystring.parse(5)), show(querystring.parse(null)));

for (const value of [{ a: 1, b: 'x y', c: true, d: null, e: undefined, f: NaN, g: Infinity, h: 10n, i: {}, j: [] }, { a: ['1', 2, null] },
  { 'é': '你好', '&': '=', "!'()*-._~": '"<>' }, { big: 1e21, neg: -1.5 }, { a: '\ud83d\ude00' }, { '': '' }, { a: '' }, [], ['x', 'y'], null, 'a', 5]) {
  console.log(show(querystring.stringify(value)));
}
console.log(querystring.stringify({ a: [1, 2], b: 3 }, ';', ':'), querystring.stringify({ a: 'x y' }, null, null, { encodeURIComponent: (s) => `[${s}]` }));
console.log(querystring.escape('a b&é'), querystring.escape({ toString: () => 'obj' }), querystring.escape(5), querystring.escape(undefined), querystring.escape(true));
try { querystring.escape('\ud800'); } catch (error) { console.log(error.name, error.code, error.message); }
try { querystring.escape(Symbol('x')); } catch (error) { console.log(error.name); }
console.log(querystring.unescape('a%20b+c'), querystring.unescape('%zz%41'), querystring.unescapeBuffer('a%20b+%4').toString(), querystring.unescapeBuffer('+%41', true).toString());
console.log(querystring.encode === querystring.stringify, querystring.decode === querystring.parse);
const before = querystring.unescape;
querystring.unescape = (s) => s.toUpperCase();
console.log(show(querystring.parse('a=b')));
querystring.unescape = before;
const escape = querystring.escape;
querystring.escape = (s) => `<${s}>`;
console.log(querystring.stringify({ a: '' }));
querystring.escape = escape;
