// Request and Response: what they are made of, their properties, guards of headers, clones, static methods.
'use strict';

const { inspect } = require('util');

function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, 'throws', error?.name, error?.code, error?.message, error?.cause?.message);
  }
}
const shape = (Class) => {
  console.log(Class.name, Class.length, Object.keys(Class).join(), Object.prototype.toString.call(Class.prototype));
  for (const key of Object.keys(Class.prototype)) {
    const { get, value } = Object.getOwnPropertyDescriptor(Class.prototype, key);
    console.log('  ', key, get?.name, typeof value === 'function' ? `${value.name} ${value.length}` : value);
  }
};
const properties = (value) => Object.fromEntries(Object.keys(Object.getPrototypeOf(value)).filter((key) => typeof value[key] !== 'function' && !['signal', 'body', 'headers', 'attribute'].includes(key)).map((key) => [key, value[key]]));
const all = (value) => ({ ...properties(value), headers: [...value.headers], body: value.body === null ? null : value.body.constructor.name, signal: value.signal?.aborted });

shape(Request);
shape(Response);
console.log(new Request('http://a/b?c#d'), new Response(), new Response('text', { status: 201, statusText: 'Made', headers: { a: 'b' } }));
console.log(all(new Request('HTTP://A.b:80/c/../d#hash')), inspect([new Request('http://a')], { depth: 0 }), inspect(new Response(null), { depth: 0 }));

for (const input of [undefined, '', 'nope', '/path', 'http://', 'http://u:p@h/', 'data:,x', 'about:blank', 'blob:nodedata:x', 'file:///a', 'x:y', new URL('http://url/'), { toString: () => 'http://string/' }, null, 5, Symbol('s')]) {
  attempt(`input ${inspect(input)}`, () => new Request(input).url);
}
attempt('no input', () => new Request());
for (const init of [null, 5, 'x', () => {}, {}, { method: 'get' }, { method: 'PATCH' }, { method: 'patch' }, { method: 'delete' }, { method: 'CONNECT' }, { method: 'trace' }, { method: 'TRACK' }, { method: 'bad method' }, { method: '' }, { method: 5 }, { method: Symbol('s') }, { method: undefined }, { method: null },
  { body: 'x' }, { method: 'HEAD', body: 'x' }, { method: 'POST', body: null }, { method: 'POST', body: undefined }, { method: 'POST', body: new ReadableStream() }, { method: 'POST', body: new ReadableStream(), duplex: 'half' }, { method: 'POST', duplex: 'full' }, { method: 'POST', duplex: 'x', body: 'a' },
  { headers: { a: 'b', Host: 'x', Cookie: 'y', 'Content-Length': '5' } }, { headers: [['a', 'b']] }, { headers: new Headers({ a: 'b' }) }, { headers: 5 }, { headers: null }, { headers: undefined },
  { mode: 'cors' }, { mode: 'no-cors' }, { mode: 'navigate' }, { mode: 'websocket' }, { mode: 'x' }, { credentials: 'include' }, { credentials: 'x' }, { cache: 'no-store' }, { cache: 'only-if-cached' }, { cache: 'only-if-cached', mode: 'same-origin' }, { cache: 'x' }, { redirect: 'manual' }, { redirect: 'error' }, { redirect: 'x' },
  { referrer: '' }, { referrer: 'about:client' }, { referrer: 'http://ref/' }, { referrer: 'nope' }, { referrerPolicy: 'origin' }, { referrerPolicy: 'x' }, { integrity: 'sha256-abc' }, { keepalive: true }, { keepalive: 'x' }, { window: null }, { window: {} }, { signal: null }, { signal: undefined }, { signal: {} }, { signal: 5 }, { signal: AbortSignal.abort('why') },
  { priority: 'high' }, { priority: 'x' }, { dispatcher: undefined }]) {
  attempt(`init ${inspect(init)}`, () => all(new Request('http://a/', init)));
}
const original = new Request('http://a/b', { method: 'PUT', body: 'x', headers: { h: '1' }, redirect: 'manual', integrity: 'i', referrer: 'http://r/', credentials: 'omit', mode: 'same-origin', cache: 'reload', referrerPolicy: 'origin', keepalive: true });
console.log(all(original), all(original.clone()), original.bodyUsed);
const copy = new Request(original, { method: 'POST' });
console.log(all(copy), original.bodyUsed, copy.bodyUsed);
attempt('used', () => new Request(original));
attempt('used with another body', () => all(new Request(original, { body: 'new' })));
attempt('clone used', () => original.clone());
attempt('body of a GET', () => new Request(copy, { method: 'GET' }));
attempt('request with headers', () => [...new Request(new Request('http://x', { headers: { a: '1' } }), { headers: { b: '2' } }).headers]);
{
  const controller = new AbortController();
  const request = new Request('http://a', { signal: controller.signal });
  const clone = request.clone();
  console.log(request.signal === controller.signal, request.signal.aborted, request.signal);
  controller.abort('stop');
  console.log(request.signal.aborted, request.signal.reason, clone.signal.aborted, new Request(request).signal.reason);
}
for (const key of Object.keys(Request.prototype)) {
  const { get, value } = Object.getOwnPropertyDescriptor(Request.prototype, key);
  if (get) attempt(`this of ${key}`, () => get.call({}));
  else if (key === 'clone') attempt(`this of ${key}`, () => value.call({}));
}
const guarded = new Request('http://a').headers;
guarded.set('Cookie', 'x');
guarded.append('Host', 'y');
console.log([...guarded]);

for (const init of [null, 5, 'x', {}, { status: 200 }, { status: 199 }, { status: 600 }, { status: 599 }, { status: '404' }, { status: 'x' }, { status: 200.9 }, { status: null }, { status: 101 }, { statusText: 'a\nb' }, { statusText: 'é' }, { statusText: 'Ā' }, { statusText: 5 }, { statusText: null }, { headers: { a: 'b', 'Set-Cookie': 'c' } }, { headers: 5 }]) {
  attempt(`response ${inspect(init)}`, () => all(new Response('body', init)));
}
for (const status of [204, 205, 304]) {
  attempt(`null body ${status}`, () => all(new Response(null, { status })));
  attempt(`body ${status}`, () => new Response('', { status }));
}
for (const body of [undefined, null, '', 'text', 5, true, {}, [], new Uint8Array(2), new ArrayBuffer(2), new DataView(new ArrayBuffer(1)), new Blob(['x']), new Blob(['x'], { type: 'a/b' }), new URLSearchParams('a=b'), new ReadableStream(), new Date(NaN), Buffer.from('x'), new String('s')]) {
  attempt(`body ${inspect(body)}`, () => { const response = new Response(body); return [response.headers.get('content-type'), response.body]; });
}
attempt('symbol body', () => new Response(Symbol('s')));
const form = new FormData();
form.append('a', 'b');
console.log(new Response(form).headers.get('content-type').replace(/[0-9]{6,}/, 'N'), [...new Response('x', { headers: { 'content-type': 'own/type' } }).headers]);

console.log(all(Response.error()), Response.error(), all(Response.json({ a: 1 })), all(Response.json([1], { status: 201, headers: { b: 'c' } })), all(Response.json('x', { headers: { 'Content-Type': 'own/json' } })));
attempt('error headers', () => Response.error().headers.append('a', 'b'));
for (const args of [[], [undefined], [() => {}], [{ toJSON() { throw new Error('json'); } }], [Symbol('s')], [{}, { status: 204 }], [{}, { status: 5 }], [{}, null]]) attempt(`json ${inspect(args)}`, () => all(Response.json(...args)));
for (const args of [[], ['http://a/'], ['http://a/é x', 301], ['http://a', 200], ['http://a', 308], ['/relative'], ['nope', 302], ['http://a', '303'], ['http://a', 'x']]) attempt(`redirect ${inspect(args)}`, () => all(Response.redirect(...args)));
attempt('redirect headers', () => Response.redirect('http://a').headers.set('a', 'b'));
const response = new Response('x', { status: 202, statusText: 'ok', headers: { a: 'b' } });
const twin = response.clone();
console.log(all(twin), twin.headers === response.headers, twin.body === response.body, all(response));
for (const key of Object.keys(Response.prototype)) {
  const { get, value } = Object.getOwnPropertyDescriptor(Response.prototype, key);
  if (get) attempt(`this of ${key}`, () => get.call({}));
  else if (key === 'clone') attempt(`this of ${key}`, () => value.call({}));
}
class MyRequest extends Request {}
class MyResponse extends Response {}
console.log(new MyRequest('http://a') instanceof Request, new MyResponse() instanceof Response, new MyRequest('http://a').clone().constructor.name, MyResponse.json(1).constructor.name);
