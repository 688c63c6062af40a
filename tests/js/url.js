// The WHATWG API: URL, URLSearchParams, file URLs, domains.
'use strict';

const url = require('url');

function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, error.name, error.code, error.message, error.input, error.base);
  }
}
const names = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];
const show = (u) => names.map((name) => u[name]).join(' ');

for (const text of ['http://user:pa%20ss@Sub.Example.COM:8080/p/a/../t/h?query=string#hash', 'https://example.com:443/', 'https://u@h', 'https://:p@h', 'file:///a/b', 'file://host/c', 'mailto:a@b.c?x#y',
  'data:text/plain,hi there', 'blob:https://a.b/uuid', 'blob:nodedata:1', 'javascript:alert(1)', 'http://[::1]:3000/x', 'http://[1:0::0:1]/', 'http://127.1/', 'http://0x7f.1/', 'http://\u00fcber.de/\u00fc?\u00fc#\u00fc',
  'web+demo:/.//not-a-host/', 'foo://h:80/p', 'foo:bar', 'ws://h:80', 'wss://h:443/', 'ftp://h:21/x', 'http://a/?', 'http://a/#', 'http://a/?#', ' http://trim/ ', 'ht\ntp://tab\t/x', 'http:\\\\a\\b', 'http://a/%7e/%zz',
  'HTTP://A/', 'http://a:99999/', 'http://a b/', 'http://', 'x', '', '//h/p', '/p', 'http://a:b/', 'http://a.b.c./', 'non-special://x y/', 'http://a/\ud800', 'urn:isbn:1', 'file:c:\\x\\y', 'http://user@/x', "http://a/'\"<>`{}|^", 'foo::bar']) {
  attempt(JSON.stringify(text), () => show(new URL(text)));
  attempt('on a base', () => show(new URL(text, 'http://base.example/dir/file?q#h')));
  attempt('can parse', () => `${URL.canParse(text)} ${URL.canParse(text, 'http://b')} ${URL.parse(text)?.href}`);
}
attempt('bad base', () => new URL('x', 'y'));
attempt('empty base', () => new URL('http://a', ''));
attempt('base mailto', () => new URL('x', 'mailto:a'));
attempt('no argument', () => new URL());
attempt('no argument parse', () => URL.parse());
attempt('no argument canParse', () => URL.canParse());
attempt('objects', () => show(new URL({ toString: () => 'http://o/' }, new URL('http://b'))));
attempt('symbol', () => { try { new URL(Symbol('x')); } catch (error) { return error.name; } return 'no error'; });

const setters = {
  protocol: ['https', 'ftp:', 'foo', 'file', '', '1a', 'ws:x'], host: ['x.y:99', 'z', '', 'a/b', ':1', 'a b', '[::1]:5'], hostname: ['n.m', 'a:1', '', 'a?b', '\u00fc.de'],
  port: ['81', '80', '', '65536', 'x', '12x', '443'], username: ['me', '', 'a:b@c'], password: ['s', '', 'p w'], pathname: ['q', '/r?s#t', '', '../u', '\\v'], search: ['a=b', '?c', '', '?', '#x', '\ud800'], hash: ['f', '#g', '', '#', 'a b'],
  href: ['http://new/', 'bad'], origin: ['http://x'],
};
for (const start of ['http://u:p@host.com:8080/p?q#h', 'https://h/', 'file:///f', 'mailto:a@b', 'foo://h/p']) {
  for (const name in setters) {
    for (const value of setters[name]) {
      attempt(`${start} ${name} = ${JSON.stringify(value)}`, () => {
        const u = new URL(start);
        if (name === 'origin') { try { u[name] = value; } catch (error) { return error.name; } } else u[name] = value;
        return show(u);
      });
    }
  }
}
{
  const u = new URL('http://a/?x=1&y=2#h');
  const { searchParams } = u;
  searchParams.append('z', 'a b&c=\u00e9');
  console.log(u.href, u.search, searchParams === u.searchParams);
  searchParams.delete('x');
  console.log(String(u), JSON.stringify(u), u.toString());
  u.search = '?n=1&n=2';
  console.log(searchParams.getAll('n').join(), searchParams.get('y'));
  searchParams.delete('n');
  console.log(u.href, u.search);
  u.href = 'http://b/?k=v';
  console.log(searchParams.get('k'), Object.prototype.toString.call(u), Object.keys(u).length);
  const inherited = [];
  for (const name in u) inherited.push(name);
  console.log(inherited.sort().join());
  u.searchParams.set('a', '~!*()\'-._ ');
  console.log(u.href);
  u.hash = 'x';
  console.log(u.href);
}
for (const init of ['a=1&b=2&a=3', '?q=%20+x', '', 'a', '=', '&&a', 'a=b=c', '%zz=%41%ff', 'a\ud800=b', [['a', 'b'], ['c', 1]], [new Set(['x', 'y'])], { a: 1, b: [1, 2] }, new URLSearchParams('x=y'), new Map([['m', 'n']]), null, undefined, 5]) {
  attempt('params', () => { const p = new URLSearchParams(init); return `${p} ${p.size} ${[...p].map((pair) => pair.join(':')).join('|')}`; });
}
for (const bad of [[['a']], [['a', 'b', 'c']], ['ab', 5], [null], { [Symbol.iterator]: 5 }, [[]]]) attempt('bad params', () => String(new URLSearchParams(bad)));
{
  const params = new URLSearchParams('c=1&a=2&b=3&a=1&\uffff=x&\ud83d\ude00=y');
  params.sort();
  console.log(String(params));
  console.log(params.has('a'), params.has('a', '1'), params.has('a', '9'), params.get('zz'), params.get('a'));
  params.set('a', 'only');
  params.append('d', undefined);
  params.delete('b', 'nothing');
  params.delete('b', '3');
  console.log(String(params), [...params.keys()].length, [...params.values()].length, params.entries().next().value.join(), params[Symbol.iterator] === params.entries);
  params.forEach(function(value, name, self) { console.log(value, name, self === params, this.x); }, { x: 1 });
  console.log(Object.prototype.toString.call(params), Object.prototype.toString.call(params.keys()), Object.keys(URLSearchParams.prototype).join());
}
attempt('few arguments', () => new URLSearchParams().append('a'));
attempt('few arguments get', () => new URLSearchParams().get());
attempt('few arguments delete', () => new URLSearchParams().delete());
attempt('bad this', () => URLSearchParams.prototype.get.call({}, 'a'));
attempt('bad callback', () => new URLSearchParams('a=1').forEach(5));

for (const path of ['/a/b', '/a b', '/a%20b', '/a#b?c', '/a\\b', '/dir/', '/\u00fc\n\t', "/'\"[]{}^|`~", '/a/../b', '/']) {
  attempt(`pathToFileURL ${JSON.stringify(path)}`, () => `${url.pathToFileURL(path).href} ${url.fileURLToPath(url.pathToFileURL(path)) === path}`);
}
for (const path of ['C:\\a\\b', 'C:\\a b#%?', '\\\\server\\share\\f', '\\\\?\\UNC\\server\\share\\f', 'C:\\dir\\', '\\\\server', '\\\\\\x']) {
  attempt(`windows ${path}`, () => url.pathToFileURL(path, { windows: true }).href);
}
for (const text of ['file:///a/b', 'file:///a%20b', 'file:///%E4', 'file:///a%2Fb', 'file:///a%5Cb', 'file://host/a', 'http://a', 'bad', 'file:///', 'file:///C:/x', 'file:///%zz']) {
  attempt(`fileURLToPath ${text}`, () => url.fileURLToPath(text));
  attempt('windows', () => url.fileURLToPath(text, { windows: true }));
  attempt('buffer', () => url.fileURLToPathBuffer(text).toString('hex'));
}
attempt('no path', () => url.pathToFileURL(5));
attempt('no url', () => url.fileURLToPath({}));
for (const domain of ['espa\u00f1ol.com', 'xn--i\u00f1valid.com', '\u4e2d\u6587.com', '1.2', 'a b', 'EXAMPLE.com', '', '[::1]', 'a:80', 'a/b', 'fa\u00df.de', 'xn--fa-hia.de', '\u00ad', '%41']) {
  attempt(`domain ${JSON.stringify(domain)}`, () => `${url.domainToASCII(domain)} ${url.domainToUnicode(domain)}`);
}
attempt('no domain', () => url.domainToASCII());
for (const options of [undefined, {}, { fragment: false }, { search: false }, { auth: false }, { unicode: true }, { fragment: false, search: false, auth: false, unicode: true }, { unicode: 1, auth: 0 }]) {
  attempt(JSON.stringify(options), () => url.format(new URL('http://user:pass@xn--lck1c3crb1723bpq4a.com:80/a?a=b#c'), options));
}
attempt('bad options', () => url.format(new URL('http://a'), 5));
attempt('options', () => JSON.stringify(url.urlToHttpOptions(new URL('https://a:b%20c@[::1]:8080/p?q#h'))));
attempt('bad url', () => url.urlToHttpOptions('x'));
