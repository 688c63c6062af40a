// The legacy API of node:url: parse, format, resolve.
'use strict';

const url = require('url');

const urls = ['http://user:pa%20ss@Sub.Example.COM:8080/p/a/t/h?query=string#hash', '//some_path', '//a@b/c', 'HTTP:example.com', 'http:\\\\a\\b?c\\d',
  'http://x.com/path?that\'s#all, folks', 'HTTP://Example.com', 'http://_jabber._tcp.google.com:80/test', 'x://ss', 'mailto:foo@bar.com?subject=hello',
  'javascript:alert(\'hello\');', 'file:///etc/node/', 'file://localhost/etc', 'file:/a', 'http://a@b@c/', 'http://a@b?@c', 'http://a\tbc:80/x', 'http://a.com/\t\n<b>',
  '/foo/bar?baz=quux#frag', '/path?a=1&b=2', '//host/path', '?a=b', '#h', '', ' http://trim.me/ ', 'http://[::1]:8080/x', 'http://[fe80::1]', '[fe80::1]',
  'http://\u00fcber.de/\u00fc', 'http://x:1/\' <>"`{}|\\^~[]', 'dash-test:foo/bar', 'git+http://user:pass@ex.com:123/p?q#h', 'coap:u:p@[::1]:61616/.well-known/r?n=T#c',
  'http://a.b/;x', 'http://a%b/c', 'http://a b/c', 'ws://a:1', 'a:b:c', 'http://evil.com\\@good.com/', 'http://' + 'a'.repeat(256) + '/x', 'http://a.com:/x', 'blob:http://a/b',
  'http://a/?b#c?d#e', '\u00a0/x\ufeff', 'svn+ssh://foo/bar', 'http:/a/b', '/a//b@c', '/a b', 'http://a#b@c'];

const order = ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href'];
function show(parsed) {
  if (typeof parsed === 'string') return parsed;
  return order.map((name) => (parsed[name] !== null && typeof parsed[name] === 'object' ? JSON.stringify(parsed[name]) : parsed[name])).join(' ');
}
function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, error.name, error.code, error.message, error.input?.toWellFormed());
  }
}

for (const text of urls) {
  attempt(JSON.stringify(text), () => show(url.parse(text)));
  attempt('with query', () => show(url.parse(text, true)));
  attempt('slashes denote host', () => show(url.parse(text, false, true)));
  attempt('format', () => url.format(text));
}
for (const bad of ['http://a:b:c/', 'http://a.com:b/', 'http://\ud800/', 'http://%E0/@x', 'http://a:80:90/', 'http://\u00ad/']) attempt(JSON.stringify(bad), () => show(url.parse(bad)));
for (const bad of [undefined, null, 5, {}, () => {}]) {
  attempt(`parse ${String(bad)}`, () => url.parse(bad));
  if (typeof bad !== 'object' || bad === null) attempt(`format ${String(bad)}`, () => url.format(bad));
}
for (const parts of [{}, { host: 'a', pathname: 'b' }, { protocol: 'http', hostname: 'x', port: 80, pathname: '/a?b#c' }, { protocol: 'https:', host: 'h:1', search: 'a#b', hash: 'h' },
  { hostname: '::1', protocol: 'http' }, { query: { a: [1, 2], b: 'c d' } }, { pathname: '/p', search: '?s', query: { no: 1 } }, { auth: 'a:b c@d', host: 'h' },
  { protocol: 'file', pathname: '/x' }, { protocol: 'mailto', pathname: 'a@b' }, { slashes: true, pathname: 'x' }, { protocol: 'x', slashes: true, host: 'h', pathname: 'p' }]) {
  attempt(JSON.stringify(parts), () => url.format(parts));
}

const bases = ['http://example.com/b/c/d;p?q#f', 'http://user:pass@h:1/a/', '/one/two/three', '/', '', '.', 'http://x', 'mailto:a@b.c', 'foo:a/b', 'file:///C:/DEV/a.html', 'http:///s//a/b', 'zz:abc', 'javascript:a'];
const relatives = ['g', './g', 'g/', '/g', '//g', '?y', 'g?y', '#s', 'g#s', ';x', '', '.', './', '..', '../', '../..', '../../../g', '/./g', '/../g', 'g.', './../g', 'g/./h', 'g/../h',
  'http:g', 'http://other/p', 'https:x', 'mailto:x@y', 'file:///f', 'javascript:b', '//u@o/p', 'a@b', '../.../g', 'zz:d', '/a/../../b', 'ws:k/l', 'foo:c', '/c/../d?e#f'];
for (const base of bases) {
  for (const relative of relatives) {
    attempt(`${base} + ${relative}`, () => `${url.resolve(base, relative)} ${show(url.resolveObject(base, relative) || {})}`);
  }
}
console.log(url.resolveObject('', 'x'), Object.keys(new url.Url()).join());
