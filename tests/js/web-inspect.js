// How console.log shows URLs, params, events, signals, decoders, emitters, exceptions.
'use strict';

const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { inspect } = require('util');

const url = new URL('http://u:p@h:1/p?a=b&c=d#f');
console.log(url, [url], { nested: { deep: { deeper: url } } });
console.log(url.searchParams, new URLSearchParams(), url.searchParams.keys(), url.searchParams.values(), url.searchParams.entries());
console.log(new URLSearchParams(Array.from({ length: 12 }, (_, i) => [`name${i}`, `value ${i}`])));
console.log(inspect({ a: { b: { c: new URLSearchParams('x=1') } } }), inspect(url, { depth: 0 }));
console.log(new TextEncoder(), new TextDecoder('latin1', { fatal: true }), [new TextDecoder()]);
console.log(new AbortController(), AbortSignal.abort(), [new AbortController().signal], new EventTarget());
console.log(inspect(new AbortController(), { depth: 0 }), inspect([new EventTarget()], { depth: 0 }));
const event = new Event('x', { cancelable: true });
console.log(inspect(event).replace(/timeStamp: [\d.]+/, 'timeStamp: N'), inspect([event], { depth: 0 }));
const emitter = new EventEmitter();
console.log(emitter);
emitter.on('a', function first() {}).on('a', () => {}).once('b', function second() {});
console.log(emitter, emitter.listeners('b'), emitter.rawListeners('b').length);
console.log(new StringDecoder('utf8'), new (class MyEmitter extends EventEmitter {})());
console.log(new Blob(['abc'], { type: 't' }), new File(['x'], 'name', { lastModified: 1 }), [new Blob([])]);
console.log(inspect(new DOMException('m', 'AbortError')).split('\n')[0], Object.prototype.toString.call(DOMException.prototype), inspect({ e: new CustomEvent('c', { detail: 1 }) }).includes('CustomEvent {'));
console.log(require('url').parse('http://a.b/c?d=e', true));
console.log(require('querystring').parse('a=1&b=2'));
